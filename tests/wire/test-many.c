/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-test.h"

#define N_ENDPOINTS 64

/* Which call hangs. */
typedef enum
{
  IN_TLS,
  IN_GREETING,
  N_PLACES,
} Place;

typedef struct
{
  ObdWireContext *context;
  GCancellable   *cancellable;
  guint16         port;
  Place           place;
  int             n_started; /* (atomic) */
} Crowd;

static gpointer
client_worker (gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (ObdSmtp) smtp = obd_wire_test_smtp (crowd->port);
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (g_atomic_int_add (&crowd->n_started, 1) == N_ENDPOINTS - 1)
    g_cancellable_cancel (crowd->cancellable);
  if (crowd->place == IN_TLS)
    obd_channel_start_tls (obd_smtp_get_channel (smtp), crowd->context, OBD_TEST_HOST, &facts, NULL,
                           obd_wire_test_deadline (), crowd->cancellable, &error);
  else
    reply = obd_smtp_greeting (smtp, obd_wire_test_deadline (), crowd->cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return NULL;
}

static guint
count_sockets (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      n += target != NULL && g_str_has_prefix (target, "socket:");
    }
  return n;
}

/* Everybody hangs, somebody cancels: all come back, and no socket stays. */
static void
test_cancel (gconstpointer data)
{
  Crowd crowd = { obd_wire_test_context (NULL), g_cancellable_new (), 0, GPOINTER_TO_INT (data), 0 };
  ObdScriptServer *server = obd_script_server_new ("H", NULL);
  GThread *threads[N_ENDPOINTS];
  guint before = count_sockets ();

  crowd.port = obd_script_server_get_port (server);
  for (guint i = 0; i < N_ENDPOINTS; i++)
    threads[i] = g_thread_new ("client", client_worker, &crowd);
  for (guint i = 0; i < N_ENDPOINTS; i++)
    g_thread_join (threads[i]);
  obd_script_server_free (server);
  g_assert_cmpuint (count_sockets (), ==, before - 1); /* less the listener */
  g_object_unref (crowd.cancellable);
  obd_wire_context_unref (crowd.context);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/many/cancel-tls", GINT_TO_POINTER (IN_TLS), test_cancel);
  g_test_add_data_func ("/many/cancel-greeting", GINT_TO_POINTER (IN_GREETING), test_cancel);
  return g_test_run ();
}
