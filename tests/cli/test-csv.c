/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of comma-separated values: RFC 4180, damage, and any size of what arrives at once. */

#include "config.h"

#include "obd-csv.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

/* Everything the reader tells, a line each: "3: a|b|c", "4: ! what is wrong". */
static char *
read_records (ObdCsv  *csv,
              GString *told)
{
  for (;;)
    {
      g_auto (GStrv) fields = NULL;
      g_autoptr (GError) error = NULL;
      ObdCsvResult result = obd_csv_next (csv, &fields, &error);
      g_autofree char *joined = result == OBD_CSV_ROW ? g_strjoinv ("|", fields) : NULL;

      if (result == OBD_CSV_END || result == OBD_CSV_WAIT)
        return told->str;
      g_string_append_printf (told, "%" G_GUINT64_FORMAT ": %s%s\n", obd_csv_get_line (csv),
                              joined != NULL ? "" : "! ", joined != NULL ? joined : error->message);
      if (result == OBD_CSV_FAILED)
        return told->str;
    }
}

/* The whole text in one pipe, or @step bytes at a time. */
static char *
read_text (const char *text,
           gsize       length,
           gsize       step)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (ObdCsv) csv = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  csv = obd_csv_new (ends[0]);
  for (gsize at = 0; at < length; at += step)
    {
      g_assert_cmpint (write (ends[1], text + at, MIN (step, length - at)), >, 0);
      read_records (csv, told);
    }
  close (ends[1]);
  read_records (csv, told);
  close (ends[0]);
  return g_strdup (told->str);
}

static void
check_length (const char *text,
              gsize       length,
              const char *expected)
{
  static const gsize steps[] = { 1, 2, 3, 7, 4096 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *told = read_text (text, length, steps[i]);

      g_assert_cmpstr (told, ==, expected);
    }
}

static void
check (const char *text,
       const char *expected)
{
  check_length (text, strlen (text), expected);
}

static void
test_plain (void)
{
  check ("", "");
  check ("a,b\nc,d\n", "1: a|b\n2: c|d\n");
  check ("a,b\nc,d", "1: a|b\n2: c|d\n");
  check (",\n a , b \n", "1: |\n2:  a | b \n");
  check ("a,b,\n", "1: a|b|\n");
}

static void
test_line_ends (void)
{
  check ("a\r\nb\r\n", "1: a\n2: b\n");
  check ("a\rb\r", "1: a\n2: b\n");
  check ("a\n\n\r\n\nb\n", "1: a\n5: b\n");
  check ("\n\na", "3: a\n");
}

static void
test_quoted (void)
{
  check ("\"a,b\",\"c \"\"d\"\"\"\n", "1: a,b|c \"d\"\n");
  check ("\"a\r\nb\",c\nd,e\n", "1: a\r\nb|c\n3: d|e\n");
  check ("\"\",\"\"\n", "1: |\n");
  check ("\"a\"", "1: a\n");
}

static void
test_mark (void)
{
  check ("\xef\xbb\xbf" "a,b\n", "1: a|b\n");
  check_length ("\xff\xfe" "a\0,\0", 6, "0: ! The file is UTF-16 text; save it as UTF-8.\n");
  check_length ("\xfe\xff\0a\0,", 6, "0: ! The file is UTF-16 text; save it as UTF-8.\n");
}

#define OPEN "! A quotation mark is opened and never closed.\n"
#define STRAY \
  "! A quotation mark stands in the middle of a field; double it and put the field between " \
  "quotation marks.\n"

/* What is damaged costs its own line, whatever the damage. */
static void
test_damaged (void)
{
  check ("a,\"b\nc,d\ne,f\n", "1: " OPEN "2: c|d\n3: e|f\n");
  check ("a,b\"c\nd\n", "1: " STRAY "2: d\n");
  check ("\"a\"b,c\nd\n", "1: " STRAY "2: d\n");
  check ("\"a\n\"b\nc\n", "1: " STRAY "2: " OPEN "3: c\n");
  check_length ("a\0b\nc\n", 6, "1: ! The line holds the character zero.\n2: c\n");
  check ("a\xff\nc\n", "1: ! The line is not UTF-8 text.\n2: c\n");
}

static char *
repeat (char  what,
        gsize times)
{
  char *text = g_malloc (times + 1);

  memset (text, what, times);
  text[times] = '\0';
  return text;
}

static void
test_too_long (void)
{
  g_autofree char *fitting = repeat ('a', OBD_CSV_MAX_RECORD - 2);
  g_autofree char *longer = repeat ('a', 3 * OBD_CSV_MAX_RECORD);
  g_autofree char *text = g_strconcat (fitting, "\r\n", longer, "\r\nb\r\n", longer, NULL);
  g_autofree char *told = read_text (text, strlen (text), 4093);
  g_autofree char *expected = g_strdup_printf ("1: %s\n2: ! The line is too long.\n3: b\n"
                                               "4: ! The line is too long.\n", fitting);

  g_assert_cmpstr (told, ==, expected);
}

/* Many lines behind an open quotation mark: only its own line is lost. */
static void
test_open_before_many (void)
{
  g_autoptr (GString) text = g_string_new ("\"a\n");
  g_autofree char *told = NULL;
  guint lines = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "b,c,d\n");
  told = read_text (text->str, text->len, 4096);
  g_assert_true (g_str_has_prefix (told, "1: " OPEN "2: b|c|d\n"));
  for (const char *p = told; *p != '\0'; p++)
    lines += *p == '\n';
  g_assert_cmpuint (lines, ==, 20001);
}

/* Any bytes: every line end is passed, and the end is reached. */
static void
test_any_bytes (void)
{
  static const char some[] = "a,\"\r\n\"\",b\xff\xc3\xa4\0";
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261126);

  for (guint round = 0; round < 2000; round++)
    {
      char text[64];
      g_autofree char *whole = NULL;
      g_autofree char *split = NULL;

      for (guint i = 0; i < sizeof text; i++)
        text[i] = some[g_rand_int_range (chance, 0, sizeof some)];
      whole = read_text (text, sizeof text, sizeof text);
      split = read_text (text, sizeof text, 1);
      g_assert_cmpstr (whole, ==, split);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/plain", test_plain);
  g_test_add_func ("/csv/line-ends", test_line_ends);
  g_test_add_func ("/csv/quoted", test_quoted);
  g_test_add_func ("/csv/mark", test_mark);
  g_test_add_func ("/csv/damaged", test_damaged);
  g_test_add_func ("/csv/too-long", test_too_long);
  g_test_add_func ("/csv/open-before-many", test_open_before_many);
  g_test_add_func ("/csv/any-bytes", test_any_bytes);
  return g_test_run ();
}
