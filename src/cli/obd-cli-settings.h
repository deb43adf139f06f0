/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-discovery.h"

G_BEGIN_DECLS

/* What `settings` found, for its two forms. Borrowed from who runs it. */
typedef struct
{
  const ObdSearch    *search;
  const ObdDiscovery *discovery;
  const char         *instead; /* (nullable): the address that was likely meant */
} ObdCliSettings;

/* What goes with the settings: what has to be switched on, what else is special; translated, one
 * or two sentences each. (transfer full) */
char **obd_cli_settings_dup_notes (const ObdCliSettings *settings);
/* The contract's JSON. (transfer full) */
char  *obd_cli_settings_to_json   (const ObdCliSettings *settings);
/* The same for people. (transfer full) */
char  *obd_cli_settings_to_text   (const ObdCliSettings *settings);

G_END_DECLS
