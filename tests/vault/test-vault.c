/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Good days: what a vault does, by the real GNOME Keyring and by the twin in memory alike; and what
 * other programs see of it. */

#include "config.h"

#include "keyring-fixture.h"
#include "vault-calls.h"

#include <string.h>

#define ANNA "anna@larkspur.example"
#define BERT "bert@larkspur.example"
#define SCHEMA "io.github.outboxdoctor.Mailbox"

static ObdVaultEntry *
new_entry (const char *protocol,
           const char *address,
           const char *host,
           guint16     port)
{
  g_autoptr (ObdEndpoint) endpoint = obd_endpoint_new (host, port, OBD_SECURITY_STARTTLS);

  return obd_vault_entry_new (protocol, address, address, endpoint);
}

static void
store (ObdVault   *vault,
       const char *protocol,
       const char *address,
       const char *host,
       const char *password)
{
  g_autoptr (ObdVaultEntry) entry = new_entry (protocol, address, host, 587);
  GError *error = NULL;

  g_assert_true (vault_store (vault, entry, password, NULL, &error));
  g_assert_no_error (error);
}

static void
forget (ObdVault   *vault,
        const char *protocol,
        const char *address)
{
  g_autoptr (ObdVaultEntry) entry = obd_vault_entry_new (protocol, address, NULL, NULL);
  GError *error = NULL;

  g_assert_true (vault_forget (vault, entry, &error));
  g_assert_no_error (error);
}

static void
assert_holds (ObdVault   *vault,
              const char *protocol,
              const char *address,
              const char *host,
              const char *password)
{
  g_autoptr (ObdVaultEntry) entry = NULL;
  GError *error = NULL;
  g_autofree char *found = vault_lookup (vault, protocol, address, &entry, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, password);
  g_assert_cmpstr (entry->protocol, ==, protocol);
  g_assert_cmpstr (entry->address, ==, address);
  g_assert_cmpstr (entry->username, ==, address);
  g_assert_cmpstr (entry->endpoint->host, ==, host);
  g_assert_cmpuint (entry->endpoint->port, ==, 587);
  g_assert_cmpint (entry->endpoint->security, ==, OBD_SECURITY_STARTTLS);
}

static void
assert_holds_none (ObdVault   *vault,
                   const char *protocol,
                   const char *address)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vault_lookup (vault, protocol, address, NULL, NULL, &error));
  g_assert_error (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND);
}

static guint
count (ObdVault *vault)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = vault_list (vault, &error);

  g_assert_no_error (error);
  return entries->len;
}

/* --- What every vault does -------------------------------------------------------------------- */

static void
check_life (ObdVault *vault)
{
  g_autoptr (ObdVaultEntry) gone = new_entry ("smtp", ANNA, "mail.larkspur.example", 587);
  g_autoptr (GError) error = NULL;

  assert_holds_none (vault, "smtp", ANNA);
  g_assert_cmpuint (count (vault), ==, 0);
  store (vault, "smtp", ANNA, "mail.larkspur.example", "first");
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "first");
  assert_holds_none (vault, "smtp", BERT);
  g_assert_cmpuint (count (vault), ==, 1);
  forget (vault, "smtp", ANNA);
  assert_holds_none (vault, "smtp", ANNA);
  g_assert_false (vault_forget (vault, gone, &error));
  g_assert_error (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND);
}

/* Another password, another server: the mailbox has one entry a protocol. */
static void
check_replace (ObdVault *vault)
{
  store (vault, "smtp", ANNA, "mail.larkspur.example", "first");
  store (vault, "smtp", ANNA, "mail.larkspur.example", "second");
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "second");
  store (vault, "smtp", ANNA, "smtp.larkspur.example", "third, with ünïcode and blanks ");
  assert_holds (vault, "smtp", ANNA, "smtp.larkspur.example", "third, with ünïcode and blanks ");
  g_assert_cmpuint (count (vault), ==, 1);
  forget (vault, "smtp", ANNA);
  g_assert_cmpuint (count (vault), ==, 0);
}

