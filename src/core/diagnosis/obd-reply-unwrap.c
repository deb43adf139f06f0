/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-rows.h"

#include <string.h>

/* So many letters have to follow a code before it is the beginning of a reply. */
#define MIN_WORDS 6

/* Length of "550, '" or "550, b'", as Python writes a pair of code and words; 0 if there is none. */
static gsize
tuple_length (const char *at)
{
  gsize n = 5;

  if (at[3] != ',' || at[4] != ' ')
    return 0;
  n += at[n] == 'b' || at[n] == 'u';
  return at[n] == '\'' || at[n] == '"' ? n + 1 : 0;
}

/* Whether the three digits of a failure stand there. */
static gboolean
is_code (const char *at)
{
  return (at[0] == '4' || at[0] == '5') && at[1] >= '0' && at[1] <= '7' && g_ascii_isdigit (at[2]);
}

/* Length of "550 ", "550-", "550: ", "550. " or of the beginning of a pair, of a failure; 0 if there is
 * none. */
static gsize
code_length (const char *at)
{
  if (!is_code (at))
    return 0;
  if (at[3] == ' ' || at[3] == '-')
    return 4;
  if (g_str_has_prefix (at + 3, ": ") || g_str_has_prefix (at + 3, ". "))
    return 5;
  return tuple_length (at);
}

/* Length of "5.7.1 " of a failure; 0 if there is none. */
static gsize
enhanced_length (const char *at)
{
  gsize n = strspn (at, "0123456789.");

  return (at[0] == '4' || at[0] == '5') && at[1] == '.' && g_ascii_isdigit (at[2]) && at[3] == '.'
                 && g_ascii_isdigit (at[4]) && n <= 7 && at[n] == ' '
             ? n + 1
             : 0;
}

static gboolean
has_words (const char *at)
{
  gsize letters = 0;

  for (; *at != '\0' && letters < MIN_WORDS; at++)
    letters += g_ascii_isalpha (*at) || (guchar) *at >= 0xC0;
  return letters == MIN_WORDS;
}

/* Length of what a reply begins with; a code alone tells more than an enhanced one does. */
typedef gsize (*Beginning) (const char *at);

static gboolean
begins_with (const char *at,
             Beginning   length)
{
  gsize skip = length (at);

  return skip > 0 && has_words (at + skip);
}

static gboolean
begins_reply (const char *at)
{
  return begins_with (at, code_length) || begins_with (at, enhanced_length);
}

/* What stands before a quoted reply: a bracket, a quotation mark, a blank. Not a digit, a dot or
 * a letter (part of a number, an address, a session's name), not the colon of a port. */
static gboolean
may_precede (char c)
{
  return strchr (" '\"([<{>;", c) != NULL;
}

static gboolean
is_port (const char *normal,
         const char *at)
{
  return at - normal >= 5 && strncmp (at - 5, "port ", 5) == 0;
}

/* The reply ends where the quotation does that it began with, a pair "(550, b'…')" inside it. */
static char *
cut_quotation (const char *at)
{
  const char *end = NULL;
  gsize pair = g_ascii_isdigit (at[1]) ? tuple_length (at) : 0;
  const char *from = at + pair;
  char quote = from[-1];

  if (quote == '\'' || quote == '"')
    for (const char *p = from; *p != '\0' && end == NULL; p++)
      if (*p == quote && (p[1] == '\0' || strchr (",)}.] ", p[1]) != NULL))
        end = p;
  if (end == NULL)
    end = from + strlen (from);
  return pair > 0 ? g_strdup_printf ("%.3s %.*s", at, (int) (end - from), from)
                  : g_strndup (from, end - from);
}

/* "RCPT TO <…> failed: …": programs in every language name the command as the protocol does. */
static const struct
{
  const char *name;
  ObdStage    stage;
} commands[] = {
  { "rcpt to", OBD_STAGE_RCPT },  { "mail from", OBD_STAGE_MAIL },
  { "auth", OBD_STAGE_AUTH },     { "helo", OBD_STAGE_EHLO },
  { "data", OBD_STAGE_DATA },     { "starttls", OBD_STAGE_STARTTLS },
};

/* The command has to stand in what comes before the colon, and that has to be short. */
#define MAX_FRAME 72

static const char *
find_command (const char *normal,
              gsize       length,
              ObdStage   *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *at = g_strstr_len (normal, length, commands[i].name);

      if (at == NULL || (at > normal && g_ascii_isalnum (at[-1]))
          || g_ascii_isalnum (at[strlen (commands[i].name)]))
        continue;
      *stage = commands[i].stage;
      return at;
    }
  return NULL;
}

static char *
unwrap_command (const char *normal,
                ObdStage   *stage)
{
  const char *colon = strchr (normal, ':');

  if (colon == NULL || colon - normal > MAX_FRAME || g_ascii_isdigit (normal[0])
      || (colon[1] != ' ' && (guchar) colon[1] < 0x80) || !has_words (colon + 1)
      || find_command (normal, colon - normal, stage) == NULL)
    return NULL;
  return g_strdup (colon + (colon[1] == ' ' ? 2 : 1));
}

/* "Error (550): the recipient could not be added (nobody of that name)": the code stands before what
 * the program says, the words behind it. */
static char *
unwrap_brackets (const char *normal)
{
  gsize length = strlen (normal);
  const char *code = normal, *words;

  while (length > 0 && normal[length - 1] == '.')
    length--;
  do
    code = strpbrk (code + 1, "([");
  while (code != NULL && (!is_code (code + 1) || (code[4] != ')' && code[4] != ']')));
  words = code != NULL ? strstr (code, " (") : NULL;
  if (words == NULL || normal[length - 1] != ')' || !has_words (words))
    return NULL;
  return g_strdup_printf ("%.3s %.*s", code + 1, (int) (normal + length - 3 - words), words + 2);
}

/* Where the reply inside begins. A program may quote two, "5.7.57 not signed in. Error: 535 no such
 * password": the whole one is what the server said, the other what the program makes of it. */
static const char *
find_reply (const char *normal)
{
  static const Beginning beginnings[] = { code_length, enhanced_length };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    for (const char *p = normal + 1; *p != '\0'; p++)
      if (may_precede (p[-1]) && begins_with (p, beginnings[i]) && !is_port (normal, p))
        return p;
  return NULL;
}

char *
obd_reply_unwrap (const char *normal,
                  ObdStage   *stage)
{
  const char *reply;
  char *inside;

  if (normal[0] == '\0' || begins_reply (normal))
    return NULL;
  inside = unwrap_brackets (normal);
  if (inside != NULL)
    return inside;
  reply = find_reply (normal);
  return reply != NULL ? cut_quotation (reply) : unwrap_command (normal, stage);
}
