/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct _ObdBatchWriter
{
  int           fd;
  GSource      *told;    /* calls back on the main context when its time is set */
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

static gboolean
dispatch_told (GSource     *source,
               GSourceFunc  moved,
               gpointer     data)
{
  g_source_set_ready_time (source, -1);
  moved (data);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs told_funcs = { .dispatch = dispatch_told };

/* However many lines are printed before the main context comes to it, it is told once: a source for
 * each would pile up while it reads row after row. */
static void
tell (ObdBatchWriter *writer)
{
  g_source_set_ready_time (writer->told, 0);
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
  writer->told = g_source_new (&told_funcs, sizeof (GSource));
  g_source_set_callback (writer->told, moved, data, NULL);
  g_source_attach (writer->told, g_main_context_get_thread_default ());
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
  g_source_destroy (writer->told);
  g_source_unref (writer->told);
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
