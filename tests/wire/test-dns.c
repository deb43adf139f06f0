/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dns-test.h"
#include "obd-wire-test.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <string.h>

#define AD 0x20

typedef struct
{
  const char    *name;
  int            type;
  guint          flags; /* second byte */
  ObdDnsTestRow  rows[6];
  int            code;     /* -1: an answer */
  const char    *expected; /* "priority weight host:port" … */
} Case;

static const Case cases[] = {
  { "one", ns_t_srv, 0, { { ns_t_srv, 0, 1, 465, "Mail.Larkspur.Example" } }, -1,
    "0 1 mail.larkspur.example:465" },
  { "sorted", ns_t_srv, 0,
    { { ns_t_srv, 20, 0, 1, "c.larkspur.example" }, { ns_t_srv, 10, 5, 2, "b.larkspur.example" },
      { ns_t_srv, 10, 60, 3, "a.larkspur.example" }, { ns_t_srv, 10, 5, 4,
        "aa.larkspur.example" } },
    -1,
    "10 60 a.larkspur.example:3|10 5 aa.larkspur.example:4|10 5 b.larkspur.example:2|"
    "20 0 c.larkspur.example:1" },
  { "behind-an-alias", ns_t_srv, 0,
    { { ns_t_cname, 0, 0, 0, "x.larkspur.example" }, { ns_t_srv, 0, 0, 587,
      "m.larkspur.example" } },
    -1, "0 0 m.larkspur.example:587" },
  { "decidedly-none", ns_t_srv, 0, { { ns_t_srv, 0, 0, 0, "" } }, -1, "" },
  { "none-and-some", ns_t_srv, 0,
    { { ns_t_srv, 0, 0, 0, "" }, { ns_t_srv, 0, 0, 25, "m.larkspur.example" } }, -1,
    "0 0 m.larkspur.example:25" },
  { "addresses-are-no-names", ns_t_srv, 0,
    { { ns_t_srv, 0, 0, 465, "127.0.0.1" }, { ns_t_srv, 0, 0, 465, "localhost" } },
    OBD_WIRE_ERROR_NAME_UNKNOWN, NULL },
  { "odd-characters", ns_t_srv, 0,
    { { ns_t_srv, 0, 0, 465, "ma/il.larkspur.example" }, { ns_t_srv, 0, 0, 1, "<b>.example" },
      { ns_t_srv, 0, 0, 2, "a\nb.example" } },
    OBD_WIRE_ERROR_NAME_UNKNOWN, NULL },
  { "only-an-alias", ns_t_srv, 0, { { ns_t_cname, 0, 0, 0, "x.larkspur.example" } },
    OBD_WIRE_ERROR_NAME_UNKNOWN, NULL },
  { "nothing", ns_t_srv, 0, { { 0 } }, OBD_WIRE_ERROR_NAME_UNKNOWN, NULL },
  { "another-type", ns_t_srv, 0, { { ns_t_mx, 10, 0, 0, "mx.larkspur.example" } },
    OBD_WIRE_ERROR_NAME_UNKNOWN, NULL },
  { "mx", ns_t_mx, 0,
    { { ns_t_mx, 20, 0, 0, "mx2.larkspur.example" }, { ns_t_mx, 5, 0, 0, "mx1.larkspur.example" } },
    -1, "5 0 mx1.larkspur.example:0|20 0 mx2.larkspur.example:0" },
  { "null-mx", ns_t_mx, 0, { { ns_t_mx, 0, 0, 0, "" } }, -1, "" },
};

static GByteArray *
make_message (const ObdDnsTestRow *rows,
              guint                n_rows,
              int                  type,
              guint                flags)
{
  return obd_dns_test_compose ("_submissions._tcp.larkspur.example", type, rows, n_rows, flags);
}

static GByteArray *
make_case (const Case *row)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (row->rows) && row->rows[n].type != 0)
    n++;
  return make_message (row->rows, n, row->type, row->flags);
}

