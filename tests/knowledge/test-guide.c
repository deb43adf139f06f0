/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide-reader.h"

#include <stdlib.h>
#include <string.h>

#define STEP "<step><instruction>Do.</instruction></step>"

/* Each text is refused, and the message begins with its file and line. */
static const struct
{
  const char   *text;
  ObdGuideError code;
  const char   *message;
} bad[] = {
  { "", OBD_GUIDE_ERROR_SYNTAX, "x.xml:" },
  { "<guides device='a'>\n<guide", OBD_GUIDE_ERROR_SYNTAX, "x.xml:2:" },
  { "<guides device='a'>\n</guide>", OBD_GUIDE_ERROR_SYNTAX, "x.xml:2:" },
  { "<guide fix='a'/>", OBD_GUIDE_ERROR_GRAMMAR, "x.xml:1: <guide> does not belong" },
  { "<guides/>", OBD_GUIDE_ERROR_GRAMMAR, "x.xml:1: <guides> needs the attribute “device”" },
  { "<guides device='a'>\n<surprise/></guides>", OBD_GUIDE_ERROR_GRAMMAR,
    "x.xml:2: <surprise> does not belong into guides" },
  { "<guides device='a' colour='red'/>", OBD_GUIDE_ERROR_GRAMMAR, "has no attribute “colour”" },
  { "<guides device='a'>\nwords</guides>", OBD_GUIDE_ERROR_GRAMMAR, "<guides> holds no text" },
  { "<guides device='a'>\n<guide fix='f'>" STEP "</guide></guides>", OBD_GUIDE_ERROR_GRAMMAR,
    "x.xml:2: <guide>: has no “title”" },
  { "<guides device='a'><guide fix='f'>\n<title>T</title></guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "has no “step”" },
  { "<guides device='a'><guide fix='f'><title>T</title>\n<step/></guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "x.xml:2: <step>: has no “instruction”" },
  { "<guides device='a'><guide fix='f'><title>\n</title>" STEP "</guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "<title> is empty" },
  { "<guides device='a'><guide fix='f'><title>T</title><step from='ten'>"
    "<instruction>I</instruction></step></guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "no version number: “ten”" },
  { "<guides device='a'><guide fix='f'><title>T</title><step sure='maybe'>"
    "<instruction>I</instruction></step></guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "no degree of certainty: “maybe”" },
  { "<guides device='a'><screen id='s' title='S'><group><row label='R' kind='round'/></group>"
    "</screen></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "no kind of row: “round”" },
  { "<guides device='a'><guide fix='f'><title>T</title>\n<use part='p'/></guide></guides>",
    OBD_GUIDE_ERROR_REFERENCE, "x.xml:2: <use>: no part “p”" },
  { "<guides device='a'><guide fix='f'><title>T</title><step><instruction>I</instruction>"
    "<show screen='s'/></step></guide></guides>",
    OBD_GUIDE_ERROR_REFERENCE, "<show>: no screen “s”" },
  { "<guides device='a'><screen id='s' title='S'/><guide fix='f'><title>T</title><step>"
    "<instruction>I</instruction><show screen='s' tap='R'/></step></guide></guides>",
    OBD_GUIDE_ERROR_REFERENCE, "that screen has no row “R”" },
  { "<guides device='a'><screen id='s' title='S'/><guide fix='f'><title>T</title><step>"
    "<instruction>I</instruction><show screen='s'><set row='R'/></show></step></guide></guides>",
    OBD_GUIDE_ERROR_REFERENCE, "<set>: that screen has no row “R”" },
  { "<guides device='a'><guide fix='f'><title>T</title>" STEP "</guide>\n<guide fix='f'>"
    "<title>T</title>" STEP "</guide></guides>",
    OBD_GUIDE_ERROR_GRAMMAR, "x.xml:2: <guide>: is there twice: “f”" },
  { "<guides device='a'><part id='p'><use part='p'/></part></guides>", OBD_GUIDE_ERROR_GRAMMAR,
    "a part uses no other part" },
};

static void
test_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObdGuideFile) file = obd_guide_file_new ("x.xml", bad[i].text, -1, &error);

      g_test_message ("%s", bad[i].text);
      g_assert_null (file);
      g_assert_error (error, OBD_GUIDE_ERROR, (int) bad[i].code);
      if (strstr (error->message, bad[i].message) == NULL)
        g_error ("“%s” does not hold “%s”", error->message, bad[i].message);
      g_assert_true (g_str_has_prefix (error->message, "x.xml:"));
    }
}

static void
test_not_utf8 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdGuideFile) file = obd_guide_file_new ("x.xml", "<guides device='\xff'/>", -1,
                                                      &error);

  g_assert_null (file);
  g_assert_error (error, OBD_GUIDE_ERROR, OBD_GUIDE_ERROR_SYNTAX);
}

static const char versions_text[] =
  "<guides device='a'>"
  "<define name='place' to='10'>Old</define><define name='place' from='11' sure='inferred'>New</define>"
  "<screen id='s' title='{place}' action='Done'>"
  "<group title='G'><row label='A' to='10'/><row label='B' kind='switch-off'/></group></screen>"
  "<guide fix='f'><title>  A\n title </title><step to='10'><instruction>Only old.</instruction></step>"
  "<step sure='one-source'><instruction to='10'>Tap A.</instruction><instruction>Tap **B**.</instruction>"
  "<path>{place} › x</path><show screen='s' tap='B'><set row='B' kind='switch-on'/></show></step>"
  "</guide></guides>";

static void
test_versions (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdGuideFile) file = obd_guide_file_new ("v", versions_text, -1, &error);
  g_autoptr (ObdGuide) old = NULL;
  g_autoptr (ObdGuide) newest = NULL;
  const ObdGuideStep *step = NULL;
  const ObdScreenRow *row = NULL;

  g_assert_no_error (error);
  old = obd_guide_file_dup_guide (file, "f", "10");
  newest = obd_guide_file_dup_guide (file, "f", NULL);
  g_assert_null (obd_guide_file_dup_guide (file, "unheard-of", NULL));
  g_assert_cmpstr (old->title, ==, "A title");
  g_assert_cmpuint (old->steps->len, ==, 2);
  g_assert_cmpuint (newest->steps->len, ==, 1);

  step = old->steps->pdata[1];
  g_assert_cmpstr (step->instruction, ==, "Tap A.");
  g_assert_cmpstr (step->path, ==, "Old › x");
  g_assert_cmpint (step->sure, ==, OBD_SURE_ONE_SOURCE);
  g_assert_cmpuint (step->screen->rows->len, ==, 2);

  step = newest->steps->pdata[0];
  g_assert_cmpstr (step->instruction, ==, "Tap **B**.");
  g_assert_cmpstr (step->path, ==, "New › x");
  g_assert_cmpint (step->sure, ==, OBD_SURE_INFERRED);
  g_assert_cmpstr (step->screen->title, ==, "New");
  g_assert_cmpuint (step->screen->rows->len, ==, 1);
  row = step->screen->rows->pdata[0];
  g_assert_true (row->highlight);
  g_assert_true (row->new_group);
  g_assert_cmpstr (row->group_title, ==, "G");
  g_assert_cmpint (row->kind, ==, OBD_ROW_SWITCH_ON);
}

