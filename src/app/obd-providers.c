/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-providers.h"

#include "obd-did-you-mean.h"
#include "obd-worker.h"

#include <string.h>

/* Set on the main thread once the worker has read it. */
static ObdProviderList *known;

typedef struct
{
  char     *text;
  char     *own;
  guint     max;
  gboolean  host;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question->own);
  g_free (question);
}

static GTask *
make_task (Question            *question,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, question, free_question);
  return task;
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, obd_provider_list_get (), NULL);
}

void
obd_providers_load_async (GAsyncReadyCallback callback,
                          gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, obd_providers_load_async);
  if (known != NULL)
    g_task_return_pointer (task, known, NULL);
  else
    obd_worker_run (task, load_worker);
}

ObdProviderList *
obd_providers_load_finish (GAsyncResult *result)
{
  known = g_task_propagate_pointer (G_TASK (result), NULL);
  return known;
}

ObdProviderList *
obd_providers_peek (void)
{
  return known;
}

static void
search_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const Question *question = task_data;

  /* Somebody who types fast has moved on already. */
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task,
                         obd_provider_list_search (obd_provider_list_get (), question->text,
                                                   question->max),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
obd_providers_search_async (const char          *text,
                            guint                max,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = make_task (question, cancellable, callback, data);

  question->text = g_strdup (text);
  question->max = max;
  g_task_set_source_tag (task, obd_providers_search_async);
  obd_worker_run (task, search_worker);
}

GPtrArray *
obd_providers_search_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
dup_meant_address (const char *typed,
                   const char *own)
{
  const char *at = strrchr (typed, '@');
  g_autofree char *domain = NULL;

  if (at == NULL || at == typed)
    return NULL;
  domain = obd_did_you_mean_domain (obd_provider_list_get (), at + 1, own);
  return domain != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - typed), typed, domain) : NULL;
}

static void
did_you_mean_worker (GTask        *task,
                     gpointer      source,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  const Question *question = task_data;

  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task,
                         question->host ? obd_did_you_mean_host (obd_provider_list_get (),
                                                                 question->text, question->own)
                                        : dup_meant_address (question->text, question->own),
                         g_free);
}

void
obd_providers_did_you_mean_async (const char          *typed,
                                  gboolean             host,
                                  const char          *own,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) task = make_task (question, cancellable, callback, data);

  question->text = g_strdup (typed);
  question->own = g_strdup (own);
  question->host = host;
  g_task_set_source_tag (task, obd_providers_did_you_mean_async);
  obd_worker_run (task, did_you_mean_worker);
}

char *
obd_providers_did_you_mean_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