static char *
to_string (const ObdDnsAnswer *answer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < answer->records->len; i++)
    {
      const ObdDnsRecord *record = g_ptr_array_index (answer->records, i);

      g_string_append_printf (text, "%s%u %u %s:%u", i > 0 ? "|" : "", record->priority,
                              record->weight, record->target, record->port);
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (GByteArray) message = make_case (row);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdDnsAnswer) answer = NULL;
  g_autofree char *text = NULL;

  answer = obd_dns_parse (message->data, message->len, row->type, &error);
  if (row->code >= 0)
    {
      g_assert_error (error, OBD_WIRE_ERROR, row->code);
      return;
    }
  g_assert_no_error (error);
  text = to_string (answer);
  g_assert_cmpstr (text, ==, row->expected);
  g_assert_false (answer->authentic);
}

static void
test_authentic (void)
{
  static const ObdDnsTestRow rows[] = { { ns_t_srv, 0, 0, 465, "mail.larkspur.example" } };
  g_autoptr (GByteArray) message = make_message (rows, 1, ns_t_srv, AD);
  g_autoptr (ObdDnsAnswer) answer = obd_dns_parse (message->data, message->len, ns_t_srv, NULL);

  g_assert_true (answer->authentic);
}

static void
test_many_records (void)
{
  ObdDnsTestRow rows[200];
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (ObdDnsAnswer) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (ObdDnsTestRow) { ns_t_mx, 1000 - i, 0, 0, "mx.larkspur.example" };
  rows[199].target = "best.larkspur.example";
  message = make_message (rows, G_N_ELEMENTS (rows), ns_t_mx, 0);
  answer = obd_dns_parse (message->data, message->len, ns_t_mx, NULL);
  g_assert_cmpuint (answer->records->len, ==, OBD_DNS_MAX_RECORDS);
  /* What comes last may be the best. */
  g_assert_cmpstr (((ObdDnsRecord *) g_ptr_array_index (answer->records, 0))->target, ==,
                   "best.larkspur.example");
}

/* Cut off anywhere, and with any byte wrong, it is read or refused; under the sanitizers this
 * finds what reads too far. A name that points to itself is among them. */
static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) message = make_case (&cases[i]);

      for (guint length = 0; length < message->len; length++)
        {
          g_autofree guint8 *cut = g_memdup2 (message->data, length);
          g_autoptr (ObdDnsAnswer) answer = obd_dns_parse (cut, length, cases[i].type, NULL);

          g_assert_null (answer);
        }
      for (guint at = 0; at < message->len; at++)
        for (guint bit = 0; bit < 8; bit++)
          {
            g_autofree guint8 *bent = g_memdup2 (message->data, message->len);
            g_autoptr (ObdDnsAnswer) answer = NULL;

            bent[at] ^= 1u << bit;
            answer = obd_dns_parse (bent, message->len, cases[i].type, NULL);
          }
    }
}

