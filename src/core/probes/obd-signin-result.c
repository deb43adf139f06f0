/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What servers answer to a sign-in, and whether that was a judgement on the password. */

#include "config.h"

#include "obd-signin-desk.h"

ObdSigninResult
obd_signin_result_from_code (guint code)
{
  if (code == 235)
    return OBD_SIGNIN_ACCEPTED;
  /* 500 to 504: the command or mechanism was not taken; 530, 538: encryption first. None of them
   * looked at the password. Every other 5xx did, or may have. */
  if (code < 500 || (code >= 500 && code <= 504) || code == 530 || code == 538)
    return OBD_SIGNIN_UNDECIDED;
  return OBD_SIGNIN_REFUSED;
}

/* Codes with which a server says that it did not come to judge the password, or not yet. */
static const char *const undecided[] = {
  "UNAVAILABLE",     /* RFC 5530: a subsystem is down */
  "SERVERBUG",       /* RFC 5530 */
  "LIMIT",           /* RFC 5530: too many connections, for one */
  "PRIVACYREQUIRED", /* RFC 5530: encryption first */
  "INUSE",           /* RFC 5530 */
  "SYS/TEMP",        /* RFC 3206 */
  "SYS/PERM",        /* RFC 3206 */
  "LOGIN-DELAY",     /* RFC 2449 section 8.1.1: asked again too soon */
};

ObdSigninResult
obd_signin_result_from_answer (const ObdAnswer *answer)
{
  if (answer->status == OBD_ANSWER_OK)
    return OBD_SIGNIN_ACCEPTED;
  /* RFC 2449 section 8.1.2: the password is right, and somebody else is in the mailbox. */
  if (obd_answer_has_code (answer, "IN-USE"))
    return OBD_SIGNIN_ACCEPTED;
  /* BAD: the command was not understood; BYE: the server had enough before it answered. */
  if (answer->status != OBD_ANSWER_NO)
    return OBD_SIGNIN_UNDECIDED;
  for (guint i = 0; i < G_N_ELEMENTS (undecided); i++)
    if (obd_answer_has_code (answer, undecided[i]))
      return OBD_SIGNIN_UNDECIDED;
  return OBD_SIGNIN_REFUSED;
}