static void
test_fill (void)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *filled = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *odd = NULL;

  g_hash_table_insert (values, (char *) "smtp-port", (char *) "587");
  g_hash_table_insert (values, (char *) "username", (char *) "{smtp-port}");
  filled = obd_guide_fill ("Port {smtp-port} on {smtp-host}: {username}.", values);
  g_assert_cmpstr (filled, ==, "Port 587 on the outgoing server: {smtp-port}.");
  unknown = obd_guide_fill ("[{now-port}]", NULL);
  g_assert_cmpstr (unknown, ==, "[]");
  odd = obd_guide_fill ("a } b { c", values);
  g_assert_cmpstr (odd, ==, "a } b { c");
}

static void
test_general (void)
{
  g_autoptr (ObdGuide) other = obd_guide_find ("other", NULL, "change-port");
  g_autoptr (ObdGuide) nobody = obd_guide_find (NULL, NULL, "change-port");
  g_autoptr (ObdGuide) phone = obd_guide_find ("iphone", "17", "change-port");
  g_autoptr (ObdGuide) strange = obd_guide_find ("../../etc", NULL, "unheard-of");

  g_assert_true (other->general);
  g_assert_true (nobody->general);
  g_assert_false (phone->general);
  g_assert_cmpstr (strange->fix, ==, "ask-provider");
}

/* The list of accounts by version: research notes, section 2.1. */
static void
test_iphone_paths (void)
{
  static const struct
  {
    const char *version;
    const char *path;
    ObdSure     sure;
  } paths[] = {
    { "9", "Settings › Mail, Contacts, Calendars", OBD_SURE_CONFIRMED },
    { "10", "Settings › Mail › Accounts", OBD_SURE_CONFIRMED },
    { "11", "Settings › Accounts & Passwords", OBD_SURE_CONFIRMED },
    { "12", "Settings › Passwords & Accounts", OBD_SURE_CONFIRMED },
    { "13", "Settings › Passwords & Accounts", OBD_SURE_CONFIRMED },
    { "14", "Settings › Mail › Accounts", OBD_SURE_CONFIRMED },
    { "17", "Settings › Mail › Accounts", OBD_SURE_CONFIRMED },
    { "18", "Settings › Apps › Mail › Mail Accounts", OBD_SURE_ONE_SOURCE },
    { "26", "Settings › Apps › Mail › Mail Accounts", OBD_SURE_INFERRED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ObdGuide) guide = obd_guide_find ("iphone", paths[i].version,
                                                   "enter-outgoing-credentials");
      const ObdGuideStep *step = guide->steps->pdata[0];

      g_assert_cmpstr (step->path, ==, paths[i].path);
      g_assert_cmpint (step->sure, ==, paths[i].sure);
      g_assert_nonnull (step->screen);
      step = guide->steps->pdata[2];
      g_assert_nonnull (strstr (step->instruction, atoi (paths[i].version) >= 18
                                                     ? "**Account Settings**"
                                                     : "**Account**"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide/errors", test_errors);
  g_test_add_func ("/guide/not-utf8", test_not_utf8);
  g_test_add_func ("/guide/versions", test_versions);
  g_test_add_func ("/guide/fill", test_fill);
  g_test_add_func ("/guide/general", test_general);
  g_test_add_func ("/guide/iphone-paths", test_iphone_paths);
  return g_test_run ();
}
