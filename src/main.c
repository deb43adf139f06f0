/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-application.h"
#include "obd-secret.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr (ObdApplication) application = NULL;
  const char *localedir = g_getenv ("OBD_LOCALEDIR");

  obd_secret_forbid_core_dumps ();
  setlocale (LC_ALL, "");
  /* a test of translations points at a build folder */
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Outbox Doctor"));
  application = obd_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
