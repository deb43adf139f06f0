/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-time-setting.h"

#include "obd-keys.h"
#include "obd-wait.h"

/* www.freedesktop.org/software/systemd/man/org.freedesktop.timedate1.html */
#define SERVICE "org.freedesktop.timedate1"
#define OBJECT "/org/freedesktop/timedate1"
/* Long enough for a service that has to be started first. */
#define PATIENCE G_USEC_PER_SEC

typedef struct
{
  GCancellable    *stop;       /* (owned): ends what runs */
  GDBusConnection *bus;        /* (owned) (nullable): of our own, so that closing it ends it */
  GVariant        *properties; /* (owned) (nullable) */
  gboolean         done;
} Question;

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Question *question = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);

  if (reply != NULL)
    question->properties = g_variant_get_child_value (reply, 0);
  question->done = TRUE;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Question *question = data;

  question->bus = g_dbus_connection_new_for_address_finish (result, NULL);
  if (question->bus == NULL)
    {
      question->done = TRUE;
      return;
    }
  g_dbus_connection_call (question->bus, SERVICE, OBJECT, "org.freedesktop.DBus.Properties",
                          "GetAll", g_variant_new ("(s)", SERVICE), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NONE, -1, question->stop, asked_cb, question);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  gboolean *closed = data;

  g_dbus_connection_close_finish (G_DBUS_CONNECTION (source), result, NULL);
  *closed = TRUE;
}

/* Nothing of the connection is left behind, not even while it closes. */
static void
close_bus (GMainContext    *context,
           GDBusConnection *bus)
{
  gboolean closed = FALSE;

  g_dbus_connection_close (bus, NULL, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (context, TRUE);
  g_object_unref (bus);
}

/* (transfer full) (nullable): all properties of the service */
static GVariant *
ask (const char   *address,
     gint64        deadline,
     GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Question question = { .stop = stop };

  g_main_context_push_thread_default (context);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, stop, connected_cb, &question);
  if (!obd_wait_until (context, &question.done, deadline, cancellable, NULL))
    {
      g_cancellable_cancel (stop);
      while (!question.done)
        g_main_context_iteration (context, TRUE);
    }
  if (question.bus != NULL)
    close_bus (context, question.bus);
  g_main_context_pop_thread_default (context);
  return question.properties;
}

static void
tell (ObdFinding *finding,
      GVariant   *properties)
{
  gboolean flag;

  if (!g_variant_lookup (properties, "NTP", "b", &flag))
    return;
  finding->outcome = OBD_OUTCOME_OK;
  obd_finding_set_flag (finding, OBD_KEY_CLOCK_AUTOMATIC, flag);
  if (g_variant_lookup (properties, "NTPSynchronized", "b", &flag))
    obd_finding_set_flag (finding, OBD_KEY_CLOCK_IN_STEP, flag);
}

void
obd_probe_time_setting_plan (const ObdTarget *target,
                             GPtrArray       *jobs)
{
  g_ptr_array_add (jobs, obd_job_new ("time-setting", NULL, OBD_ROLE_NONE));
}

ObdFinding *
obd_probe_time_setting_run (ObdRun       *run,
                            const ObdJob *job)
{
  ObdFinding *finding = obd_finding_new ("time-setting", "time-setting");
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GVariant) properties = NULL;

  finding->outcome = OBD_OUTCOME_SKIPPED;
  if (address != NULL)
    properties = ask (address, MIN (run->deadline, g_get_monotonic_time () + PATIENCE),
                      run->cancellable);
  if (properties != NULL)
    tell (finding, properties);
  else if (g_cancellable_is_cancelled (run->cancellable))
    finding->outcome = OBD_OUTCOME_CANCELLED;
  return obd_finding_seal (finding);
}
