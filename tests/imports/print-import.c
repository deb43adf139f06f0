/* SPDX-License-Identifier: GPL-3.0-or-later */

/* print-import PATH: what obd_import_load() takes over, a line an account, for the tests that have
 * real programs write what is read. */

#include "config.h"

#include "obd-import.h"

#include <stdio.h>

static char *
describe (const ObdEndpoint *endpoint)
{
  return endpoint != NULL ? obd_endpoint_to_string (endpoint) : g_strdup ("-");
}

static void
print (const ObdImport *import)
{
  g_autofree char *outgoing = describe (import->outgoing);
  g_autofree char *incoming = describe (import->incoming);
  const char *authentication = obd_authentication_to_nick (import->authentication);

  printf ("%s|%s|%s|%s|%s|%s|%s|%s\n", import->label, import->address, outgoing, import->username,
          authentication != NULL ? authentication : "-", obd_protocol_to_nick (import->protocol),
           incoming, import->incoming_username);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[1]);
  g_autoptr (GPtrArray) imports = obd_import_load (file, NULL, &error);

  if (imports == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < imports->len; i++)
    print (imports->pdata[i]);
  return 0;
}
