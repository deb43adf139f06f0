/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "conclusion-text.h"

static const char *const severity_nicks[] = { "blocking", "risky", "notice" };
static const char *const state_nicks[] = { "waiting", "running",     "good",      "warning",
                                           "stuck",   "not-reached", "not-tested" };

static char *
print_others (const ObdConclusion *conclusion)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < conclusion->others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (conclusion->others, i);

      g_string_append_printf (out, "%s%s %s", i > 0 ? ";" : "",
                              obd_diagnosis_get_rule (other),
                              severity_nicks[obd_diagnosis_get_severity (other)]);
    }
  return g_string_free (out, FALSE);
}

static char *
print_working (const ObdConclusion *conclusion)
{
  const ObdWorkingSettings *working = conclusion->working;
  g_autofree char *endpoint = NULL;

  if (working == NULL)
    return g_strdup ("");
  endpoint = obd_endpoint_to_string (working->endpoint);
  return g_strdup_printf ("%s %s %s %s", endpoint,
                          working->username != NULL ? working->username : "-",
                          working->authentication, obd_verified_to_nick (working->verified));
}

static char *
print_differences (const ObdConclusion *conclusion)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < conclusion->differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (conclusion->differences, i);

      g_string_append_printf (out, "%s%s %s>%s", i > 0 ? ";" : "", difference->setting,
                              difference->now, difference->should_be);
    }
  return g_string_free (out, FALSE);
}

static char *
print_reasons (const ObdConclusion *conclusion)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < conclusion->differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (conclusion->differences, i);

      if (difference->reason != NULL)
        g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "|" : "", difference->setting,
                                difference->reason);
    }
  return g_string_free (out, FALSE);
}

static char *
print_named_by (const ObdConclusion *conclusion)
{
  const ObdWorkingSettings *working = conclusion->working;
  const ObdService *service = working != NULL ? working->service : NULL;

  return service == NULL
             ? g_strdup ("")
             : g_strdup_printf ("%s %s", obd_source_to_nick (service->source),
                                service->as_of != NULL ? service->as_of : "-");
}

static char *
print_route (const ObdConclusion *conclusion)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new ();

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    g_ptr_array_add (states, (gpointer) state_nicks[conclusion->route[i].state]);
  g_ptr_array_add (states, NULL);
  return g_strjoinv (" ", (char **) states->pdata);
}

static char *
print_words (const ObdConclusion *conclusion)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    g_ptr_array_add (words, conclusion->route[i].word);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (";", (char **) words->pdata);
}

static char *
print_evidence (const ObdConclusion *conclusion)
{
  GPtrArray *evidence = obd_diagnosis_get_evidence (conclusion->verdict);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < evidence->len; i++)
    {
      const ObdEvidence *line = g_ptr_array_index (evidence, i);
      g_autofree char *text = obd_text_without_isolates (line->text);

      g_string_append_printf (out, "%s%s %s", i > 0 ? ";" : "", line->lead, text);
      if (line->server_words != NULL)
        g_string_append_printf (out, " [%s]", line->server_words);
    }
  return g_string_free (out, FALSE);
}

static char *
print_exit (const ObdConclusion *conclusion)
{
  gboolean healthy = obd_diagnosis_get_cause (conclusion->verdict) == OBD_CAUSE_HEALTHY;

  return g_strdup (!conclusion->examined ? "3" : healthy ? "0" : "1");
}

static char *
print_proved (const ObdConclusion *conclusion)
{
  ObdCertainty certainty = obd_diagnosis_get_certainty (conclusion->verdict);

  return g_strdup (certainty == OBD_CERTAINTY_PROVED ? "true" : "false");
}

static char *
print_title (const ObdConclusion *conclusion)
{
  return obd_diagnosis_dup_summary (conclusion->verdict);
}

static char *
print_apart (const ObdConclusion *conclusion)
{
  char *apart = obd_diagnosis_dup_apart (conclusion->verdict);

  return apart != NULL ? apart : g_strdup ("");
}

static char *
print_rule (const ObdConclusion *conclusion)
{
  return g_strdup (obd_diagnosis_get_rule (conclusion->verdict));
}

static char *
print_because (const ObdConclusion *conclusion)
{
  return g_strjoinv (";", (char **) obd_diagnosis_get_because (conclusion->verdict));
}

static char *
print_remedies (const ObdConclusion *conclusion)
{
  return g_strjoinv (";", (char **) obd_diagnosis_get_remedies (conclusion->verdict));
}

const ConclusionPrinter conclusion_printers[] = {
  { "rule", print_rule, TRUE },           { "exit", print_exit, TRUE },
  { "others", print_others, TRUE },       { "working", print_working, TRUE },
  { "differences", print_differences, TRUE },
  { "reasons", print_reasons, FALSE },    { "named-by", print_named_by, FALSE },
  { "proved", print_proved, FALSE },      { "title", print_title, FALSE },
  { "route", print_route, FALSE },        { "words", print_words, FALSE },
  { "evidence", print_evidence, FALSE },  { "because", print_because, FALSE },
  { "remedies", print_remedies, FALSE },  { "apart", print_apart, FALSE },
  { NULL, NULL, FALSE },
};
