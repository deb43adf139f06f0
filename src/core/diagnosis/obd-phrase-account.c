/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What placeholders about the account, its provider and the message stand for. */

#include "config.h"

#include "obd-phrase-private.h"

#include "obd-block-list.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

char *
obd_phrase_dup_right_server (const ObdPhrase *self)
{
  return g_strdup (self->right_server);
}

/* What stands before the @ is not spelled out: in a report it would give away what redaction hides. */
char *
obd_phrase_dup_told_username (const ObdPhrase *self)
{
  ObdUsernameForm form = self->told != NULL ? self->told->username_form : OBD_USERNAME_UNKNOWN;

  if (form == OBD_USERNAME_LOCAL_PART)
    /* TRANSLATORS: what a server wants as the user name; of the mail address. */
    return g_strdup (_ ("the part before the @"));
  return form == OBD_USERNAME_ADDRESS && self->target != NULL ? g_strdup (self->target->address)
                                                              : NULL;
}

char *
obd_phrase_dup_own_sender (const ObdPhrase *self)
{
  return self->finding != NULL
           ? g_strdup (obd_finding_get_text (self->finding, OBD_KEY_SMTP_OWN_SENDER))
           : NULL;
}

char *
obd_phrase_dup_block_list (const ObdPhrase *self)
{
  const ObdReply *reply = self->finding != NULL ? self->finding->reply : NULL;

  return reply != NULL ? g_strdup (obd_block_list_find_name (reply->text)) : NULL;
}

char *
obd_phrase_dup_size (const ObdPhrase *self)
{
  return self->target != NULL && self->target->message_size > 0
           ? g_format_size (self->target->message_size)
           : NULL;
}

char *
obd_phrase_dup_size_limit (const ObdPhrase *self)
{
  gint64 limit = self->finding != NULL
                   ? obd_finding_get_int (self->finding, OBD_KEY_SMTP_SIZE_LIMIT)
                   : 0;

  return limit > 0 ? g_format_size (limit) : NULL;
}
