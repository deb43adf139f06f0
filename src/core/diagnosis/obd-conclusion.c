/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-diagnosis-private.h"
#include "obd-keys.h"
#include "obd-route.h"
#include "obd-settings.h"

/* The typed endpoint was examined to its end: it was settled, and neither the person nor a missing
 * password stopped the examination (contract: else exit status 3). */
static gboolean
is_examined (const ObdCase *c,
             const ObdRule *rule)
{
  if (c->subject == NULL)
    return rule->cause != OBD_CAUSE_UNKNOWN;
  if (obd_finding_has (c->subject, OBD_KEY_SMTP_UNSAYABLE))
    return TRUE; /* further nobody gets */
  if (c->subject->outcome == OBD_OUTCOME_CANCELLED || c->subject->outcome == OBD_OUTCOME_SKIPPED)
    return FALSE;
  return rule->cause != OBD_CAUSE_UNKNOWN || c->subject->fault == OBD_FAULT_REPLY;
}

static const char *
get_clock_source (const ObdCase *c)
{
  const char *source = c->clock != NULL ? obd_finding_get_text (c->clock, OBD_KEY_CLOCK_SOURCE)
                                        : NULL;

  return g_intern_string (source != NULL ? source : "none");
}

static ObdClockSetting
get_clock_setting (const ObdCase *c)
{
  if (c->time_setting == NULL || !obd_finding_has (c->time_setting, OBD_KEY_CLOCK_AUTOMATIC))
    return OBD_CLOCK_SETTING_UNKNOWN;
  return obd_finding_get_flag (c->time_setting, OBD_KEY_CLOCK_AUTOMATIC)
           ? OBD_CLOCK_SETTING_AUTOMATIC
           : OBD_CLOCK_SETTING_MANUAL;
}

/* Where no sign-in proves it, the user name to enter is the one that the table of changes names. */
static void
agree_on_username (ObdWorkingSettings *working,
                   GPtrArray          *differences)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (differences, i);

      if (!g_str_equal (difference->setting, "username"))
        continue;
      g_free (working->username);
      working->username = g_strdup (difference->should_be);
    }
}

ObdConclusion *
obd_diagnose (const ObdFindings *findings)
{
  ObdConclusion *conclusion = g_atomic_rc_box_new0 (ObdConclusion);
  g_auto (ObdCase) c = { 0 };
  const ObdRule *rule;
  double confidence;

  obd_case_init (&c, findings, obd_case_find_subject (findings));
  rule = obd_rules_judge (&c, &confidence);
  conclusion->verdict = obd_diagnosis_new (&c, rule, confidence, rule->severity);
  conclusion->others = obd_others_find (&c, rule, conclusion->verdict);
  conclusion->working = obd_settings_find_working (findings, rule->cause);
  conclusion->differences = obd_settings_compare (findings, conclusion->working, rule->cause,
                                                  &conclusion->named_by);
  if (conclusion->working != NULL && conclusion->working->verified == OBD_VERIFIED_CONNECTS)
    agree_on_username (conclusion->working, conclusion->differences);
  obd_route_draw (&c, rule, conclusion->route);
  conclusion->clock_offset_ms = obd_case_get_offset (&c);
  conclusion->clock_source = get_clock_source (&c);
  conclusion->clock_setting = get_clock_setting (&c);
  conclusion->examined = is_examined (&c, rule);
  return conclusion;
}

ObdConclusion *
obd_conclusion_ref (ObdConclusion *conclusion)
{
  return g_atomic_rc_box_acquire (conclusion);
}

static void
clear_conclusion (gpointer data)
{
  ObdConclusion *conclusion = data;

  g_object_unref (conclusion->verdict);
  g_ptr_array_unref (conclusion->others);
  g_clear_pointer (&conclusion->working, obd_working_settings_free);
  g_ptr_array_unref (conclusion->differences);
  g_clear_pointer (&conclusion->named_by, obd_service_unref);
  obd_route_clear (conclusion->route);
}

void
obd_conclusion_unref (ObdConclusion *conclusion)
{
  g_atomic_rc_box_release_full (conclusion, clear_conclusion);
}

/* --- one finding alone ------------------------------------------------------------------------ */

ObdCause
obd_diagnose_finding (const ObdFindings *findings,
                      const ObdFinding  *finding)
{
  g_auto (ObdCase) c = { 0 };
  double confidence;

  obd_case_init (&c, findings, finding);
  if (g_strcmp0 (finding->probe, "clock") == 0)
    return obd_case_clock_is_off (&c) ? OBD_CAUSE_CLOCK_WRONG : OBD_CAUSE_UNKNOWN;
  if (g_strcmp0 (finding->probe, "portal") == 0)
    return obd_case_portal_answers (&c) ? OBD_CAUSE_CAPTIVE_PORTAL : OBD_CAUSE_UNKNOWN;
  if (finding->fault == OBD_FAULT_NONE && !finding->typed)
    return OBD_CAUSE_UNKNOWN;
  return obd_rules_judge (&c, &confidence)->cause;
}
