/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ObdBatchDone:
 * @digest: of the row's input, or of the whole line that refused it
 * @status: as `diagnose` would have returned; %OBD_CLI_USAGE for a row that was refused
 * @sign_in_refused: a server refused its sign-in
 *
 * What an earlier run said of one row.
 */
typedef struct
{
  guint64  digest;
  guint8   status;
  gboolean sign_in_refused;
} ObdBatchDone;

/**
 * ObdBatchResume:
 *
 * The rows that an earlier run of the same batch finished, read from what it printed. One thread.
 */
typedef struct _ObdBatchResume ObdBatchResume;

/**
 * obd_batch_resume_read:
 * @path: a file of one JSON object a line
 * @error: one translated sentence: the file cannot be read, or holds something else
 *
 * Reads line by line and keeps a few bytes of each. Of two lines about one row the later counts. A
 * last line that was cut off is no error: what it began to tell was not told.
 *
 * Returns: (transfer full) (nullable): the rows
 */
ObdBatchResume     *obd_batch_resume_read (const char      *path,
                                           GError         **error);
void                obd_batch_resume_free (ObdBatchResume  *resume);
/* @resume: (nullable). Borrowed; %NULL if that row was not finished, or had another digest. */
const ObdBatchDone *obd_batch_resume_find (ObdBatchResume  *resume,
                                           guint64          row,
                                           guint64          digest);
/**
 * obd_batch_resume_prepare_output:
 * @fd: where this run prints
 *
 * Where that is the very file, appended to, a line that was cut off is taken away, so that every
 * line is whole; FALSE and one translated sentence if the file would be overwritten.
 */
gboolean            obd_batch_resume_prepare_output (ObdBatchResume  *resume,
                                                     int              fd,
                                                     GError         **error);
/* The digest of 16 hexadecimal digits, or of a whole line, as it is compared. */
guint64             obd_batch_digest_from_hex  (const char *hex);
guint64             obd_batch_digest_from_line (const char *line,
                                                gsize       length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchResume, obd_batch_resume_free)

G_END_DECLS
