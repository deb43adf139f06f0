/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-target.h"

#include "obd-nick.h"
#include "obd-reply.h"

#include <string.h>

#define N_(text) (text)

/* Servers and RFC 4616 allow 255 octets for an authentication identity. */
#define MAX_USERNAME 255

static const char *const authentication_nicks[] = {
  [OBD_AUTHENTICATION_UNKNOWN] = NULL,
  [OBD_AUTHENTICATION_NONE] = "none",
  [OBD_AUTHENTICATION_PASSWORD] = "password",
  [OBD_AUTHENTICATION_PLAIN] = "plain",
  [OBD_AUTHENTICATION_LOGIN] = "login",
  [OBD_AUTHENTICATION_CRAM_MD5] = "cram-md5",
  [OBD_AUTHENTICATION_NTLM] = "ntlm",
  [OBD_AUTHENTICATION_OAUTH2] = "oauth2",
};

const char *
obd_authentication_to_nick (ObdAuthentication authentication)
{
  return authentication_nicks[authentication];
}

gboolean
obd_authentication_from_nick (const char        *nick,
                              ObdAuthentication *authentication)
{
  int found = obd_nick_find (authentication_nicks, G_N_ELEMENTS (authentication_nicks), nick);

  if (found >= 0)
    *authentication = found;
  return found >= 0;
}

static void
clear_target (gpointer data)
{
  ObdTarget *target = data;

  g_free (target->address);
  g_free (target->host);
  g_free (target->host_typed);
  g_free (target->host_correct);
  g_free (target->username);
  g_free (target->sender);
  g_free (target->recipient);
  g_clear_pointer (&target->password, obd_secret_unref);
  g_free (target->device);
  g_free (target->database);
  g_free (target->provider);
  g_free (target->device_version);
  g_free (target->portal_url);
  g_free (target->test_recipient);
  g_strfreev (target->refused_hosts);
  g_clear_pointer (&target->incoming, g_ptr_array_unref);
}

ObdTarget *
obd_target_ref (const ObdTarget *target)
{
  return g_atomic_rc_box_acquire ((ObdTarget *) target);
}

void
obd_target_unref (ObdTarget *target)
{
  g_atomic_rc_box_release_full (target, clear_target);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
take_host (ObdTarget  *target,
           const char *typed)
{
  if (is_blank (typed))
    return TRUE;
  target->host = obd_host_check (typed, NULL);
  if (target->host == NULL)
    {
      target->host_typed = obd_text_sanitize (typed, 255);
      target->host_correct = obd_host_correct (typed);
    }
  return TRUE;
}

static gboolean
take_port (ObdTarget   *target,
           const char  *typed,
           GError     **error)
{
  g_autofree char *text = NULL;
  guint64 port;

  if (is_blank (typed))
    return TRUE;
  text = g_strstrip (g_strdup (typed));
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    {
      g_set_error_literal (error, OBD_INPUT_ERROR, OBD_INPUT_PORT,
                           N_("A port is a whole number from 1 to 65535."));
      return FALSE;
    }
  target->port = port;
  return TRUE;
}

static gboolean
take_username (ObdTarget   *target,
               const char  *typed,
               GError     **error)
{
  const char *problem = NULL;

  if (typed == NULL)
    return TRUE;
  if (!g_utf8_validate (typed, -1, NULL))
    problem = N_("The user name is not valid UTF-8.");
  else if (strlen (typed) > MAX_USERNAME)
    problem = N_("The user name is too long.");
  else
    for (const char *p = typed; *p != '\0' && problem == NULL; p = g_utf8_next_char (p))
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        problem = N_("The user name holds an invisible character; type it again.");
  if (problem != NULL)
    {
      g_set_error_literal (error, OBD_INPUT_ERROR, OBD_INPUT_USERNAME, problem);
      return FALSE;
    }
  target->username = g_strdup (typed);
  return TRUE;
}

/* Leaves @slot alone if nothing was typed. */
static gboolean
take_address (char          **slot,
              const char     *typed,
              ObdInputError   field,
              GError        **error)
{
  if (is_blank (typed))
    return TRUE;
  *slot = obd_address_check (typed, field, error);
  return *slot != NULL;
}

static GPtrArray *
new_incoming_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) obd_incoming_setting_unref);
}

static gboolean
has_incoming (const ObdTarget          *target,
              const ObdIncomingSetting *setting)
{
  for (guint i = 0; i < target->incoming->len; i++)
    if (obd_incoming_setting_equal (g_ptr_array_index (target->incoming, i), setting))
      return TRUE;
  return FALSE;
}

/* The same server told twice is told once. "Only" without a server means: find the IMAP server. */
static gboolean
take_incoming (ObdTarget         *target,
               const ObdMailbox  *mailbox,
               GError           **error)
{
  target->incoming_only = mailbox->incoming_only;
  target->incoming = new_incoming_list ();
  for (guint i = 0; mailbox->incoming != NULL && mailbox->incoming[i] != NULL; i++)
    {
      g_autoptr (ObdIncomingSetting) setting = NULL;

      setting = obd_incoming_setting_parse (mailbox->incoming[i], error);
      if (setting == NULL)
        return FALSE;
      if (!has_incoming (target, setting))
        g_ptr_array_add (target->incoming, g_steal_pointer (&setting));
    }
  if (target->incoming->len > OBD_TARGET_MAX_INCOMING)
    {
      g_set_error_literal (error, OBD_INPUT_ERROR, OBD_INPUT_INCOMING,
                           N_("No more than four incoming servers can be examined at once."));
      return FALSE;
    }
  /* Nobody looks at the outgoing server then, whatever is wrong with its name. */
  if (target->incoming_only)
    {
      g_clear_pointer (&target->host_typed, g_free);
      g_clear_pointer (&target->host_correct, g_free);
    }
  if (target->incoming_only && target->incoming->len == 0)
    g_ptr_array_add (target->incoming, obd_incoming_setting_new (OBD_PROTOCOL_IMAP, NULL));
  return TRUE;
}

