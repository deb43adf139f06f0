/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-ledger.h"

#include <string.h>

#include "obd-signin-desk.h"

#define KEY_LENGTH 32

/* Ids of findings; no domain is called like that, as domains have a dot. */
#define CLOCK_ID "clock"
#define DATABASE_ID "discovery:ispdb"

/* Stands among the hosts where nobody knows which one it was; no host is called that. */
#define ANYWHERE "*"

/* What is known of one user name. */
typedef struct
{
  GPtrArray *hosts;     /* interned: a batch knows few servers and many names */
  GArray    *passwords; /* gint64 digests */
} Account;

/* What a stranger's server said. */
typedef struct
{
  ObdFinding *finding;
  gint64      told; /* when, g_get_monotonic_time() */
} Known;

struct _ObdBatchLedger
{
  guint8      key[KEY_LENGTH]; /* of this batch alone */
  GHashTable *accounts;        /* gint64 digest of the name → Account (both owned) */
  GHashTable *known;           /* CLOCK_ID, or a domain → Known (both owned) */
};

static void
free_account (gpointer data)
{
  Account *account = data;

  g_ptr_array_unref (account->hosts);
  g_array_unref (account->passwords);
  g_free (account);
}

static void
free_known (gpointer data)
{
  Known *known = data;

  obd_finding_unref (known->finding);
  g_free (known);
}

ObdBatchLedger *
obd_batch_ledger_new (void)
{
  ObdBatchLedger *ledger = g_new0 (ObdBatchLedger, 1);

  for (guint i = 0; i < KEY_LENGTH; i++)
    ledger->key[i] = g_random_int_range (0, 256);
  ledger->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_account);
  ledger->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_known);
  return ledger;
}

void
obd_batch_ledger_free (ObdBatchLedger *ledger)
{
  g_hash_table_unref (ledger->accounts);
  g_hash_table_unref (ledger->known);
  g_free (ledger);
}

static gint64
digest (ObdBatchLedger *ledger,
        const char     *text)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, ledger->key, KEY_LENGTH);
  guint8 bytes[KEY_LENGTH];
  gsize length = sizeof bytes;
  gint64 number;

  g_hmac_update (hmac, (const guchar *) text, strlen (text));
  g_hmac_get_digest (hmac, bytes, &length);
  memcpy (&number, bytes, sizeof number);
  return number;
}

static Account *
find_account (ObdBatchLedger *ledger,
              const char     *login)
{
  gint64 name = digest (ledger, login);

  return g_hash_table_lookup (ledger->accounts, &name);
}

static Account *
ensure_account (ObdBatchLedger *ledger,
                const char     *login)
{
  gint64 name = digest (ledger, login);
  Account *account = g_hash_table_lookup (ledger->accounts, &name);

  if (account != NULL)
    return account;
  account = g_new0 (Account, 1);
  account->hosts = g_ptr_array_new ();
  account->passwords = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (ledger->accounts, g_memdup2 (&name, sizeof name), account);
  return account;
}

static gboolean
has_host (const Account *account,
          const char    *host)
{
  return g_ptr_array_find (account->hosts, g_intern_string (host), NULL);
}

static gboolean
has_password (const Account *account,
              gint64         password)
{
  for (guint i = 0; i < account->passwords->len; i++)
    if (g_array_index (account->passwords, gint64, i) == password)
      return TRUE;
  return FALSE;
}

void
obd_batch_ledger_note_refused (ObdBatchLedger  *ledger,
                               const char      *login,
                               const char      *host,
                               const ObdSecret *password)
{
  Account *account = ensure_account (ledger, login);
  const char *where = host != NULL ? host : ANYWHERE;
  gint64 what = password != NULL ? digest (ledger, obd_secret_peek (password)) : 0;

  if (!has_host (account, where))
    g_ptr_array_add (account->hosts, (gpointer) g_intern_string (where));
  if (password != NULL && !has_password (account, what))
    g_array_append_val (account->passwords, what);
}

gboolean
obd_batch_ledger_may_sign_in (ObdBatchLedger  *ledger,
                              const char      *login,
                              const char      *host,
                              const ObdSecret *password)
{
  const Account *account = find_account (ledger, login);

  if (account == NULL)
    return TRUE;
  return host != NULL && account->hosts->len < OBD_SIGNIN_MAX_HOSTS && !has_host (account, host)
         && !has_host (account, ANYWHERE)
         && !has_password (account, digest (ledger, obd_secret_peek (password)));
}

const char **
obd_batch_ledger_list_hosts (ObdBatchLedger *ledger,
                             const char     *login)
{
  const Account *account = find_account (ledger, login);
  const char **hosts;

  if (account == NULL)
    return NULL;
  hosts = g_new0 (const char *, account->hosts->len + 1);
  for (guint i = 0; i < account->hosts->len; i++)
    hosts[i] = g_ptr_array_index (account->hosts, i);
  return hosts;
}

/* --- what strangers said ---------------------------------------------------------------------- */

/* Borrowed; %NULL if nothing is known under @key, or nothing fresh. */
static const ObdFinding *
find_known (ObdBatchLedger *ledger,
            const char     *key)
{
  const Known *known = g_hash_table_lookup (ledger->known, key);

  if (known != NULL && g_get_monotonic_time () - known->told <= OBD_BATCH_KNOWN_AGE)
    return known->finding;
  g_hash_table_remove (ledger->known, key);
  return NULL;
}

/* What is known still holds: rows that were begun with it only repeat it. */
static void
note (ObdBatchLedger   *ledger,
      const char       *key,
      const ObdFinding *finding)
{
  Known *known;

  if (finding == NULL || finding->outcome == OBD_OUTCOME_CANCELLED
      || find_known (ledger, key) != NULL)
    return;
  if (g_hash_table_size (ledger->known) > OBD_BATCH_KNOWN_DOMAINS)
    g_hash_table_remove_all (ledger->known);
  known = g_new0 (Known, 1);
  known->finding = obd_finding_ref (finding);
  known->told = g_get_monotonic_time ();
  g_hash_table_insert (ledger->known, g_strdup (key), known);
}

void
obd_batch_ledger_note_known (ObdBatchLedger    *ledger,
                             const char        *domain,
                             const ObdFindings *findings)
{
  const ObdFinding *database = obd_findings_find (findings, DATABASE_ID);

  note (ledger, CLOCK_ID, obd_findings_find (findings, CLOCK_ID));
  /* One that was not needed, or not waited for, was not asked to its end. */
  if (database != NULL && database->outcome != OBD_OUTCOME_SKIPPED)
    note (ledger, domain, database);
}

GPtrArray *
obd_batch_ledger_list_known (ObdBatchLedger *ledger,
                             const char     *domain)
{
  const char *const keys[] = { CLOCK_ID, domain };
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_finding_unref);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const ObdFinding *known = find_known (ledger, keys[i]);

      if (known != NULL)
        g_ptr_array_add (list, obd_finding_ref (known));
    }
  return list;
}
