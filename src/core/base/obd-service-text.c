/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-service.h"

#include "obd-reply.h"

/* A field: URI-escaped, so that blanks keep them apart and any text survives; "-" is nothing. */
#define ALLOWED ":/@[]"
#define N_FIELDS 11
/* Longest text of a field, bytes. */
#define MAX_TEXT 2000

static const char *const form_nicks[] = {
  [OBD_USERNAME_UNKNOWN] = "unknown",
  [OBD_USERNAME_ADDRESS] = "address",
  [OBD_USERNAME_LOCAL_PART] = "local-part",
  [OBD_USERNAME_OTHER] = "other",
};

static char *
escape (const char *text)
{
  if (text == NULL || *text == '\0')
    return g_strdup ("-");
  if (g_str_equal (text, "-"))
    return g_strdup ("%2D");
  return g_uri_escape_string (text, ALLOWED, FALSE);
}

/* A report may come from anywhere: what was escaped is made fit to show once more. */
static char *
unescape (const char *field)
{
  g_autofree char *text = g_str_equal (field, "-") ? NULL : g_uri_unescape_string (field, NULL);

  return text != NULL ? obd_text_sanitize (text, MAX_TEXT) : NULL;
}

char *
obd_service_to_text (const ObdService *service)
{
  const char *security = obd_security_to_nick (service->endpoint->security);
  g_autofree char *host = escape (service->endpoint->host);
  g_autofree char *hint = escape (service->username_hint);
  g_autofree char *detail = escape (service->detail);
  g_autofree char *as_of = escape (service->as_of);
  gboolean either = service->username_alternative != OBD_USERNAME_UNKNOWN;

  return g_strdup_printf ("%s %s %s %u %s %s%s%s %s %x %s%s %s %s",
                          obd_protocol_to_nick (service->protocol),
                          obd_source_to_nick (service->source), host, service->endpoint->port,
                          security != NULL ? security : "-", form_nicks[service->username_form],
                          either ? "+" : "",
                          either ? form_nicks[service->username_alternative] : "", hint,
                          service->methods, service->doubtful ? "doubtful" : "certain",
                          service->trusted ? "" : "-untrusted", as_of, detail);
}

static gboolean
form_from_nick (const char      *nick,
                ObdUsernameForm *form)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_nicks); i++)
    if (g_str_equal (nick, form_nicks[i]))
      {
        *form = i;
        return TRUE;
      }
  return FALSE;
}

/* "address", or "address+local-part" where it may be the other as well. */
static gboolean
forms_from_text (ObdService *service,
                 const char *text)
{
  g_auto (GStrv) nicks = g_strsplit (text, "+", 2);

  return nicks[0] != NULL && form_from_nick (nicks[0], &service->username_form)
         && (nicks[1] == NULL || form_from_nick (nicks[1], &service->username_alternative));
}

static gboolean
standing_from_nick (ObdService *service,
                    const char *nick)
{
  service->trusted = !g_str_has_suffix (nick, "-untrusted");
  service->doubtful = g_str_has_prefix (nick, "doubtful");
  return service->doubtful || g_str_has_prefix (nick, "certain");
}

/* The fields behind the endpoint's. */
static gboolean
read_rest (ObdService        *service,
           const char *const *fields)
{
  guint64 methods;

  if (!forms_from_text (service, fields[0])
      || !g_ascii_string_to_unsigned (fields[2], 16, 0, G_MAXUINT16, &methods, NULL)
      || !standing_from_nick (service, fields[3]))
    return FALSE;
  service->username_hint = unescape (fields[1]);
  service->methods = methods;
  service->as_of = unescape (fields[4]);
  service->detail = unescape (fields[5]);
  return TRUE;
}

ObdService *
obd_service_from_text (const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text, " ", N_FIELDS + 1);
  g_autoptr (ObdService) service = NULL;
  g_autofree char *host = NULL;
  ObdProtocol protocol;
  ObdSource source;
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  guint64 port;

  if (g_strv_length (fields) != N_FIELDS || !obd_protocol_from_nick (fields[0], &protocol)
      || !obd_source_from_nick (fields[1], &source)
      || !g_ascii_string_to_unsigned (fields[3], 10, 0, G_MAXUINT16, &port, NULL)
      || (!g_str_equal (fields[4], "-") && !obd_security_from_nick (fields[4], &security)))
    return NULL;
  host = unescape (fields[2]);
  if (host == NULL)
    return NULL;
  service = obd_service_new (protocol, obd_endpoint_new (host, port, security), source);
  return read_rest (service, (const char *const *) fields + 5) ? g_steal_pointer (&service) : NULL;
}
