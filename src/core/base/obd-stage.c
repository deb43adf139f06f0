/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-stage.h"

#include "obd-nick.h"

static const char *const nicks[] = {
  [OBD_STAGE_NONE] = "unknown",
  [OBD_STAGE_DNS] = "dns",
  [OBD_STAGE_CONNECT] = "connect",
  [OBD_STAGE_BANNER] = "banner",
  [OBD_STAGE_EHLO] = "ehlo",
  [OBD_STAGE_STARTTLS] = "starttls",
  [OBD_STAGE_TLS] = "tls",
  [OBD_STAGE_AUTH] = "auth",
  [OBD_STAGE_MAIL] = "mail",
  [OBD_STAGE_RCPT] = "rcpt",
  [OBD_STAGE_DATA] = "data",
  [OBD_STAGE_END_OF_DATA] = "end-of-data",
  [OBD_STAGE_CLIENT_DIALOG] = "client-dialog",
};

const char *
obd_stage_to_nick (ObdStage stage)
{
  return nicks[stage];
}

ObdStage
obd_stage_from_nick (const char *nick)
{
  int found = obd_nick_find (nicks, G_N_ELEMENTS (nicks), nick);

  return found >= 0 ? (ObdStage) found : OBD_STAGE_NONE;
}