static void
test_loop (void)
{
  static const ObdDnsTestRow rows[] = { { ns_t_mx, 1, 0, 0, "mx.larkspur.example" } };
  g_autoptr (GByteArray) message = make_message (rows, 1, ns_t_mx, 0);
  g_autoptr (GError) error = NULL;
  guint target = message->len - strlen ("mx.larkspur.example") - 2;

  message->data[target] = 0xc0;
  message->data[target + 1] = target;
  g_assert_null (obd_dns_parse (message->data, message->len, ns_t_mx, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_SERVICE);
}

/* --- Asking ----------------------------------------------------------------------------------- */

static int failure_to_give;
static GMutex gate;
static GCond gate_opens;
static gboolean gate_open;
static gboolean inside;

static int
failing_func (const char *name,
              int         type,
              guint8     *answer,
              int         size,
              int        *failure)
{
  *failure = failure_to_give;
  return -1;
}

static int
answering_func (const char *name,
                int         type,
                guint8     *answer,
                int         size,
                int        *failure)
{
  static const ObdDnsTestRow rows[] = { { ns_t_srv, 0, 0, 465, "mail.larkspur.example" } };
  g_autoptr (GByteArray) message = make_message (rows, 1, ns_t_srv, 0);

  g_assert_cmpstr (name, ==, "_submissions._tcp.larkspur.example");
  g_assert_cmpint (type, ==, ns_t_srv);
  g_assert_cmpint (size, >=, (int) message->len);
  memcpy (answer, message->data, message->len);
  return message->len;
}

/* As res_nquery() does it: says how long the answer would have been. */
static int
boasting_func (const char *name,
               int         type,
               guint8     *answer,
               int         size,
               int        *failure)
{
  memset (answer, 0, size);
  return 65535;
}

static int
hanging_func (const char *name,
              int         type,
              guint8     *answer,
              int         size,
              int        *failure)
{
  g_mutex_lock (&gate);
  inside = TRUE;
  g_cond_broadcast (&gate_opens);
  while (!gate_open)
    g_cond_wait (&gate_opens, &gate);
  inside = FALSE;
  g_cond_broadcast (&gate_opens);
  g_mutex_unlock (&gate);
  *failure = TRY_AGAIN;
  return -1;
}

static ObdDnsAnswer *
ask (gint64         deadline,
     GCancellable  *cancellable,
     GError       **error)
{
  return obd_dns_srv ("_submissions._tcp", "larkspur.example", deadline, cancellable, error);
}

static void
test_ask (void)
{
  g_autoptr (ObdDnsAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  obd_dns_set_func (answering_func);
  answer = ask (obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  text = to_string (answer);
  g_assert_cmpstr (text, ==, "0 0 mail.larkspur.example:465");
}

static void
test_failures (void)
{
  static const struct
  {
    int failure;
    int code;
  } rows[] = {
    { HOST_NOT_FOUND, OBD_WIRE_ERROR_NAME_UNKNOWN },
    { NO_DATA, OBD_WIRE_ERROR_NAME_UNKNOWN },
    { TRY_AGAIN, OBD_WIRE_ERROR_NAME_SERVICE },
    { NO_RECOVERY, OBD_WIRE_ERROR_NAME_SERVICE },
    { NETDB_INTERNAL, OBD_WIRE_ERROR_NAME_SERVICE },
  };

  obd_dns_set_func (failing_func);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      failure_to_give = rows[i].failure;
      g_assert_null (ask (obd_wire_test_deadline (), NULL, &error));
      g_assert_error (error, OBD_WIRE_ERROR, rows[i].code);
    }
}

static void
test_too_long (void)
{
  g_autoptr (GError) error = NULL;

  obd_dns_set_func (boasting_func);
  g_assert_null (ask (obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_SERVICE);
}

static void
wait_until_inside (gboolean state)
{
  g_mutex_lock (&gate);
  while (inside != state)
    g_cond_wait (&gate_opens, &gate);
  g_mutex_unlock (&gate);
}

static void
open_gate (void)
{
  g_mutex_lock (&gate);
  gate_open = TRUE;
  g_cond_broadcast (&gate_opens);
  g_mutex_unlock (&gate);
  wait_until_inside (FALSE);
}

static gpointer
cancel_worker (gpointer data)
{
  wait_until_inside (TRUE);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  gate_open = FALSE;
  obd_dns_set_func (hanging_func);
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_null (ask (obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  open_gate ();
}

static void
test_deadline (void)
{
  g_autoptr (GError) error = NULL;

  gate_open = FALSE;
  obd_dns_set_func (hanging_func);
  g_assert_null (ask (g_get_monotonic_time () + 20000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_SERVICE);
  wait_until_inside (TRUE);
  open_gate ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/dns/parse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/dns/authentic", test_authentic);
  g_test_add_func ("/dns/many-records", test_many_records);
  g_test_add_func ("/dns/broken", test_broken);
  g_test_add_func ("/dns/loop", test_loop);
  g_test_add_func ("/dns/ask", test_ask);
  g_test_add_func ("/dns/failures", test_failures);
  g_test_add_func ("/dns/too-long", test_too_long);
  g_test_add_func ("/dns/cancel", test_cancel);
  g_test_add_func ("/dns/deadline", test_deadline);
  return g_test_run ();
}
