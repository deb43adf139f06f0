/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-finding.h"

#include "obd-keys.h"

static const char *const fault_nicks[] = {
  [OBD_FAULT_NONE] = "none",
  [OBD_FAULT_NAME_UNKNOWN] = "name-unknown",
  [OBD_FAULT_NAME_SERVICE] = "name-service",
  [OBD_FAULT_SILENT] = "silent",
  [OBD_FAULT_UNREACHABLE] = "unreachable",
  [OBD_FAULT_REFUSED] = "refused",
  [OBD_FAULT_DROPPED] = "dropped",
  [OBD_FAULT_TIMEOUT] = "timeout",
  [OBD_FAULT_REPLY] = "reply",
  [OBD_FAULT_PROTOCOL] = "protocol",
  [OBD_FAULT_NOT_TLS] = "not-tls",
  [OBD_FAULT_TLS_HANDSHAKE] = "tls-handshake",
  [OBD_FAULT_TLS_VERSION] = "tls-version",
  [OBD_FAULT_CERTIFICATE] = "certificate",
  [OBD_FAULT_NO_STARTTLS] = "no-starttls",
  [OBD_FAULT_INJECTED] = "injected",
  [OBD_FAULT_NO_AUTH] = "no-auth",
  [OBD_FAULT_NO_MECHANISM] = "no-mechanism",
  [OBD_FAULT_UNSAFE] = "unsafe",
  [OBD_FAULT_NO_PASSWORD] = "no-password",
  [OBD_FAULT_PREAUTH] = "preauth",
};

static const char *const outcome_nicks[] = { "ok", "failed", "skipped", "cancelled" };

const char *
obd_fault_to_nick (ObdFault fault)
{
  return fault_nicks[fault];
}

gboolean
obd_fault_from_nick (const char *nick,
                     ObdFault   *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_nicks); i++)
    {
      if (g_strcmp0 (nick, fault_nicks[i]) == 0)
        {
          *fault = i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
obd_outcome_to_nick (ObdOutcome outcome)
{
  return outcome_nicks[outcome];
}

gboolean
obd_outcome_from_nick (const char *nick,
                       ObdOutcome *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcome_nicks); i++)
    if (g_strcmp0 (nick, outcome_nicks[i]) == 0)
      {
        *outcome = i;
        return TRUE;
      }
  return FALSE;
}

ObdFinding *
obd_finding_new (const char *probe,
                 const char *id)
{
  ObdFinding *finding = g_atomic_rc_box_new0 (ObdFinding);

  finding->probe = g_intern_string (probe);
  finding->id = g_strdup (id);
  finding->facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_variant_unref);
  return finding;
}

static void
set_fact (ObdFinding *finding,
          const char *key,
          GVariant   *value)
{
  g_hash_table_insert (finding->facts, (gpointer) g_intern_string (key),
                       g_variant_ref_sink (value));
}

void
obd_finding_set_flag (ObdFinding *finding,
                      const char *key,
                      gboolean    value)
{
  set_fact (finding, key, g_variant_new_boolean (value));
}

void
obd_finding_set_int (ObdFinding *finding,
                     const char *key,
                     gint64      value)
{
  set_fact (finding, key, g_variant_new_int64 (value));
}

void
obd_finding_set_text (ObdFinding *finding,
                      const char *key,
                      const char *value)
{
  set_fact (finding, key, g_variant_new_string (value));
}

void
obd_finding_set_texts (ObdFinding        *finding,
                       const char        *key,
                       const char *const *value)
{
  set_fact (finding, key, g_variant_new_strv (value, -1));
}

ObdFinding *
obd_finding_seal (ObdFinding *finding)
{
  if (finding->trace != NULL)
    obd_trace_enter (finding->trace, OBD_STAGE_NONE);
  return finding;
}

ObdFinding *
obd_finding_ref (const ObdFinding *finding)
{
  return g_atomic_rc_box_acquire ((ObdFinding *) finding);
}

static void
clear_finding (gpointer data)
{
  ObdFinding *finding = data;

  g_free (finding->id);
  g_clear_pointer (&finding->endpoint, obd_endpoint_unref);
  g_free (finding->address);
  g_clear_pointer (&finding->reply, obd_reply_unref);
  g_clear_pointer (&finding->tls, obd_tls_facts_unref);
  g_clear_pointer (&finding->trace, obd_trace_unref);
  g_hash_table_unref (finding->facts);
}

void
obd_finding_unref (ObdFinding *finding)
{
  g_atomic_rc_box_release_full (finding, clear_finding);
}

static GVariant *
get_fact (const ObdFinding   *finding,
          const char         *key,
          const GVariantType *type)
{
  GVariant *value = g_hash_table_lookup (finding->facts, key);

  return value != NULL && g_variant_is_of_type (value, type) ? value : NULL;
}

gboolean
obd_finding_has (const ObdFinding *finding,
                 const char       *key)
{
  return g_hash_table_contains (finding->facts, key);
}

gboolean
obd_finding_get_flag (const ObdFinding *finding,
                      const char       *key)
{
  GVariant *value = get_fact (finding, key, G_VARIANT_TYPE_BOOLEAN);

  return value != NULL && g_variant_get_boolean (value);
}

gint64
obd_finding_get_int (const ObdFinding *finding,
                     const char       *key)
{
  GVariant *value = get_fact (finding, key, G_VARIANT_TYPE_INT64);

  return value != NULL ? g_variant_get_int64 (value) : 0;
}

const char *
obd_finding_get_text (const ObdFinding *finding,
                      const char       *key)
{
  GVariant *value = get_fact (finding, key, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

const char **
obd_finding_get_texts (const ObdFinding *finding,
                       const char       *key)
{
  GVariant *value = get_fact (finding, key, G_VARIANT_TYPE_STRING_ARRAY);

  return value != NULL ? g_variant_get_strv (value, NULL) : NULL;
}

GPtrArray *
obd_finding_dup_services (const ObdFinding *finding)
{
  g_autofree const char **lines = obd_finding_get_texts (finding, OBD_KEY_SEARCH_SERVICES);
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      ObdService *service = obd_service_from_text (lines[i]);

      if (service != NULL)
        g_ptr_array_add (services, service);
    }
  return services;
}

gboolean
obd_finding_texts_contain (const ObdFinding *finding,
                           const char       *key,
                           const char       *value)
{
  g_autofree const char **texts = obd_finding_get_texts (finding, key);

  return texts != NULL && g_strv_contains (texts, value);
}
