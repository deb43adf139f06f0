/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dn.h"

#include <string.h>

static void
free_part (gpointer data)
{
  ObdDnPart *part = data;

  g_free (part->type);
  g_free (part->value);
  g_free (part);
}

/* "\," is a comma, "\C3\A9" are bytes: RFC 4514 section 2.4. */
static const char *
unescape_one (const char *p,
              GString    *value)
{
  if (p[1] == '\0')
    return p + 1;
  if (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
    {
      g_string_append_c (value, p[1]);
      return p + 2;
    }
  g_string_append_c (value, (char) (g_ascii_xdigit_value (p[1]) * 16
                                    + g_ascii_xdigit_value (p[2])));
  return p + 3;
}

/* Takes one part off @rest, which then stands at what ends it. */
static ObdDnPart *
take_part (const char **rest)
{
  g_autoptr (GString) value = g_string_new (NULL);
  ObdDnPart *part = g_new0 (ObdDnPart, 1);
  const char *p = *rest + strspn (*rest, " ");

  while (*p != '\0' && *p != ',' && *p != '+')
    {
      if (*p == '=' && part->type == NULL)
        {
          part->type = g_strstrip (g_strdup (value->str));
          g_string_truncate (value, 0);
          p++;
        }
      else if (*p == '\\')
        p = unescape_one (p, value);
      else
        g_string_append_c (value, *p++);
    }
  *rest = p;
  if (part->type == NULL)
    part->type = g_strdup ("");
  part->value = g_utf8_make_valid (value->str, value->len);
  return part;
}

GPtrArray *
obd_dn_parse (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  gboolean joined = FALSE;

  while (*text != '\0')
    {
      ObdDnPart *part = take_part (&text);

      part->joined = joined;
      g_ptr_array_add (parts, part);
      joined = *text == '+';
      if (*text != '\0')
        text++;
    }
  return parts;
}

const char *
obd_dn_find (GPtrArray  *parts,
             const char *type)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const ObdDnPart *part = g_ptr_array_index (parts, i);

      if (g_ascii_strcasecmp (part->type, type) == 0)
        return part->value;
    }
  return NULL;
}
