/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest record, in bytes: our longest fields, every character of them a quotation mark, fit in. */
#define OBD_CSV_MAX_RECORD (64 * 1024)

/**
 * ObdCsvResult:
 * @OBD_CSV_ROW: a record was read
 * @OBD_CSV_BAD: a record is damaged; it has been left behind, and reading goes on after it
 * @OBD_CSV_WAIT: nothing is there yet (a pipe); ask again when the file can be read
 * @OBD_CSV_END: all has been read
 * @OBD_CSV_FAILED: the file cannot be read, or is no text of this kind; nothing more will come
 */
typedef enum
{
  OBD_CSV_ROW,
  OBD_CSV_BAD,
  OBD_CSV_WAIT,
  OBD_CSV_END,
  OBD_CSV_FAILED,
} ObdCsvResult;

/**
 * ObdCsv:
 *
 * Reads comma-separated values (RFC 4180) as a stream: UTF-8 with or without a byte order mark, any
 * kind of line end, quoted fields that may hold commas, line ends and doubled quotation marks. Holds
 * one record at a time. Lines without any character are passed over. One thread.
 */
typedef struct _ObdCsv ObdCsv;

/* @fd stays the caller's; never read by anybody else meanwhile. */
ObdCsv       *obd_csv_new  (int           fd);
void          obd_csv_free (ObdCsv       *csv);
/**
 * obd_csv_next:
 * @fields: (out): with %OBD_CSV_ROW its fields, %NULL-terminated, valid UTF-8 (transfer full)
 * @error: with %OBD_CSV_BAD and %OBD_CSV_FAILED one translated sentence
 *
 * A quotation mark that is never closed costs the line that it stands in, not the rest of the file.
 */
ObdCsvResult  obd_csv_next (ObdCsv       *csv,
                            char       ***fields,
                            GError      **error);
/* The line in which the record began that obd_csv_next() told of last, from 1. */
guint64       obd_csv_get_line (const ObdCsv *csv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdCsv, obd_csv_free)

G_END_DECLS
