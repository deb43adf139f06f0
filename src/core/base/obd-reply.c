/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply.h"

#include <string.h>

char *
obd_text_sanitize (const char *bytes,
                   gsize       max)
{
  g_autofree char *bounded = g_strndup (bytes, max);
  g_autofree char *valid = g_utf8_make_valid (bounded, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      /* Direction overrides and other format characters could make a reply read as what it is not. */
      gboolean harmless = c == '\n' || g_unichar_isprint (c);

      if (c == '\t')
        c = ' ';
      g_string_append_unichar (out, harmless || c == ' ' ? c : 0xFFFD);
    }
  return g_string_free (out, FALSE);
}

/* RFC 3463 section 2: class "." subject "." detail, class 2, 4 or 5, the others one to three digits. */
static gsize
enhanced_length (const char *text)
{
  const char *p = text;

  if (*p != '2' && *p != '4' && *p != '5')
    return 0;
  p++;
  for (guint part = 0; part < 2; part++)
    {
      gsize digits;

      if (*p++ != '.')
        return 0;
      digits = strspn (p, "0123456789");
      if (digits < 1 || digits > 3)
        return 0;
      p += digits;
    }
  return *p == '\0' || *p == ' ' || *p == '\n' || *p == ':' ? (gsize) (p - text) : 0;
}

ObdReply *
obd_reply_new (guint       code,
               const char *text)
{
  ObdReply *reply = g_atomic_rc_box_new0 (ObdReply);
  gsize length = enhanced_length (text);

  reply->code = code;
  if (length > 0)
    {
      reply->enhanced = g_strndup (text, length);
      text += length;
      text += strspn (text, " ");
    }
  reply->text = obd_text_sanitize (text, OBD_REPLY_MAX_TEXT);
  return reply;
}

ObdReply *
obd_reply_ref (const ObdReply *reply)
{
  return g_atomic_rc_box_acquire ((ObdReply *) reply);
}

static void
clear_reply (gpointer data)
{
  ObdReply *reply = data;

  g_free (reply->enhanced);
  g_free (reply->text);
}

void
obd_reply_unref (ObdReply *reply)
{
  g_atomic_rc_box_release_full (reply, clear_reply);
}

char *
obd_reply_to_string (const ObdReply *reply)
{
  char *line;

  if (reply->code == 0)
    line = g_strdup (reply->text);
  else if (reply->enhanced != NULL)
    line = g_strdup_printf ("%u %s %s", reply->code, reply->enhanced, reply->text);
  else
    line = g_strdup_printf ("%u %s", reply->code, reply->text);
  return g_strdelimit (line, "\n", ' ');
}
