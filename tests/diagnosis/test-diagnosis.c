/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every case file (case-file.h): its findings give exactly its conclusion (conclusion-text.h). */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "case-file.h"
#include "conclusion-text.h"
#include "obd-block-list.h"

/* --- what holds for every conclusion ----------------------------------------------------------- */

static guint
count (const char *text,
       const char *mark)
{
  g_auto (GStrv) parts = g_strsplit (text, mark, -1);

  return g_strv_length (parts);
}

static void
check_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '{'));
  g_assert_null (strchr (text, '!'));
  g_assert_null (strchr (text, '\''));
  g_assert_cmpuint (count (text, "\u2068"), ==, count (text, "\u2069"));
}

static void
check_diagnosis (ObdDiagnosis *diagnosis)
{
  g_autofree char *title = obd_diagnosis_dup_title (diagnosis);
  g_autofree char *summary = obd_diagnosis_dup_summary (diagnosis);
  g_autofree char *explanation = obd_diagnosis_dup_explanation (diagnosis);
  g_autofree char *actor = obd_diagnosis_dup_actor_label (diagnosis);
  const char *const *remedies = obd_diagnosis_get_remedies (diagnosis);
  g_autofree char *plain = obd_text_without_isolates (title);

  check_sentence (title);
  check_sentence (explanation);
  check_sentence (actor);
  g_assert_cmpstr (plain, ==, summary);
  for (guint i = 0; remedies[i] != NULL; i++)
    g_assert_nonnull (obd_remedy_find (remedies[i]));
}

static void
check_route (const ObdConclusion *conclusion,
             gboolean             incoming_only)
{
  guint stuck = 0;
  guint running = 0;

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    {
      const ObdStationView *view = &conclusion->route[i];

      g_assert_cmpint (g_utf8_strlen (view->word, -1), <=, 14);
      check_sentence (view->sentence);
      if (incoming_only && i >= OBD_STATION_RELAYING)
        g_assert_cmpint (view->state, ==, OBD_STATION_NOT_TESTED);
      else if (stuck > 0)
        g_assert_cmpint (view->state, ==, OBD_STATION_NOT_REACHED);
      stuck += view->state == OBD_STATION_STUCK;
      running += view->state == OBD_STATION_RUNNING;
    }
  g_assert_cmpuint (stuck, <=, 1);
  g_assert_cmpuint (running, <=, 1);
}

