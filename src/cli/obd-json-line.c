/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-json-line.h"

#include <string.h>

/* Behind a string that begins at @at; @end if it is never closed. */
static const char *
skip_string (const char *at,
             const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\')
      at++;
  return at < end ? at + 1 : end;
}

static const char *
skip_blanks (const char *at,
             const char *end)
{
  while (at < end && strchr (" \t\r\n", *at) != NULL && *at != '\0')
    at++;
  return at;
}

/* Behind a value of any kind: an object or array with all that is in it. */
static const char *
skip_value (const char *at,
            const char *end)
{
  guint depth = 0;

  while (at < end)
    {
      if (*at == '"')
        at = skip_string (at, end);
      else if (*at == '{' || *at == '[')
        depth++, at++;
      else if (depth == 0 && (*at == ',' || *at == '}'))
        return at;
      else if (*at == '}' || *at == ']')
        depth--, at++;
      else
        at++;
    }
  return end;
}

static gboolean
is_name (const char *from,
         const char *to,
         const char *name)
{
  gsize length = strlen (name);

  return (gsize) (to - from) == length + 2 && strncmp (from + 1, name, length) == 0;
}

/* The value of the member @name, [@from, @to); FALSE if there is none. */
static gboolean
find (const char  *line,
      gsize        length,
      const char  *name,
      const char **from,
      const char **to)
{
  const char *end = line + length;
  const char *at = skip_blanks (line, end);

  if (at == end || *at != '{')
    return FALSE;
  do
    {
      const char *key = skip_blanks (at + 1, end);
      const char *behind = key < end && *key == '"' ? skip_string (key, end) : end;
      const char *colon = skip_blanks (behind, end);

      if (colon == end || *colon != ':')
        return FALSE;
      *from = skip_blanks (colon + 1, end);
      at = *to = skip_value (*from, end);
      if (at < end && is_name (key, behind, name))
        return TRUE;
    }
  while (at < end && *at == ',');
  return FALSE;
}

char *
obd_json_line_get (const char *line,
                   gsize       length,
                   const char *name)
{
  const char *from, *to;

  if (!find (line, length, name, &from, &to))
    return NULL;
  if (*from == '"' && to - from >= 2)
    return g_strndup (from + 1, skip_string (from, to) - from - 2);
  return g_strchomp (g_strndup (from, to - from));
}

gboolean
obd_json_line_has (const char *line,
                   gsize       length,
                   const char *name)
{
  const char *from, *to;

  return find (line, length, name, &from, &to);
}
