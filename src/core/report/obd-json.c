/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-json.h"

#include <string.h>

#define MAX_DEPTH 16

struct _ObdJson
{
  GString  *text;
  char      ends[MAX_DEPTH]; /* what closes each level */
  guint     depth;
  gboolean  fresh;           /* nothing stands in the innermost level yet */
  gboolean  one_line;
};

ObdJson *
obd_json_new (void)
{
  ObdJson *json = g_new0 (ObdJson, 1);

  json->text = g_string_new (NULL);
  json->fresh = TRUE;
  return json;
}

ObdJson *
obd_json_new_line (void)
{
  ObdJson *json = obd_json_new ();

  json->one_line = TRUE;
  return json;
}

static void
start_line (ObdJson *json)
{
  if (json->one_line)
    return;
  g_string_append_c (json->text, '\n');
  for (guint i = 0; i < json->depth; i++)
    g_string_append (json->text, "  ");
}

/* RFC 8259 section 7: quotation mark, reverse solidus and the control characters. */
static void
append_string (ObdJson    *json,
               const char *text)
{
  g_string_append_c (json->text, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = *text;

      if (c == '"' || c == '\\')
        g_string_append_printf (json->text, "\\%c", c);
      else if (c == '\n')
        g_string_append (json->text, "\\n");
      else if (c < 0x20)
        g_string_append_printf (json->text, "\\u%04x", c);
      else
        g_string_append_c (json->text, c);
    }
  g_string_append_c (json->text, '"');
}

static void
begin_value (ObdJson    *json,
             const char *name)
{
  if (json->depth > 0)
    {
      if (!json->fresh)
        g_string_append (json->text, json->one_line ? ", " : ",");
      start_line (json);
    }
  json->fresh = FALSE;
  if (name == NULL)
    return;
  append_string (json, name);
  g_string_append (json->text, ": ");
}

static void
open_level (ObdJson    *json,
            const char *name,
            char        start,
            char        end)
{
  g_return_if_fail (json->depth < MAX_DEPTH);

  begin_value (json, name);
  g_string_append_c (json->text, start);
  json->ends[json->depth++] = end;
  json->fresh = TRUE;
}

void
obd_json_open_object (ObdJson    *json,
                      const char *name)
{
  open_level (json, name, '{', '}');
}

void
obd_json_open_array (ObdJson    *json,
                     const char *name)
{
  open_level (json, name, '[', ']');
}

void
obd_json_close (ObdJson *json)
{
  g_return_if_fail (json->depth > 0);

  json->depth--;
  if (!json->fresh)
    start_line (json);
  g_string_append_c (json->text, json->ends[json->depth]);
  json->fresh = FALSE;
}

void
obd_json_put_text (ObdJson    *json,
                   const char *name,
                   const char *text)
{
  begin_value (json, name);
  if (text != NULL)
    append_string (json, text);
  else
    g_string_append (json->text, "null");
}

void
obd_json_put_int (ObdJson    *json,
                  const char *name,
                  gint64      value)
{
  begin_value (json, name);
  g_string_append_printf (json->text, "%" G_GINT64_FORMAT, value);
}

void
obd_json_put_real (ObdJson    *json,
                   const char *name,
                   double      value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE * 2];
  gsize length;

  g_ascii_formatd (digits, sizeof digits, "%.3f", value);
  length = strlen (digits);
  /* One decimal stays, so that a real number can be told from a whole one. */
  while (length > 2 && digits[length - 1] == '0' && digits[length - 2] != '.')
    digits[--length] = '\0';
  begin_value (json, name);
  g_string_append (json->text, digits);
}

void
obd_json_put_flag (ObdJson    *json,
                   const char *name,
                   gboolean    value)
{
  begin_value (json, name);
  g_string_append (json->text, value ? "true" : "false");
}

char *
obd_json_finish (ObdJson *json)
{
  char *text;

  while (json->depth > 0)
    obd_json_close (json);
  g_string_append_c (json->text, '\n');
  text = g_string_free (json->text, FALSE);
  g_free (json);
  return text;
}
