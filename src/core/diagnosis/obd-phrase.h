/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"

G_BEGIN_DECLS

/**
 * ObdPhrase:
 * @target: (nullable): the mailbox
 * @finding: (nullable): what is spoken of
 * @told: (nullable): the outgoing server that sources of settings name
 * @right_server: (nullable): who sends or receives for the mailbox in place of @finding's server
 * @offset_ms: true time minus this computer's
 * @plain: leave out the isolates around names
 *
 * What the {placeholders} of a sentence stand for. Where something is not known, a general word
 * takes its place. Borrows everything.
 *
 * {device} noun of the device · {host} {port} of the finding · {address} {username} {sender}
 * {sender-domain} {recipient} of the mailbox · {names} {not-before} {not-after} of the certificate
 * {issuer} {weakness} {right-host} of it · {versions} {refused-versions} of TLS
 * · {offset} how far the clock is off · {mechanisms} ways to sign in · {ip} address spoken with
 * · {helo-name} by which the server calls itself · {wait} until it greeted
 * · {leads-to} where a captive portal sends on
 * · {right-server} · {told-username} as told
 * · {own-sender} tried after a refusal · {block-list} that the reply names
 * · {size} of the message · {size-limit} of the server
 */
typedef struct
{
  const ObdTarget  *target;
  const ObdFinding *finding;
  const ObdService *told;
  const char       *right_server;
  gint64            offset_ms;
  gboolean          plain;
} ObdPhrase;

/* @text: already translated. Names from outside stand between U+2068 and U+2069 (first strong
 * isolate), so that they keep their direction in a right-to-left sentence. Transfer full. */
char *obd_phrase_fill (const ObdPhrase *self,
                       const char      *text);

G_END_DECLS
