/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-classifier.h"
#include "obd-findings.h"

G_BEGIN_DECLS

/* A clock further off than this is worth telling: mail and certificates live with minutes, and
 * Kerberos, the strictest sign-in in use, allows five (RFC 4120 section 1.6). */
#define OBD_CLOCK_TOLERANCE_MS (5 * 60 * 1000)

/**
 * ObdCase:
 * @findings: everything known
 * @target: the mailbox
 * @subject: (nullable): the finding that rules judge; the typed one for the verdict
 * @typed: (nullable): exactly what the device does
 * @control: (nullable): the typed endpoint without sign-in
 * @proof: (nullable): the conversation whose sign-in was accepted, typed or cure
 * @twin: (nullable): the same port as @subject in the other mode (TLS at once, or plain first)
 * @clock: (nullable): the clock's finding
 * @time_setting: (nullable): whether the system keeps the clock by itself
 * @network: (nullable): the system's opinion
 * @receiving: (nullable): the conversation that tells most about receiving, see obd-receiving.h
 * @portal: (nullable): the page that shows a captive portal
 * @recipient: (nullable): what the name service says of the recipient's domain
 * @list: (nullable): what the provider list says
 * @advice: (element-type ObdService): what sources of settings named, see obd-advice.h
 * @told: (nullable): the server of @advice that is sure to be the mailbox's, for what @subject does:
 *   sending, or fetching by its protocol
 * @family: (nullable): the typed endpoint by its other Internet address, if it has one
 * @signs_in: the client of @subject meant to sign in
 * @reading: what the words of @subject's reply mean there, %OBD_CAUSE_UNKNOWN without a reply
 *
 * What rules look at: the findings seen from one of them. Borrows everything but @reading
 * and @advice.
 */
typedef struct
{
  const ObdFindings *findings;
  const ObdTarget   *target;
  const ObdFinding  *subject;
  const ObdFinding  *typed;
  const ObdFinding  *control;
  const ObdFinding  *proof;
  const ObdFinding  *twin;
  const ObdFinding  *clock;
  const ObdFinding  *time_setting;
  const ObdFinding  *network;
  const ObdFinding  *receiving;
  const ObdFinding  *portal;
  const ObdFinding  *recipient;
  const ObdFinding  *list;
  const ObdFinding  *family;
  GPtrArray         *advice;
  const ObdService  *told;
  gboolean           signs_in;
  ObdReading         reading;
} ObdCase;

void              obd_case_init          (ObdCase           *self,
                                          const ObdFindings *findings,
                                          const ObdFinding  *subject);
void              obd_case_clear         (ObdCase           *self);
/* The finding the verdict is about: the typed one; where nothing was typed, the conversation that
 * came furthest. (nullable) */
const ObdFinding *obd_case_find_subject  (const ObdFindings *findings);

gboolean          obd_case_stopped       (const ObdCase     *self,
                                          ObdStage           stage,
                                          ObdFault           fault);
/* What answers on that port is a web server, as the subject met it or its twin: HTTP (RFC 9112) lets
 * the client speak first, so that a plain conversation hears nothing at all. */
gboolean          obd_case_speaks_http   (const ObdCase     *self);
gboolean          obd_case_is_plain      (const ObdCase     *self);
/* True time minus this computer's, 0 if it was not measured. */
gint64            obd_case_get_offset    (const ObdCase     *self);
gboolean          obd_case_clock_is_off  (const ObdCase     *self);
/* Somebody else's clock was asked: a time server or a web server. */
gboolean          obd_case_clock_is_known (const ObdCase    *self);
/* Nobody was asked, but the system says that it keeps the clock by a time server. */
gboolean          obd_case_clock_is_in_step (const ObdCase  *self);
/* @subject's certificate did not pass, for one of these reasons among others. */
gboolean          obd_case_has_problem   (const ObdCase     *self,
                                          guint              problems);
/* What signed @subject's certificate is trusted where another server of this run shows it. */
gboolean          obd_case_issuer_is_trusted (const ObdCase *self);
/* Some conversation of the run came at least as far as a connection. */
gboolean          obd_case_any_connected (const ObdCase     *self);
/* A page of the network was seen to answer in place of the Internet. */
gboolean          obd_case_portal_answers (const ObdCase    *self);
/* Control hosts that were asked on @subject's port: how many answered, and how many did not. */
void              obd_case_count_reach   (const ObdCase     *self,
                                          guint             *answered,
                                          guint             *silent);
/* A mail server's greeting was seen in this run: the true Internet answers. */
gboolean          obd_case_any_greeted   (const ObdCase     *self);
/* Another port of @subject's host let a connection through. */
gboolean          obd_case_host_lives    (const ObdCase     *self);
/* @finding is a conversation in the direction of @subject; sending, where that is none. */
gboolean          obd_case_concerns      (const ObdCase     *self,
                                          const ObdFinding  *finding);
