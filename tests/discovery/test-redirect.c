/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig-fetch.h"

#include <string.h>

#define ORIGIN "https://autoconfig.larkspur.com/mail/config-v1.1.xml?emailaddress=anna%40larkspur"

static const struct
{
  const char *from;
  const char *origin;
  const char *location;
  const char *target; /* NULL: refused */
} rows[] = {
  { ORIGIN, ORIGIN, "/other.xml", "https://autoconfig.larkspur.com/other.xml" },
  { ORIGIN, ORIGIN, "other.xml", "https://autoconfig.larkspur.com/mail/other.xml" },
  { ORIGIN, ORIGIN, "//www.larkspur.com/x", "https://www.larkspur.com/x" },
  { ORIGIN, ORIGIN, "https://larkspur.com/x", "https://larkspur.com/x" },
  { ORIGIN, ORIGIN, "https://deep.down.larkspur.com:8443/x",
    "https://deep.down.larkspur.com:8443/x" },
  /* From the open to HTTPS is the right direction. */
  { "http://larkspur.com/a", "http://larkspur.com/a", "https://larkspur.com/b",
    "https://larkspur.com/b" },
  { ORIGIN, ORIGIN, NULL, NULL },
  { ORIGIN, ORIGIN, "", ORIGIN },
  { ORIGIN, ORIGIN, "http://autoconfig.larkspur.com/x", NULL },
  { "http://larkspur.com/a", "http://larkspur.com/a", "/b", NULL },
  { ORIGIN, ORIGIN, "file:///etc/passwd", NULL },
  { ORIGIN, ORIGIN, "file:/etc/passwd", NULL },
  { ORIGIN, ORIGIN, "ftp://larkspur.com/x", NULL },
  { ORIGIN, ORIGIN, "javascript:alert(1)", NULL },
  { ORIGIN, ORIGIN, "data:text/xml,<clientConfig/>", NULL },
  { ORIGIN, ORIGIN, "https://evil.example/x", NULL },
  { ORIGIN, ORIGIN, "https://notlarkspur.com/x", NULL },
  { ORIGIN, ORIGIN, "https://larkspur.com.evil.example/x", NULL },
  { ORIGIN, ORIGIN, "https://larkspur.com@evil.example/x", NULL },
  { ORIGIN, ORIGIN, "https://anna:secret@larkspur.com/x", NULL },
  { ORIGIN, ORIGIN, "https://127.0.0.1/x", NULL },
  { ORIGIN, ORIGIN, "https://[::1]/x", NULL },
  { ORIGIN, ORIGIN, "https:///x", NULL },
  { ORIGIN, ORIGIN, "https://", NULL },
  /* The first page counts, not the last: no way out in steps. */
  { "https://www.larkspur.com/x", ORIGIN, "https://evil.example/x", NULL },
  { "https://x.co.uk/a", "https://x.co.uk/a", "https://y.co.uk/a", NULL },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reason = NULL;
      g_autofree char *target = NULL;

      target = obd_autoconfig_check_redirect (rows[i].from, rows[i].origin, rows[i].location,
                                              &reason);
      g_test_message ("%s: %s", rows[i].location, reason);
      g_assert_cmpstr (target, ==, rows[i].target);
      g_assert_cmpint (reason == NULL, ==, target != NULL);
    }
}

static void
test_long (void)
{
  g_autofree char *path = g_strnfill (10000, 'x');
  g_autofree char *reason = NULL;

  g_assert_null (obd_autoconfig_check_redirect (ORIGIN, ORIGIN, path, &reason));
  g_assert_cmpuint (strlen (reason), <, 400);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redirect/rows", test_rows);
  g_test_add_func ("/redirect/long", test_long);
  return g_test_run ();
}
