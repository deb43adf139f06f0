/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* What is stored in the keyring, where it can be removed. */
#define OBD_TYPE_PAGE_PASSWORDS (obd_page_passwords_get_type ())
G_DECLARE_FINAL_TYPE (ObdPagePasswords, obd_page_passwords, OBD, PAGE_PASSWORDS, ObdPage)

G_END_DECLS
