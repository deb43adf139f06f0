/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Does what the lines on standard input say, one answer a line, for test-keyring.py:
 *   password TEXT | patience MS | cancel-after MS (the next request)
 *   store PROTOCOL ADDRESS USERNAME HOST PORT SECURITY | forget … (the same) | list
 *   lookup PROTOCOL ADDRESS (answers "same" or "different" from the password, never what it is)
 * An answer is "ok …" or the error's code and sentence. */

#include "config.h"

#include "obd-vault-service.h"
#include "obd-vault.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  ObdVault     *vault;
  ObdSecret    *password;
  guint         cancel_after;
  GAsyncResult *result;
} Tool;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ((Tool *) data)->result = g_object_ref (result);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
answer_error (GError *error)
{
  static const char *const codes[] = {
    [OBD_VAULT_ERROR_NO_SERVICE] = "no-service", [OBD_VAULT_ERROR_LOCKED] = "locked",
    [OBD_VAULT_ERROR_DIED] = "died", [OBD_VAULT_ERROR_NOT_FOUND] = "not-found",
    [OBD_VAULT_ERROR_FAILED] = "failed",
  };
  gboolean ours = error->domain == OBD_VAULT_ERROR;
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_print ("%s %s\n", ours ? codes[error->code] : cancelled ? "cancelled" : "foreign",
           error->message);
}

static void
print_entry (const ObdVaultEntry *entry,
             const char          *before)
{
  g_autofree char *endpoint = entry->endpoint != NULL ? obd_endpoint_to_string (entry->endpoint)
                                                      : g_strdup ("-");

  g_print ("%s%s %s %s %s", before, entry->protocol, entry->address, entry->username, endpoint);
}

static void
finish_lookup (Tool *tool)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdVaultEntry) entry = NULL;
  g_autoptr (ObdSecret) secret = obd_vault_lookup_finish (tool->vault, tool->result, &entry,
                                                          &error);
  gboolean same;

  if (secret == NULL)
    {
      answer_error (error);
      return;
    }
  same = tool->password != NULL
         && strcmp (obd_secret_peek (secret), obd_secret_peek (tool->password)) == 0;
  print_entry (entry, same ? "ok same " : "ok different ");
  g_print ("\n");
}

static void
finish_list (Tool *tool)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = obd_vault_list_finish (tool->vault, tool->result, &error);

  if (entries == NULL)
    {
      answer_error (error);
      return;
    }
  g_print ("ok %u", entries->len);
  for (guint i = 0; i < entries->len; i++)
    print_entry (g_ptr_array_index (entries, i), " | ");
  g_print ("\n");
}

static void
finish_flag (Tool     *tool,
             gboolean  store)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = store ? obd_vault_store_finish (tool->vault, tool->result, &error)
                      : obd_vault_forget_finish (tool->vault, tool->result, &error);

  if (ok)
    g_print ("ok\n");
  else
    answer_error (error);
}

static ObdVaultEntry *
parse_entry (char **words)
{
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  g_autoptr (ObdEndpoint) endpoint = NULL;

  g_assert_cmpuint (g_strv_length (words), ==, 7);
  g_assert_true (obd_security_from_nick (words[6], &security));
  endpoint = obd_endpoint_new (words[4], (guint16) g_ascii_strtoull (words[5], NULL, 10), security);
  return obd_vault_entry_new (words[1], words[2], words[3], endpoint);
}

static void
begin (Tool         *tool,
       char        **words,
       GCancellable *cancellable)
{
  g_autoptr (ObdVaultEntry) entry = NULL;

  if (strcmp (words[0], "list") == 0)
    obd_vault_list_async (tool->vault, cancellable, done_cb, tool);
  else if (strcmp (words[0], "lookup") == 0)
    obd_vault_lookup_async (tool->vault, words[1], words[2], cancellable, done_cb, tool);
  else
    {
      entry = parse_entry (words);
      if (strcmp (words[0], "store") == 0)
        obd_vault_store_async (tool->vault, entry, tool->password, cancellable, done_cb, tool);
      else
        obd_vault_forget_async (tool->vault, entry, cancellable, done_cb, tool);
    }
}

static void
request (Tool  *tool,
         char **words)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  begin (tool, words, cancellable);
  if (tool->cancel_after > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, tool->cancel_after, cancel_cb,
                        g_object_ref (cancellable), g_object_unref);
  tool->cancel_after = 0;
  while (tool->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (strcmp (words[0], "list") == 0)
    finish_list (tool);
  else if (strcmp (words[0], "lookup") == 0)
    finish_lookup (tool);
  else
    finish_flag (tool, strcmp (words[0], "store") == 0);
  g_clear_object (&tool->result);
}

static void
run_line (Tool *tool,
          char *line)
{
  g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);

  if (strcmp (words[0], "password") == 0)
    {
      g_clear_pointer (&tool->password, obd_secret_unref);
      tool->password = obd_secret_new (words[1], -1);
    }
  else if (strcmp (words[0], "patience") == 0)
    obd_vault_watch_set_patience ((guint) g_ascii_strtoull (words[1], NULL, 10));
  else if (strcmp (words[0], "cancel-after") == 0)
    tool->cancel_after = (guint) g_ascii_strtoull (words[1], NULL, 10);
  else
    request (tool, words);
  fflush (stdout);
}

int
main (int    argc,
      char **argv)
{
  Tool tool = { 0 };
  char line[4096];

  setlocale (LC_ALL, "");
  tool.vault = argc > 1 && strcmp (argv[1], "--memory") == 0 ? obd_vault_new_memory ()
                                                             : obd_vault_new_system ();
  while (fgets (line, sizeof line, stdin) != NULL)
    run_line (&tool, line);
  g_clear_pointer (&tool.password, obd_secret_unref);
  g_clear_object (&tool.vault);
  return 0;
}
