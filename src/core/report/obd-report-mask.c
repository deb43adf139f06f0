/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-mask-private.h"

#include <string.h>

#include "obd-password-forms.h"

#define HIDDEN "[hidden]"

/* Shorter ones are replaced only where they stand alone: hiding every "a" would hide the report
 * and tell the password at the same time. */
#define MIN_ANYWHERE 4

/* Inside of sentences a shorter one is too likely to be a word of its own. */
#define MIN_LOCAL_PART 3
#define MIN_ORGANISATION 3

struct _ObdReportMask
{
  ObdRedaction  level;
  char         *own_address;
  char         *own_sender;
  char         *local;     /* what stands before the @ of own_address; may be empty */
  char         *login;     /* a user name that is not an address */
  GPtrArray    *organisations; /* (element-type utf8): learnt from certificates, the longest first */
  GPtrArray    *forms;     /* (element-type utf8), each wiped when freed */
  GRegex       *names;     /* what may be an address, a host or a numeric address */
  GHashTable   *aliases;   /* original in lower case → alias */
  guint         counts[6]; /* given so far, by kind */
};

enum
{
  KIND_PERSON,
  KIND_HOST,
  KIND_SITE,
  KIND_NUMBER,
  KIND_USER,
  KIND_ORGANISATION,
};

#define WORD "A-Za-z0-9\\x{80}-\\x{10ffff}"

/* An IPv6 address is only looked for roughly; GInetAddress judges whether it is one. A host may
 * stand right behind the code of a reply's line ("250-mail.larkspur.example"), which is no part
 * of its name, and behind the dot of a certificate's "*.larkspur.example". */
#define NAMES_PATTERN \
  "(?<mail>[" WORD ".!#$%&'*+/=?^_`{|}~-]+" \
  "@(?:\\[[0-9A-Za-z:.]+\\]|[" WORD "]+(?:[.-]+[" WORD "]+)*))" \
  "|(?<v4>(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d))" \
  "|(?<v6>(?<![\\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:]))" \
  "|(?<host>(?:(?<![\\w-])(?<![\\w-]\\.)|(?<=\\b\\d\\d\\d-))(?!\\d\\d\\d-)" \
  "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])(?![\\w-]))"

static char *
dup_local_part (const char *address)
{
  const char *at = strrchr (address, '@');

  return at != NULL ? g_strndup (address, at - address) : g_strdup ("");
}

ObdReportMask *
obd_report_mask_new (const ObdTarget *target,
                  ObdRedaction     level)
{
  ObdReportMask *mask = g_new0 (ObdReportMask, 1);

  mask->level = level;
  mask->own_address = g_ascii_strdown (target->address, -1);
  mask->own_sender = g_ascii_strdown (target->sender, -1);
  mask->local = dup_local_part (target->address);
  if (target->username != NULL && *target->username != '\0'
      && strchr (target->username, '@') == NULL
      && g_ascii_strcasecmp (target->username, mask->local) != 0)
    mask->login = g_strdup (target->username);
  mask->forms = target->password != NULL
                  ? obd_password_forms (obd_secret_peek (target->password))
                  : g_ptr_array_new ();
  mask->names = g_regex_new (NAMES_PATTERN, G_REGEX_OPTIMIZE, 0, NULL);
  mask->organisations = g_ptr_array_new_with_free_func (g_free);
  mask->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return mask;
}

void
obd_report_mask_free (ObdReportMask *mask)
{
  g_free (mask->own_address);
  g_free (mask->own_sender);
  g_free (mask->local);
  g_free (mask->login);
  g_ptr_array_unref (mask->organisations);
  g_ptr_array_unref (mask->forms);
  g_regex_unref (mask->names);
  g_hash_table_unref (mask->aliases);
  g_free (mask);
}

static gboolean
stands_alone (const char *text,
              const char *at,
              gsize       length)
{
  gboolean before = at > text && (g_ascii_isalnum (at[-1]) || (guchar) at[-1] >= 0x80);
  gboolean after = g_ascii_isalnum (at[length]) || (guchar) at[length] >= 0x80;

  return !before && !after;
}

/* Replaces @needle; a short one only where it stands alone. (transfer full) → (transfer full) */
static char *
replace_words (char       *text,
               const char *needle,
               const char *with,
               gboolean    anywhere)
{
  gsize length = strlen (needle);
  GString *out;
  const char *from = text;

  if (strstr (text, needle) == NULL)
    return text;
  out = g_string_new (NULL);
  for (const char *at = strstr (from, needle); at != NULL; at = strstr (from, needle))
    {
      g_string_append_len (out, from, at - from);
      g_string_append (out, anywhere || stands_alone (text, at, length) ? with : needle);
      from = at + length;
    }
  g_string_append (out, from);
  obd_wipe_string (text);
  return g_string_free (out, FALSE);
}

