/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-wire.h"

#include <glib/gi18n-lib.h>

#include "obd-cli.h"
#include "obd-cli-request.h"
#include "obd-search.h"

ObdCliWireOptions obd_cli_wire_options;

ObdWireContext *
obd_cli_wire_take (void)
{
  char *const *maps = obd_cli_wire_options.connect_to;
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (GError) error = NULL;
  ObdWireContext *context;

  for (guint i = 0; maps != NULL && maps[i] != NULL; i++)
    {
      if (!obd_cli_check_utf8 ("--connect-to", maps[i]))
        return NULL;
      if (!obd_address_book_parse (book, maps[i], &error))
        {
          obd_cli_fail ("--connect-to: %s", _(error->message));
          return NULL;
        }
    }
  context = obd_wire_context_new (book, obd_cli_wire_options.ca_file, &error);
  if (context == NULL)
    obd_cli_fail ("--ca-file: %s", _(error->message));
  return context;
}

gboolean
obd_cli_wire_take_database (const char **base)
{
  const char *typed = obd_cli_wire_options.database;

  *base = NULL;
  if (typed != NULL && obd_cli_wire_options.no_database)
    {
      obd_cli_fail (_("--ispdb and --no-ispdb contradict each other."));
      return FALSE;
    }
  if (typed != NULL && !obd_search_check_database (typed))
    {
      obd_cli_fail (_("--ispdb: “%.200s” is no https address."), typed);
      return FALSE;
    }
  if (!obd_cli_wire_options.no_database)
    *base = typed != NULL ? typed : OBD_DATABASE_DEFAULT;
  return TRUE;
}
