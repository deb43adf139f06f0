/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"

G_BEGIN_DECLS

/**
 * case_file_read:
 * @path: a key file
 *
 * A case file is a key file:
 * - [case] about (why it exists), recorded (which server said the words)
 * - [mailbox] what the device shows: address, host, port, security, username, authentication,
 *   sender, recipient, device; password and password-empty are flags, message-size a number
 * - one group a finding, named by its id, in the order they were sealed: role, address, outcome,
 *   stage, fault, reply ("554 5.7.1 Words"), flags (list of keys), and flag.KEY (for those that are
 *   false), text.KEY, texts.KEY, int.KEY; spans ("STAGE FROM TO" list, milliseconds);
 *   tls.problems (list), tls.version, tls.subject, tls.issuer, tls.names (list), tls.not-before and
 *   tls.not-after (ISO 8601 dates), tls.key ("RSA 1024"), tls.signature, tls.fingerprint,
 *   tls.chain-length, tls.missing-issuer, tls.public-issuer (flag)
 * - [expect] see conclusion-text.h
 *
 * Returns: (transfer full): the key file
 */
GKeyFile    *case_file_read     (const char *path);
/* The findings; finished unless [case] running=true, interrupted if interrupted=true. */
ObdFindings *case_file_findings (GKeyFile   *file);

G_END_DECLS