static char *
make_alias (guint kind,
            guint number)
{
  static const char *const shapes[] = {
    [KIND_PERSON] = "person",  [KIND_HOST] = "host", [KIND_SITE] = "site",
    [KIND_NUMBER] = "address", [KIND_USER] = "user",
    [KIND_ORGANISATION] = "organisation",
  };

  return g_strdup_printf ("%s%u", shapes[kind], number);
}

/* Borrowed: the one alias of @original in this report. */
static const char *
alias_for (ObdReportMask *mask,
           guint        kind,
           const char  *original)
{
  g_autofree char *lower = g_ascii_strdown (original, -1);
  g_autofree char *key = g_strdup_printf ("%u:%s", kind, lower);
  char *alias = g_hash_table_lookup (mask->aliases, key);

  if (alias != NULL)
    return alias;
  alias = make_alias (kind, ++mask->counts[kind]);
  g_hash_table_insert (mask->aliases, g_steal_pointer (&key), alias);
  return alias;
}

static int
compare_length (gconstpointer a,
                gconstpointer b)
{
  gsize left = strlen (*(const char *const *) a), right = strlen (*(const char *const *) b);

  return left < right ? 1 : left > right ? -1 : 0;
}

const char *
obd_report_mask_alias_organisation (ObdReportMask *mask,
                                    const char    *name)
{
  if (!g_ptr_array_find_with_equal_func (mask->organisations, name, g_str_equal, NULL))
    {
      g_ptr_array_add (mask->organisations, g_strdup (name));
      g_ptr_array_sort (mask->organisations, compare_length);
    }
  return alias_for (mask, KIND_ORGANISATION, name);
}

/* What stands before the last label where names are given out one level lower ("co.uk"). */
static const char *const common_suffixes[] = { "ac", "co", "com", "edu", "gov", "net", "org", NULL };

/* A name of nobody's subdomain, as far as that shows without a list of all public suffixes. */
static gboolean
is_site (const char *host)
{
  const char *dot = strchr (host, '.');
  const char *last = strrchr (host, '.');
  g_autofree char *first = NULL;

  if (dot == NULL || dot == last)
    return TRUE;
  if (strchr (dot + 1, '.') != last || strlen (last + 1) != 2)
    return FALSE;
  first = g_ascii_strdown (dot + 1, last - dot - 1);
  return g_strv_contains (common_suffixes, first);
}

/* Level by level, so that who belongs to whom can still be seen, by people and by the rules that
 * read such a report again: mail.larkspur.example is host1.site1.example, and its domain
 * site1.example. */
static void
append_host (ObdReportMask *mask,
             GString       *out,
             const char    *host)
{
  if (is_site (host))
    {
      g_string_append_printf (out, "%s.example", alias_for (mask, KIND_SITE, host));
      return;
    }
  g_string_append_printf (out, "%s.", alias_for (mask, KIND_HOST, host));
  append_host (mask, out, strchr (host, '.') + 1);
}

