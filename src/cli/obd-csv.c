/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-csv.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

struct _ObdCsv
{
  int         fd;
  GByteArray *bytes;     /* read and not used yet, a record of the longest size and one block */
  gsize       used;      /* of them */
  gboolean    begun;     /* the byte order mark has been looked for */
  gboolean    ended;     /* the file has */
  gboolean    skipping;  /* the rest of a line that is too long */
  gboolean    half_end;  /* a CR was used, and the LF that may belong to it was not read yet */
  guint64     line;      /* of the next byte, from 1 */
  guint64     told_line; /* of the record told last */
};

/* What a look at the bytes before us gave. */
typedef enum
{
  LOOK_RECORD,
  LOOK_MORE,   /* the record may go on behind them */
  LOOK_OPEN,   /* a quotation mark is never closed */
  LOOK_STRAY,  /* a quotation mark where none may be */
  LOOK_LONG,
} Look;

typedef struct
{
  const char *at;
  const char *end;
  gboolean    whole; /* nothing comes behind @end */
  GPtrArray  *fields;
} Scan;

ObdCsv *
obd_csv_new (int fd)
{
  ObdCsv *csv = g_new0 (ObdCsv, 1);

  csv->fd = fd;
  csv->bytes = g_byte_array_new ();
  csv->line = 1;
  return csv;
}

void
obd_csv_free (ObdCsv *csv)
{
  g_byte_array_unref (csv->bytes);
  g_free (csv);
}

guint64
obd_csv_get_line (const ObdCsv *csv)
{
  return csv->told_line;
}

/* --- looking ---------------------------------------------------------------------------------- */

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Behind the quotation mark that opens. */
static Look
scan_quoted (Scan *scan)
{
  GString *field = g_string_new (NULL);

  g_ptr_array_add (scan->fields, field);
  for (; scan->at < scan->end; scan->at++)
    {
      if (*scan->at != '"')
        g_string_append_c (field, *scan->at);
      else if (scan->at + 1 == scan->end && !scan->whole)
        return LOOK_MORE;
      else if (scan->at + 1 < scan->end && scan->at[1] == '"')
        g_string_append_c (field, *scan->at++);
      else
        {
          scan->at++;
          return LOOK_RECORD;
        }
    }
  return scan->whole ? LOOK_OPEN : LOOK_MORE;
}

static Look
scan_plain (Scan *scan)
{
  const char *from = scan->at;

  for (; scan->at < scan->end && *scan->at != ',' && !is_line_end (*scan->at); scan->at++)
    if (*scan->at == '"')
      return LOOK_STRAY;
  g_ptr_array_add (scan->fields, g_string_new_len (from, scan->at - from));
  return LOOK_RECORD;
}

static Look
scan_field (Scan *scan)
{
  if (scan->at == scan->end || *scan->at != '"')
    return scan_plain (scan);
  scan->at++;
  return scan_quoted (scan);
}

/* Passes the line end; a CR at the end of what is known may be half of one. */
static Look
scan_line_end (Scan *scan)
{
  if (*scan->at == '\r' && scan->at + 1 == scan->end && !scan->whole)
    return LOOK_MORE;
  scan->at += *scan->at == '\r' && scan->at + 1 < scan->end && scan->at[1] == '\n' ? 2 : 1;
  return LOOK_RECORD;
}

/* One record with its line end. */
static Look
scan_record (Scan *scan)
{
  for (;;)
    {
      Look look = scan_field (scan);

      if (look != LOOK_RECORD)
        return look;
      if (scan->at == scan->end)
        return scan->whole ? LOOK_RECORD : LOOK_MORE;
      if (is_line_end (*scan->at))
        return scan_line_end (scan);
      if (*scan->at != ',')
        return LOOK_STRAY;
      scan->at++;
    }
}

/* --- the bytes -------------------------------------------------------------------------------- */

static const char *
rest (const ObdCsv *csv,
      gsize        *length)
{
  *length = csv->bytes->len - csv->used;
  return (const char *) csv->bytes->data + csv->used;
}

/* Counts the lines that are left behind; CR LF is one end. */
static void
use (ObdCsv *csv,
     gsize   length)
{
  const char *at = (const char *) csv->bytes->data + csv->used;

  for (gsize i = 0; i < length; i++)
    csv->line += at[i] == '\n' || (at[i] == '\r' && (i + 1 == length || at[i + 1] != '\n'));
  csv->used += length;
  csv->half_end = length > 0 && at[length - 1] == '\r';
}

/* The length of the first line with its end; 0 if no end is there. */
static gsize
measure_line (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (is_line_end (text[i]))
      return i + (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n' ? 2 : 1);
  return 0;
}

static void
use_line (ObdCsv *csv)
{
  gsize length;
  const char *text = rest (csv, &length);
  gsize line = measure_line (text, length);

  csv->skipping = line == 0;
  use (csv, line > 0 ? line : length);
}

static gboolean
is_ready (int fd)
{
  struct pollfd entry = { .fd = fd, .events = POLLIN };

  return poll (&entry, 1, 0) > 0;
}

/* Reads one block. */
static ObdCsvResult
read_more (ObdCsv  *csv,
           GError **error)
{
  guint8 block[16 * 1024];
  gssize n;

  if (!is_ready (csv->fd))
    return OBD_CSV_WAIT;
  g_byte_array_remove_range (csv->bytes, 0, csv->used);
  csv->used = 0;
  do
    n = read (csv->fd, block, sizeof block);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return OBD_CSV_FAILED;
    }
  csv->ended = n == 0;
  g_byte_array_append (csv->bytes, block, n);
  return OBD_CSV_ROW;
}

