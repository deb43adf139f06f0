/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct _ObdBatchWriter
{
  int           fd;
  GMainContext *main;
  GSourceFunc   moved;
  gpointer      data;
  GAsyncQueue  *lines;   /* char* (owned); the writer itself as the last one */
  GThread      *thread;
  int           backlog; /* (atomic) */
  int           failed;  /* (atomic) */
};

static gboolean
write_all (int         fd,
           const char *line)
{
  gsize length = strlen (line);

  while (length > 0)
    {
      gssize n = write (fd, line, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      line += MAX (n, 0);
      length -= MAX (n, 0);
    }
  return TRUE;
}

static void
tell (ObdBatchWriter *writer)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, writer->moved, writer->data, NULL);
  g_source_attach (source, writer->main);
  g_source_unref (source);
}

static gpointer
print_worker (gpointer data)
{
  ObdBatchWriter *writer = data;
  gpointer line;

  while ((line = g_async_queue_pop (writer->lines)) != writer)
    {
      if (!g_atomic_int_get (&writer->failed) && !write_all (writer->fd, line))
        g_atomic_int_set (&writer->failed, TRUE);
      g_free (line);
      g_atomic_int_dec_and_test (&writer->backlog);
      tell (writer);
    }
  return NULL;
}

ObdBatchWriter *
obd_batch_writer_new (int         fd,
                      GSourceFunc moved,
                      gpointer    data)
{
  ObdBatchWriter *writer = g_new0 (ObdBatchWriter, 1);

  writer->fd = fd;
  writer->main = g_main_context_ref_thread_default ();
  writer->moved = moved;
  writer->data = data;
  writer->lines = g_async_queue_new ();
  writer->thread = g_thread_new ("batch-writer", print_worker, writer);
  return writer;
}

void
obd_batch_writer_free (ObdBatchWriter *writer)
{
  g_async_queue_push (writer->lines, writer);
  g_thread_join (writer->thread);
  g_async_queue_unref (writer->lines);
  g_main_context_unref (writer->main);
  g_free (writer);
}

void
obd_batch_writer_print (ObdBatchWriter *writer,
                        char           *line)
{
  g_atomic_int_inc (&writer->backlog);
  g_async_queue_push (writer->lines, line);
}

guint
obd_batch_writer_get_backlog (ObdBatchWriter *writer)
{
  return g_atomic_int_get (&writer->backlog);
}

gboolean
obd_batch_writer_has_failed (ObdBatchWriter *writer)
{
  return g_atomic_int_get (&writer->failed);
}
