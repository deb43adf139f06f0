/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-diagnosis-private.h"

#include "obd-evidence.h"
#include "obd-phrase.h"

#include <glib/gi18n-lib.h>

struct _ObdDiagnosis
{
  GObject        parent_instance;

  const ObdRule *rule;
  double         confidence;
  ObdSeverity    severity;
  gboolean       rival;
  ObdTarget     *target;  /* nullable */
  ObdFinding    *subject; /* nullable */
  ObdService    *told;    /* nullable: what sources of settings say */
  char          *right_server; /* nullable */
  gint64         offset_ms;
  GPtrArray     *evidence; /* ObdEvidence (owned) */
  const char    *remedies[OBD_RULE_MAX_REMEDIES + 1];
  char         **because;
};

G_DEFINE_FINAL_TYPE (ObdDiagnosis, obd_diagnosis, G_TYPE_OBJECT)

static void
obd_diagnosis_finalize (GObject *object)
{
  ObdDiagnosis *self = OBD_DIAGNOSIS (object);

  g_clear_pointer (&self->target, obd_target_unref);
  g_clear_pointer (&self->subject, obd_finding_unref);
  g_clear_pointer (&self->told, obd_service_unref);
  g_clear_pointer (&self->right_server, g_free);
  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_clear_pointer (&self->because, g_strfreev);

  G_OBJECT_CLASS (obd_diagnosis_parent_class)->finalize (object);
}

static void
obd_diagnosis_class_init (ObdDiagnosisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obd_diagnosis_finalize;
}

static void
obd_diagnosis_init (ObdDiagnosis *self)
{
}

/* --- making ----------------------------------------------------------------------------------- */

