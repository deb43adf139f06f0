/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* EAI_NODATA */
#include "config.h"

#include "obd-resolve-private.h"

#include <unistd.h>

static char *
to_string (GSocketAddress *address)
{
  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

static void
assert_maps (ObdAddressBook *book,
             const char     *host,
             guint16         port,
             const char     *expected)
{
  g_autoptr (GPtrArray) found = obd_address_book_lookup (book, host, port);
  g_autofree char *text = NULL;

  if (expected == NULL)
    {
      g_assert_null (found);
      return;
    }
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 1);
  text = to_string (g_ptr_array_index (found, 0));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_parse (void)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();

  g_assert_true (obd_address_book_parse (book, "mail.example.test:587:127.0.0.1:10587", NULL));
  g_assert_true (obd_address_book_parse (book, "[2001:db8::1]:25:[::1]:10025", NULL));
  g_assert_true (obd_address_book_parse (book, "same.example:465:127.0.0.2:", NULL));
  g_assert_true (obd_address_book_parse (book, "any-port.example::localhost:4", NULL));
  assert_maps (book, "mail.example.test", 587, "127.0.0.1:10587");
  assert_maps (book, "MAIL.example.TEST", 587, "127.0.0.1:10587");
  assert_maps (book, "mail.example.test", 588, NULL);
  assert_maps (book, "xmail.example.test", 587, NULL);
  assert_maps (book, "2001:db8::1", 25, "[::1]:10025");
  assert_maps (book, "same.example", 465, "127.0.0.2:465");
  assert_maps (book, "any-port.example", 9, "127.0.0.1:4");
  assert_maps (book, "mail.example.test", 0, "127.0.0.1:10587");
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "", ":", "a", "a:1", "a:1:127.0.0.1", "a:1:name.example:2", "a:1:127.0.0.1:2:3",
    "a:x:127.0.0.1:2", "a:65536:127.0.0.1:2", "a:1:127.0.0.1:65536", "a:-1:127.0.0.1:2",
    "a:1:[::1:2", "[a:1:127.0.0.1:2", "a:0:127.0.0.1:2", "a:1::2",
  };
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (obd_address_book_parse (book, texts[i], &error));
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT);
    }
  assert_maps (book, "a", 1, NULL);
}

static void
test_two_families (void)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (GPtrArray) found = NULL;

  obd_address_book_parse (book, "a.example:25:127.0.0.1:1", NULL);
  obd_address_book_parse (book, "a.example:25:[::1]:2", NULL);
  obd_address_book_parse (book, "::127.0.0.9:3", NULL);
  found = obd_address_book_lookup (book, "a.example", 25);
  g_assert_cmpuint (found->len, ==, 2);
  assert_maps (book, "other.example", 77, "127.0.0.9:3");
}

/* --- Resolving -------------------------------------------------------------------------------- */

static GMutex gate;
static GCond gate_opens;
static gboolean gate_open;
static guint n_inside;
static int answer;

static int
fake_lookup (const char             *host,
             const char             *service,
             const struct addrinfo  *hints,
             struct addrinfo       **found)
{
  struct addrinfo numeric = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM };

  if (g_str_equal (host, "found.example"))
    return getaddrinfo ("192.0.2.7", NULL, &numeric, found);
  return answer;
}

static int
hanging_lookup (const char             *host,
                const char             *service,
                const struct addrinfo  *hints,
                struct addrinfo       **found)
{
  g_mutex_lock (&gate);
  n_inside++;
  g_cond_broadcast (&gate_opens);
  while (!gate_open)
    g_cond_wait (&gate_opens, &gate);
  n_inside--;
  g_cond_broadcast (&gate_opens);
  g_mutex_unlock (&gate);
  return EAI_AGAIN;
}

/* Only numbers and the address book get here. */
static int
forbidden_lookup (const char             *host,
                  const char             *service,
                  const struct addrinfo  *hints,
                  struct addrinfo       **found)
{
  g_test_message ("the resolver was asked for %s", host);
  g_test_fail ();
  return EAI_FAIL;
}

static gint64
far_away (void)
{
  return g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
}

