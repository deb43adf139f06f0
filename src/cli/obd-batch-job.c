/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-job.h"

#include <string.h>

#include "obd-exam.h"
#include "obd-json.h"
#include "obd-keys.h"

struct _ObdBatchJob
{
  const ObdBatchOptions *options;
  ObdBatchRow           *row;
  ObdExam               *exam;
  ObdTarget             *target;
  gulong                 handler;
  gboolean               cancelled;
  void                 (*finished) (ObdBatchJob *job,
                                    gpointer     data);
  gpointer               data;
};

static void
finished_cb (ObdExam  *exam,
             gpointer  data)
{
  ObdBatchJob *job = data;

  job->finished (job, job->data);
}

/* (transfer full): the row's mailbox, its password left out where trying it could lock the account
 * */
static ObdTarget *
make_target (const ObdBatchOptions *options,
             ObdBatchLedger        *ledger,
             const ObdBatchRow     *row,
             ObdSecret             *password)
{
  g_autofree const char **refused = obd_batch_ledger_list_hosts (ledger, row->login);
  g_autoptr (ObdTarget) named = NULL;
  ObdMailbox mailbox;

  obd_batch_row_fill (row, &mailbox);
  mailbox.refused_hosts = refused;
  mailbox.offline = options->offline;
  mailbox.no_discovery = options->no_discovery;
  mailbox.database = options->database;
  mailbox.only_typed = options->only_typed;
  mailbox.allow_plaintext_password = options->allow_plaintext;
  named = obd_target_new (&mailbox, NULL);
  if (password != NULL
      && !obd_batch_ledger_may_sign_in (ledger, row->login, named->host, password))
    mailbox.password_withheld = TRUE;
  else
    mailbox.password = password;
  return obd_target_new (&mailbox, NULL);
}

static void
share_known (ObdBatchJob    *job,
             ObdBatchLedger *ledger)
{
  const char *domain = obd_address_get_domain (job->target->address);
  g_autoptr (GPtrArray) known = obd_batch_ledger_list_known (ledger, domain);

  for (guint i = 0; i < known->len; i++)
    obd_exam_share (job->exam, g_ptr_array_index (known, i));
}

ObdBatchJob *
obd_batch_job_start (const ObdBatchOptions  *options,
                     ObdBatchLedger         *ledger,
                     ObdBatchRow            *row,
                     void                  (*finished) (ObdBatchJob *job,
                                                        gpointer     data),
                     gpointer                data,
                     GError                **error)
{
  g_autoptr (ObdSecret) password = NULL;
  ObdBatchJob *job;

  if (!obd_batch_row_read_password (row, options->folder, &password, error))
    return NULL;
  job = g_new0 (ObdBatchJob, 1);
  job->options = options;
  job->row = row;
  job->finished = finished;
  job->data = data;
  job->target = make_target (options, ledger, row, password);
  job->exam = obd_exam_new (job->target, options->context, options->output->timeout);
  share_known (job, ledger);
  job->handler = g_signal_connect (job->exam, "finished", G_CALLBACK (finished_cb), job);
  obd_exam_start (job->exam);
  return job;
}

void
obd_batch_job_free (ObdBatchJob *job)
{
  g_signal_handler_disconnect (job->exam, job->handler);
  g_object_unref (job->exam);
  obd_target_unref (job->target);
  obd_batch_row_free (job->row);
  g_free (job);
}

void
obd_batch_job_cancel (ObdBatchJob *job)
{
  job->cancelled = TRUE;
  obd_exam_cancel (job->exam);
}

gboolean
obd_batch_job_was_cancelled (ObdBatchJob *job)
{
  return job->cancelled;
}

const ObdBatchRow *
obd_batch_job_get_row (ObdBatchJob *job)
{
  return job->row;
}

int
obd_batch_job_get_status (ObdBatchJob *job)
{
  return obd_cli_judge (obd_exam_get_findings (job->exam), obd_exam_get_conclusion (job->exam));
}

/* --- the sign-in ------------------------------------------------------------------------------ */

/* What came of a sign-in other than success counts: a server that dropped the connection, or said
 * "later", may have counted it as well. */
static gboolean
was_refused (const ObdFinding *finding)
{
  return finding->signed_in && finding->endpoint != NULL
         && !obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED);
}

void
obd_batch_job_settle (ObdBatchJob    *job,
                      ObdBatchLedger *ledger)
{
  ObdFindings *findings = obd_exam_get_findings (job->exam);

  obd_batch_ledger_note_known (ledger, obd_address_get_domain (job->target->address), findings);
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (was_refused (finding))
        obd_batch_ledger_note_refused (ledger, job->row->login, finding->endpoint->host,
                                       job->target->password);
    }
}

static const char *
tell_sign_in (ObdBatchJob *job)
{
  ObdFindings *findings = obd_exam_get_findings (job->exam);
  const char *answer = job->target->password_withheld ? "withheld" : "none";

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (was_refused (finding))
        return "refused";
      if (finding->signed_in)
        answer = "accepted";
    }
  return answer;
}

/* --- what is said of it ----------------------------------------------------------------------- */

static ObdReport *
make_report (ObdBatchJob *job)
{
  return obd_report_new (obd_exam_get_findings (job->exam), obd_exam_get_conclusion (job->exam),
                         obd_exam_get_started (job->exam), obd_exam_get_elapsed (job->exam));
}

/* "list.html" is "list-12.html" for row 12. */
static char *
dup_report_path (ObdBatchJob *job)
{
  const char *path = job->options->output->report_path;
  const char *suffix = strrchr (path, '.');

  return g_strdup_printf ("%.*s-%" G_GUINT64_FORMAT "%s", (int) (suffix - path), path,
                          job->row->number, suffix);
}

gboolean
obd_batch_job_write_report (ObdBatchJob *job)
{
  g_autoptr (ObdReport) report = NULL;
  g_autofree char *path = NULL;

  if (job->options->output->report_path == NULL)
    return TRUE;
  report = make_report (job);
  path = dup_report_path (job);
  return obd_cli_write_report (report, job->options->output, path);
}

char *
obd_batch_job_dup_line (ObdBatchJob *job)
{
  const ObdCliOutput *output = job->options->output;
  g_autoptr (ObdReport) report = make_report (job);
  g_autofree char *digest = obd_batch_row_dup_digest (job->row, output->redaction);
  ObdReportRow row = { job->row->number, job->row->line, digest, obd_batch_job_get_status (job),
                       tell_sign_in (job) };

  return obd_report_render_row (report, &row, output->redaction, output->transcript);
}

char *
obd_batch_dup_error_line (guint64     number,
                          guint64     line,
                          const char *sentence)
{
  ObdJson *json = obd_json_new_line ();

  obd_json_open_object (json, NULL);
  obd_json_put_int (json, "row", number);
  obd_json_put_int (json, "line", line);
  obd_json_put_text (json, "error", sentence);
  return obd_json_finish (json);
}
