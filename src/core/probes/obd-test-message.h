/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * obd_test_message_compose:
 * @sender: checked address
 * @recipient: checked address
 *
 * The one short message that is really sent when the person asks for it: the least that RFC 5322
 * section 3.6 wants, and marked as made by a program (RFC 3834 section 5).
 *
 * Returns: (transfer full): headers, blank line and text, lines ending in LF
 */
char *obd_test_message_compose (const char *sender,
                                const char *recipient);

G_END_DECLS
