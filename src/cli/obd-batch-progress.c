/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-progress.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "obd-cli.h"

/* How often the counts are told. */
#define TERMINAL_EVERY (G_USEC_PER_SEC / 5)
#define FILE_EVERY (10 * G_USEC_PER_SEC)

void
obd_batch_progress_init (ObdBatchProgress *progress)
{
  *progress = (ObdBatchProgress) {
    .told = g_get_monotonic_time (),
    .terminal = isatty (STDERR_FILENO),
  };
}

void
obd_batch_progress_count (ObdBatchProgress *progress,
                          int               status,
                          gboolean          before)
{
  if (status == OBD_CLI_HEALTHY)
    progress->healthy++;
  else if (status == OBD_CLI_USAGE)
    progress->refused++;
  else
    progress->named++;
  progress->before += before;
}

static char *
dup_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

static void
print (ObdBatchProgress *progress,
       const char       *line,
       gboolean          last)
{
  /* On a terminal: back to its first column, and away with what is left of a longer line. */
  if (progress->terminal)
    g_printerr ("\r%s\033[K%s", line, last ? "\n" : "");
  else
    g_printerr ("outbox-doctor-cli: %s\n", line);
}

void
obd_batch_progress_tell (ObdBatchProgress *progress)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *done = NULL;
  g_autofree char *line = NULL;

  if (now - progress->told < (progress->terminal ? TERMINAL_EVERY : FILE_EVERY))
    return;
  progress->told = now;
  done = dup_count (progress->healthy + progress->named + progress->refused);
  /* TRANSLATORS: the progress of a batch: how many rows of a table are done, and how many are being
   * examined just now. */
  line = g_strdup_printf (_("%s rows done, %u running"), done, progress->running);
  print (progress, line, FALSE);
}

static char *
dup_before (const ObdBatchProgress *progress)
{
  g_autofree char *count = dup_count (progress->before);

  if (progress->before == 0)
    return g_strdup ("");
  /* TRANSLATORS: behind the rows that a batch has done; %s is how many were done in a run before. */
  return g_strdup_printf (_("; %s of them earlier"), count);
}

void
obd_batch_progress_finish (ObdBatchProgress *progress,
                           gboolean          stopped)
{
  gsize total = progress->healthy + progress->named + progress->refused;
  g_autofree char *done = dup_count (total);
  g_autofree char *healthy = dup_count (progress->healthy);
  g_autofree char *named = dup_count (progress->named);
  g_autofree char *refused = dup_count (progress->refused);
  g_autofree char *before = dup_before (progress);
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;

  /* TRANSLATORS: the end of a batch; each %s is a number of rows of a table, the last one is empty
   * or “; 3 of them earlier”. */
  line = g_strdup_printf (ngettext ("%s row done: %s healthy, %s with a problem, %s that cannot be "
                                    "used%s.",
                                    "%s rows done: %s healthy, %s with a problem, %s that cannot be "
                                    "used%s.",
                                    total),
                          done, healthy, named, refused, before);
  whole = stopped ? g_strconcat (line, " ", _("Stopped before the end; --resume goes on."), NULL)
                  : g_steal_pointer (&line);
  print (progress, whole, TRUE);
}
