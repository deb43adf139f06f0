/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * obd_practice_time_answer:
 * @socket: a bound UDP socket with a question waiting
 * @offset: seconds that the answer is ahead of this computer's clock
 *
 * Answers one SNTP question (RFC 4330 section 6); anything else is dropped. Does not block.
 */
void obd_practice_time_answer (GSocket *socket,
                               gint64   offset);

G_END_DECLS