/* The findings that the evidence rests on, the subject first. */
static char **
collect_because (const ObdFinding *subject,
                 GPtrArray        *evidence)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (subject != NULL)
    g_ptr_array_add (ids, g_strdup (subject->id));
  for (guint i = 0; i < evidence->len; i++)
    {
      const ObdEvidence *line = g_ptr_array_index (evidence, i);

      if (line->probe_id != NULL
          && !g_ptr_array_find_with_equal_func (ids, line->probe_id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (line->probe_id));
    }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* What is of use in the direction that is asked about. */
static void
take_remedies (ObdDiagnosis *self,
               gboolean      receiving)
{
  guint n = 0;

  for (guint i = 0; self->rule->remedies[i] != NULL; i++)
    if (!receiving || obd_remedy_is_for_receiving (self->rule->remedies[i]))
      self->remedies[n++] = self->rule->remedies[i];
}

ObdDiagnosis *
obd_diagnosis_new (const ObdCase *c,
                   const ObdRule *rule,
                   double         confidence,
                   ObdSeverity    severity)
{
  ObdDiagnosis *self = g_object_new (OBD_TYPE_DIAGNOSIS, NULL);

  self->rule = rule;
  self->confidence = CLAMP (confidence, 0, 1);
  self->severity = severity;
  self->target = obd_target_ref (c->target);
  self->subject = c->subject != NULL ? obd_finding_ref (c->subject) : NULL;
  self->told = c->told != NULL ? obd_service_ref (c->told) : NULL;
  self->right_server = g_strdup (obd_case_get_right_server (c));
  self->offset_ms = obd_case_get_offset (c);
  self->evidence = obd_evidence_collect (c, rule, confidence);
  self->because = collect_because (c->subject, self->evidence);
  take_remedies (self, obd_case_is_incoming (c));
  return self;
}

ObdDiagnosis *
obd_diagnosis_new_for_cause (ObdCause cause,
                             double   confidence)
{
  ObdDiagnosis *self = g_object_new (OBD_TYPE_DIAGNOSIS, NULL);

  self->rule = obd_rules_for_cause (cause);
  self->confidence = CLAMP (confidence, 0, 1);
  self->severity = self->rule->severity;
  self->evidence = g_ptr_array_new ();
  self->because = g_new0 (char *, 1);
  take_remedies (self, FALSE);
  return self;
}

void
obd_diagnosis_make_rival (ObdDiagnosis *self)
{
  self->rival = TRUE;
}

/* --- asking ----------------------------------------------------------------------------------- */

ObdCause
obd_diagnosis_get_cause (ObdDiagnosis *self)
{
  return self->rule->cause;
}

const char *
obd_diagnosis_get_rule (ObdDiagnosis *self)
{
  return self->rule->name;
}

double
obd_diagnosis_get_confidence (ObdDiagnosis *self)
{
  return self->confidence;
}

ObdCertainty
obd_diagnosis_get_certainty (ObdDiagnosis *self)
{
  if (self->confidence >= OBD_PROVED)
    return OBD_CERTAINTY_PROVED;
  return self->confidence >= 0.5 ? OBD_CERTAINTY_LIKELY : OBD_CERTAINTY_POSSIBLE;
}

const char *
obd_diagnosis_get_sureness (ObdDiagnosis *self)
{
  if (self->rule->cause == OBD_CAUSE_HEALTHY || self->rule->cause == OBD_CAUSE_UNKNOWN)
    return NULL;
  switch (obd_diagnosis_get_certainty (self))
    {
    case OBD_CERTAINTY_PROVED:
      /* TRANSLATORS: how sure a diagnosis is. */
      return _ ("This is proved by what was seen.");
    case OBD_CERTAINTY_LIKELY:
      return _ ("This is likely, not proved: something else may look the same.");
    case OBD_CERTAINTY_POSSIBLE:
    default:
      return _ ("This is possible, no more: several causes look like it.");
    }
}

const char *
obd_diagnosis_get_lead (ObdDiagnosis *self)
{
  switch (obd_diagnosis_get_certainty (self))
    {
    case OBD_CERTAINTY_PROVED:
      return NULL;
    case OBD_CERTAINTY_LIKELY:
      return _ ("Likely:");
    case OBD_CERTAINTY_POSSIBLE:
    default:
      /* TRANSLATORS: first word of a line: what follows may be so, and nothing speaks for it. */
      return _ ("Possible:");
    }
}

ObdSeverity
obd_diagnosis_get_severity (ObdDiagnosis *self)
{
  return self->severity;
}

ObdActor
obd_diagnosis_get_actor (ObdDiagnosis *self)
{
  return self->rule->actor;
}

static char *
fill (ObdDiagnosis *self,
      const char   *text,
      gboolean      plain)
{
  ObdPhrase phrase = { .target = self->target, .finding = self->subject,
                       .told = self->told, .right_server = self->right_server,
                       .offset_ms = self->offset_ms, .plain = plain };

  return obd_phrase_fill (&phrase, text);
}

/* Of a diagnosis that obd_diagnosis_new_for_cause() made, no run is known. */
static const char *
get_title (ObdDiagnosis *self)
{
  return self->target == NULL && self->rule->said != NULL ? self->rule->said : self->rule->title;
}

static const char *
get_explanation (ObdDiagnosis *self)
{
  return self->target == NULL && self->rule->said_more != NULL ? self->rule->said_more
                                                              : self->rule->explanation;
}

char *
obd_diagnosis_dup_title (ObdDiagnosis *self)
{
  return fill (self, _ (get_title (self)), FALSE);
}

char *
obd_diagnosis_dup_summary (ObdDiagnosis *self)
{
  return fill (self, _ (get_title (self)), TRUE);
}

char *
obd_diagnosis_dup_explanation (ObdDiagnosis *self)
{
  return fill (self, _ (get_explanation (self)), FALSE);
}

gboolean
obd_diagnosis_is_rival (ObdDiagnosis *self)
{
  return self->rival;
}

char *
obd_diagnosis_dup_apart (ObdDiagnosis *self)
{
  const char *apart = obd_rule_get_apart (self->rule, self->confidence);

  return apart != NULL ? fill (self, _ (apart), FALSE) : NULL;
}

char *
obd_diagnosis_dup_actor_label (ObdDiagnosis *self)
{
  static const char *const labels[] = {
    [OBD_ACTOR_YOU] = N_ ("You can fix this"),
    [OBD_ACTOR_PROVIDER] = N_ ("Your provider can fix this"),
    [OBD_ACTOR_DEVICE_MAKER] = N_ ("The maker of the {device} can fix this"),
    [OBD_ACTOR_NETWORK] = N_ ("The network is in the way"),
    [OBD_ACTOR_SERVER_ADMIN] = N_ ("The server’s owner can fix this"),
  };

  if (self->rule->cause == OBD_CAUSE_HEALTHY)
    return g_strdup (_ ("Nothing to fix here"));
  return fill (self, _ (labels[self->rule->actor]), FALSE);
}

GPtrArray *
obd_diagnosis_get_evidence (ObdDiagnosis *self)
{
  return self->evidence;
}

const char *const *
obd_diagnosis_get_because (ObdDiagnosis *self)
{
  return (const char *const *) self->because;
}

const char *const *
obd_diagnosis_get_remedies (ObdDiagnosis *self)
{
  return self->remedies;
}

char *
obd_text_without_isolates (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x2066 || c > 0x2069)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}
