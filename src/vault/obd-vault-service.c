/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault-service.h"

/* How often the watch looks, in milliseconds; only while a request runs. */
#define GLANCE 250

static gint64 patience = OBD_VAULT_PATIENCE * G_USEC_PER_SEC;

struct _ObdVaultWatch
{
  GCancellable *outer;      /* (owned) (nullable): the caller's */
  gulong        outer_id;
  GCancellable *inner;      /* (owned): cancels the calls */
  GSource      *source;     /* (owned) (nullable): holds a reference too, until stop() */
  GMutex        mutex;
  gint64        busy_since; /* (mutex) monotonic; 0 while a prompt is open */
  int           given_up;   /* (atomic) */
};

void
obd_vault_watch_set_patience (guint milliseconds)
{
  patience = (gint64) milliseconds * 1000;
}

static gboolean
has_run_out (ObdVaultWatch *watch)
{
  gboolean run_out;

  g_mutex_lock (&watch->mutex);
  run_out = watch->busy_since != 0
            && g_get_monotonic_time () - watch->busy_since > patience;
  g_mutex_unlock (&watch->mutex);
  return run_out;
}

static gboolean
glance_cb (gpointer data)
{
  ObdVaultWatch *watch = data;

  if (!has_run_out (watch))
    return G_SOURCE_CONTINUE;
  g_atomic_int_set (&watch->given_up, TRUE);
  g_cancellable_cancel (watch->inner);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      data)
{
  g_cancellable_cancel (G_CANCELLABLE (data));
}

ObdVaultWatch *
obd_vault_watch_new (GCancellable *cancellable)
{
  ObdVaultWatch *watch = g_atomic_rc_box_new0 (ObdVaultWatch);

  g_mutex_init (&watch->mutex);
  watch->inner = g_cancellable_new ();
  watch->busy_since = g_get_monotonic_time ();
  if (cancellable != NULL)
    {
      watch->outer = g_object_ref (cancellable);
      watch->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                               g_object_ref (watch->inner), g_object_unref);
    }
  watch->source = g_timeout_source_new (GLANCE);
  g_source_set_callback (watch->source, glance_cb, obd_vault_watch_ref (watch),
                         (GDestroyNotify) obd_vault_watch_unref);
  g_source_attach (watch->source, g_main_context_get_thread_default ());
  return watch;
}

ObdVaultWatch *
obd_vault_watch_ref (ObdVaultWatch *watch)
{
  return g_atomic_rc_box_acquire (watch);
}

void
obd_vault_watch_stop (ObdVaultWatch *watch)
{
  if (watch->source != NULL)
    g_source_destroy (watch->source);
  g_clear_pointer (&watch->source, g_source_unref);
  if (watch->outer != NULL)
    g_cancellable_disconnect (watch->outer, watch->outer_id);
  g_clear_object (&watch->outer);
}

static void
clear_watch (gpointer data)
{
  ObdVaultWatch *watch = data;

  g_object_unref (watch->inner);
  g_mutex_clear (&watch->mutex);
}

void
obd_vault_watch_unref (ObdVaultWatch *watch)
{
  g_atomic_rc_box_release_full (watch, clear_watch);
}

GCancellable *
obd_vault_watch_get_cancellable (ObdVaultWatch *watch)
{
  return watch->inner;
}

gboolean
obd_vault_watch_is_given_up (ObdVaultWatch *watch)
{
  return g_atomic_int_get (&watch->given_up);
}

static void
set_prompting (ObdVaultWatch *watch,
               gboolean       prompting)
{
  g_mutex_lock (&watch->mutex);
  watch->busy_since = prompting ? 0 : g_get_monotonic_time ();
  g_mutex_unlock (&watch->mutex);
}

/* --- A SecretService that tells the watch about its prompts ----------------------------------- */

#define OBD_TYPE_VAULT_SERVICE (obd_vault_service_get_type ())
G_DECLARE_FINAL_TYPE (ObdVaultService, obd_vault_service, OBD, VAULT_SERVICE, SecretService)

struct _ObdVaultService
{
  SecretService  parent_instance;
  ObdVaultWatch *watch; /* (owned) (nullable): while it is opened */
};

G_DEFINE_FINAL_TYPE (ObdVaultService, obd_vault_service, SECRET_TYPE_SERVICE)

