/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-ledger.h"

#include <string.h>

#define KEY_LENGTH 32

/* What is known of a user name, each with a digest of its own. */
typedef enum
{
  ENTRY_SOMEWHERE = 'l', /* refused by some server */
  ENTRY_ANYWHERE = '*',  /* refused, and nobody knows by which */
  ENTRY_HOST = 'h',      /* refused by this one */
  ENTRY_PASSWORD = 'p',  /* with this password */
} Entry;

struct _ObdBatchLedger
{
  guint8      key[KEY_LENGTH]; /* of this batch alone */
  GHashTable *entries;         /* gint64 digests (owned) */
};

ObdBatchLedger *
obd_batch_ledger_new (void)
{
  ObdBatchLedger *ledger = g_new0 (ObdBatchLedger, 1);

  for (guint i = 0; i < KEY_LENGTH; i++)
    ledger->key[i] = g_random_int_range (0, 256);
  ledger->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return ledger;
}

void
obd_batch_ledger_free (ObdBatchLedger *ledger)
{
  g_hash_table_unref (ledger->entries);
  g_free (ledger);
}

static gint64
digest (ObdBatchLedger *ledger,
        Entry           entry,
        const char     *login,
        const char     *detail)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, ledger->key, KEY_LENGTH);
  guint8 kind = entry;
  guint8 bytes[KEY_LENGTH];
  gsize length = sizeof bytes;
  gint64 number;

  g_hmac_update (hmac, &kind, 1);
  g_hmac_update (hmac, (const guchar *) login, strlen (login) + 1);
  g_hmac_update (hmac, (const guchar *) detail, strlen (detail));
  g_hmac_get_digest (hmac, bytes, &length);
  memcpy (&number, bytes, sizeof number);
  return number;
}

static void
add (ObdBatchLedger *ledger,
     Entry           entry,
     const char     *login,
     const char     *detail)
{
  gint64 number = digest (ledger, entry, login, detail);

  g_hash_table_add (ledger->entries, g_memdup2 (&number, sizeof number));
}

static gboolean
has (ObdBatchLedger *ledger,
     Entry           entry,
     const char     *login,
     const char     *detail)
{
  gint64 number = digest (ledger, entry, login, detail);

  return g_hash_table_contains (ledger->entries, &number);
}

void
obd_batch_ledger_note_refused (ObdBatchLedger  *ledger,
                               const char      *login,
                               const char      *host,
                               const ObdSecret *password)
{
  add (ledger, ENTRY_SOMEWHERE, login, "");
  if (host != NULL)
    add (ledger, ENTRY_HOST, login, host);
  else
    add (ledger, ENTRY_ANYWHERE, login, "");
  if (password != NULL)
    add (ledger, ENTRY_PASSWORD, login, obd_secret_peek (password));
}

gboolean
obd_batch_ledger_may_sign_in (ObdBatchLedger  *ledger,
                              const char      *login,
                              const char      *host,
                              const ObdSecret *password)
{
  if (!has (ledger, ENTRY_SOMEWHERE, login, ""))
    return TRUE;
  return host != NULL && !has (ledger, ENTRY_ANYWHERE, login, "")
         && !has (ledger, ENTRY_HOST, login, host)
         && !has (ledger, ENTRY_PASSWORD, login, obd_secret_peek (password));
}
