/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the fix pages may claim, from the findings of the case files. */

#include "config.h"

#include "case-file.h"
#include "obd-fix-status.h"

static ObdConclusion *
conclude (const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.case", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cases", file, NULL);
  g_autoptr (GKeyFile) keys = case_file_read (path);
  g_autoptr (ObdFindings) findings = case_file_findings (keys);

  return obd_diagnose (findings);
}

static const struct
{
  const char *name;
  const char *fix;
  const char *device;
  ObdFixState state;
} rows[] = {
  { "auth-required", "enter-outgoing-credentials", "iphone", OBD_FIX_NEEDS_FIXING },
  { "auth-required", "delete-and-re-add", "iphone", OBD_FIX_CANNOT_CHECK },
  { "auth-required", "restart", "iphone", OBD_FIX_CANNOT_CHECK },
  { "auth-required", "set-clock", "iphone", OBD_FIX_CANNOT_CHECK },
  { "auth-failed", "enter-outgoing-credentials", "iphone", OBD_FIX_NEEDS_FIXING },
  { "healthy", "enter-outgoing-credentials", "iphone", OBD_FIX_ALREADY_RIGHT },
  { "healthy", "change-port", "iphone", OBD_FIX_ALREADY_RIGHT },
  { "healthy", "change-security", "iphone", OBD_FIX_ALREADY_RIGHT },
  { "healthy", "change-server", NULL, OBD_FIX_ALREADY_RIGHT },
  { "healthy-no-recipient", "correct-recipient", "iphone", OBD_FIX_CANNOT_CHECK },
  { "connection-refused", "change-port", "iphone", OBD_FIX_NEEDS_FIXING },
  { "clock-wrong", "set-clock", "this-computer", OBD_FIX_NEEDS_FIXING },
};

static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdConclusion) conclusion = conclude (rows[i].name);
      g_autofree char *reason = NULL;

      g_test_message ("%s %s", rows[i].name, rows[i].fix);
      g_assert_cmpstr (
        obd_fix_state_word (obd_fix_status (rows[i].fix, conclusion, rows[i].device, &reason)), ==,
        obd_fix_state_word (rows[i].state));
      g_assert_true (reason != NULL && reason[0] != '\0');
    }
}

/* A right clock is claimed only where it was compared with something, and only for this computer. */
static void
test_clock (void)
{
  g_autoptr (ObdConclusion) conclusion = conclude ("healthy");

  conclusion->clock_offset_ms = 12;
  conclusion->clock_source = "ntp";
  g_assert_cmpint (obd_fix_status ("set-clock", conclusion, "this-computer", NULL), ==,
                   OBD_FIX_ALREADY_RIGHT);
  g_assert_cmpint (obd_fix_status ("set-clock", conclusion, "iphone", NULL), ==,
                   OBD_FIX_CANNOT_CHECK);
  conclusion->clock_offset_ms = -3 * 24 * 3600 * G_GINT64_CONSTANT (1000);
  g_assert_cmpint (obd_fix_status ("set-clock", conclusion, "this-computer", NULL), ==,
                   OBD_FIX_NEEDS_FIXING);
  conclusion->clock_offset_ms = 0;
  conclusion->clock_source = "none";
  g_assert_cmpint (obd_fix_status ("set-clock", conclusion, "this-computer", NULL), ==,
                   OBD_FIX_CANNOT_CHECK);
}

/* Whether the clock is kept by itself is said of this computer, and of no other device. */
static void
test_clock_setting (void)
{
  static const ObdClockSetting settings[] = { OBD_CLOCK_SETTING_UNKNOWN, OBD_CLOCK_SETTING_MANUAL,
                                              OBD_CLOCK_SETTING_AUTOMATIC };
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    for (gsize off = 0; off < 2; off++)
      {
        g_autoptr (ObdConclusion) conclusion = conclude ("healthy");
        char *reason = NULL;

        conclusion->clock_offset_ms = off ? 24 * 3600 * 1000 : 12;
        conclusion->clock_setting = settings[i];
        obd_fix_status ("set-clock", conclusion, "this-computer", &reason);
        g_assert_true (g_hash_table_add (here, reason));
        obd_fix_status ("set-clock", conclusion, "iphone", &reason);
        g_hash_table_add (there, reason);
      }
  g_assert_cmpuint (g_hash_table_size (there), ==, 2);
}

static void
test_list (void)
{
  static const char *const wanted[] = { "set-clock", "enter-outgoing-credentials",
                                        "change-security", "change-port", "delete-and-re-add" };
  g_autoptr (ObdConclusion) conclusion = conclude ("auth-required");
  g_auto (GStrv) fixes = obd_fix_list (conclusion);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *remedies = obd_diagnosis_get_remedies (conclusion->verdict);

  for (gsize i = 0; remedies[i] != NULL; i++)
    g_assert_cmpstr (fixes[i], ==, remedies[i]);
  for (gsize i = 0; fixes[i] != NULL; i++)
    g_assert_true (g_hash_table_add (seen, fixes[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (g_strv_contains ((const char *const *) fixes, wanted[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fix-status/cases", test_status);
  g_test_add_func ("/fix-status/clock", test_clock);
  g_test_add_func ("/fix-status/clock-setting", test_clock_setting);
  g_test_add_func ("/fix-status/list", test_list);
  return g_test_run ();
}
