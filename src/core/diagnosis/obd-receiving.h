/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-classifier.h"
#include "obd-findings.h"

G_BEGIN_DECLS

/* What the conversations with incoming servers tell: on their own, and about the password that is
 * refused for sending. Pure functions. */

gboolean          obd_finding_is_incoming   (const ObdFinding  *finding);
/* SMTP for everything that is not a conversation with an incoming server. */
ObdProtocol       obd_finding_get_protocol  (const ObdFinding  *finding);

/* The conversation that tells most about receiving: one that got in, else one whose password was
 * judged, else what was told, else what came furthest. Borrowed (nullable). */
const ObdFinding *obd_receiving_find        (const ObdFindings *findings);
/* The same for one protocol. */
const ObdFinding *obd_receiving_find_for    (const ObdFindings *findings,
                                             ObdProtocol        protocol);
/* What the verdict is about where only receiving is asked about: of the servers that were told the
 * first that does not work, or the first; where none was told, what came furthest. %NULL as long as
 * it is not settled. Borrowed. */
const ObdFinding *obd_receiving_find_subject (const ObdFindings *findings);
/* The first incoming server that was told; (transfer full) (nullable). */
ObdEndpoint      *obd_receiving_dup_typed   (const ObdTarget   *target);

/**
 * obd_receiving_read:
 * @finding: a conversation with an incoming server that ended with a refusal
 * @signed_in: whether it had signed in
 * @reading: (out caller-allocates): what the refusal means; free with obd_reading_clear()
 *
 * After a sign-in nothing is left to be wrong about user name and password.
 *
 * The words as obd_classify() reads them, without the status that they begin with. The response code
 * (RFC 5530, RFC 3206, RFC 2449) decides where it says more than they do, and what only sending can
 * be refused for does not count.
 */
void              obd_receiving_read        (const ObdFinding  *finding,
                                             ObdSignedIn        signed_in,
                                             ObdReading        *reading);

/* It took the sign-in and then would not answer a question to the mailbox. */
gboolean          obd_receiving_is_shut         (const ObdFinding  *finding);
/**
 * obd_receiving_is_unconnected:
 *
 * The same in the words of Exchange, with which it takes the sign-in of a mailbox that is shut to the
 * protocol, of an account without a mailbox, with a user name that does not lead to the mailbox, and,
 * as some report, with a wrong password. So the sign-in proves nothing. Source: protocol logs in
 * github.com/jstedfast/MailKit issue 1496, mscdex/node-imap issues 523 and 689, imapsync's FAQ on
 * Office 365; faq.liveagent.com/414721.
 */
gboolean          obd_receiving_is_unconnected  (const ObdFinding  *finding);

typedef enum
{
  OBD_RECEIVING_UNKNOWN, /* not asked for, not reached, or not judged */
  OBD_RECEIVING_TOOK,    /* let in */
  OBD_RECEIVING_REFUSED, /* user name or password refused */
} ObdReceiving;

/**
 * obd_receiving_compare:
 * @receiving: (nullable): as of obd_receiving_find()
 * @sending: a conversation that tried to sign in
 *
 * What an incoming server said to the same user name and password as @sending was tried with.
 */
ObdReceiving      obd_receiving_compare     (const ObdFinding  *receiving,
                                             const ObdFinding  *sending);

G_END_DECLS
