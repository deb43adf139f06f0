/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "reach": does the same port of a large provider answer from here?
 * Subject: a control host. A TCP connection and nothing else: not a word is said. Only where the
 * typed port stays silent or the network sends its connection back; otherwise skipped; not planned
 * offline, in practice, or with only the typed endpoint. Stage connect with OBD_FAULT_SILENT,
 * _UNREACHABLE or _REFUSED, stage dns where the name has no address from here.
 *
 * And where the server on the typed port 25 gives the name of another owner: the greeting of a
 * control host is listened to, which tells whether one machine on the way answers for all. Stage
 * banner, OBD_KEY_SMTP_HELO_NAME: the name in that greeting (RFC 5321 section 4.2, "domain").
 */
void        obd_probe_reach_plan (const ObdTarget *target,
                                  GPtrArray       *jobs);
ObdFinding *obd_probe_reach_run  (ObdRun          *run,
                                  const ObdJob    *job);

/**
 * ObdControlHost:
 * @host: (nullable): %NULL ends the list
 *
 * Who is asked. 465 and 587 are servers of the provider list (a test compares them with it); on 25
 * mail exchangers have to listen (RFC 5321 section 4.5.4.2), so two of the same providers stand
 * there.
 */
typedef struct
{
  const char *host;
  guint16     port;
} ObdControlHost;

/* Borrowed. */
const ObdControlHost *obd_control_hosts (void);

G_END_DECLS
