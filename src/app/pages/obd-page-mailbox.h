/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* The mailbox, and what the device shows now. */
#define OBD_TYPE_PAGE_MAILBOX (obd_page_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageMailbox, obd_page_mailbox, OBD, PAGE_MAILBOX, ObdPage)

/* The password that is known was refused, or none is: asks for another one. */
void obd_page_mailbox_ask_password (ObdPageMailbox *self);

G_END_DECLS