static GVariant *
obd_vault_service_prompt_sync (SecretService       *service,
                               SecretPrompt        *prompt,
                               GCancellable        *cancellable,
                               const GVariantType  *return_type,
                               GError             **error)
{
  ObdVaultService *self = OBD_VAULT_SERVICE (service);
  SecretServiceClass *parent = SECRET_SERVICE_CLASS (obd_vault_service_parent_class);
  GVariant *value;

  set_prompting (self->watch, TRUE);
  value = parent->prompt_sync (service, prompt, cancellable, return_type, error);
  set_prompting (self->watch, FALSE);
  return value;
}

/* A prompt that came to nothing: a person dismissed it, or the service went away over it. */
static GError *
explain_nothing (SecretPrompt *prompt)
{
  GDBusProxy *proxy = G_DBUS_PROXY (prompt);
  g_autoptr (GVariant) answer = NULL;
  gboolean there = FALSE;

  answer = g_dbus_connection_call_sync (g_dbus_proxy_get_connection (proxy),
                                        "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", g_dbus_proxy_get_name (proxy)),
                                        G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                        NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &there);
  return there ? g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "dismissed")
               : g_error_new_literal (G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, "gone");
}

/* Any thread. The prompt then ends as if the person had dismissed it. Nobody waits for the answer to
 * this call: libsecret's own would outlive the request. */
static void
dismiss_cb (GCancellable *cancellable,
            gpointer      data)
{
  g_dbus_proxy_call (data, "Dismiss", NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
prompted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  SecretPrompt *prompt = SECRET_PROMPT (source);
  GError *error = NULL;
  GVariant *value = secret_prompt_perform_finish (prompt, result, &error);

  g_cancellable_disconnect (g_task_get_cancellable (task),
                            GPOINTER_TO_SIZE (g_task_get_task_data (task)));
  set_prompting (OBD_VAULT_SERVICE (g_task_get_source_object (task))->watch, FALSE);
  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error != NULL ? error : explain_nothing (prompt));
}

/* Not libsecret's own, which never comes back (0.20.5 to 0.21.7) where a prompt ends without a
 * value: secret_service_real_prompt_async() returns an error of %NULL then. */
static void
obd_vault_service_prompt_async (SecretService       *service,
                                SecretPrompt        *prompt,
                                const GVariantType  *return_type,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GTask *task = g_task_new (service, cancellable, callback, data);

  g_task_set_source_tag (task, obd_vault_service_prompt_async);
  set_prompting (OBD_VAULT_SERVICE (service)->watch, TRUE);
  secret_prompt_perform (prompt, NULL, return_type, NULL, prompted_cb, task);
  g_task_set_task_data (task, GSIZE_TO_POINTER (g_cancellable_connect (cancellable,
                                                                      G_CALLBACK (dismiss_cb),
                                                                      g_object_ref (prompt),
                                                                      g_object_unref)), NULL);
}

static GVariant *
obd_vault_service_prompt_finish (SecretService  *service,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
obd_vault_service_finalize (GObject *object)
{
  ObdVaultService *self = OBD_VAULT_SERVICE (object);

  g_clear_pointer (&self->watch, obd_vault_watch_unref);
  G_OBJECT_CLASS (obd_vault_service_parent_class)->finalize (object);
}

static void
obd_vault_service_class_init (ObdVaultServiceClass *klass)
{
  SecretServiceClass *service_class = SECRET_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = obd_vault_service_finalize;
  service_class->prompt_sync = obd_vault_service_prompt_sync;
  service_class->prompt_async = obd_vault_service_prompt_async;
  service_class->prompt_finish = obd_vault_service_prompt_finish;
}

static void
obd_vault_service_init (ObdVaultService *self)
{
}

SecretService *
obd_vault_service_open (ObdVaultWatch  *watch,
                        GError        **error)
{
  /* Without a cancellable: GLib gives the shared connection, and with it the error of whoever began
   * to make it and was cancelled, to everybody who asks meanwhile. */
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  SecretService *service = NULL;

  if (bus != NULL)
    service = secret_service_open_sync (OBD_TYPE_VAULT_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION,
                                        watch->inner, error);
  if (service != NULL)
    OBD_VAULT_SERVICE (service)->watch = obd_vault_watch_ref (watch);
  return service;
}
