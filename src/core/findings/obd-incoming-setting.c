/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-setting.h"

#include "obd-address.h"

#include <string.h>

#define N_(text) (text)

ObdIncomingSetting *
obd_incoming_setting_new (ObdProtocol  protocol,
                          ObdEndpoint *endpoint)
{
  ObdIncomingSetting *setting = g_atomic_rc_box_new0 (ObdIncomingSetting);

  setting->protocol = protocol;
  setting->endpoint = endpoint;
  return setting;
}

ObdIncomingSetting *
obd_incoming_setting_ref (const ObdIncomingSetting *setting)
{
  return g_atomic_rc_box_acquire ((ObdIncomingSetting *) setting);
}

static void
clear_setting (gpointer data)
{
  ObdIncomingSetting *setting = data;

  g_clear_pointer (&setting->endpoint, obd_endpoint_unref);
}

void
obd_incoming_setting_unref (ObdIncomingSetting *setting)
{
  g_atomic_rc_box_release_full (setting, clear_setting);
}

char *
obd_incoming_setting_to_string (const ObdIncomingSetting *setting)
{
  g_autofree char *where = NULL;

  if (setting->endpoint == NULL)
    return g_strdup (obd_protocol_to_nick (setting->protocol));
  where = obd_endpoint_to_string (setting->endpoint);
  return g_strdup_printf ("%s:%s", obd_protocol_to_nick (setting->protocol), where);
}

gboolean
obd_incoming_setting_equal (const ObdIncomingSetting *a,
                            const ObdIncomingSetting *b)
{
  if (a->protocol != b->protocol)
    return FALSE;
  if (a->endpoint == NULL || b->endpoint == NULL)
    return a->endpoint == b->endpoint;
  return obd_endpoint_equal (a->endpoint, b->endpoint);
}

guint16
obd_incoming_standard_port (ObdProtocol protocol,
                            ObdSecurity security)
{
  if (protocol == OBD_PROTOCOL_POP3)
    return security == OBD_SECURITY_TLS ? 995 : 110;
  return security == OBD_SECURITY_TLS ? 993 : 143;
}

static gpointer
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, OBD_INPUT_ERROR, OBD_INPUT_INCOMING, message);
  return NULL;
}

/* Takes the part up to the next colon off @rest; an IPv6 address keeps those inside its brackets.
 * (transfer full) (nullable): %NULL where nothing is left. */
static char *
take_part (const char **rest)
{
  const char *begin = *rest;
  const char *end;

  if (begin == NULL)
    return NULL;
  end = *begin == '[' ? strchr (begin, ']') : begin;
  end = end != NULL ? strchr (end, ':') : NULL;
  *rest = end != NULL ? end + 1 : NULL;
  return end != NULL ? g_strndup (begin, end - begin) : g_strdup (begin);
}

static ObdEndpoint *
make_endpoint (ObdProtocol   protocol,
               const char   *host,
               const char   *port,
               const char   *security,
               GError      **error)
{
  g_autofree char *name = obd_host_check (host, NULL);
  ObdSecurity mode = OBD_SECURITY_UNKNOWN;
  guint64 number = 0;

  if (name == NULL)
    return fail (error, N_("What stands behind the protocol cannot be the name of a server."));
  if (port != NULL && !g_ascii_string_to_unsigned (port, 10, 1, G_MAXUINT16, &number, NULL))
    return fail (error, N_("A port is a whole number from 1 to 65535."));
  if (security != NULL && !obd_security_from_nick (security, &mode))
    return fail (error, N_("What stands at the end has to be none, starttls or tls."));
  if (mode == OBD_SECURITY_UNKNOWN)
    mode = number != 0 ? obd_security_natural (number) : OBD_SECURITY_TLS;
  if (number == 0)
    number = obd_incoming_standard_port (protocol, mode);
  return obd_endpoint_new (name, number, mode);
}

ObdIncomingSetting *
obd_incoming_setting_parse (const char  *typed,
                            GError     **error)
{
  const char *rest = typed;
  g_autofree char *nick = take_part (&rest);
  g_autofree char *host = take_part (&rest);
  g_autofree char *port = take_part (&rest);
  g_autofree char *security = take_part (&rest);
  ObdEndpoint *endpoint = NULL;
  ObdProtocol protocol;

  if (!obd_protocol_from_nick (nick, &protocol) || protocol == OBD_PROTOCOL_SMTP)
    return fail (error, N_("It begins with imap or pop3; how it is encrypted stands at its end, as in "
                          "imap:HOST:993:tls."));
  if (rest != NULL)
    return fail (error, N_("It is PROTOCOL:HOST:PORT:SECURITY, an IPv6 address in brackets."));
  if (host != NULL)
    {
      endpoint = make_endpoint (protocol, host, port, security, error);
      if (endpoint == NULL)
        return NULL;
    }
  return obd_incoming_setting_new (protocol, endpoint);
}