static char *
fetch (const GMatchInfo *match,
       const char       *name)
{
  char *text = g_match_info_fetch_named (match, name);

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
is_numeric (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

/* What stands behind the @: a name, or a numeric address in brackets. */
static void
append_domain (ObdReportMask *mask,
               GString       *out,
               const char    *domain)
{
  if (*domain == '[')
    g_string_append_printf (out, "[%s]", alias_for (mask, KIND_NUMBER, domain));
  else
    append_host (mask, out, domain);
}

/* For the provider's help desk only the names of others go; their domains explain the fault. */
static void
append_person (ObdReportMask *mask,
               GString     *out,
               const char  *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);
  const char *at = strrchr (address, '@');

  if (mask->level != OBD_REDACTION_PUBLIC
      && (g_str_equal (lower, mask->own_address) || g_str_equal (lower, mask->own_sender)))
    {
      g_string_append (out, address);
      return;
    }
  g_string_append_printf (out, "%s@", alias_for (mask, KIND_PERSON, address));
  if (mask->level == OBD_REDACTION_PUBLIC)
    append_domain (mask, out, at + 1);
  else
    g_string_append (out, at + 1);
}

static gboolean
replace_name_cb (const GMatchInfo *match,
                 GString          *out,
                 gpointer          data)
{
  ObdReportMask *mask = data;
  g_autofree char *whole = g_match_info_fetch (match, 0);
  g_autofree char *mail = fetch (match, "mail");
  g_autofree char *host = fetch (match, "host");

  if (mail != NULL)
    append_person (mask, out, mail);
  else if (mask->level != OBD_REDACTION_PUBLIC)
    g_string_append (out, whole);
  else if (host != NULL)
    append_host (mask, out, whole);
  else if (is_numeric (whole))
    g_string_append (out, alias_for (mask, KIND_NUMBER, whole));
  else
    g_string_append (out, whole);
  return FALSE;
}

/* Our sentences isolate names for right-to-left scripts (U+2066 to U+2069); a report is plain text
 * that is copied, searched and read in terminals, where the marks only disturb. */
static char *
drop_isolates (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x2066 || c > 0x2069)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static char *
hide_password (ObdReportMask *mask,
               char        *text)
{
  for (guint i = 0; i < mask->forms->len; i++)
    {
      const char *form = g_ptr_array_index (mask->forms, i);

      text = replace_words (text, form, HIDDEN, strlen (form) >= MIN_ANYWHERE);
    }
  return text;
}

/* What stands before the @ alone, where a server wants that as the user name: as it stands in the
 * alias of the address, so that one still follows from the other. As a part of a name, "mail" in
 * "mail.larkspur.example", it is none. */
static gboolean
is_part_of_name (const char *text,
                 const char *at,
                 gsize       length)
{
  return (at > text && strchr (".@-_+", at[-1]) != NULL)
         || (at[length] == '.' && g_ascii_isalnum (at[length + 1]))
         || (at[length] != '\0' && strchr ("@-_+", at[length]) != NULL);
}

static char *
hide_local_part (ObdReportMask *mask,
                 char          *text) /* (transfer full) */
{
  gsize length = strlen (mask->local);
  const char *from = text;
  GString *out;

  if (length > 0 && g_ascii_strcasecmp (text, mask->local) == 0)
    {
      obd_wipe_string (text);
      return g_strdup (alias_for (mask, KIND_PERSON, mask->own_address));
    }
  if (length < MIN_LOCAL_PART || strstr (text, mask->local) == NULL)
    return text;
  out = g_string_new (NULL);
  for (const char *at = strstr (from, mask->local); at != NULL; at = strstr (from, mask->local))
    {
      gboolean alone = stands_alone (text, at, length) && !is_part_of_name (text, at, length);

      g_string_append_len (out, from, at - from);
      g_string_append (out, alone ? alias_for (mask, KIND_PERSON, mask->own_address)
                                  : mask->local);
      from = at + length;
    }
  g_string_append (out, from);
  obd_wipe_string (text);
  return g_string_free (out, FALSE);
}

/* In our own sentences and in what servers say. A shorter one is too likely to be a word of its own. */
static char *
hide_organisations (ObdReportMask *mask,
                    char          *text) /* (transfer full) */
{
  for (guint i = 0; i < mask->organisations->len; i++)
    {
      const char *name = g_ptr_array_index (mask->organisations, i);

      if (g_utf8_strlen (name, -1) >= MIN_ORGANISATION)
        text = replace_words (text, name, alias_for (mask, KIND_ORGANISATION, name), FALSE);
    }
  return text;
}

/* (transfer full) → (transfer full) */
static char *
hide_names (ObdReportMask *mask,
            char          *text)
{
  g_autofree char *known = text;

  if (mask->level == OBD_REDACTION_SECRETS)
    return g_steal_pointer (&known);
  if (mask->level == OBD_REDACTION_PUBLIC && mask->login != NULL)
    known = replace_words (g_steal_pointer (&known), mask->login,
                           alias_for (mask, KIND_USER, mask->login), FALSE);
  if (mask->level == OBD_REDACTION_PUBLIC)
    known = hide_organisations (mask, g_steal_pointer (&known));
  if (mask->level == OBD_REDACTION_PUBLIC)
    known = hide_local_part (mask, g_steal_pointer (&known));
  return g_regex_replace_eval (mask->names, known, -1, 0, 0, replace_name_cb, mask, NULL);
}

char *
obd_report_mask_words (ObdReportMask *mask,
                    const char  *text)
{
  if (text == NULL)
    return NULL;
  return hide_names (mask, hide_password (mask, drop_isolates (text)));
}

char *
obd_report_mask_name (ObdReportMask *mask,
                      const char    *name)
{
  return name != NULL ? hide_names (mask, drop_isolates (name)) : NULL;
}

gboolean
obd_report_mask_hides_hosts (const ObdReportMask *mask)
{
  return mask->level == OBD_REDACTION_PUBLIC;
}
