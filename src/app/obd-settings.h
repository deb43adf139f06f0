/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * obd_settings_get:
 *
 * What is remembered between runs. Where the schema is not installed nothing is remembered, which
 * is no reason not to start.
 *
 * Returns: (transfer none) (nullable): the settings, alive as long as the program
 */
GSettings *obd_settings_get (void);

/* Read and write that do nothing without a schema. (transfer full), "" if not known. */
char      *obd_settings_dup_text (const char *key);
void       obd_settings_set_text (const char *key,
                                  const char *value);

/* The public configuration database to ask for settings. (transfer full) (nullable): %NULL where it
 * is switched off; without a schema the usual one. */
char      *obd_settings_dup_database (void);

G_END_DECLS
