/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The probe against a bus of its own, on which this test plays org.freedesktop.timedate1: no test
 * may change whether the clock of the machine is kept. */

#include "config.h"

#include "obd-keys.h"
#include "obd-probe-time-setting.h"

typedef struct
{
  const char *name;
  const char *ntp;     /* value of the property, "" leaves it out */
  const char *in_step;
  gboolean    mute;    /* takes the question and never answers */
  ObdOutcome  outcome;
  int         automatic; /* -1: not told */
  int         kept;
} Row;

static const Row rows[] = {
  { "automatic", "true", "true", FALSE, OBD_OUTCOME_OK, TRUE, TRUE },
  { "not-yet", "true", "false", FALSE, OBD_OUTCOME_OK, TRUE, FALSE },
  { "manual", "false", "false", FALSE, OBD_OUTCOME_OK, FALSE, FALSE },
  { "says-little", "true", "", FALSE, OBD_OUTCOME_OK, TRUE, -1 },
  { "wrong-type", "'yes'", "true", FALSE, OBD_OUTCOME_SKIPPED, -1, -1 },
  { "says-nothing", "", "", FALSE, OBD_OUTCOME_SKIPPED, -1, -1 },
  { "mute", "true", "true", TRUE, OBD_OUTCOME_SKIPPED, -1, -1 },
};

static const char introspection[] =
    "<node><interface name='org.freedesktop.DBus.Properties'><method name='GetAll'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='out'/></method></interface></node>";

/* --- the service, in a thread of its own ------------------------------------------------------ */

typedef struct
{
  const Row    *row;
  GMainContext *context;
  GMainLoop    *loop;
  GThread      *thread;
  GMutex        lock;
  GCond         moved;
  gboolean      ready; /* (mutex lock) */
} Service;

static void
add_property (GVariantBuilder *builder,
              const char      *name,
              const char      *value)
{
  if (*value != '\0')
    g_variant_builder_add (builder, "{sv}", name, g_variant_new_parsed (value));
}

static void
method_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  Service *service = data;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("(a{sv})"));

  if (service->row->mute)
    {
      g_object_unref (invocation);
      return;
    }
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sv}"));
  add_property (&builder, "NTP", service->row->ntp);
  add_property (&builder, "NTPSynchronized", service->row->in_step);
  g_variant_builder_close (&builder);
  g_dbus_method_invocation_return_value (invocation, g_variant_builder_end (&builder));
}

static void
say_ready (Service *service)
{
  g_mutex_lock (&service->lock);
  service->ready = TRUE;
  g_cond_signal (&service->moved);
  g_mutex_unlock (&service->lock);
}

static void
own_cb (GDBusConnection *bus,
        const char      *name,
        gpointer         data)
{
  say_ready (data);
}

static gpointer
service_worker (gpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb };
  Service *service = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  guint owner, object;

  g_main_context_push_thread_default (service->context);
  bus = g_dbus_connection_new_for_address_sync (
      g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_assert_nonnull (bus);
  object = g_dbus_connection_register_object (bus, "/org/freedesktop/timedate1",
                                              node->interfaces[0], &vtable, service, NULL, NULL);
  owner = g_bus_own_name_on_connection (bus, "org.freedesktop.timedate1",
                                        G_BUS_NAME_OWNER_FLAGS_NONE, own_cb, NULL, service, NULL);
  g_main_loop_run (service->loop);
  g_bus_unown_name (owner);
  g_dbus_connection_unregister_object (bus, object);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_main_context_pop_thread_default (service->context);
  return NULL;
}

static void
start_service (Service   *service,
               const Row *row)
{
  *service = (Service) { .row = row, .context = g_main_context_new () };
  g_mutex_init (&service->lock);
  g_cond_init (&service->moved);
  service->loop = g_main_loop_new (service->context, FALSE);
  service->thread = g_thread_new ("timedate1", service_worker, service);
  g_mutex_lock (&service->lock);
  while (!service->ready)
    g_cond_wait (&service->moved, &service->lock);
  g_mutex_unlock (&service->lock);
}

static void
stop_service (Service *service)
{
  g_main_loop_quit (service->loop);
  g_thread_join (service->thread);
  g_main_loop_unref (service->loop);
  g_main_context_unref (service->context);
  g_cond_clear (&service->moved);
  g_mutex_clear (&service->lock);
}

/* --- the probe -------------------------------------------------------------------------------- */

static ObdFinding *
examine (gboolean cancelled)
{
  ObdMailbox mailbox = { .address = "anna@example.test" };
  g_autoptr (ObdTarget) target = obd_target_new (&mailbox, NULL);
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_job_free);
  g_autoptr (ObdRun) run = NULL;

  obd_probe_time_setting_plan (target, jobs);
  g_assert_cmpuint (jobs->len, ==, 1);
  run = obd_run_new (target, context, jobs, 30, NULL, NULL);
  if (cancelled)
    obd_run_cancel (run);
  return obd_probe_time_setting_run (run, g_ptr_array_index (jobs, 0));
}

static int
get_flag (const ObdFinding *finding,
          const char       *key)
{
  return obd_finding_has (finding, key) ? obd_finding_get_flag (finding, key) : -1;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (ObdFinding) finding = NULL;
  Service service;

  start_service (&service, row);
  finding = examine (FALSE);
  g_assert_cmpint (finding->outcome, ==, row->outcome);
  g_assert_cmpint (get_flag (finding, OBD_KEY_CLOCK_AUTOMATIC), ==, row->automatic);
  g_assert_cmpint (get_flag (finding, OBD_KEY_CLOCK_IN_STEP), ==, row->kept);
  stop_service (&service);
}

static void
test_no_service (void)
{
  g_autoptr (ObdFinding) finding = examine (FALSE);

  g_assert_cmpint (finding->outcome, ==, OBD_OUTCOME_SKIPPED);
}

static void
test_no_bus (void)
{
  g_autofree char *bus = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));
  g_autoptr (ObdFinding) finding = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  finding = examine (FALSE);
  g_assert_cmpint (finding->outcome, ==, OBD_OUTCOME_SKIPPED);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", bus, TRUE);
}

static void
test_cancelled (void)
{
  g_autoptr (ObdFinding) finding = NULL;
  Service service;

  start_service (&service, &rows[G_N_ELEMENTS (rows) - 1]);
  finding = examine (TRUE);
  g_assert_cmpint (finding->outcome, ==, OBD_OUTCOME_CANCELLED);
  stop_service (&service);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/time-setting/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/time-setting/no-service", test_no_service);
  g_test_add_func ("/time-setting/no-bus", test_no_bus);
  g_test_add_func ("/time-setting/cancelled", test_cancelled);
  status = g_test_run ();
  g_test_dbus_down (bus);
  return status;
}
