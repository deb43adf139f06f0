/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bad days: no service, a locked keyring, prompts that come to nothing, a service that dies, hangs
 * or fails in the middle of each call. Each is one clear sentence, and the next day is good. */

#include "config.h"

#include "keyring-fixture.h"
#include "obd-vault-service.h"
#include "vault-calls.h"

#include <string.h>

#define ANNA "anna@larkspur.example"
#define CANARY "Kanarie-5d1c07"

/* Milliseconds; shorter than the mock's person thinks about a prompt. */
#define PATIENCE 300

typedef enum
{
  STORE,
  LOOK_UP,
  FORGET,
  LIST,
} Call;

static const struct
{
  const char *name;
  const char *mock;   /* its words; %NULL: no service at all */
  Call call;
  gboolean locked;    /* something is stored, and locked, before the call */
  int code;
} days[] = {
  { "no-service/store", NULL, STORE, FALSE, OBD_VAULT_ERROR_NO_SERVICE },
  { "no-service/look-up", NULL, LOOK_UP, FALSE, OBD_VAULT_ERROR_NO_SERVICE },
  { "no-service/forget", NULL, FORGET, FALSE, OBD_VAULT_ERROR_NO_SERVICE },
  { "no-service/list", NULL, LIST, FALSE, OBD_VAULT_ERROR_NO_SERVICE },
  { "dismissed/store", "--prompt dismiss", STORE, TRUE, OBD_VAULT_ERROR_LOCKED },
  { "dismissed/look-up", "--prompt dismiss", LOOK_UP, TRUE, OBD_VAULT_ERROR_LOCKED },
  { "dismissed/forget", "--prompt dismiss", FORGET, TRUE, OBD_VAULT_ERROR_LOCKED },
  { "dismissed/list", "--prompt dismiss", LIST, TRUE, OBD_VAULT_ERROR_LOCKED },
  { "dies/open-session", "--on OpenSession=die", STORE, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/search", "--on SearchItems=die", LOOK_UP, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/search-for-list", "--on SearchItems=die", LIST, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/create", "--on CreateItem=die", STORE, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/get", "--on GetSecret=die", LOOK_UP, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/delete", "--on Delete=die", FORGET, FALSE, OBD_VAULT_ERROR_DIED },
  { "dies/unlock", "--on Unlock=die", LOOK_UP, TRUE, OBD_VAULT_ERROR_DIED },
  { "dies/prompt", "--on Prompt=die", STORE, TRUE, OBD_VAULT_ERROR_DIED },
  { "dies/while-prompting", "--prompt die", LOOK_UP, TRUE, OBD_VAULT_ERROR_DIED },
  { "dies/while-prompting-to-store", "--prompt die", STORE, TRUE, OBD_VAULT_ERROR_DIED },
  { "hangs/open-session", "--on OpenSession=hang", LOOK_UP, FALSE, OBD_VAULT_ERROR_DIED },
  { "hangs/search", "--on SearchItems=hang", LIST, FALSE, OBD_VAULT_ERROR_DIED },
  { "hangs/create", "--on CreateItem=hang", STORE, FALSE, OBD_VAULT_ERROR_DIED },
  { "hangs/get", "--on GetSecret=hang", LOOK_UP, FALSE, OBD_VAULT_ERROR_DIED },
  { "hangs/delete", "--on Delete=hang", FORGET, FALSE, OBD_VAULT_ERROR_DIED },
  { "hangs/unlock", "--on Unlock=hang", LOOK_UP, TRUE, OBD_VAULT_ERROR_DIED },
  { "fails/open-session", "--on OpenSession=fail", STORE, FALSE, OBD_VAULT_ERROR_NO_SERVICE },
  { "fails/search", "--on SearchItems=fail", LIST, FALSE, OBD_VAULT_ERROR_FAILED },
  { "fails/create", "--on CreateItem=fail", STORE, FALSE, OBD_VAULT_ERROR_FAILED },
  { "fails/get", "--on GetSecret=fail", LOOK_UP, FALSE, OBD_VAULT_ERROR_FAILED },
  { "fails/delete", "--on Delete=fail", FORGET, FALSE, OBD_VAULT_ERROR_FAILED },
  { "fails/unlock", "--on Unlock=fail", LIST, TRUE, OBD_VAULT_ERROR_FAILED },
};

static ObdVaultEntry *
new_entry (void)
{
  g_autoptr (ObdEndpoint) endpoint = obd_endpoint_new ("mail.larkspur.example", 465,
                                                       OBD_SECURITY_TLS);

  return obd_vault_entry_new ("smtp", ANNA, ANNA, endpoint);
}

static void
call (ObdVault  *vault,
      Call       what,
      GError   **error)
{
  g_autoptr (ObdVaultEntry) entry = new_entry ();

  switch (what)
    {
    case STORE:
      g_assert_false (vault_store (vault, entry, CANARY, NULL, error));
      return;
    case LOOK_UP:
      g_assert_null (vault_lookup (vault, "smtp", ANNA, NULL, NULL, error));
      return;
    case FORGET:
      g_assert_false (vault_forget (vault, entry, error));
      return;
    case LIST:
    default:
      g_assert_null (vault_list (vault, error));
    }
}

static void
assert_sentence (const char *text)
{
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (strchr (text, '\n'));
  g_assert_null (strstr (text, CANARY));
  g_assert_null (strstr (text, "org.freedesktop"));
  g_assert_cmpuint (g_utf8_strlen (text, -1), <, 100);
}

/* Something is there to be found; the faults of the mock come later, in other calls. */
static void
store_before (ObdVault *vault,
              gboolean  lock)
{
  g_autoptr (ObdVaultEntry) entry = new_entry ();
  GError *error = NULL;

  g_assert_true (vault_store (vault, entry, CANARY, NULL, &error));
  g_assert_no_error (error);
  if (lock)
    keyring_lock ();
}

static gboolean
needs_item (guint day)
{
  return days[day].locked || strstr (days[day].mock, "GetSecret") != NULL
         || strstr (days[day].mock, "Delete") != NULL;
}

static void
test_day (gconstpointer data)
{
  guint day = GPOINTER_TO_UINT (data);
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  g_autoptr (GError) error = NULL;
  GSubprocess *keyring = NULL;

  if (days[day].mock != NULL)
    {
      keyring = keyring_start_mock (days[day].mock);
      if (needs_item (day))
        store_before (vault, days[day].locked);
    }
  call (vault, days[day].call, &error);
  g_assert_error (error, OBD_VAULT_ERROR, days[day].code);
  assert_sentence (error->message);
  if (keyring != NULL)
    keyring_kill (keyring);

  /* The same vault, once the keyring is well again. */
  keyring = keyring_start_mock ("--prompt accept");
  store_before (vault, FALSE);
  keyring_kill (keyring);
}

/* A person who thinks about a prompt is not hurried: longer than a silent service is waited for. */
static void
test_prompt_takes_its_time (void)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = keyring_start_mock ("--prompt accept");
  GError *error = NULL;
  g_autofree char *found = NULL;

  store_before (vault, TRUE);
  found = vault_lookup (vault, "smtp", ANNA, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, CANARY);
  keyring_lock ();
  store_before (vault, FALSE);
  keyring_kill (keyring);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* Nobody ever answers: the page is left, and the call ends; also where the service is not even there
 * to take the prompt back. */
static void
test_prompt_never_answered (gconstpointer words)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  g_autoptr (ObdVaultEntry) entry = new_entry ();
  GSubprocess *keyring = keyring_start_mock (words);

  store_before (vault, TRUE);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      g_timeout_add (2 * PATIENCE, cancel_cb, cancellable);
      if (i == 0)
        g_assert_null (vault_lookup (vault, "smtp", ANNA, NULL, cancellable, &error));
      else
        g_assert_false (vault_store (vault, entry, CANARY, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  keyring_kill (keyring);
}

/* The message names the time, so that nobody thinks that the program itself is stuck. */
static void
test_hang_is_told (void)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = keyring_start_mock ("--on CreateItem=hang");
  g_autoptr (GError) error = NULL;

  call (vault, STORE, &error);
  g_assert_nonnull (strstr (error->message, "has not answered"));
  keyring_kill (keyring);
}

/* Not even a bus. A program of its own: libsecret keeps the bus that it has seen. */
static void
test_no_bus (void)
{
  g_autoptr (ObdVault) vault = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  vault = obd_vault_new_system ();
  for (Call what = STORE; what <= LIST; what++)
    {
      g_autoptr (GError) error = NULL;

      call (vault, what, &error);
      g_assert_error (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NO_SERVICE);
      assert_sentence (error->message);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring_bus_up ();
  obd_vault_watch_set_patience (PATIENCE);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *path = g_strconcat ("/vault/bad-days/", days[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_day);
    }
  g_test_add_func ("/vault/prompt/takes-its-time", test_prompt_takes_its_time);
  g_test_add_data_func ("/vault/prompt/never-answered", "--prompt never",
                        test_prompt_never_answered);
  g_test_add_data_func ("/vault/prompt/never-answered-nor-dismissed",
                        "--prompt never --on Dismiss=hang", test_prompt_never_answered);
  g_test_add_func ("/vault/hang-is-told", test_hang_is_told);
  g_test_add_func ("/vault/no-bus", test_no_bus);
  status = g_test_run ();
  keyring_bus_down ();
  return status;
}
