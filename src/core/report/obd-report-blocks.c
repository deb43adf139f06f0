/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-private.h"
#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *label;
} Label;

static const Label setting_labels[] = {
  { "server", N_("Server") },     { "port", N_("Port") },
  { "security", N_("Security") }, { "username", N_("User name") },
  { "password", N_("Password") }, { "authentication", N_("Authentication") },
  { "sender", N_("From address") },
};

static const char *
setting_label (const char *setting)
{
  for (guint i = 0; i < G_N_ELEMENTS (setting_labels); i++)
    if (g_str_equal (setting, setting_labels[i].id))
      return _(setting_labels[i].label);
  return setting;
}

typedef struct
{
  const ObdReport *report;
  ObdReportMask     *mask;
  GPtrArray       *blocks;
} Maker;

static void
free_block (gpointer data)
{
  ObdBlock *block = data;

  g_free (block->name);
  g_free (block->text);
  g_free (block->other);
  g_free (block->why);
  g_free (block);
}

static ObdBlock *
add (Maker        *m,
     ObdBlockKind  kind,
     const char   *name,
     const char   *text,
     const char   *other)
{
  ObdBlock *block = g_new0 (ObdBlock, 1);

  block->kind = kind;
  block->name = obd_report_mask_words (m->mask, name);
  block->text = obd_report_mask_words (m->mask, text);
  block->other = obd_report_mask_words (m->mask, other);
  g_ptr_array_add (m->blocks, block);
  return block;
}

static void
add_heading (Maker      *m,
             const char *text)
{
  add (m, OBD_BLOCK_HEADING, NULL, text, NULL);
}

static void
add_verdict (Maker *m)
{
  ObdDiagnosis *verdict = m->report->conclusion->verdict;
  g_autofree char *title = obd_diagnosis_dup_title (verdict);
  g_autofree char *explanation = obd_diagnosis_dup_explanation (verdict);
  g_autofree char *actor = obd_diagnosis_dup_actor_label (verdict);
  const char *sureness = obd_diagnosis_get_sureness (verdict);

  if (obd_findings_get_target (m->report->findings)->practice)
    add (m, OBD_BLOCK_PARAGRAPH, NULL, _("Practice: nothing here is real."), NULL);
  add (m, OBD_BLOCK_TITLE, NULL, title, NULL);
  if (explanation != NULL && *explanation != '\0')
    add (m, OBD_BLOCK_PARAGRAPH, NULL, explanation, NULL);
  if (sureness != NULL)
    add (m, OBD_BLOCK_PARAGRAPH, NULL, sureness, NULL);
  if (actor != NULL && *actor != '\0' && obd_diagnosis_get_cause (verdict) != OBD_CAUSE_HEALTHY)
    add (m, OBD_BLOCK_PARAGRAPH, NULL, actor, NULL);
}

static void
add_differences (Maker *m)
{
  GPtrArray *differences = m->report->conclusion->differences;

  if (differences->len == 0)
    return;
  /* TRANSLATORS: heading over a list of settings: what the device has, and what it needs. */
  add_heading (m, _("Now → should be"));
  for (guint i = 0; i < differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (differences, i);
      /* TRANSLATORS: a field of the device's settings that holds nothing. */
      const char *now = *difference->now != '\0' ? difference->now : _("empty");

      ObdBlock *block = add (m, OBD_BLOCK_CHANGE, setting_label (difference->setting), now,
                             difference->should_be);

      block->why = obd_report_mask_words (m->mask, difference->reason);
    }
}

static void
add_remedies (Maker *m)
{
  const char *const *ids = obd_diagnosis_get_remedies (m->report->conclusion->verdict);
  gboolean receiving = obd_findings_get_target (m->report->findings)->incoming_only;

  if (ids == NULL || ids[0] == NULL)
    return;
  add_heading (m, _("What to do"));
  for (; *ids != NULL; ids++)
    {
      const ObdRemedy *remedy = obd_remedy_find (*ids);

      add (m, OBD_BLOCK_STEP, NULL, remedy != NULL ? _(obd_remedy_get_label (remedy, receiving)) : *ids,
           NULL);
    }
}

/* "Proved: …", or no more than the sentence. Transfer full. */
static char *
join_lead (const char *lead,
           const char *text)
{
  return lead != NULL && *lead != '\0' ? g_strdup_printf ("%s %s", lead, text) : g_strdup (text);
}

static void
add_evidence (Maker *m)
{
  GPtrArray *evidence = obd_diagnosis_get_evidence (m->report->conclusion->verdict);

  if (evidence == NULL || evidence->len == 0)
    return;
  add_heading (m, _("What shows it"));
  for (guint i = 0; i < evidence->len; i++)
    {
      const ObdEvidence *piece = g_ptr_array_index (evidence, i);
      g_autofree char *text = join_lead (piece->lead, piece->text);

      add (m, OBD_BLOCK_ITEM, NULL, text, NULL);
      if (piece->server_words != NULL)
        add (m, OBD_BLOCK_WORDS, NULL, piece->server_words, NULL);
    }
}

static void
add_route (Maker *m)
{
  const ObdConclusion *conclusion = m->report->conclusion;

  add_heading (m, _("The mail’s way"));
  for (guint i = 0; i < OBD_N_STATIONS; i++)
    {
      const char *sentence = conclusion->route[i].sentence;

      if (sentence != NULL && *sentence != '\0')
        add (m, OBD_BLOCK_ITEM, NULL, sentence, NULL);
    }
}

