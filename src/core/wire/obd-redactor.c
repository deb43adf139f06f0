/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-redactor.h"

#include "obd-secret.h"

#include <string.h>

/* A shorter secret is hidden only where it stands as a word of its own: taking every "a" out of a
 * reply would leave nothing to read and tell the secret all the same. */
#define SHORT_SECRET 4

typedef struct
{
  ObdSecret *text;   /* (owned): as well kept as what it was made of */
  gboolean   base64; /* part of base64 text: hides the whole run that it stands in */
} Form;

struct _ObdRedactor
{
  GPtrArray *forms; /* (owned) Form */
};

static void
free_form (gpointer data)
{
  Form *form = data;

  obd_secret_unref (form->text);
  g_free (form);
}

ObdRedactor *
obd_redactor_new (void)
{
  ObdRedactor *redactor = g_new0 (ObdRedactor, 1);

  redactor->forms = g_ptr_array_new_with_free_func (free_form);
  return redactor;
}

void
obd_redactor_free (ObdRedactor *redactor)
{
  g_ptr_array_unref (redactor->forms);
  g_free (redactor);
}

static void
add_form (ObdRedactor *redactor,
          const char  *text,
          gsize        length,
          gboolean     base64)
{
  Form *form = g_new0 (Form, 1);

  form->text = obd_secret_new (text, length);
  form->base64 = base64;
  g_ptr_array_add (redactor->forms, form);
}

/* The characters that base64 has for @secret when it begins @offset bytes into the encoded text,
 * without those that depend on its neighbours (as in "\0user\0password" of SASL PLAIN). */
static void
add_base64_form (ObdRedactor *redactor,
                 const char  *secret,
                 gsize        length,
                 gsize        offset)
{
  g_autofree guchar *bytes = g_malloc0 (offset + length);
  char *encoded;
  gsize first = (offset * 8 + 5) / 6;
  gsize end = (offset + length) * 8 / 6;

  memcpy (bytes + offset, secret, length);
  encoded = g_base64_encode (bytes, offset + length);
  add_form (redactor, encoded + first, end - first, TRUE);
  obd_wipe (bytes, offset + length);
  obd_wipe_string (encoded);
}

void
obd_redactor_add (ObdRedactor *redactor,
                  const char  *secret,
                  gsize        length)
{
  if (length == 0)
    return;
  add_form (redactor, secret, length, FALSE);
  if (length < SHORT_SECRET)
    return;
  for (gsize offset = 0; offset < 3; offset++)
    add_base64_form (redactor, secret, length, offset);
}

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=';
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c > 0x7F;
}

/* Widens the match [@from, @to) as its form wants; FALSE if it is no match after all. */
static gboolean
widen (const Form  *form,
       const char  *line,
       const char **from,
       const char **to)
{
  if (form->base64)
    {
      while (*from > line && is_base64 ((*from)[-1]))
        (*from)--;
      while (is_base64 (**to))
        (*to)++;
      return TRUE;
    }
  return obd_secret_length (form->text) >= SHORT_SECRET
         || !((*from > line && is_word ((*from)[-1])) || is_word (**to));
}

static char *
apply_form (const Form *form,
            char       *line)
{
  GString *out = NULL;
  const char *rest = line;
  const char *hit = line;

  while ((hit = strstr (hit, obd_secret_peek (form->text))) != NULL)
    {
      const char *from = hit;
      const char *to = hit + obd_secret_length (form->text);

      hit++;
      if (!widen (form, rest, &from, &to))
        continue;
      if (out == NULL)
        out = g_string_new (NULL);
      g_string_append_len (out, rest, from - rest);
      g_string_append (out, OBD_REDACTED);
      rest = hit = to;
    }
  if (out == NULL)
    return line;
  g_string_append (out, rest);
  obd_wipe_string (line);
  return g_string_free (out, FALSE);
}

/* "535-": a short password of digits must not turn a reply into garbage. */
static gsize
code_length (const char *line)
{
  if (strspn (line, "0123456789") != 3)
    return 0;
  return line[3] == ' ' || line[3] == '-' ? 4 : 3;
}

char *
obd_redactor_apply (ObdRedactor *redactor,
                    const char  *line)
{
  gsize skip = code_length (line);
  g_autofree char *code = g_strndup (line, skip);
  char *text = g_strdup (line + skip);
  char *whole;

  for (guint i = 0; i < redactor->forms->len; i++)
    text = apply_form (g_ptr_array_index (redactor->forms, i), text);
  whole = g_strconcat (code, text, NULL);
  g_free (text);
  return whole;
}