/* --- records ---------------------------------------------------------------------------------- */

static ObdCsvResult
complain (GError     **error,
          const char  *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return OBD_CSV_BAD;
}

static ObdCsvResult
finish_fields (GPtrArray  *scanned,
               char     ***fields,
               GError    **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < scanned->len; i++)
    {
      const GString *field = g_ptr_array_index (scanned, i);

      if (strlen (field->str) != field->len)
        return complain (error, _("The line holds the character zero."));
      if (!g_utf8_validate (field->str, field->len, NULL))
        return complain (error, _("The line is not UTF-8 text."));
      g_strv_builder_add (builder, field->str);
    }
  *fields = g_strv_builder_end (builder);
  return OBD_CSV_ROW;
}

static ObdCsvResult
refuse (ObdCsv  *csv,
        Look     look,
        GError **error)
{
  use_line (csv);
  if (look == LOOK_OPEN)
    return complain (error, _("A quotation mark is opened and never closed."));
  if (look == LOOK_LONG)
    return complain (error, _("The line is too long."));
  return complain (error, _("A quotation mark stands in the middle of a field; double it and put "
                            "the field between quotation marks."));
}

static void
free_field (gpointer data)
{
  g_string_free (data, TRUE);
}

static gboolean
is_empty (GPtrArray *fields)
{
  return fields->len == 1 && ((GString *) g_ptr_array_index (fields, 0))->len == 0;
}

/* LOOK_MORE as OBD_CSV_WAIT, an empty line as OBD_CSV_END: the caller goes on. */
static ObdCsvResult
take_record (ObdCsv   *csv,
             char   ***fields,
             GError  **error)
{
  g_autoptr (GPtrArray) scanned = g_ptr_array_new_with_free_func (free_field);
  gsize length;
  const char *text = rest (csv, &length);
  gboolean full = length > OBD_CSV_MAX_RECORD;
  Scan scan = { text, text + MIN (length, OBD_CSV_MAX_RECORD), csv->ended && !full, scanned };
  Look look = scan_record (&scan);

  csv->told_line = csv->line;
  if (look == LOOK_MORE && full)
    look = measure_line (text, OBD_CSV_MAX_RECORD) > 0 ? LOOK_OPEN : LOOK_LONG;
  if (look == LOOK_MORE)
    return OBD_CSV_WAIT;
  if (look != LOOK_RECORD)
    return refuse (csv, look, error);
  use (csv, scan.at - text);
  return is_empty (scanned) && scan.at - text <= 2 ? OBD_CSV_END
                                                   : finish_fields (scanned, fields, error);
}

/* The byte order mark of UTF-8 is passed over; those of UTF-16 (RFC 2781 section 3.2) name a file
 * that we cannot read. FALSE: more bytes are needed, or @error is set. */
static gboolean
take_mark (ObdCsv  *csv,
           GError **error)
{
  gsize length;
  const char *text = rest (csv, &length);

  if (length < 3 && !csv->ended)
    return FALSE;
  csv->begun = TRUE;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    csv->used += 3;
  else if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      complain (error, _("The file is UTF-16 text; save it as UTF-8."));
      return FALSE;
    }
  return TRUE;
}

/* What the bytes that are here yield; OBD_CSV_WAIT if they do not reach. */
static ObdCsvResult
take (ObdCsv   *csv,
      char   ***fields,
      GError  **error)
{
  GError *local_error = NULL;
  ObdCsvResult result = OBD_CSV_END;

  if (!csv->begun && !take_mark (csv, &local_error))
    {
      if (local_error == NULL)
        return OBD_CSV_WAIT;
      g_propagate_error (error, local_error);
      return OBD_CSV_FAILED;
    }
  if (csv->half_end && csv->used < csv->bytes->len)
    {
      csv->used += csv->bytes->data[csv->used] == '\n';
      csv->half_end = FALSE;
    }
  if (csv->skipping)
    use_line (csv);
  while (result == OBD_CSV_END && csv->used < csv->bytes->len)
    result = take_record (csv, fields, error);
  if (result == OBD_CSV_END)
    return csv->ended ? OBD_CSV_END : OBD_CSV_WAIT;
  return result;
}

/* What the file holds is not for us: nothing more comes. */
static ObdCsvResult
give_up (ObdCsv *csv)
{
  csv->ended = TRUE;
  csv->used = csv->bytes->len;
  return OBD_CSV_FAILED;
}

ObdCsvResult
obd_csv_next (ObdCsv   *csv,
              char   ***fields,
              GError  **error)
{
  for (;;)
    {
      ObdCsvResult result = take (csv, fields, error);

      if (result == OBD_CSV_WAIT && !csv->ended)
        result = read_more (csv, error);
      else if (result != OBD_CSV_FAILED)
        return result;
      if (result == OBD_CSV_FAILED)
        return give_up (csv);
      if (result == OBD_CSV_WAIT)
        return result;
    }
}
