/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-service.h"

G_BEGIN_DECLS

/**
 * ObdRole:
 * @OBD_ROLE_NONE: no conversation
 * @OBD_ROLE_TYPED: exactly what the device does
 * @OBD_ROLE_CONTROL: relaying without sign-in at the typed endpoint, beside the typed conversation
 * @OBD_ROLE_OFFER: looks at what the server offers; becomes a cure if the desk gives it the password
 * @OBD_ROLE_CURE: a conversation other than the typed one that got the password
 * @OBD_ROLE_FAMILY: the typed endpoint by the Internet address of the family that the typed
 *   conversation does not use; looks, and signs in to nothing
 *
 * What a conversation is for; its nick stands under OBD_KEY_SMTP_ROLE.
 */
typedef enum
{
  OBD_ROLE_NONE,
  OBD_ROLE_TYPED,
  OBD_ROLE_CONTROL,
  OBD_ROLE_OFFER,
  OBD_ROLE_CURE,
  OBD_ROLE_FAMILY,
} ObdRole;

const char *obd_role_to_nick (ObdRole role);

/* How soon a conversation gets the password, beside others that could take it as safely; smaller is
 * sooner. What a source of settings names stands by its confidence, the other ports of the server that
 * was typed behind those that are certain, and what was only guessed last. */
#define OBD_STANDING_OF_SOURCE(source) (10 * (guint) (source))
#define OBD_STANDING_TYPED_HOST (OBD_STANDING_OF_SOURCE (OBD_SOURCE_SRV) - 5)
#define OBD_STANDING_DOUBTFUL (OBD_STANDING_OF_SOURCE (OBD_SOURCE_GUESS) - 5)
#define OBD_STANDING_GUESS OBD_STANDING_OF_SOURCE (OBD_SOURCE_GUESS)

/**
 * ObdJob:
 * @number: its place in the plan
 * @probe: id of the probe that does it (static)
 * @protocol: what a conversation speaks; SMTP unless it is one with an incoming server
 * @endpoint: (nullable): what it is about; a name has port 0
 * @role: what a conversation is for
 * @unusable: the name cannot be one; nothing is sent, the finding only says so
 * @username: (nullable): what the server wants as the user name, where a source of settings says so;
 *   may be told while the run lasts, see obd_run_promote()
 * @source: whom a search asks; %OBD_N_SOURCES for every other job
 * @found: a conversation that is there because of a search, and not needed once the device's own one
 *   has gone well
 * @standing: how soon it gets the password
 * @untrusted: who named this server may have been forged: it gets no password at all
 * @ticket: its number at the sign-in desk, or -1
 *
 * One piece of work of a run, for one worker thread. Immutable once the run has begun.
 */
typedef struct
{
  guint        number;
  const char  *probe;
  ObdProtocol  protocol;
  ObdEndpoint *endpoint;
  ObdRole      role;
  gboolean     unusable;
  char        *username;
  ObdSource    source;
  gboolean     found;
  guint        standing;
  gboolean     untrusted;
  int          ticket;
} ObdJob;

ObdJob *obd_job_new  (const char  *probe,
                      ObdEndpoint *endpoint, /* (transfer full) (nullable) */
                      ObdRole      role);
void    obd_job_free (ObdJob      *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdJob, obd_job_free)

G_END_DECLS
