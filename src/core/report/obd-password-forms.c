/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-password-forms.h"

#include <string.h>

#include "obd-reply.h"
#include "obd-secret.h"

static void
add_form (GPtrArray *forms,
          char      *form) /* (transfer full) (nullable) */
{
  if (form != NULL && *form != '\0')
    g_ptr_array_add (forms, form);
  else
    obd_wipe_string (form);
}

static char *
encode_hex (const char *text,
            gboolean    upper)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    g_string_append_printf (out, upper ? "%02X" : "%02x", (guchar) *text);
  return g_string_free (out, FALSE);
}

/* Base64 of something that holds the password: of the three ways in which three bytes become four
 * letters, the letters that depend on the password alone. */
static void
add_base64_forms (GPtrArray  *forms,
                  const char *password)
{
  gsize length = strlen (password);

  for (guint shift = 0; shift < 3; shift++)
    {
      gsize size = length + shift;
      guchar *bytes = g_malloc0 (size + 1);
      g_autofree char *encoded = NULL;
      gsize from = (shift * 8 + 5) / 6;
      gsize to = size * 8 / 6;

      memcpy (bytes + shift, password, length);
      encoded = g_base64_encode (bytes, size);
      obd_wipe (bytes, size);
      g_free (bytes);
      /* Fewer letters than that are no proof of anything and would hit words by chance. */
      if (to > from + 3)
        add_form (forms, g_strndup (encoded + from, to - from));
      if (shift == 0)
        add_form (forms, g_strdup (encoded));
      obd_wipe (encoded, strlen (encoded));
    }
}

GPtrArray *
obd_password_forms (const char *password)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_wipe_string);
  g_autofree char *seen = obd_text_sanitize (password, strlen (password));

  add_form (forms, g_strdup (password));
  if (!g_str_equal (seen, password))
    add_form (forms, g_strdup (seen));
  obd_wipe (seen, strlen (seen));
  add_base64_forms (forms, password);
  add_form (forms, g_uri_escape_string (password, NULL, FALSE));
  add_form (forms, encode_hex (password, FALSE));
  add_form (forms, encode_hex (password, TRUE));
  return forms;
}
