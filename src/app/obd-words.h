/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"

G_BEGIN_DECLS

/* How the chosen device calls things. All text is translated; labels of a screen follow the
 * device ("Host Name", "Use SSL" on an iPhone) and are otherwise general. */

/**
 * obd_words_setting:
 * @device: (nullable): device id
 * @setting: contract: "server", "port", "security", "username", "password", "authentication",
 *   "sender"
 *
 * Returns: (transfer none): the label of that setting
 */
const char *obd_words_setting         (const char  *device,
                                       const char  *setting);
/**
 * obd_words_value:
 * @device: (nullable): device id
 * @setting: as above
 * @value: as in #ObdDifference: a nick, a number, a name, or "" for empty
 *
 * Returns: (transfer full): the value as the device shows it: "on" for "starttls" where there is
 *   only a switch, "empty" for ""
 */
char       *obd_words_value           (const char  *device,
                                       const char  *setting,
                                       const char  *value);
/* The device has one switch for encryption, no choice of its kind. */
gboolean    obd_words_has_ssl_switch  (const char  *device);
/* "What the iPhone shows now", "What has to change on the iPhone". (transfer full) */
char       *obd_words_shows_now       (ObdCase     *obd_case);
char       *obd_words_has_to_change   (ObdCase     *obd_case);

G_END_DECLS