static const char *
verified_label (ObdVerified verified)
{
  switch (verified)
    {
    case OBD_VERIFIED_SIGNED_IN:
      return _("Proved: signing in works there.");
    case OBD_VERIFIED_ACCEPTS_SENDER:
      return _("Proved: the server takes the sender there without sign-in.");
    case OBD_VERIFIED_CONNECTS:
    default:
      return _("Proved: the server answers there. Signing in was not tested.");
    }
}

/* Who names these settings, and when that was so. */
static void
add_source (Maker            *m,
            const ObdService *service)
{
  const char *who = obd_source_get_words (service->source);
  g_autofree char *dated = NULL;

  if (service->as_of != NULL)
    /* TRANSLATORS: who names a server, and the month in which that was looked up: "the list of known
     * providers, as of 2026-08". */
    dated = g_strdup_printf (_("%s, as of %s"), who, service->as_of);
  add (m, OBD_BLOCK_PAIR, _("Named by"), dated != NULL ? dated : who, NULL);
}

static void
add_working (Maker *m)
{
  const ObdWorkingSettings *working = m->report->conclusion->working;
  g_autofree char *port = NULL;

  if (working == NULL)
    return;
  port = g_strdup_printf ("%u", working->endpoint->port);
  add_heading (m, _("Settings that work"));
  if (working->protocol != OBD_PROTOCOL_SMTP)
    /* TRANSLATORS: how mail is fetched; the value is IMAP or POP3. */
    add (m, OBD_BLOCK_PAIR, _("Account type"),
         working->protocol == OBD_PROTOCOL_IMAP ? "IMAP" : "POP3", NULL);
  add (m, OBD_BLOCK_PAIR, _("Server"), working->endpoint->host, NULL);
  add (m, OBD_BLOCK_PAIR, _("Port"), port, NULL);
  add (m, OBD_BLOCK_PAIR, _("Security"), obd_security_to_nick (working->endpoint->security), NULL);
  if (working->username != NULL)
    add (m, OBD_BLOCK_PAIR, _("User name"), working->username, NULL);
  if (working->authentication != NULL)
    add (m, OBD_BLOCK_PAIR, _("Authentication"), working->authentication, NULL);
  if (working->service != NULL)
    add_source (m, working->service);
  add (m, OBD_BLOCK_PARAGRAPH, NULL, verified_label (working->verified), NULL);
}

static void
add_others (Maker *m)
{
  GPtrArray *others = m->report->conclusion->others;

  if (others->len == 0)
    return;
  add_heading (m, _("Also worth knowing"));
  for (guint i = 0; i < others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (others, i);
      g_autofree char *title = obd_diagnosis_dup_title (other);
      g_autofree char *line = join_lead (obd_diagnosis_get_lead (other), title);

      add (m, OBD_BLOCK_ITEM, NULL, line, NULL);
    }
}

static void
add_conversation (Maker            *m,
                  const ObdFinding *finding)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < obd_trace_get_n_lines (finding->trace); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "",
                            obd_trace_get_line (finding->trace, i));
  add (m, OBD_BLOCK_PARAGRAPH, NULL, finding->id, NULL);
  add (m, OBD_BLOCK_WORDS, NULL, words->str, NULL);
}

static void
add_transcript (Maker *m)
{
  add_heading (m, _("What was said"));
  for (guint i = 0; i < obd_findings_get_size (m->report->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (m->report->findings, i);

      if (finding->trace != NULL && obd_trace_get_n_lines (finding->trace) > 0)
        add_conversation (m, finding);
    }
}

static void
add_run (Maker *m)
{
  const ObdTarget *target = obd_findings_get_target (m->report->findings);
  g_autofree char *started = g_date_time_format (m->report->started, "%Y-%m-%d %H:%M:%S UTC");
  ObdDiagnosis *verdict = m->report->conclusion->verdict;

  add_heading (m, _("About this run"));
  add (m, OBD_BLOCK_PAIR, _("Mailbox"), target->address, NULL);
  add (m, OBD_BLOCK_PAIR, _("Cause"), obd_cause_to_nick (obd_diagnosis_get_cause (verdict)), NULL);
  /* TRANSLATORS: the row of the program's own table that led to the cause: "auth-required/likely". */
  add (m, OBD_BLOCK_PAIR, _("Rule"), obd_diagnosis_get_rule (verdict), NULL);
  add (m, OBD_BLOCK_PAIR, _("Started"), started, NULL);
  add (m, OBD_BLOCK_PAIR, _("Outbox Doctor"), PACKAGE_VERSION, NULL);
}

GPtrArray *
obd_report_to_blocks (const ObdReport *report,
                      ObdReportMask     *mask,
                      gboolean         with_transcript)
{
  Maker m = { report, mask, g_ptr_array_new_with_free_func (free_block) };

  add_verdict (&m);
  add_differences (&m);
  add_remedies (&m);
  add_evidence (&m);
  add_route (&m);
  add_working (&m);
  add_others (&m);
  if (with_transcript)
    add_transcript (&m);
  add_run (&m);
  return m.blocks;
}
