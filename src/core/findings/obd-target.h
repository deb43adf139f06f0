/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-address.h"
#include "obd-endpoint.h"
#include "obd-incoming-setting.h"
#include "obd-secret.h"

G_BEGIN_DECLS

/**
 * ObdAuthentication:
 *
 * What the device is set to for the outgoing server.
 */
typedef enum
{
  OBD_AUTHENTICATION_UNKNOWN, /* not told */
  OBD_AUTHENTICATION_NONE,    /* signs in with nothing */
  OBD_AUTHENTICATION_PASSWORD,
  OBD_AUTHENTICATION_PLAIN,
  OBD_AUTHENTICATION_LOGIN,
  OBD_AUTHENTICATION_CRAM_MD5,
  OBD_AUTHENTICATION_NTLM,
  OBD_AUTHENTICATION_OAUTH2,
} ObdAuthentication;

/* "none", "password", "plain", …; %NULL for unknown. Read in capitals too. */
const char *obd_authentication_to_nick   (ObdAuthentication  authentication);
gboolean    obd_authentication_from_nick (const char        *nick,
                                          ObdAuthentication *authentication);

/**
 * ObdMailbox:
 *
 * What a person typed, unchecked. A plain struct that a page or the command line fills; strings
 * are borrowed by obd_target_new() only while it runs. %NULL, 0 and UNKNOWN mean "not told";
 * an empty @username means "the field is empty on the device".
 */
typedef struct
{
  const char        *address;
  const char        *host;
  const char        *port; /* as typed: digits */
  ObdSecurity        security;
  const char        *username;
  ObdAuthentication  authentication;
  const char        *sender;    /* the From address, if it differs from @address */
  const char        *recipient; /* who was written to; without it relaying is not tested */
  const ObdSecret   *password;
  guint64            message_size; /* bytes; 0 not told */
  const char        *device;       /* guide id ("iphone", "mac", …) or %NULL */
  const char        *device_version;
  gboolean           password_empty; /* the device's outgoing password field was seen empty */
  /* there is a password, which must not be tried again: the server refused this user name */
  gboolean           password_withheld;
  /* servers that refused this user name a moment ago: none of them is shown a password; %NULL none */
  const char *const *refused_hosts;
  gboolean           allow_plaintext_password;
  gboolean           only_typed;
  gboolean           offline;
  gboolean           no_discovery; /* nobody is asked for the right settings, the own list included */
  const char        *database;     /* base URL of the public configuration database; %NULL: not asked */
  const char        *provider;     /* id in the provider list, where a person said whose mailbox it
                                    * is; %NULL: the address tells */
  gboolean           practice;
  const char        *portal_url; /* page that shows a captive portal; %NULL the usual, "" none */
  const char        *test_recipient; /* really send one short message to it; %NULL none */
  const char *const *incoming; /* as obd_incoming_setting_parse() takes them; %NULL none */
  gboolean           incoming_only; /* the outgoing server is left alone */
} ObdMailbox;

/**
 * ObdTarget:
 * @address: checked, domain in A-labels
 * @host: (nullable): the server the device uses; %NULL not told, or not a name (see @host_typed)
 * @host_typed: (nullable): exactly what was typed, if it could not be a name
 * @host_correct: (nullable): the name that was probably meant, if @host_typed is set
 * @port: 0 not told
 * @sender: what goes into MAIL FROM, never %NULL
 * @recipient: (nullable): what goes into RCPT TO
 * @password: (nullable): proves the cure; the device may still be set to none
 * @password_given: there was a password, even if it is gone now
 * @password_withheld: there is one, kept back so that the server does not lock the account
 * @refused_hosts: (nullable): servers that are shown no password, in lower case
 * @replayed: read back from a report: nothing of it was checked, and nothing is sent for it
 * @incoming: (element-type ObdIncomingSetting): incoming servers to sign in to, never %NULL
 * @incoming_only: only those; the outgoing server is left alone
 *
 * The frozen mailbox: what one exam examines. Immutable and reference counted, shared by the
 * worker threads.
 */
typedef struct
{
  char              *address;
  char              *host;
  char              *host_typed;
  char              *host_correct;
  guint16            port;
  ObdSecurity        security;
  char              *username;
  ObdAuthentication  authentication;
  char              *sender;
  char              *recipient;
  ObdSecret         *password;
  guint64            message_size;
  char              *device;
  char              *device_version;
  gboolean           password_empty;
  gboolean           allow_plaintext_password;
  gboolean           only_typed;
  gboolean           offline;
  gboolean           no_discovery;
  char              *database;
  char              *provider;
  gboolean           practice;
  char              *portal_url;
  char              *test_recipient;
  gboolean           password_given;
  gboolean           password_withheld;
  char             **refused_hosts;
  gboolean           replayed;
  GPtrArray         *incoming;
  gboolean           incoming_only;
} ObdTarget;

/* Most incoming settings of one mailbox. */
#define OBD_TARGET_MAX_INCOMING 4

/**
 * obd_target_new:
 * @mailbox: what was typed
 * @error: return location for an %OBD_INPUT_ERROR; its code is the field, its message a sentence
 *   marked with N_() that the caller shows through gettext
 *
 * Checks and freezes. A host that cannot be a name is no error: it is the finding host-not-found
 * with @host_correct as remedy (contract, `--host`); it is one only if nothing of it can be sent
 * safely anywhere, which is the case for all of them, so nothing of @host_typed ever is.
 *
 * Returns: (transfer full) (nullable): the target, or %NULL
 */
ObdTarget   *obd_target_new   (const ObdMailbox  *mailbox,
                               GError           **error);
/**
 * obd_target_restore:
 * @recorded: what a report says; strings are copied, @incoming (nullable) is shared, @sender falls
 *   back to @address
 *
 * The target of a run that is over, for diagnosing it again. Its texts are taken as they are, since
 * a redacted report holds aliases; that is why no exam takes such a target.
 *
 * Returns: (transfer full): the target, marked as @replayed and without a password
 */
ObdTarget   *obd_target_restore (const ObdTarget *recorded);
ObdTarget   *obd_target_ref   (const ObdTarget   *target);
void         obd_target_unref (ObdTarget         *target);
/* The endpoint the device uses, with the standard port or mode where one of them was not told
 * (tls 465, starttls 587, none 25; 465 tls, others starttls); %NULL if no host was told.
 * (transfer full) (nullable) */
ObdEndpoint *obd_target_dup_endpoint (const ObdTarget *target);
/* The device signs in: told so, or a user name or password was told and not the contrary. */
gboolean     obd_target_signs_in     (const ObdTarget *target);
/* Borrowed: the user name to sign in with: the typed one, else the address. */
const char  *obd_target_get_login    (const ObdTarget *target);
/* The recipient lies in another domain than the sender, so relaying is really tested. */
gboolean     obd_target_recipient_is_outside (const ObdTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTarget, obd_target_unref)

G_END_DECLS
