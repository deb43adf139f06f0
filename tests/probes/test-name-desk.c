/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-name-desk.h"

#define LONG (60 * G_USEC_PER_SEC)

static GPtrArray *
resolve (ObdNameDesk  *desk,
         const char   *host,
         guint16       port,
         gboolean     *mapped)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *addresses = obd_name_desk_resolve (desk, host, port, mapped,
                                                g_get_monotonic_time () + LONG, NULL, &error);

  g_assert_no_error (error);
  return addresses;
}

static void
assert_address (GPtrArray  *addresses,
                const char *host,
                guint16     port)
{
  GInetSocketAddress *address = g_ptr_array_index (addresses, 0);
  g_autofree char *text = g_inet_address_to_string (g_inet_socket_address_get_address (address));

  g_assert_cmpstr (text, ==, host);
  g_assert_cmpuint (g_inet_socket_address_get_port (address), ==, port);
}

/* One answer serves every port; of both families. */
static void
test_shared (gconstpointer data)
{
  const char *host = data;
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (ObdNameDesk) desk = obd_name_desk_new (context);
  static const guint16 ports[] = { 25, 587, 25, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      gboolean mapped = TRUE;
      g_autoptr (GPtrArray) addresses = resolve (desk, host, ports[i], &mapped);

      assert_address (addresses, host, ports[i]);
      g_assert_false (mapped);
    }
}

/* The address book maps a port, not a host: another port is asked for elsewhere. */
static void
test_mapped (void)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdNameDesk) desk = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) any = NULL;
  g_autoptr (GPtrArray) other = NULL;
  gboolean mapped = FALSE;

  g_assert_true (obd_address_book_parse (book, "192.0.2.1:25:127.0.0.1:2025", NULL));
  context = obd_wire_context_new (book, NULL, NULL);
  desk = obd_name_desk_new (context);
  any = resolve (desk, "192.0.2.1", 0, &mapped);
  g_assert_true (mapped);
  known = resolve (desk, "192.0.2.1", 25, &mapped);
  g_assert_true (mapped);
  assert_address (known, "127.0.0.1", 2025);
  other = resolve (desk, "192.0.2.1", 587, &mapped);
  g_assert_false (mapped);
  assert_address (other, "192.0.2.1", 587);
}

static void
test_cancelled (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (ObdNameDesk) desk = obd_name_desk_new (context);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (obd_name_desk_resolve (desk, "mail.example.test", 25, NULL,
                                        g_get_monotonic_time () + LONG, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/name-desk/shared-ipv4", "127.0.0.1", test_shared);
  g_test_add_data_func ("/name-desk/shared-ipv6", "::1", test_shared);
  g_test_add_func ("/name-desk/mapped", test_mapped);
  g_test_add_func ("/name-desk/cancelled", test_cancelled);
  return g_test_run ();
}
