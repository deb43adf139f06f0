/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-queue.h"

struct _ObdBatchQueue
{
  GQueue      rows;    /* ObdBatchRow (owned) */
  GHashTable *servers; /* name (owned) → rows at work there */
  GHashTable *logins;  /* of rows at work (owned) */
};

static void
free_row (gpointer data)
{
  obd_batch_row_free (data);
}

ObdBatchQueue *
obd_batch_queue_new (void)
{
  ObdBatchQueue *queue = g_new0 (ObdBatchQueue, 1);

  g_queue_init (&queue->rows);
  queue->servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  queue->logins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return queue;
}

void
obd_batch_queue_free (ObdBatchQueue *queue)
{
  g_queue_clear_full (&queue->rows, free_row);
  g_hash_table_unref (queue->servers);
  g_hash_table_unref (queue->logins);
  g_free (queue);
}

void
obd_batch_queue_push (ObdBatchQueue *queue,
                      ObdBatchRow   *row)
{
  g_queue_push_tail (&queue->rows, row);
}

guint
obd_batch_queue_get_length (ObdBatchQueue *queue)
{
  return queue->rows.length;
}

static guint
get_busy (ObdBatchQueue *queue,
          const char    *server)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (queue->servers, server));
}

static void
set_busy (ObdBatchQueue *queue,
          const char    *server,
          guint          rows)
{
  if (rows == 0)
    g_hash_table_remove (queue->servers, server);
  else
    g_hash_table_insert (queue->servers, g_strdup (server), GUINT_TO_POINTER (rows));
}

ObdBatchRow *
obd_batch_queue_take (ObdBatchQueue *queue)
{
  for (GList *link = queue->rows.head; link != NULL; link = link->next)
    {
      ObdBatchRow *row = link->data;

      if (get_busy (queue, row->server) >= OBD_BATCH_PER_SERVER
          || g_hash_table_contains (queue->logins, row->login))
        continue;
      g_queue_delete_link (&queue->rows, link);
      set_busy (queue, row->server, get_busy (queue, row->server) + 1);
      g_hash_table_add (queue->logins, g_strdup (row->login));
      return row;
    }
  return NULL;
}

void
obd_batch_queue_release (ObdBatchQueue     *queue,
                         const ObdBatchRow *row)
{
  set_busy (queue, row->server, get_busy (queue, row->server) - 1);
  g_hash_table_remove (queue->logins, row->login);
}
