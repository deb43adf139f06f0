/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdCause:
 *
 * The contract's one vocabulary of causes.
 */
typedef enum
{
  OBD_CAUSE_UNKNOWN,
  OBD_CAUSE_HEALTHY,
  OBD_CAUSE_OFFLINE,
  OBD_CAUSE_CAPTIVE_PORTAL,
  OBD_CAUSE_CLOCK_WRONG,
  OBD_CAUSE_HOST_NOT_FOUND,
  OBD_CAUSE_PORT_BLOCKED,
  OBD_CAUSE_CONNECTION_REFUSED,
  OBD_CAUSE_CONNECTION_DROPPED,
  OBD_CAUSE_TLS_MODE_MISMATCH,
  OBD_CAUSE_STARTTLS_REQUIRED,
  OBD_CAUSE_TLS_CERTIFICATE,
  OBD_CAUSE_TLS_VERSION,
  OBD_CAUSE_INTERCEPTION,
  OBD_CAUSE_AUTH_REQUIRED,
  OBD_CAUSE_AUTH_FAILED,
  OBD_CAUSE_APP_PASSWORD_REQUIRED,
  OBD_CAUSE_OAUTH_REQUIRED,
  OBD_CAUSE_AUTH_MECHANISM,
  OBD_CAUSE_SMTP_AUTH_DISABLED,
  OBD_CAUSE_ACCOUNT_LOCKED,
  OBD_CAUSE_SENDER_NOT_ALLOWED,
  OBD_CAUSE_WRONG_SERVER,
  OBD_CAUSE_POP_BEFORE_SMTP,
  OBD_CAUSE_RECIPIENT_UNKNOWN,
  OBD_CAUSE_RECIPIENT_DOMAIN,
  OBD_CAUSE_RECIPIENT_FULL,
  OBD_CAUSE_GREYLISTED,
  OBD_CAUSE_RATE_LIMITED,
  OBD_CAUSE_IP_BLOCKED,
  OBD_CAUSE_HELO_REJECTED,
  OBD_CAUSE_CONTENT_REJECTED,
  OBD_CAUSE_SENDER_DOMAIN_AUTH,
  OBD_CAUSE_MESSAGE_TOO_LARGE,
  OBD_CAUSE_SERVER_ERROR,
  OBD_CAUSE_PROTOCOL_ERROR,
  OBD_N_CAUSES,
} ObdCause;

const char *obd_cause_to_nick   (ObdCause    cause);
gboolean    obd_cause_from_nick (const char *nick,
                                 ObdCause   *cause);

/**
 * ObdRemedy:
 *
 * A remedy id of the contract (FIX of `guide`) with its label.
 */
typedef struct
{
  const char *id;        /* "enter-outgoing-credentials" */
  const char *label;     /* N_(): "Enter the outgoing user name and password" */
  const char *receiving; /* N_(): the same where only receiving is the question; %NULL: @label does,
                          * "": it is of no use there */
} ObdRemedy;

/* Borrowed; %NULL if there is none with that id. Ends with an element whose id is %NULL. */
const ObdRemedy *obd_remedy_find (const char *id);
const ObdRemedy *obd_remedy_list (void);
/* Of use where only receiving is the question. */
gboolean         obd_remedy_is_for_receiving (const char *id);
/* N_(): @receiving: only receiving is the question. Borrowed. */
const char      *obd_remedy_get_label (const ObdRemedy *remedy,
                                       gboolean         receiving);

G_END_DECLS
