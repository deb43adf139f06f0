/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* What was said to the servers and what they answered, redacted. */
#define OBD_TYPE_PAGE_CONVERSATION (obd_page_conversation_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageConversation, obd_page_conversation, OBD, PAGE_CONVERSATION, ObdPage)

G_END_DECLS
