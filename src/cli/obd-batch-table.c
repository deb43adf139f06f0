/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-table.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _ObdBatchTable
{
  int             fd;
  ObdCsv         *csv;
  ObdBatchHeader  header;
  guint64         rows;     /* read so far */
  guint           watch;    /* the source that waits for a pipe */
  GSourceFunc     readable;
  gpointer        data;
};

/* The header may come in pieces as well. */
static gboolean
read_header (ObdBatchTable  *table,
             GError        **error)
{
  g_auto (GStrv) fields = NULL;
  ObdCsvResult result;

  while ((result = obd_csv_next (table->csv, &fields, error)) == OBD_CSV_WAIT)
    {
      GPollFD entry = { table->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, 0 };

      g_poll (&entry, 1, -1);
    }
  if (result == OBD_CSV_ROW)
    return obd_batch_header_read (&table->header, fields, error);
  if (result == OBD_CSV_END)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("The file is empty; its first line names the columns."));
  return FALSE;
}

ObdBatchTable *
obd_batch_table_open (int      fd,
                      GError **error)
{
  g_autoptr (ObdBatchTable) table = g_new0 (ObdBatchTable, 1);

  table->fd = fd;
  table->csv = obd_csv_new (fd);
  return read_header (table, error) ? g_steal_pointer (&table) : NULL;
}

void
obd_batch_table_free (ObdBatchTable *table)
{
  g_clear_handle_id (&table->watch, g_source_remove);
  obd_csv_free (table->csv);
  g_free (table);
}

static ObdCsvResult
take_fields (ObdBatchTable  *table,
             char          **fields,
             ObdBatchRow   **row,
             GError        **error)
{
  *row = obd_batch_row_new (&table->header, fields, error);
  if (*row == NULL)
    return OBD_CSV_BAD;
  (*row)->number = table->rows;
  (*row)->line = obd_csv_get_line (table->csv);
  return OBD_CSV_ROW;
}

ObdCsvResult
obd_batch_table_next (ObdBatchTable  *table,
                      ObdBatchRow   **row,
                      GError        **error)
{
  g_auto (GStrv) fields = NULL;
  ObdCsvResult result = obd_csv_next (table->csv, &fields, error);

  if (result == OBD_CSV_ROW || result == OBD_CSV_BAD)
    table->rows++;
  return result == OBD_CSV_ROW ? take_fields (table, fields, row, error) : result;
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  ObdBatchTable *table = data;

  table->watch = 0;
  table->readable (table->data);
  return G_SOURCE_REMOVE;
}

void
obd_batch_table_watch (ObdBatchTable *table,
                       GSourceFunc    readable,
                       gpointer       data)
{
  if (table->watch != 0)
    return;
  table->readable = readable;
  table->data = data;
  table->watch = g_unix_fd_add (table->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb, table);
}

guint64
obd_batch_table_get_number (ObdBatchTable *table)
{
  return table->rows;
}

guint64
obd_batch_table_get_line (ObdBatchTable *table)
{
  return obd_csv_get_line (table->csv);
}
