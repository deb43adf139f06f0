/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-json-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "obd-observations.h"

/* Where the check stands in the text. */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  guint       depth;
  gboolean    closed; /* the root has ended */
} Scan;

static gboolean
fail (GError    **error,
      guint       line,
      const char *what)
{
  /* TRANSLATORS: "Line 12: this is not JSON." */
  g_set_error (error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_NO_JSON, _("Line %u: %s"), line,
               what);
  return FALSE;
}

static gboolean
fail_syntax (const Scan  *scan,
             GError     **error)
{
  return fail (error, scan->line, _("this is not JSON."));
}

/* Behind the backslash. NUL would cut the text in every function that follows. */
static gboolean
skip_escape (Scan    *scan,
             GError **error)
{
  if (scan->at == scan->end || *scan->at == '\0' || strchr ("\"\\/bfnrtu", *scan->at) == NULL)
    return fail_syntax (scan, error);
  if (*scan->at++ != 'u')
    return TRUE;
  for (guint i = 0; i < 4; i++)
    if (scan->end - scan->at < 4 || !g_ascii_isxdigit (scan->at[i]))
      return fail_syntax (scan, error);
  if (strncmp (scan->at, "0000", 4) == 0)
    return fail (error, scan->line, _("a text holds the character zero."));
  scan->at += 4;
  return TRUE;
}

/* Behind the quotation mark that opens; control characters have to be escaped (section 7). */
static gboolean
skip_string (Scan    *scan,
             GError **error)
{
  while (scan->at < scan->end)
    {
      guchar c = *scan->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !skip_escape (scan, error)))
        return error != NULL && *error != NULL ? FALSE : fail_syntax (scan, error);
    }
  return fail_syntax (scan, error);
}

static gboolean
skip_digits (Scan    *scan,
             GError **error)
{
  char digits[20] = "";
  gsize length = 0;

  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    if (length++ < sizeof digits - 1)
      digits[length - 1] = *scan->at;
  if (length < sizeof digits
      && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, NULL, NULL))
    return TRUE;
  return fail (error, scan->line, _("this number is too large."));
}

static gboolean
skip_bracket (Scan    *scan,
              GError **error)
{
  gboolean opens = *scan->at == '{' || *scan->at == '[';

  if (scan->closed)
    return fail (error, scan->line, _("more follows behind the end of the report."));
  if (!opens && scan->depth == 0)
    return fail_syntax (scan, error);
  if (opens && scan->depth == OBD_JSON_MAX_DEPTH)
    return fail (error, scan->line, _("this is nested too deeply for a report."));
  scan->depth += opens ? 1 : -1;
  scan->closed = scan->depth == 0;
  scan->at++;
  return TRUE;
}

static gboolean
skip_token (Scan    *scan,
            GError **error)
{
  char c = *scan->at;

  if (c == '\n')
    scan->line++;
  if (strchr ("{}[]", c) != NULL && c != '\0')
    return skip_bracket (scan, error);
  if (g_ascii_isdigit (c))
    return skip_digits (scan, error);
  scan->at++;
  if (c == '"')
    return skip_string (scan, error);
  /* The letters are those of true, false, null and of an exponent. */
  if (c != '\0' && strchr (" \t\r\n,:.+-eEtrufalsn", c) != NULL)
    return TRUE;
  return fail_syntax (scan, error);
}

static gboolean
check (const char  *text,
       gsize        length,
       GError     **error)
{
  Scan scan = { text, text + length, 1, 0, FALSE };
  const char *wrong;

  if (length > OBD_OBSERVATIONS_MAX_BYTES)
    {
      g_set_error_literal (error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_NO_JSON,
                           _("This is larger than a report can be."));
      return FALSE;
    }
  if (!g_utf8_validate (text, length, &wrong))
    {
      for (; scan.at < wrong; scan.at++)
        scan.line += *scan.at == '\n';
      return fail (error, scan.line, _("this is not UTF-8 text."));
    }
  while (scan.at < scan.end)
    if (!skip_token (&scan, error))
      return FALSE;
  if (!scan.closed)
    return fail (error, scan.line, _("the report ends too early."));
  return TRUE;
}

JsonNode *
obd_json_parse (const char  *text,
                gsize        length,
                GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  /* Some programs of Windows begin every text with this mark. */
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!check (text, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, length, NULL))
    {
      fail (error, json_parser_get_current_line (parser), _("this is not JSON."));
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_ref (root);
  fail (error, 1, _("this is JSON, but no report."));
  return NULL;
}