static void
check_apart (ObdVault *vault)
{
  store (vault, "smtp", ANNA, "mail.larkspur.example", "outgoing");
  store (vault, "imap", ANNA, "imap.larkspur.example", "incoming");
  store (vault, "smtp", BERT, "mail.larkspur.example", "another’s");
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "outgoing");
  assert_holds (vault, "imap", ANNA, "imap.larkspur.example", "incoming");
  g_assert_cmpuint (count (vault), ==, 3);
  forget (vault, "smtp", ANNA);
  assert_holds (vault, "imap", ANNA, "imap.larkspur.example", "incoming");
  assert_holds (vault, "smtp", BERT, "mail.larkspur.example", "another’s");
  forget (vault, "imap", ANNA);
  forget (vault, "smtp", BERT);
}

/* Where the endpoint is told, another one's entry is not meant. */
static void
check_forget_is_exact (ObdVault *vault)
{
  g_autoptr (ObdVaultEntry) other = new_entry ("smtp", ANNA, "smtp.otherplace.example", 465);
  g_autoptr (GError) error = NULL;

  store (vault, "smtp", ANNA, "mail.larkspur.example", "first");
  g_assert_false (vault_forget (vault, other, &error));
  g_assert_error (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND);
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "first");
  forget (vault, "smtp", ANNA);
}

static void
check_cancelled (ObdVault *vault)
{
  g_autoptr (ObdVaultEntry) entry = new_entry ("smtp", ANNA, "mail.larkspur.example", 587);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (vault_store (vault, entry, "never", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_holds_none (vault, "smtp", ANNA);
}

static const struct
{
  const char *name;
  void      (*check) (ObdVault *vault);
} checks[] = {
  { "life", check_life },
  { "replace", check_replace },
  { "smtp-and-incoming-apart", check_apart },
  { "forget-is-exact", check_forget_is_exact },
  { "cancelled", check_cancelled },
};

static void
test_memory (gconstpointer data)
{
  g_autoptr (ObdVault) vault = obd_vault_new_memory ();

  checks[GPOINTER_TO_UINT (data)].check (vault);
}

static GSubprocess *
start_or_skip (void)
{
  GSubprocess *keyring = keyring_start_real ();

  if (keyring == NULL)
    g_test_skip ("gnome-keyring-daemon is not installed");
  return keyring;
}

static void
test_system (gconstpointer data)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = start_or_skip ();

  if (keyring == NULL)
    return;
  checks[GPOINTER_TO_UINT (data)].check (vault);
  keyring_kill (keyring);
}

/* --- Only the real one ------------------------------------------------------------------------ */

/* What a password manager shows, told by a program that knows only the D-Bus interface. */
static void
test_seen_by_others (void)
{
  static const char *const lines[] = {
    "label = Outgoing mail: " ANNA " (mail.larkspur.example)",
    "secret = seen by others",
    "schema = " SCHEMA,
    "attribute.protocol = smtp",
    "attribute.address = " ANNA,
    "attribute.username = " ANNA,
    "attribute.host = mail.larkspur.example",
    "attribute.port = 587",
    "attribute.security = starttls",
  };
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = start_or_skip ();
  g_autofree char *said = NULL;

  if (keyring == NULL)
    return;
  store (vault, "smtp", ANNA, "mail.larkspur.example", "seen by others");
  said = keyring_secret_tool ("search", "--all", "xdg:schema", SCHEMA, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (said, lines[i]) == NULL)
      g_error ("no “%s” in:\n%s", lines[i], said);
  forget (vault, "smtp", ANNA);
  keyring_kill (keyring);
}

/* What other programs keep for the same address is neither shown nor taken nor removed. */
static void
test_leaves_others_alone (void)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = start_or_skip ();
  g_autofree char *stored = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *cleared = NULL;

  if (keyring == NULL)
    return;
  stored = keyring_secret_tool ("store", "--label=Another program", "protocol", "smtp", "address",
                                ANNA, NULL);
  assert_holds_none (vault, "smtp", ANNA);
  g_assert_cmpuint (count (vault), ==, 0);
  store (vault, "smtp", ANNA, "mail.larkspur.example", "ours");
  store (vault, "smtp", ANNA, "smtp.larkspur.example", "ours, again");
  assert_holds (vault, "smtp", ANNA, "smtp.larkspur.example", "ours, again");
  forget (vault, "smtp", ANNA);
  kept = keyring_secret_tool ("lookup", "protocol", "smtp", "address", ANNA, NULL);
  g_assert_cmpstr (kept, ==, "of somebody else");
  cleared = keyring_secret_tool ("clear", "protocol", "smtp", "address", ANNA, NULL);
  keyring_kill (keyring);
}