static void
check_invariants (const ObdFindings   *findings,
                  const ObdConclusion *conclusion)
{
  check_diagnosis (conclusion->verdict);
  for (guint i = 0; i < conclusion->others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (conclusion->others, i);

      check_diagnosis (other);
      g_assert_cmpint (obd_diagnosis_get_cause (other), !=,
                       obd_diagnosis_get_cause (conclusion->verdict));
    }
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    g_assert_cmpint (obd_diagnose_finding (findings, obd_findings_get (findings, i)), <,
                     OBD_N_CAUSES);
  for (guint i = 0; i < conclusion->differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (conclusion->differences, i);

      if (difference->reason != NULL)
        check_sentence (difference->reason);
    }
  check_route (conclusion, obd_findings_get_target (findings)->incoming_only);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
test_case (gconstpointer data)
{
  g_autoptr (GKeyFile) file = case_file_read (data);
  g_autoptr (ObdFindings) findings = case_file_findings (file);
  g_autoptr (ObdConclusion) conclusion = obd_diagnose (findings);

  check_invariants (findings, conclusion);
  for (guint i = 0; conclusion_printers[i].key != NULL; i++)
    {
      g_autofree char *expected = g_key_file_get_string (file, "expect", conclusion_printers[i].key, NULL);
      g_autofree char *got = NULL;

      if (expected == NULL && !conclusion_printers[i].always)
        continue;
      got = conclusion_printers[i].print (conclusion);
      g_test_message ("%s", conclusion_printers[i].key);
      g_assert_cmpstr (got, ==, expected != NULL ? expected : "");
    }
}

/* A run shows a conclusion after every finding: none may fail on half of them. */
static void
test_half_way (gconstpointer data)
{
  g_autoptr (GKeyFile) file = case_file_read (data);
  g_autoptr (ObdFindings) whole = case_file_findings (file);
  g_autoptr (ObdFindings) part = obd_findings_new (obd_findings_get_target (whole));

  for (guint i = 0; i < obd_findings_get_size (whole); i++)
    {
      ObdFindings *more = obd_findings_with (part, obd_findings_get (whole, i));
      g_autoptr (ObdConclusion) conclusion = obd_diagnose (part);

      check_invariants (part, conclusion);
      obd_findings_unref (part);
      part = more;
    }
}

static void
test_every_cause_has_words (void)
{
  for (ObdCause cause = 0; cause < OBD_N_CAUSES; cause++)
    {
      g_autoptr (ObdDiagnosis) diagnosis = obd_diagnosis_new_for_cause (cause, 0.5);

      g_test_message ("%s", obd_cause_to_nick (cause));
      g_assert_cmpint (obd_diagnosis_get_cause (diagnosis), ==, cause);
      check_diagnosis (diagnosis);
      g_assert_nonnull (obd_diagnosis_get_remedies (diagnosis)[0]);
    }
}

/* Names from outside keep their direction in a right-to-left sentence. */
static void
test_names_are_isolated (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cases", "host-not-found.case", NULL);
  g_autoptr (GKeyFile) file = case_file_read (path);
  g_autoptr (ObdFindings) findings = case_file_findings (file);
  g_autoptr (ObdConclusion) conclusion = obd_diagnose (findings);
  g_autofree char *title = obd_diagnosis_dup_title (conclusion->verdict);

  g_assert_nonnull (strstr (title, "\u2068mail.larkspur.example\u2069"));
}

/* What stands in replies of real servers, shortened to what matters. */
static void
test_block_lists (void)
{
  static const struct
  {
    const char *text;
    const char *name;
    gboolean    homes;
  } rows[] = {
    { "Client host [192.0.2.7] blocked using zen.spamhaus.org", "Spamhaus", FALSE },
    { "blocked, see https://www.spamhaus.org/query/ip/192.0.2.7 (PBL)", "Spamhaus", TRUE },
    { "Listed by PBL, see http://www.SPAMHAUS.org/pbl", "Spamhaus", TRUE },
    { "rejected: dynamic address, see http://www.sorbs.net", "SORBS", TRUE },
    { "S3150 https://sender.office.com to delist", "Microsoft", FALSE },
    { "Module failed, try on schedule", NULL, FALSE },
    { "User unknown", NULL, FALSE },
    { "", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (obd_block_list_find_name (rows[i].text), ==, rows[i].name);
      g_assert_cmpint (obd_block_list_means_homes (rows[i].text), ==, rows[i].homes);
    }
}

static void
add_cases (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_strdup_printf ("/diagnosis/case/%s", name);
      g_autofree char *half = g_strdup_printf ("/diagnosis/half-way/%s", name);

      if (!g_str_has_suffix (name, ".case"))
        continue;
      g_test_add_data_func_full (whole, g_build_filename (folder, name, NULL), test_case, g_free);
      g_test_add_data_func_full (half, g_build_filename (folder, name, NULL), test_half_way,
                                 g_free);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

/* "test-diagnosis FILE.case" shows what comes out, to be judged and pasted into a new case. */
static int
show_case (const char *path)
{
  g_autoptr (GKeyFile) file = case_file_read (path);
  g_autoptr (ObdFindings) findings = case_file_findings (file);
  g_autoptr (ObdConclusion) conclusion = obd_diagnose (findings);

  for (guint i = 0; conclusion_printers[i].key != NULL; i++)
    {
      g_autofree char *got = conclusion_printers[i].print (conclusion);

      printf ("%s=%s\n", conclusion_printers[i].key, got); /* g_print() would change the letters */
    }
  return 0;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;

  if (argc == 2 && g_str_has_suffix (argv[1], ".case"))
    return show_case (argv[1]);

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "cases", NULL);
  add_cases (folder);
  g_test_add_func ("/diagnosis/every-cause-has-words", test_every_cause_has_words);
  g_test_add_func ("/diagnosis/names-are-isolated", test_names_are_isolated);
  g_test_add_func ("/diagnosis/block-lists", test_block_lists);
  return g_test_run ();
}
