/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-test.h"

#include <glib/gstdio.h>

gint64
obd_wire_test_deadline (void)
{
  return g_get_monotonic_time () + OBD_TEST_PATIENCE;
}

ObdWireContext *
obd_wire_test_context (ObdTestCertificate *root)
{
  return obd_wire_test_context_with_book (root, NULL);
}

ObdWireContext *
obd_wire_test_context_with_book (ObdTestCertificate   *root,
                                 const ObdAddressBook *book)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  ObdWireContext *context;

  if (root == NULL)
    return obd_wire_context_new (book, NULL, NULL);
  folder = g_dir_make_tmp ("obd-wire-XXXXXX", &error);
  g_assert_no_error (error);
  path = obd_test_certificate_save (root, folder, FALSE);
  context = obd_wire_context_new (book, path, &error);
  g_assert_no_error (error);
  /* The database has read the file. */
  g_unlink (path);
  g_rmdir (folder);
  return context;
}

ObdChannel *
obd_wire_test_connect (guint16 port)
{
  g_autoptr (ObdTrace) trace = obd_trace_new (g_get_monotonic_time ());
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string ("127.0.0.1", port));
  dial = obd_dial_start (addresses);
  connection = obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  return obd_channel_new (connection, trace);
}

ObdSmtp *
obd_wire_test_smtp (guint16 port)
{
  return obd_smtp_new (obd_wire_test_connect (port));
}

char *
obd_wire_test_dup_trace (ObdChannel *channel)
{
  ObdTrace *trace = obd_channel_get_trace (channel);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < obd_trace_get_n_lines (trace); i++)
    g_string_append_printf (text, "%s\n", obd_trace_get_line (trace, i));
  return g_string_free (text, FALSE);
}