/* The service dies and comes back under a running program: libsecret's shared connection would fail
 * for ever. */
static void
test_restarted (void)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  GSubprocess *keyring = start_or_skip ();
  g_autoptr (GError) error = NULL;

  if (keyring == NULL)
    return;
  store (vault, "smtp", ANNA, "mail.larkspur.example", "before");
  keyring_kill (keyring);
  g_assert_null (vault_lookup (vault, "smtp", ANNA, NULL, NULL, &error));
  g_assert_error (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NO_SERVICE);
  keyring = keyring_start_real ();
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "before");
  store (vault, "smtp", ANNA, "mail.larkspur.example", "after");
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "after");
  forget (vault, "smtp", ANNA);
  keyring_kill (keyring);
}

/* Locked, and no window in which it could be unlocked. */
static void
test_locked (void)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  g_autoptr (ObdVaultEntry) entry = new_entry ("smtp", BERT, "mail.larkspur.example", 587);
  GSubprocess *keyring = start_or_skip ();
  g_autoptr (GError) lookup = NULL;
  g_autoptr (GError) stored = NULL;
  g_autoptr (GError) list = NULL;

  if (keyring == NULL)
    return;
  store (vault, "smtp", ANNA, "mail.larkspur.example", "behind a lock");
  keyring_lock ();
  g_assert_null (vault_lookup (vault, "smtp", ANNA, NULL, NULL, &lookup));
  g_assert_error (lookup, OBD_VAULT_ERROR, OBD_VAULT_ERROR_LOCKED);
  g_assert_false (vault_store (vault, entry, "not taken", NULL, &stored));
  g_assert_error (stored, OBD_VAULT_ERROR, OBD_VAULT_ERROR_LOCKED);
  g_assert_null (vault_list (vault, &list));
  g_assert_error (list, OBD_VAULT_ERROR, OBD_VAULT_ERROR_LOCKED);
  keyring_kill (keyring);
  keyring = keyring_start_real ();
  assert_holds (vault, "smtp", ANNA, "mail.larkspur.example", "behind a lock");
  assert_holds_none (vault, "smtp", BERT);
  forget (vault, "smtp", ANNA);
  keyring_kill (keyring);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring_bus_up ();
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *memory = g_strconcat ("/vault/memory/", checks[i].name, NULL);
      g_autofree char *system = g_strconcat ("/vault/system/", checks[i].name, NULL);

      g_test_add_data_func (memory, GUINT_TO_POINTER (i), test_memory);
      g_test_add_data_func (system, GUINT_TO_POINTER (i), test_system);
    }
  g_test_add_func ("/vault/system/seen-by-others", test_seen_by_others);
  g_test_add_func ("/vault/system/leaves-others-alone", test_leaves_others_alone);
  g_test_add_func ("/vault/system/restarted", test_restarted);
  g_test_add_func ("/vault/system/locked", test_locked);
  status = g_test_run ();
  keyring_bus_down ();
  return status;
}
