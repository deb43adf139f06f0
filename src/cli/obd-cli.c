/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "obd-reply.h"

/* Longest complaint: what was typed may be ten thousand characters long. */
#define MAX_LINE 400

int
obd_cli_fail (const char *format,
              ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  line = obd_text_sanitize (message, MAX_LINE);
  g_strdelimit (line, "\n", ' ');
  g_printerr ("outbox-doctor-cli: %s\n", line);
  return OBD_CLI_USAGE;
}

#define MAX_WORD 40

/* How many slips of the finger lie between two words: a letter left out, added, changed, or two
 * neighbours swapped (Damerau, "optimal string alignment"). */
static guint
distance (const char *a,
          const char *b)
{
  gsize m = strlen (a), n = strlen (b);
  guint d[MAX_WORD + 1][MAX_WORD + 1];

  if (m > MAX_WORD || n > MAX_WORD)
    return G_MAXUINT;
  for (gsize i = 0; i <= m; i++)
    for (gsize j = 0; j <= n; j++)
      {
        if (i == 0 || j == 0)
          {
            d[i][j] = i + j;
            continue;
          }
        d[i][j] = MIN (MIN (d[i - 1][j], d[i][j - 1]) + 1,
                       d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = MIN (d[i][j], d[i - 2][j - 2] + 1);
      }
  return d[m][n];
}

const char *
obd_cli_nearest (const char        *typed,
                 const char *const *candidates)
{
  const char *best = NULL;
  guint least = MAX (2, MIN (strlen (typed) / 3, 4));

  for (; *candidates != NULL; candidates++)
    {
      guint far = g_str_has_prefix (*candidates, typed) && strlen (typed) > 2
                      ? 1
                      : distance (typed, *candidates);

      if (far < least)
        {
          least = far;
          best = *candidates;
        }
    }
  return best;
}

static const char **
list_names (const GOptionEntry *entries)
{
  GPtrArray *names = g_ptr_array_new ();

  for (; entries->long_name != NULL; entries++)
    if (*entries->long_name != '\0')
      g_ptr_array_add (names, (gpointer) entries->long_name);
  g_ptr_array_add (names, (gpointer) "help");
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}

/* The name of the first option that no entry has, without its value. */
static char *
find_unknown (const GOptionEntry *entries,
              char              **argv)
{
  g_autofree const char **names = list_names (entries);

  for (guint i = 1; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    {
      g_autofree char *name = NULL;

      if (argv[i][0] != '-' || argv[i][1] == '\0')
        continue;
      name = g_strndup (argv[i], strcspn (argv[i], "="));
      if (name[1] != '-')
        name[2] = '\0'; /* "-psecret" tells no more than "-p" */
      if (name[1] != '-' || !g_strv_contains (names, name + 2))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static int
complain_unknown (const GOptionEntry *entries,
                  char              **argv)
{
  g_autofree const char **names = list_names (entries);
  g_autofree char *name = find_unknown (entries, argv);
  const char *near = name != NULL && name[1] == '-' ? obd_cli_nearest (name + 2, names) : NULL;

  if (name == NULL)
    return obd_cli_fail (_("There is an unknown option."));
  if (g_str_equal (name, "--password"))
    return obd_cli_fail (_("%s does not exist, since other users can read arguments; "
                           "use --password-file, --password-fd or --from-keyring."), name);
  if (near != NULL)
    return obd_cli_fail (_("There is no option %s; did you mean --%s?"), name, near);
  return obd_cli_fail (_("There is no option %s; --help lists all."), name);
}

gboolean
obd_cli_parse (const char         *about,
               const char         *summary,
               const GOptionEntry *entries,
               int                *argc,
               char             ***argv,
               int                *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (about);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) typed = g_strdupv (*argv);
  g_autofree char *name = g_strconcat ("outbox-doctor-cli ", (*argv)[0], NULL);

  g_set_prgname (name);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (summary != NULL)
    g_option_context_set_summary (context, summary);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    *status = complain_unknown (entries, typed);
  else
    *status = obd_cli_fail ("%s", error->message);
  return FALSE;
}