/* @subject is a conversation with an incoming server. */
gboolean          obd_case_is_incoming   (const ObdCase     *self);
/* Sign-in is offered somewhere at @subject's host. */
gboolean          obd_case_auth_offered  (const ObdCase     *self);
/* The contrary was seen there: a port that was asked for all that it offers, and offers none. */
gboolean          obd_case_auth_lacking  (const ObdCase     *self);
/* The server of @subject is not the one that sources of settings name, nor of the same owner as far
 * as names show. */
gboolean          obd_case_is_elsewhere  (const ObdCase     *self);
/* The contrary: what they say is about @subject's server, or one of the same owner. */
gboolean          obd_case_is_told_about (const ObdCase     *self);
/* Neither of the ports for people of @subject's host leads to a sign-in: nobody listens there, or what
 * answers offers none. */
gboolean          obd_case_ports_lead_nowhere (const ObdCase *self);
/* The conversation in which @subject's host, asked for a sign-in, knew nobody by that name with that
 * password. (nullable) */
const ObdFinding *obd_case_find_refused_sign_in (const ObdCase *self);
/* Who sends or receives for the mailbox in place of @subject's server: by what sources of settings
 * say, or else because it took the sign-in. (nullable) */
const char       *obd_case_get_right_server (const ObdCase  *self);
/* @subject is the server that was typed, and the provider list knows it as that of another provider
 * than the mailbox's, which it knows too. People may have a second account there: then they sign in
 * with its user name, and this is %FALSE. */
gboolean          obd_case_is_at_another_provider (const ObdCase *self);
/* @subject offers no encryption, and sources of settings are sure that this very port does. */
gboolean          obd_case_is_told_to_encrypt (const ObdCase *self);
/* Another server of this run took the sign-in. */
gboolean          obd_case_proved_elsewhere (const ObdCase  *self);
/* How people sign in with @subject's provider, by what sources of settings say for certain; 0: not
 * told, or @subject is somebody else's server. */
ObdMethods        obd_case_get_methods   (const ObdCase     *self);
/* @subject's server is where the mailbox's domain receives its mail. */
gboolean          obd_case_is_exchanger  (const ObdCase     *self);
/* By what the name service says, nobody can bring mail to the recipient. */
gboolean          obd_case_recipient_leads_nowhere (const ObdCase *self);
/* The reply came to MAIL or later: the mail itself was refused. */
gboolean          obd_case_mail_refused  (const ObdCase     *self);

/* Both names belong to one owner, as far as names show: the last two labels, or three where the last
 * but one is short ("co.uk"). Well enough for a suspicion. */
gboolean          obd_host_is_same_site     (const char       *a,
                                             const char       *b);
gboolean          obd_finding_is_smtp       (const ObdFinding *finding);
/* A conversation with a mail server of either direction. */
gboolean          obd_finding_is_talk       (const ObdFinding *finding);
/* A conversation in the same direction and protocol as that of @other. */
gboolean          obd_finding_is_kin        (const ObdFinding *finding,
                                             const ObdFinding *other);
gboolean          obd_finding_has_role      (const ObdFinding *finding,
                                             const char       *role);
gboolean          obd_finding_is_clean      (const ObdFinding *finding);
gboolean          obd_finding_is_connected  (const ObdFinding *finding);
/* The server's greeting was seen. */
gboolean          obd_finding_is_greeted    (const ObdFinding *finding);
gboolean          obd_finding_is_signed_in  (const ObdFinding *finding);
/* Whole seconds that a stage lasted, all its spans together; 0 where it was not measured. */
guint             obd_finding_get_seconds   (const ObdFinding *finding,
                                             ObdStage          stage);
gboolean          obd_finding_offers_auth   (const ObdFinding *finding);
/* Was asked for all that it offers, inside encryption where it has any, and offers no sign-in. */
gboolean          obd_finding_lacks_auth    (const ObdFinding *finding);
gboolean          obd_finding_texts_empty   (const ObdFinding *finding,
                                             const char       *key);
/* How far a conversation came. Stages are not in order for TLS from the first byte, where the
 * greeting comes after the handshake. */
guint             obd_finding_get_progress  (const ObdFinding *finding);
/* Took a recipient outside the sender's domain. */
gboolean          obd_finding_relayed       (const ObdFinding *finding);
/* Encrypted, certificate passed, sign-in offered: what a password may go to. */
gboolean          obd_finding_is_good_offer (const ObdFinding *finding);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdCase, obd_case_clear)

G_END_DECLS
