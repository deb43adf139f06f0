/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-observations-private.h"

#include <glib/gi18n-lib.h>

#include "obd-cause.h"
#include "obd-keys.h"

#define MAX_LIST OBD_OBSERVATIONS_MAX_LIST
/* A hundred years in microseconds: sums of two cannot overflow. */
#define MAX_TIME G_GINT64_CONSTANT (3155760000000000)

static gboolean
understand_outcome (const char *word,
                    gpointer    value)
{
  return obd_outcome_from_nick (word, value);
}

static gboolean
understand_fault (const char *word,
                  gpointer    value)
{
  return obd_fault_from_nick (word, value);
}

static gboolean
understand_cause (const char *word,
                  gpointer    value)
{
  return obd_cause_from_nick (word, value);
}

static gboolean
understand_stage (const char *word,
                  gpointer    value)
{
  ObdStage *stage = value;

  *stage = obd_stage_from_nick (word);
  return *stage != OBD_STAGE_NONE;
}

static gboolean
take_endpoint (const ObdFields *fields,
               ObdFinding      *finding)
{
  g_autofree char *host = NULL;
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  gint64 port = 0;

  if (!obd_fields_text (fields, "host", &host)
      || !obd_fields_int (fields, "port", 0, G_MAXUINT16, &port)
      || !obd_observations_take_security (fields, "security", &security))
    return FALSE;
  if (host != NULL)
    finding->endpoint = obd_endpoint_new (host, port, security);
  return TRUE;
}

static gboolean
take_reply (const ObdFields *parent,
            ObdFinding      *finding)
{
  g_auto (ObdFields) fields = { 0 };
  g_autofree char *text = NULL;
  gint64 code = 0;

  if (!obd_fields_open (parent, "reply", &fields)
      || !obd_fields_int (&fields, "code", 0, 999, &code)
      || !obd_fields_text (&fields, "text", &text))
    return FALSE;
  if (fields.object != NULL)
    finding->reply = obd_reply_new (code, text != NULL ? text : "");
  return TRUE;
}

static gboolean
take_reading (const ObdFields *parent,
              ObdFinding      *finding)
{
  g_auto (ObdFields) fields = { 0 };
  g_autofree char *matched = NULL;
  ObdCause cause = OBD_CAUSE_UNKNOWN;
  gint64 percent = 0;

  if (!obd_fields_open (parent, "reading", &fields)
      || !obd_observations_take_word (&fields, "cause", understand_cause, &cause)
      || !obd_fields_int (&fields, "percent", 0, 100, &percent)
      || !obd_fields_text (&fields, "matched", &matched))
    return FALSE;
  if (fields.object == NULL)
    return TRUE;
  obd_finding_set_text (finding, OBD_KEY_READING_CAUSE, obd_cause_to_nick (cause));
  obd_finding_set_int (finding, OBD_KEY_READING_PERCENT, percent);
  if (matched != NULL)
    obd_finding_set_text (finding, OBD_KEY_READING_MATCHED, matched);
  return TRUE;
}

static gboolean
take_problems (const ObdFields *fields,
               ObdTlsFacts     *tls)
{
  g_auto (GStrv) problems = NULL;

  if (!obd_fields_texts (fields, "problems", MAX_LIST, &problems))
    return FALSE;
  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    {
      guint problem;

      if (!obd_tls_problem_from_nick (problems[i], &problem))
        return obd_fields_fail_word (fields, "problems", problems[i]);
      tls->problems |= problem;
    }
  return TRUE;
}

static gboolean
take_certificate (const ObdFields *fields,
                  ObdTlsFacts     *tls)
{
  gint64 bits = 0;
  gint64 length = 0;

  if (!obd_fields_text (fields, "key_type", &tls->key_type)
      || !obd_fields_int (fields, "key_bits", 0, G_MAXUINT16, &bits)
      || !obd_fields_text (fields, "signature", &tls->signature)
      || !obd_fields_text (fields, "fingerprint", &tls->fingerprint)
      || !obd_fields_int (fields, "chain_length", 0, MAX_LIST, &length)
      || !obd_fields_text (fields, "missing_issuer", &tls->missing_issuer))
    return FALSE;
  tls->key_bits = bits;
  tls->chain_length = length;
  return obd_fields_flag (fields, "public_issuer", &tls->public_issuer);
}

static gboolean
take_tls (const ObdFields *parent,
          ObdFinding      *finding)
{
  g_auto (ObdFields) fields = { 0 };
  ObdTlsFacts *tls;

  if (!obd_fields_open (parent, "tls", &fields))
    return FALSE;
  if (fields.object == NULL)
    return TRUE;
  finding->tls = tls = obd_tls_facts_new ();
  return obd_fields_text (&fields, "version", &tls->version)
         && obd_fields_text (&fields, "cipher", &tls->cipher)
         && obd_fields_text (&fields, "subject", &tls->subject)
         && obd_fields_text (&fields, "issuer", &tls->issuer)
         && obd_fields_texts (&fields, "names", MAX_LIST, &tls->names)
         && obd_fields_int (&fields, "not_before", G_MININT64, G_MAXINT64, &tls->not_before)
         && obd_fields_int (&fields, "not_after", G_MININT64, G_MAXINT64, &tls->not_after)
         && take_certificate (&fields, tls) && take_problems (&fields, tls);
}

