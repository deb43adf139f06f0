/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig-private.h"

#include "obd-reply.h"

#include <string.h>

G_DEFINE_QUARK (obd-autoconfig-error-quark, obd_autoconfig_error)

/* Where in the document something stands, the root being 1. */
enum
{
  DEPTH_ROOT = 1,
  DEPTH_PROVIDER,
  DEPTH_SERVER,
  DEPTH_FIELD,
};

typedef struct
{
  const char          *domain;
  ObdSource            source;
  ObdAutoconfig       *found;     /* (owned) */
  guint                depth;
  guint                n_elements;
  guint                n_servers;
  gboolean             in_server;
  ObdAutoconfigServer  server;
  GString             *text;      /* (owned): of the element that is open */
} Reader;

static gboolean
fail (GError             **error,
      ObdAutoconfigError   code,
      const char          *message)
{
  g_set_error_literal (error, OBD_AUTOCONFIG_ERROR, code, message);
  return FALSE;
}

static gboolean
within_bounds (Reader  *reader,
               GError **error)
{
  if (reader->depth > OBD_AUTOCONFIG_MAX_DEPTH)
    return fail (error, OBD_AUTOCONFIG_ERROR_FORBIDDEN, "elements are nested too deeply");
  if (++reader->n_elements > OBD_AUTOCONFIG_MAX_ELEMENTS)
    return fail (error, OBD_AUTOCONFIG_ERROR_FORBIDDEN, "there are too many elements");
  return TRUE;
}

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

/* A server of a kind that is not known (exchange, jmap) is skipped like any unknown element. */
static void
begin_server (Reader     *reader,
              const char *element,
              const char *type)
{
  gboolean outgoing = g_str_equal (element, "outgoingServer");
  ObdProtocol protocol;

  if ((!outgoing && !g_str_equal (element, "incomingServer"))
      || !obd_protocol_from_nick (type, &protocol) || outgoing != (protocol == OBD_PROTOCOL_SMTP)
      || ++reader->n_servers > OBD_AUTOCONFIG_MAX_SERVERS)
    return;
  reader->in_server = TRUE;
  reader->server.protocol = protocol;
}

static void
take_help (Reader     *reader,
           const char *url)
{
  if (reader->found->help == NULL && url != NULL && g_str_has_prefix (url, "https://")
      && strlen (url) <= OBD_AUTOCONFIG_MAX_TEXT && g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL))
    reader->found->help = g_strdup (url);
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Reader *reader = data;

  reader->depth++;
  if (!within_bounds (reader, error))
    return;
  g_string_truncate (reader->text, 0);
  if (reader->depth == DEPTH_ROOT && !g_str_equal (element, "clientConfig"))
    fail (error, OBD_AUTOCONFIG_ERROR_CONTENT, "this is not a mail configuration");
  else if (reader->depth == DEPTH_SERVER)
    {
      begin_server (reader, element, get_attribute (names, values, "type"));
      if (g_str_equal (element, "documentation"))
        take_help (reader, get_attribute (names, values, "url"));
    }
}

static void
end_server (Reader *reader)
{
  ObdService *service = obd_autoconfig_server_build (&reader->server, reader->domain,
                                                     reader->source);

  if (service != NULL)
    g_ptr_array_add (reader->found->services, service);
  obd_autoconfig_server_clear (&reader->server);
  reader->in_server = FALSE;
}