static void
test_resolve (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean mapped = TRUE;

  obd_resolve_set_func (fake_lookup);
  found = obd_resolve (context, "found.example", 587, &mapped, far_away (), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (mapped);
  text = to_string (g_ptr_array_index (found, 0));
  g_assert_cmpstr (text, ==, "192.0.2.7:587");
}

static void
test_resolve_errors (void)
{
  static const struct
  {
    int eai;
    int expected;
  } rows[] = {
    { EAI_NONAME, OBD_WIRE_ERROR_NAME_UNKNOWN },
    { EAI_NODATA, OBD_WIRE_ERROR_NAME_UNKNOWN },
    { EAI_ADDRFAMILY, OBD_WIRE_ERROR_NAME_UNKNOWN },
    { EAI_AGAIN, OBD_WIRE_ERROR_NAME_SERVICE },
    { EAI_FAIL, OBD_WIRE_ERROR_NAME_SERVICE },
    { EAI_SYSTEM, OBD_WIRE_ERROR_NAME_SERVICE },
    { EAI_MEMORY, OBD_WIRE_ERROR_NAME_SERVICE },
  };
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);

  obd_resolve_set_func (fake_lookup);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      answer = rows[i].eai;
      g_assert_null (obd_resolve (context, "lost.example", 25, NULL, far_away (), NULL, &error));
      g_assert_error (error, OBD_WIRE_ERROR, rows[i].expected);
    }
}

static void
test_resolve_without_asking (void)
{
  static const char *const hosts[] = { "192.0.2.1", "2001:db8::1", "book.example" };
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (ObdWireContext) context = NULL;

  obd_address_book_parse (book, "book.example:25:127.0.0.1:1", NULL);
  context = obd_wire_context_new (book, NULL, NULL);
  obd_resolve_set_func (forbidden_lookup);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = NULL;
      gboolean mapped;

      found = obd_resolve (context, hosts[i], 25, &mapped, far_away (), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpint (mapped, ==, i == 2);
    }
}

static void
wait_for_lookups (guint n)
{
  g_mutex_lock (&gate);
  while (n_inside != n)
    g_cond_wait (&gate_opens, &gate);
  g_mutex_unlock (&gate);
}

static gpointer
cancel_worker (gpointer data)
{
  wait_for_lookups (1);
  g_cancellable_cancel (data);
  return NULL;
}

static void
open_gate (void)
{
  g_mutex_lock (&gate);
  gate_open = TRUE;
  g_cond_broadcast (&gate_opens);
  g_mutex_unlock (&gate);
  wait_for_lookups (0);
}

/* The look-up itself still hangs when the call has long returned. */
static void
test_resolve_cancel (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  gate_open = FALSE;
  obd_resolve_set_func (hanging_lookup);
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_null (obd_resolve (context, "slow.example", 25, NULL, far_away (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  open_gate ();
}

static void
test_resolve_deadline (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  gate_open = FALSE;
  obd_resolve_set_func (hanging_lookup);
  g_assert_null (obd_resolve (context, "slow.example", 25, NULL,
                              g_get_monotonic_time () + 20000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_SERVICE);
  wait_for_lookups (1);
  open_gate ();
}

static void
test_ca_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd;

  g_assert_null (obd_wire_context_new (NULL, "/nonexistent/ca.pem", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  fd = g_file_open_tmp ("obd-XXXXXX.pem", &path, NULL);
  g_assert_cmpint (write (fd, "no certificate\n", 15), ==, 15);
  close (fd);
  g_assert_null (obd_wire_context_new (NULL, path, &error));
  g_assert_nonnull (error);
  unlink (path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-book/parse", test_parse);
  g_test_add_func ("/address-book/malformed", test_malformed);
  g_test_add_func ("/address-book/two-families", test_two_families);
  g_test_add_func ("/resolve/found", test_resolve);
  g_test_add_func ("/resolve/errors", test_resolve_errors);
  g_test_add_func ("/resolve/without-asking", test_resolve_without_asking);
  g_test_add_func ("/resolve/cancel", test_resolve_cancel);
  g_test_add_func ("/resolve/deadline", test_resolve_deadline);
  g_test_add_func ("/wire-context/ca-file", test_ca_file);
  return g_test_run ();
}
