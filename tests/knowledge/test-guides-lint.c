/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads every guide as every version would show it, and names what a person would stumble over. */

#define _GNU_SOURCE
#include "config.h"

#include "obd-guide-reader.h"

#include <string.h>

#define INSTRUCTION_MAX 72 /* letters, bold marks not counted; the aim is 60 */

/* The contract's list, "A FIX of `guide` is a remedy id". */
static const char *const fixes[] = {
  "set-clock",        "enter-outgoing-credentials", "change-security",
  "change-port",      "change-server",              "change-authentication",
  "other-smtp-server", "restart",                   "allow-mail-app",
  "switch-network",   "disable-interception",       "update-system",
  "delete-and-re-add", "other-app",                 "app-password",
  "sign-in-with-provider", "enable-sending",        "unlock-account",
  "change-sender",    "correct-recipient",          "wait-and-retry",
  "shrink-message",   "ask-provider",               "fix-server",
};

static char *
screen_words (const ObdScreen *screen)
{
  GString *words = g_string_new (screen->title);

  g_string_append_printf (words, "\n%s\n%s", screen->back != NULL ? screen->back : "",
                          screen->action != NULL ? screen->action : "");
  for (guint i = 0; i < screen->rows->len; i++)
    {
      const ObdScreenRow *row = screen->rows->pdata[i];

      g_string_append_printf (words, "\n%s\n%s\n%s", row->label, row->value != NULL ? row->value : "",
                              row->group_title != NULL ? row->group_title : "");
    }
  return g_string_free (words, FALSE);
}

/* A label in bold that is neither in the path nor on the screen cannot be found by anybody. */
static void
check_labels (const ObdGuideStep *step)
{
  g_autofree char *screen = step->screen != NULL ? screen_words (step->screen) : NULL;
  g_auto (GStrv) pieces = g_strsplit (step->instruction, "**", -1);

  g_assert_cmpuint (g_strv_length (pieces) % 2, ==, 1);
  for (gsize i = 1; pieces[i] != NULL; i += 2)
    {
      gboolean there = (screen != NULL && strstr (screen, pieces[i]) != NULL) ||
                       (step->path != NULL && strstr (step->path, pieces[i]) != NULL);

      if (!there && (screen != NULL || step->path != NULL))
        g_error ("“%s”: the label “%s” is neither in the path nor on the screen",
                 step->instruction, pieces[i]);
    }
}

static void
check_placeholders (const char *text)
{
  static const char *const known[] = {
    "{smtp-host}", "{smtp-port}", "{username}", "{address}",      "{sender}",  "{recipient}",
    "{provider}",  "{now-host}",  "{now-port}", "{now-username}", "{use-ssl}", "{incoming-host}",
  };
  const char *open = text != NULL ? strchr (text, '{') : NULL;

  while (open != NULL)
    {
      gboolean found = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
        found = found || g_str_has_prefix (open, known[i]);
      if (!found)
        g_error ("“%s”: no such placeholder", text);
      open = strchr (open + 1, '{');
    }
}

static void
check_screen (const ObdGuideStep *step)
{
  guint highlights = step->screen->action_highlight;

  check_placeholders (step->screen->title);
  for (guint i = 0; i < step->screen->rows->len; i++)
    {
      const ObdScreenRow *row = step->screen->rows->pdata[i];

      highlights += row->highlight;
      check_placeholders (row->label);
      check_placeholders (row->value);
      if (strcasestr (row->label, "Password") != NULL && row->kind == OBD_ROW_TYPE)
        g_assert_cmpstr (row->value, ==, "••••••••");
    }
  g_assert_cmpuint (highlights, <=, 2); /* "Password" stands on one screen twice */
  g_assert_true (step->screen->rows->len > 0);
}

static void
check_step (const ObdGuideStep *step)
{
  g_autofree char *plain = obd_guide_fill (step->instruction, NULL);
  g_auto (GStrv) pieces = g_strsplit (plain, "**", -1);
  g_autofree char *letters = g_strjoinv ("", pieces);

  if (g_utf8_strlen (letters, -1) > INSTRUCTION_MAX)
    g_error ("“%s” has %ld letters", letters, g_utf8_strlen (letters, -1));
  g_assert_null (strchr (letters, '!'));
  g_assert_null (strcasestr (letters, "please"));
  check_labels (step);
  check_placeholders (step->instruction);
  check_placeholders (step->note);
  check_placeholders (step->path);
  check_placeholders (step->type_this);
  check_placeholders (step->expect);
  if (step->screen != NULL)
    check_screen (step);
}

static void
check_guide (const char *device,
             const char *version,
             const char *fix)
{
  g_autoptr (ObdGuide) guide = obd_guide_find (device, version, fix);

  g_test_message ("%s %s %s", device, version != NULL ? version : "", fix);
  g_assert_cmpstr (guide->fix, ==, fix);
  g_assert_true (guide->title != NULL && guide->title[0] != '\0');
  g_assert_cmpuint (guide->steps->len, >, 0);
  for (guint i = 0; i < guide->steps->len; i++)
    check_step (guide->steps->pdata[i]);
}

static void
test_every_fix (void)
{
  for (const ObdDevice *device = obd_device_list (); device->id != NULL; device++)
    for (gsize f = 0; f < G_N_ELEMENTS (fixes); f++)
      {
        check_guide (device->id, NULL, fixes[f]);
        for (gsize v = 0; device->versions[v].id != NULL; v++)
          check_guide (device->id, device->versions[v].id, fixes[f]);
      }
}

/* What the iPhone must have in full, not as general wording. */
static void
test_iphone_complete (void)
{
  static const char *const own[] = {
    "set-clock",      "enter-outgoing-credentials", "change-security",   "change-port",
    "change-server",  "change-authentication",      "delete-and-re-add", "restart",
    "allow-mail-app", "switch-network",             "other-smtp-server", "change-sender",
    "app-password",   "sign-in-with-provider",      "wait-and-retry",    "update-system",
  };
  const ObdDevice *device = obd_device_find ("iphone");

  for (gsize f = 0; f < G_N_ELEMENTS (own); f++)
    for (gsize v = 0; device->versions[v].id != NULL; v++)
      {
        g_autoptr (ObdGuide) guide = obd_guide_find ("iphone", device->versions[v].id, own[f]);

        g_assert_false (guide->general);
      }
}

/* The files themselves, so that a fault is named with the line a writer sees. */
static void
test_files (void)
{
  const char *folder = g_getenv ("GUIDES_DIR");
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name = NULL;
  guint n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (ObdGuideFile) file = NULL;

      if (!g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".gresource.xml"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, &error));
      file = obd_guide_file_new (name, text, -1, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (name, obd_guide_file_get_device (file)));
      n_files++;
    }
  g_assert_cmpuint (n_files, >=, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guides/files", test_files);
  g_test_add_func ("/guides/every-fix", test_every_fix);
  g_test_add_func ("/guides/iphone-complete", test_iphone_complete);
  return g_test_run ();
}
