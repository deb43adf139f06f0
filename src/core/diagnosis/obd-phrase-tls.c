/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What placeholders about encryption and certificates stand for. */

#include "config.h"

#include "obd-phrase-private.h"

#include <string.h>

#include "obd-dn.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

char *
obd_phrase_dup_names (const ObdPhrase *self)
{
  const ObdTlsFacts *tls = self->finding != NULL ? self->finding->tls : NULL;

  if (tls == NULL || tls->names == NULL || tls->names[0] == NULL)
    return NULL;
  if (tls->names[1] == NULL)
    return g_strdup (tls->names[0]);
  /* TRANSLATORS: two of the names that a certificate is made out to. */
  return g_strdup_printf (_ ("%s or %s"), tls->names[0], tls->names[1]);
}

static char *
dup_date (gint64 seconds)
{
  g_autoptr (GDateTime) date = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  /* TRANSLATORS: a date inside a sentence, "2 March 2026"; see g_date_time_format(). */
  return date != NULL ? g_date_time_format (date, _ ("%-d %B %Y")) : NULL;
}

char *
obd_phrase_dup_not_before (const ObdPhrase *self)
{
  const ObdTlsFacts *tls = self->finding != NULL ? self->finding->tls : NULL;

  return tls != NULL ? dup_date (tls->not_before) : NULL;
}

char *
obd_phrase_dup_not_after (const ObdPhrase *self)
{
  const ObdTlsFacts *tls = self->finding != NULL ? self->finding->tls : NULL;

  return tls != NULL ? dup_date (tls->not_after) : NULL;
}

char *
obd_phrase_dup_versions (const ObdPhrase *self)
{
  return obd_phrase_dup_texts (self, OBD_KEY_TLS_TAKEN);
}

char *
obd_phrase_dup_refused_versions (const ObdPhrase *self)
{
  return obd_phrase_dup_texts (self, OBD_KEY_TLS_REFUSED);
}

char *
obd_phrase_dup_right_host (const ObdPhrase *self)
{
  return self->finding != NULL
           ? g_strdup (obd_finding_get_text (self->finding, OBD_KEY_TLS_RIGHT_HOST))
           : NULL;
}

/* Of a distinguished name "CN=R3,O=Example Trust,C=US" the part that people know. */
char *
obd_phrase_dup_issuer (const ObdPhrase *self)
{
  static const char *const types[] = { "O", "CN", "OU" };
  const ObdTlsFacts *tls = self->finding != NULL ? self->finding->tls : NULL;
  g_autoptr (GPtrArray) parts = NULL;

  if (tls == NULL || tls->issuer == NULL)
    return NULL;
  parts = obd_dn_parse (tls->issuer);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (obd_dn_find (parts, types[i]) != NULL)
      return g_strdup (obd_dn_find (parts, types[i]));
  return g_strdup (tls->issuer);
}

char *
obd_phrase_dup_weakness (const ObdPhrase *self)
{
  const ObdTlsFacts *tls = self->finding != NULL ? self->finding->tls : NULL;

  if (tls == NULL)
    return NULL;
  if (obd_tls_facts_has_short_key (tls))
    /* TRANSLATORS: what is weak about a certificate: %s is a kind of key such as "RSA". */
    return g_strdup_printf (_ ("an %s key of %u bits"), tls->key_type, tls->key_bits);
  if (obd_tls_facts_has_weak_signature (tls))
    /* TRANSLATORS: what is weak about a certificate: %s is a kind of signature such as "SHA1". */
    return g_strdup_printf (_ ("a signature by %s"), tls->signature);
  return NULL;
}