static void
take_rest (ObdTarget        *target,
           const ObdMailbox *mailbox)
{
  if (target->sender == NULL)
    target->sender = g_strdup (target->address);
  target->security = mailbox->security;
  target->authentication = mailbox->authentication;
  if (mailbox->password != NULL)
    target->password = obd_secret_ref (mailbox->password);
  target->password_given = mailbox->password != NULL || mailbox->password_withheld;
  target->password_withheld = mailbox->password_withheld;
  target->refused_hosts = g_strdupv ((char **) mailbox->refused_hosts);
  target->message_size = mailbox->message_size;
  target->device = g_strdup (mailbox->device);
  target->device_version = g_strdup (mailbox->device_version);
  target->password_empty = mailbox->password_empty;
  target->allow_plaintext_password = mailbox->allow_plaintext_password;
  target->only_typed = mailbox->only_typed;
  target->offline = mailbox->offline;
  target->no_discovery = mailbox->no_discovery;
  target->database = g_strdup (mailbox->database);
  target->provider = g_strdup (mailbox->provider);
  target->practice = mailbox->practice;
  target->portal_url = g_strdup (mailbox->portal_url);
}

ObdTarget *
obd_target_new (const ObdMailbox  *mailbox,
                GError           **error)
{
  g_autoptr (ObdTarget) target = g_atomic_rc_box_new0 (ObdTarget);

  target->address = obd_address_check (mailbox->address != NULL ? mailbox->address : "",
                                       OBD_INPUT_ADDRESS, error);
  if (target->address == NULL
      || !take_address (&target->sender, mailbox->sender, OBD_INPUT_SENDER, error)
      || !take_address (&target->recipient, mailbox->recipient, OBD_INPUT_RECIPIENT, error)
      || !take_address (&target->test_recipient, mailbox->test_recipient, OBD_INPUT_RECIPIENT,
                        error)
      || !take_host (target, mailbox->host)
      || !take_port (target, mailbox->port, error)
      || !take_username (target, mailbox->username, error)
      || !take_incoming (target, mailbox, error))
    return NULL;
  take_rest (target, mailbox);
  return g_steal_pointer (&target);
}

ObdTarget *
obd_target_restore (const ObdTarget *recorded)
{
  ObdTarget *target = g_atomic_rc_box_new0 (ObdTarget);

  *target = *recorded;
  target->address = g_strdup (recorded->address);
  target->host = g_strdup (recorded->host);
  target->host_typed = g_strdup (recorded->host_typed);
  target->host_correct = g_strdup (recorded->host_correct);
  target->username = g_strdup (recorded->username);
  target->sender = g_strdup (recorded->sender != NULL ? recorded->sender : recorded->address);
  target->recipient = g_strdup (recorded->recipient);
  target->device = g_strdup (recorded->device);
  target->device_version = g_strdup (recorded->device_version);
  target->test_recipient = g_strdup (recorded->test_recipient);
  target->incoming = recorded->incoming != NULL ? g_ptr_array_ref (recorded->incoming)
                                                : new_incoming_list ();
  target->password = NULL;
  target->refused_hosts = NULL;
  target->replayed = TRUE;
  return target;
}

static guint16
standard_port (ObdSecurity security)
{
  switch (security)
    {
    case OBD_SECURITY_TLS:
      return 465; /* RFC 8314 section 3.3 */
    case OBD_SECURITY_NONE:
      return 25; /* RFC 5321 section 4.5.4.2 */
    case OBD_SECURITY_STARTTLS:
    case OBD_SECURITY_UNKNOWN:
    default:
      return 587; /* RFC 6409 section 3.1 */
    }
}

ObdEndpoint *
obd_target_dup_endpoint (const ObdTarget *target)
{
  guint16 port = target->port;
  ObdSecurity security = target->security;

  if (target->host == NULL || (port == 0 && security == OBD_SECURITY_UNKNOWN))
    return NULL;
  if (port == 0)
    port = standard_port (security);
  if (security == OBD_SECURITY_UNKNOWN)
    security = obd_security_natural (port);
  return obd_endpoint_new (target->host, port, security);
}

gboolean
obd_target_signs_in (const ObdTarget *target)
{
  if (target->authentication != OBD_AUTHENTICATION_UNKNOWN)
    return target->authentication != OBD_AUTHENTICATION_NONE;
  if (target->username != NULL)
    return *target->username != '\0';
  return target->password_given && !target->password_empty;
}

const char *
obd_target_get_login (const ObdTarget *target)
{
  return target->username != NULL && *target->username != '\0' ? target->username
                                                               : target->address;
}

gboolean
obd_target_recipient_is_outside (const ObdTarget *target)
{
  return target->recipient != NULL
         && g_ascii_strcasecmp (obd_address_get_domain (target->recipient),
                                obd_address_get_domain (target->sender)) != 0;
}