/* One line of it, without control characters: it is shown. */
static void
take_name (Reader     *reader,
           const char *text)
{
  if (reader->found->name != NULL || *text == '\0')
    return;
  reader->found->name = obd_text_sanitize (text, OBD_AUTOCONFIG_MAX_TEXT);
  g_strdelimit (reader->found->name, "\n\t", ' ');
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  Reader *reader = data;
  g_autofree char *text = g_strstrip (g_strdup (reader->text->str));
  gboolean too_long = reader->text->len > OBD_AUTOCONFIG_MAX_TEXT;

  if (reader->depth == DEPTH_FIELD && reader->in_server && too_long)
    reader->server.broken = TRUE;
  else if (reader->depth == DEPTH_FIELD && reader->in_server)
    obd_autoconfig_server_take (&reader->server, element, text);
  else if (reader->depth == DEPTH_SERVER && reader->in_server)
    end_server (reader);
  else if (reader->depth == DEPTH_SERVER && !too_long && g_str_equal (element, "displayName"))
    take_name (reader, text);
  reader->depth--;
  g_string_truncate (reader->text, 0);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Reader *reader = data;

  /* One byte past the limit shows that it was passed. */
  if (reader->text->len <= OBD_AUTOCONFIG_MAX_TEXT)
    g_string_append_len (reader->text, text,
                         MIN (length, OBD_AUTOCONFIG_MAX_TEXT + 1 - reader->text->len));
}

/* A DOCTYPE is the only place where entities are defined, which is what every bomb is made of
 * ("billion laughs") and how files of this computer would be read (XXE). No configuration has one.
 * Inside a comment it does no harm, but honest documents do not have it there either. */
static const char *
find_doctype (const char *text)
{
  for (text = strstr (text, "<!"); text != NULL; text = strstr (text + 2, "<!"))
    if (g_ascii_strncasecmp (text, "<!DOCTYPE", strlen ("<!DOCTYPE")) == 0)
      return text + strlen ("<!DOCTYPE");
  return NULL;
}

/* Many web servers answer every question with their home page, and mean no harm by it. */
static gboolean
is_web_page (const char *doctype)
{
  const char *name = doctype + strspn (doctype, " \t\r\n");

  return g_ascii_strncasecmp (name, "html", strlen ("html")) == 0
         && doctype[strcspn (doctype, "[>")] == '>';
}

static gboolean
read_text (Reader      *reader,
           const char  *text,
           GError     **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *doctype = find_doctype (text);

  if (doctype != NULL && is_web_page (doctype))
    return fail (error, OBD_AUTOCONFIG_ERROR_CONTENT, "this is a web page");
  if (doctype != NULL)
    return fail (error, OBD_AUTOCONFIG_ERROR_FORBIDDEN, "the document has a DOCTYPE");
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
  if (g_markup_parse_context_parse (context, text, -1, &local_error)
      && g_markup_parse_context_end_parse (context, &local_error))
    return TRUE;
  if (local_error->domain == OBD_AUTOCONFIG_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    fail (error, OBD_AUTOCONFIG_ERROR_CONTENT, "this is not whole XML");
  return FALSE;
}

static int
compare_kinds (gconstpointer left,
               gconstpointer right)
{
  const ObdService *a = *(ObdService *const *) left;
  const ObdService *b = *(ObdService *const *) right;

  return (int) a->protocol - (int) b->protocol;
}

ObdAutoconfig *
obd_autoconfig_parse (GBytes      *body,
                      const char  *charset,
                      const char  *domain,
                      ObdSource    source,
                      GError     **error)
{
  g_autofree char *text = obd_autoconfig_to_utf8 (body, charset, error);
  g_autoptr (ObdAutoconfig) found = NULL;
  Reader reader = { .domain = domain, .source = source };
  gboolean ok;

  if (text == NULL)
    return NULL;
  found = g_new0 (ObdAutoconfig, 1);
  found->services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  reader.found = found;
  reader.text = g_string_new (NULL);
  ok = read_text (&reader, text, error);
  obd_autoconfig_server_clear (&reader.server);
  g_string_free (reader.text, TRUE);
  if (!ok)
    return NULL;
  if (found->services->len == 0)
    {
      fail (error, OBD_AUTOCONFIG_ERROR_EMPTY, "the configuration names no server of use");
      return NULL;
    }
  g_ptr_array_sort (found->services, compare_kinds);
  return g_steal_pointer (&found);
}

void
obd_autoconfig_free (ObdAutoconfig *autoconfig)
{
  g_free (autoconfig->name);
  g_free (autoconfig->help);
  g_ptr_array_unref (autoconfig->services);
  g_free (autoconfig);
}
