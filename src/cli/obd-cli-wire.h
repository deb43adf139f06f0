/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-wire-context.h"

G_BEGIN_DECLS

/* How the network is reached, and who is asked there: what `diagnose` and `settings` share. */
typedef struct
{
  char      *ca_file;
  char     **connect_to;
  char      *database;
  gboolean   no_database;
  gboolean   no_discovery;
} ObdCliWireOptions;

extern ObdCliWireOptions obd_cli_wire_options;
/* The GOptionEntry rows of --ca-file, --connect-to, --ispdb and --no-ispdb. */
#define OBD_CLI_WIRE_ENTRIES \
  { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &obd_cli_wire_options.ca_file, \
    N_("trust the certificates in this file as well"), N_("FILE") }, \
  { "connect-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &obd_cli_wire_options.connect_to, \
    N_("where a host and port really listen; may be repeated"), "HOST:PORT:ADDRESS:PORT" }, \
  { "ispdb", 0, 0, G_OPTION_ARG_FILENAME, &obd_cli_wire_options.database, \
    N_("the public configuration database to ask"), N_("URL") }, \
  { "no-ispdb", 0, 0, G_OPTION_ARG_NONE, &obd_cli_wire_options.no_database, \
    N_("do not ask the public configuration database"), NULL }
/* The row of --no-discovery, for commands that examine. */
#define OBD_CLI_DISCOVERY_ENTRY \
  { "no-discovery", 0, 0, G_OPTION_ARG_NONE, &obd_cli_wire_options.no_discovery, \
    N_("ask nobody for the right settings"), NULL }

/* (transfer full) (nullable): %NULL after a complaint. */
ObdWireContext *obd_cli_wire_take          (void);
/* @base: (out) (nullable): borrowed, %NULL where it is switched off. FALSE after a complaint. */
gboolean        obd_cli_wire_take_database (const char **base);

G_END_DECLS
