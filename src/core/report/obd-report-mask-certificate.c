/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What certificates tell of who runs a server: the organisation, its unit, its town. */

#include "config.h"

#include "obd-report-mask-private.h"

#include "obd-dn.h"
#include "obd-shield.h"

#include <string.h>

static gboolean
is_type (const ObdDnPart *part,
         const char      *type)
{
  return g_ascii_strcasecmp (part->type, type) == 0;
}

/* A server's name or a mail address: these have aliases of their own. */
static gboolean
is_address (const char *value)
{
  return strpbrk (value, ".@:") != NULL && strpbrk (value, " ,/") == NULL;
}

/* Where an organisation runs one of these products, its own name stands beside the product's, and
 * only that is of use to whoever reads the report. */
static char *
hide_value (ObdReportMask   *mask,
            const ObdDnPart *part,
            gboolean         is_issuer)
{
  const char *product = is_issuer ? obd_shield_find (part->value) : NULL;
  g_autofree char *name = NULL;

  if (is_type (part, "C"))
    return g_strdup (part->value);
  if (is_address (part->value))
    {
      name = obd_report_mask_words (mask, part->value);
      if (!g_str_equal (name, part->value))
        return g_steal_pointer (&name);
    }
  if (product == NULL)
    return g_strdup (obd_report_mask_alias_organisation (mask, part->value));
  g_clear_pointer (&name, g_free);
  name = g_strstrip (g_strdup (product));
  return g_strdup_printf ("%s (%s)", obd_report_mask_alias_organisation (mask, part->value), name);
}

static char *
hide_parts (ObdReportMask *mask,
            const char    *dn,
            gboolean       is_issuer)
{
  g_autoptr (GPtrArray) parts = obd_dn_parse (dn);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const ObdDnPart *part = g_ptr_array_index (parts, i);
      g_autofree char *value = hide_value (mask, part, is_issuer);

      if (i > 0)
        g_string_append_c (out, part->joined ? '+' : ',');
      g_string_append_printf (out, "%s%s%s", part->type, *part->type != '\0' ? "=" : "", value);
    }
  return g_string_free (out, FALSE);
}

/* An authority that signs for everybody, or the maker of a virus scanner: nobody's own. What a private
 * authority is called is the name of the organisation that runs it, as a rule. */
static gboolean
is_everybodys (const ObdTlsFacts *tls,
               const char        *issuer)
{
  g_autoptr (GPtrArray) parts = obd_dn_parse (issuer);
  const char *maker = obd_dn_find (parts, "O");

  if (maker != NULL && obd_shield_find (maker) != NULL)
    return TRUE;
  return tls->public_issuer && (tls->problems & OBD_TLS_PROBLEM_SELF_SIGNED) == 0
         && g_strcmp0 (issuer, tls->subject) != 0;
}

char *
obd_report_mask_subject (ObdReportMask     *mask,
                         const ObdTlsFacts *tls)
{
  if (tls->subject == NULL || !obd_report_mask_hides_hosts (mask))
    return obd_report_mask_words (mask, tls->subject);
  return hide_parts (mask, tls->subject, FALSE);
}

char *
obd_report_mask_issuer (ObdReportMask     *mask,
                        const ObdTlsFacts *tls,
                        const char        *issuer)
{
  if (issuer == NULL || !obd_report_mask_hides_hosts (mask) || is_everybodys (tls, issuer))
    return obd_report_mask_words (mask, issuer);
  return hide_parts (mask, issuer, TRUE);
}

void
obd_report_mask_learn (ObdReportMask     *mask,
                       const ObdFindings *findings)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdTlsFacts *tls = obd_findings_get (findings, i)->tls;
      g_autofree char *subject = NULL;
      g_autofree char *issuer = NULL;
      g_autofree char *missing = NULL;

      if (tls == NULL || !obd_report_mask_hides_hosts (mask))
        continue;
      subject = obd_report_mask_subject (mask, tls);
      issuer = obd_report_mask_issuer (mask, tls, tls->issuer);
      missing = obd_report_mask_issuer (mask, tls, tls->missing_issuer);
    }
}
