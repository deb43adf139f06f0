/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-address.h"

#include <gio/gio.h>
#include <string.h>

/* The words are translated where they are shown; base has no gettext. */
#define N_(text) (text)

G_DEFINE_QUARK (obd-input-error, obd_input_error)

static gboolean
fail (GError       **error,
      ObdInputError  field,
      const char    *sentence)
{
  g_set_error_literal (error, OBD_INPUT_ERROR, field, sentence);
  return FALSE;
}

/* Blanks around it come with copying; inside they are an error, newlines and control characters
 * anywhere inside would let a typed text add SMTP commands of its own (curl lib/smtp.c). */
static gboolean
check_characters (const char     *text,
                  ObdInputError   field,
                  GError        **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, field, N_("This text is not valid UTF-8."));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r')
        return fail (error, field, N_("This is more than one line; only one is wanted."));
      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        return fail (error, field, N_("An invisible character has slipped in; type it again."));
      if (g_unichar_isspace (c))
        return fail (error, field, N_("There is a blank inside; take it out."));
    }
  return TRUE;
}

static gboolean
is_atom_character (gunichar c)
{
  return c > 0x7F || g_ascii_isalnum (c) || (c != 0 && strchr ("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static gboolean
check_local_part (const char     *local,
                  ObdInputError   field,
                  GError        **error)
{
  gsize length = strlen (local);

  if (length == 0)
    return fail (error, field, N_("This is not a mail address yet: the part before @ is missing."));
  if (length > 64) /* RFC 5321 section 4.5.3.1.1 */
    return fail (error, field, N_("This is no mail address: the part before @ is too long."));
  if (local[0] == '"' && length > 2 && local[length - 1] == '"')
    {
      if (strpbrk (local + 1, "\\") == NULL && strchr (local + 1, '"') == local + length - 1)
        return TRUE;
      return fail (error, field, N_("The part before @ holds a sign that a mail address cannot have."));
    }
  if (local[0] == '.' || local[length - 1] == '.' || strstr (local, "..") != NULL)
    return fail (error, field, N_("There is a dot too many in the part before @."));
  for (const char *p = local; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_atom_character (g_utf8_get_char (p)))
      return fail (error, field, N_("The part before @ holds a sign that a mail address cannot have."));
  return TRUE;
}

static gboolean
labels_are_valid (const char *ascii)
{
  g_auto (GStrv) labels = g_strsplit (ascii, ".", -1);

  if (strlen (ascii) > 253) /* RFC 1035 section 2.3.4 less the root */
    return FALSE;
  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
      for (const char *p = labels[i]; *p != '\0'; p++)
        if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
          return FALSE;
    }
  return labels[0] != NULL;
}

/* (transfer full) (nullable): lower-case A-labels, without a final dot. */
static char *
to_ascii_name (const char *name)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  /* g_hostname_to_ascii() takes time that grows fast with the length. */
  if (*name == '\0' || strlen (name) > 1024)
    return NULL;
  ascii = g_hostname_to_ascii (name);
  if (ascii == NULL)
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  return labels_are_valid (lower) ? g_steal_pointer (&lower) : NULL;
}

/* Address literal, RFC 5321 section 4.1.3: "[192.0.2.1]" or "[IPv6:2001:db8::1]". Anything else in
 * the brackets could end the path and add parameters of its own. */
static gboolean
is_address_literal (const char *domain)
{
  gsize length = strlen (domain);
  g_autofree char *inside = NULL;
  gboolean six;

  if (length < 3 || domain[0] != '[' || domain[length - 1] != ']')
    return FALSE;
  inside = g_strndup (domain + 1, length - 2);
  six = g_ascii_strncasecmp (inside, "IPv6:", 5) == 0;
  return g_hostname_is_ip_address (six ? inside + 5 : inside)
         && (strchr (inside, ':') != NULL) == six && strchr (inside, '%') == NULL;
}

static char *
check_domain (const char     *domain,
              ObdInputError   field,
              GError        **error)
{
  g_autofree char *ascii = NULL;

  if (*domain == '\0')
    {
      fail (error, field, N_("This is not a mail address yet: the part after @ is missing."));
      return NULL;
    }
  if (is_address_literal (domain))
    return g_ascii_strdown (domain, -1);
  ascii = to_ascii_name (domain);
  if (ascii == NULL)
    {
      fail (error, field, N_("The part after @ is not a name that the Internet can have."));
      return NULL;
    }
  if (strchr (ascii, '.') == NULL)
    {
      fail (error, field, N_("This is not a mail address yet: the part after @ has no dot."));
      return NULL;
    }
  return g_steal_pointer (&ascii);
}

char *
obd_address_check (const char     *typed,
                   ObdInputError   field,
                   GError        **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *local = NULL;
  g_autofree char *domain = NULL;
  char *at;

  if (*text == '\0')
    {
      fail (error, field, N_("The mail address is empty."));
      return NULL;
    }
  /* Before anything costs time: RFC 5321 section 4.5.3.1.3. A U-label domain may shrink or grow. */
  if (strlen (text) > 4 * OBD_ADDRESS_MAX)
    {
      fail (error, field, N_("This is too long for a mail address."));
      return NULL;
    }
  if (!check_characters (text, field, error))
    return NULL;
  at = strrchr (text, '@');
  if (at == NULL)
    {
      fail (error, field, N_("This is not a mail address yet: the @ is missing."));
      return NULL;
    }
  local = g_strndup (text, at - text);
  if (!check_local_part (local, field, error))
    return NULL;
  domain = check_domain (at + 1, field, error);
  if (domain == NULL)
    return NULL;
  if (strlen (local) + 1 + strlen (domain) > OBD_ADDRESS_MAX)
    {
      fail (error, field, N_("This is too long for a mail address."));
      return NULL;
    }
  return g_strdup_printf ("%s@%s", local, domain);
}

const char *
obd_address_get_domain (const char *address)
{
  const char *at = strrchr (address, '@');

  return at != NULL ? at + 1 : "";
}

static char *
without_brackets (const char *text)
{
  gsize length = strlen (text);

  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    return g_strndup (text + 1, length - 2);
  return g_strdup (text);
}

char *
obd_host_check (const char  *typed,
                GError     **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *bare = without_brackets (text);
  g_autofree char *ascii = NULL;

  if (*text == '\0')
    {
      fail (error, OBD_INPUT_HOST, N_("The server name is empty."));
      return NULL;
    }
  if (!check_characters (text, OBD_INPUT_HOST, error))
    return NULL;
  if (g_hostname_is_ip_address (bare))
    return g_ascii_strdown (bare, -1);
  ascii = to_ascii_name (text);
  if (ascii == NULL)
    fail (error, OBD_INPUT_HOST, N_("This cannot be the name of a server."));
  return g_steal_pointer (&ascii);
}

char *
obd_host_correct (const char *typed)
{
  g_autofree char *text = NULL;
  GString *squeezed;
  char *start;

  if (strlen (typed) > 2048 || !g_utf8_validate (typed, -1, NULL))
    return NULL;
  squeezed = g_string_new (NULL);
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && !g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_unichar (squeezed, *p == ',' ? '.' : g_utf8_get_char (p));
  text = g_string_free (squeezed, FALSE);
  start = strstr (text, "://");
  start = start != NULL ? start + 3 : text;
  if (strrchr (start, '@') != NULL)
    start = strrchr (start, '@') + 1;
  start[strcspn (start, "/:?#")] = '\0';
  while (*start == '.')
    start++;
  return obd_host_check (start, NULL);
}
