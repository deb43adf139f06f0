/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-resume.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "obd-cli.h"
#include "obd-json-line.h"
#include "obd-observations.h"

struct _ObdBatchResume
{
  int         fd;
  GHashTable *rows;  /* gint64 number → ObdBatchDone (both owned) */
  GByteArray *bytes; /* read and not used yet */
  guint64     line;  /* how many lines were used */
  goffset     whole; /* bytes of them in the file */
};

static gboolean
fail (GError    **error,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError    **error,
      const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_FAILED, format, args);
  va_end (args);
  return FALSE;
}

guint64
obd_batch_digest_from_hex (const char *hex)
{
  return g_ascii_strtoull (hex, NULL, 16);
}

guint64
obd_batch_digest_from_line (const char *line,
                            gsize       length)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, length);

  hex[16] = '\0';
  return obd_batch_digest_from_hex (hex);
}

/* A line of ours: {"row": …, "input": …, "status": …, "sign_in": …} or {"row": …, "error": …}. */
static gboolean
read_line (ObdBatchResume *resume,
           const char     *line,
           gsize           length)
{
  g_autofree char *input = obd_json_line_get (line, length, "input");
  g_autofree char *status = obd_json_line_get (line, length, "status");
  g_autofree char *sign_in = obd_json_line_get (line, length, "sign_in");
  g_autofree char *number = obd_json_line_get (line, length, "row");
  gboolean refused = input == NULL && obd_json_line_has (line, length, "error");
  ObdBatchDone done = { 0, OBD_CLI_USAGE, g_strcmp0 (sign_in, "refused") == 0 };
  guint64 row, value;

  if (number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT64, &row, NULL))
    return FALSE;
  if (refused)
    done.digest = obd_batch_digest_from_line (line, length);
  else if (input == NULL || status == NULL
           || !g_ascii_string_to_unsigned (status, 10, 0, OBD_CLI_NOT_EXAMINED, &value, NULL))
    return FALSE;
  else
    {
      done.digest = obd_batch_digest_from_hex (input);
      done.status = value;
    }
  g_hash_table_replace (resume->rows, g_memdup2 (&row, sizeof row),
                        g_memdup2 (&done, sizeof done));
  return TRUE;
}

/* Every whole line that is here. */
static gboolean
use_lines (ObdBatchResume *resume,
           const char     *path,
           GError        **error)
{
  gsize used = 0;
  const char *text = (const char *) resume->bytes->data;
  const char *end;

  while (used < resume->bytes->len
         && (end = memchr (text + used, '\n', resume->bytes->len - used)) != NULL)
    {
      gsize length = end - (text + used);

      resume->line++;
      if (length > 0 && !read_line (resume, text + used, length))
        {
          g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, resume->line);

          return fail (error, _("“%s”: line %s was not written by batch."), path, line);
        }
      used += length + 1;
    }
  resume->whole += used;
  if (used > 0)
    g_byte_array_remove_range (resume->bytes, 0, used);
  return resume->bytes->len <= OBD_OBSERVATIONS_MAX_BYTES
         || fail (error, _("“%s”: a line is too long to be written by batch."), path);
}

static gboolean
read_all (ObdBatchResume *resume,
          const char     *path,
          GError        **error)
{
  g_autofree char *block = g_malloc (256 * 1024);

  for (;;)
    {
      gssize n = read (resume->fd, block, 256 * 1024);

      if (n == 0)
        return TRUE;
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (error, _("“%s” cannot be read: %s."), path, g_strerror (errno));
      g_byte_array_append (resume->bytes, (const guint8 *) block, n);
      if (!use_lines (resume, path, error))
        return FALSE;
    }
}

ObdBatchResume *
obd_batch_resume_read (const char  *path,
                       GError     **error)
{
  g_autoptr (ObdBatchResume) resume = g_new0 (ObdBatchResume, 1);

  resume->fd = open (path, O_RDONLY | O_CLOEXEC);
  resume->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  resume->bytes = g_byte_array_new ();
  if (resume->fd < 0)
    fail (error, _("“%s” cannot be read: %s."), path, g_strerror (errno));
  else if (read_all (resume, path, error))
    return g_steal_pointer (&resume);
  return NULL;
}

void
obd_batch_resume_free (ObdBatchResume *resume)
{
  if (resume->fd >= 0)
    close (resume->fd);
  g_hash_table_unref (resume->rows);
  g_byte_array_unref (resume->bytes);
  g_free (resume);
}

const ObdBatchDone *
obd_batch_resume_find (ObdBatchResume *resume,
                       guint64         row,
                       guint64         digest)
{
  const ObdBatchDone *done = resume != NULL ? g_hash_table_lookup (resume->rows, &row) : NULL;

  return done != NULL && done->digest == digest ? done : NULL;
}

gboolean
obd_batch_resume_prepare_output (ObdBatchResume *resume,
                                 int             fd,
                                 GError        **error)
{
  struct stat input, output;

  if (fstat (resume->fd, &input) != 0 || fstat (fd, &output) != 0 || !S_ISREG (output.st_mode)
      || input.st_dev != output.st_dev || input.st_ino != output.st_ino)
    return TRUE;
  if ((fcntl (fd, F_GETFL) & O_APPEND) == 0)
    return fail (error, _("the output would overwrite the rows that are done; append it with >>."));
  if (output.st_size == resume->whole || ftruncate (fd, resume->whole) == 0)
    return TRUE;
  return fail (error, _("the line that was cut off cannot be taken away: %s."), g_strerror (errno));
}
