/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdStage:
 *
 * How far an SMTP conversation came; the names are those of the contract and of swaks.
 * Ordered: a larger value is further along.
 */
typedef enum
{
  OBD_STAGE_NONE,
  OBD_STAGE_DNS,
  OBD_STAGE_CONNECT,
  OBD_STAGE_BANNER,
  OBD_STAGE_EHLO,
  OBD_STAGE_STARTTLS,
  OBD_STAGE_TLS,
  OBD_STAGE_AUTH,
  OBD_STAGE_MAIL,
  OBD_STAGE_RCPT,
  OBD_STAGE_DATA,
  OBD_STAGE_END_OF_DATA,
  OBD_STAGE_CLIENT_DIALOG, /* explain only: the text of a device's own dialog */
} ObdStage;

/* "dns" … "end-of-data", "client-dialog"; "unknown" for %OBD_STAGE_NONE. */
const char *obd_stage_to_nick   (ObdStage    stage);
/* Capitals do not matter; anything that is no stage is %OBD_STAGE_NONE. */
ObdStage    obd_stage_from_nick (const char *nick);

G_END_DECLS