static gboolean
take_span (const ObdFields *parent,
           JsonArray       *spans,
           guint            index,
           ObdTrace        *trace)
{
  g_auto (ObdFields) fields = { 0 };
  ObdSpan span = { OBD_STAGE_NONE, 0, 0 };

  if (!obd_fields_open_element (parent, "spans", spans, index, &fields)
      || !obd_observations_take_word (&fields, "stage", understand_stage, &span.stage)
      || !obd_fields_int (&fields, "start", 0, MAX_TIME, &span.start)
      || !obd_fields_int (&fields, "end", 0, MAX_TIME, &span.end))
    return FALSE;
  if (span.stage == OBD_STAGE_NONE)
    return obd_fields_fail_missing (&fields, "stage");
  span.end = MAX (span.start, span.end);
  obd_trace_add_span (trace, &span);
  return TRUE;
}

static gboolean
take_trace (const ObdFields *fields,
            ObdFinding      *finding)
{
  g_auto (GStrv) lines = NULL;
  JsonArray *spans;

  if (!obd_fields_array (fields, "spans", MAX_LIST, &spans)
      || !obd_fields_texts (fields, "lines", MAX_LIST, &lines))
    return FALSE;
  if (spans == NULL && lines == NULL)
    return TRUE;
  finding->trace = obd_trace_new (0);
  for (guint i = 0; spans != NULL && i < json_array_get_length (spans); i++)
    if (!take_span (fields, spans, i, finding->trace))
      return FALSE;
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    obd_trace_add_line (finding->trace, lines[i]);
  return TRUE;
}

/* The type of a fact is the type of its value. */
static gboolean
take_fact (const ObdFields *fields,
           const char      *key,
           ObdFinding      *finding)
{
  JsonNode *node = json_object_get_member (fields->object, key);
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  g_auto (GStrv) texts = NULL;
  g_autofree char *text = NULL;

  if (type == G_TYPE_BOOLEAN)
    obd_finding_set_flag (finding, key, json_node_get_boolean (node));
  else if (type == G_TYPE_INT64)
    obd_finding_set_int (finding, key, json_node_get_int (node));
  else if (type == G_TYPE_STRING && obd_fields_text (fields, key, &text))
    obd_finding_set_text (finding, key, text);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (!obd_fields_texts (fields, key, MAX_LIST, &texts))
        return FALSE;
      obd_finding_set_texts (finding, key, (const char *const *) texts);
    }
  else
    return obd_fields_fail_type (fields, key, _("a text, texts, a whole number, true or false"));
  return TRUE;
}

static gboolean
take_facts (const ObdFields *parent,
            ObdFinding      *finding)
{
  g_auto (ObdFields) fields = { 0 };
  g_autoptr (GList) keys = NULL;

  if (!obd_fields_open (parent, "facts", &fields))
    return FALSE;
  if (fields.object == NULL)
    return TRUE;
  keys = json_object_get_members (fields.object);
  if (json_object_get_size (fields.object) > MAX_LIST)
    return obd_fields_fail_type (parent, "facts", _("an object with fewer members"));
  for (GList *l = keys; l != NULL; l = l->next)
    if (!take_fact (&fields, l->data, finding))
      return FALSE;
  return TRUE;
}

/* Rules look at what a conversation was with without asking whether there is one. */
static gboolean
check_finding (const ObdFields  *fields,
               const ObdFinding *finding)
{
  gboolean talks = g_str_equal (finding->probe, "smtp")
                   || obd_finding_get_text (finding, OBD_KEY_SMTP_ROLE) != NULL;

  if (talks && finding->endpoint == NULL)
    return obd_fields_fail_missing (fields, "host");
  if (talks && finding->endpoint->security == OBD_SECURITY_UNKNOWN)
    return obd_fields_fail_missing (fields, "security");
  return TRUE;
}

static gboolean
take_finding (const ObdFields *fields,
              ObdFinding      *finding)
{
  return take_endpoint (fields, finding)
         && obd_fields_text (fields, "address", &finding->address)
         && obd_fields_flag (fields, "typed", &finding->typed)
         && obd_fields_flag (fields, "signed_in", &finding->signed_in)
         && obd_observations_take_word (fields, "outcome", understand_outcome, &finding->outcome)
         && obd_observations_take_word (fields, "stage", understand_stage, &finding->stage)
         && obd_observations_take_word (fields, "fault", understand_fault, &finding->fault)
         && take_reply (fields, finding) && take_tls (fields, finding)
         && take_trace (fields, finding) && take_facts (fields, finding)
         && take_reading (fields, finding) && check_finding (fields, finding);
}

ObdFinding *
obd_observations_read_finding (const ObdFields *fields)
{
  g_autoptr (ObdFinding) finding = NULL;
  g_autofree char *probe = NULL;
  g_autofree char *id = NULL;

  if (!obd_fields_text (fields, "probe", &probe) || !obd_fields_text (fields, "id", &id))
    return NULL;
  if (probe == NULL || id == NULL)
    {
      obd_fields_fail_missing (fields, probe == NULL ? "probe" : "id");
      return NULL;
    }
  finding = obd_finding_new (probe, id);
  return take_finding (fields, finding) ? obd_finding_seal (g_steal_pointer (&finding)) : NULL;
}
