/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-hints.h"

#include <glib/gi18n-lib.h>

static const char *const hints[OBD_N_CAUSES] = {
  [OBD_CAUSE_OFFLINE] = N_("Usually the device has no working network."),
  [OBD_CAUSE_CAPTIVE_PORTAL] = N_("Usually the network wants a sign-in of its own first."),
  [OBD_CAUSE_CLOCK_WRONG] = N_("Usually the date or time of the device is wrong."),
  [OBD_CAUSE_HOST_NOT_FOUND] = N_("Usually the name of the outgoing server is mistyped."),
  [OBD_CAUSE_PORT_BLOCKED] = N_("Usually the network holds this port back."),
  [OBD_CAUSE_CONNECTION_REFUSED] = N_("Usually the port is the wrong one."),
  [OBD_CAUSE_CONNECTION_DROPPED] = N_("Usually port and SSL do not fit together."),
  [OBD_CAUSE_TLS_MODE_MISMATCH] = N_("Usually port and SSL do not fit together."),
  [OBD_CAUSE_STARTTLS_REQUIRED] = N_("Usually SSL is off and the server wants it on."),
  [OBD_CAUSE_TLS_CERTIFICATE] = N_("Usually the server’s name or certificate is the cause."),
  [OBD_CAUSE_TLS_VERSION] = N_("Usually one side is too old for the other’s encryption."),
  [OBD_CAUSE_AUTH_REQUIRED] = N_("Usually the outgoing sign-in is missing."),
  [OBD_CAUSE_AUTH_FAILED] = N_("Usually the outgoing user name or password is wrong."),
  [OBD_CAUSE_APP_PASSWORD_REQUIRED] = N_("Usually an app password is wanted here."),
  [OBD_CAUSE_OAUTH_REQUIRED] = N_("Usually the provider wants its own sign-in page."),
  [OBD_CAUSE_AUTH_MECHANISM] = N_("Usually the kind of sign-in does not fit the server."),
  [OBD_CAUSE_SMTP_AUTH_DISABLED] = N_("Usually sending is switched off for this mailbox."),
  [OBD_CAUSE_ACCOUNT_LOCKED] = N_("Usually the provider has locked the mailbox."),
  [OBD_CAUSE_SENDER_NOT_ALLOWED] = N_("Usually the From address belongs to another mailbox."),
  [OBD_CAUSE_WRONG_SERVER] = N_("Usually the outgoing server is not the one of this mailbox."),
  [OBD_CAUSE_POP_BEFORE_SMTP] = N_("Usually mail has to be fetched first, or the sign-in is missing."),
  [OBD_CAUSE_RECIPIENT_UNKNOWN] = N_("Usually the recipient’s address is mistyped."),
  [OBD_CAUSE_RECIPIENT_DOMAIN] = N_("Usually the part after @ of the recipient is mistyped."),
  [OBD_CAUSE_RECIPIENT_FULL] = N_("Usually the recipient’s mailbox is full."),
  [OBD_CAUSE_GREYLISTED] = N_("Usually it works after a few minutes."),
  [OBD_CAUSE_RATE_LIMITED] = N_("Usually too much was sent; wait and send again."),
  [OBD_CAUSE_IP_BLOCKED] = N_("Usually the server distrusts this network."),
  [OBD_CAUSE_HELO_REJECTED] = N_("Usually the server dislikes how the device introduces itself."),
  [OBD_CAUSE_CONTENT_REJECTED] = N_("Usually the message itself is refused."),
  [OBD_CAUSE_SENDER_DOMAIN_AUTH] = N_("Usually the sender’s domain is not set up for this server."),
  [OBD_CAUSE_MESSAGE_TOO_LARGE] = N_("Usually the message is too large."),
  [OBD_CAUSE_SERVER_ERROR] = N_("Usually the server has trouble of its own."),
};

static const char *const messages[] = {
  N_("Cannot Send Mail. A copy has been placed in your Outbox. The recipient was rejected by the "
     "server because it does not allow relaying."),
  N_("Cannot Send Mail. The user name or password for the outgoing server is incorrect."),
  N_("Cannot Send Mail. The connection to the outgoing server failed."),
  N_("Cannot Verify Server Identity."),
  N_("The sender address was rejected by the server."),
  N_("550 5.7.1 Relay access denied"),
  NULL,
};

const char *
obd_hint_for_cause (ObdCause cause)
{
  return hints[cause] != NULL ? _(hints[cause]) : NULL;
}

const char *const *
obd_hint_list_messages (void)
{
  return messages;
}
