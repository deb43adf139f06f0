/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-explain.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* The line that is being read. */
typedef struct
{
  char     bytes[OBD_CLI_EXPLAIN_MAX_LINE + 1];
  gsize    length;
  gboolean begun; /* there is one, even if it is empty */
} Line;

/* "\n" becomes a new line and a zero character a blank, in place. */
static void
unescape (char  *text,
          gsize  length)
{
  char *to = text;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' && i + 1 < length && text[i + 1] == 'n')
        {
          *to++ = '\n';
          i++;
        }
      else
        *to++ = text[i] != '\0' ? text[i] : ' ';
    }
  *to = '\0';
}

/* The end of the field that begins at @from. */
static char *
end_of_field (char *from,
              char *end)
{
  char *tab = memchr (from, '\t', end - from);

  return tab != NULL ? tab : end;
}

static void
classify (char       *stage,
          char       *end,
          ObdReading *reading)
{
  char *signed_in = end_of_field (stage, end);
  char *text = signed_in < end ? end_of_field (signed_in + 1, end) : end;

  if (text == end)
    return;
  *signed_in = *text = '\0';
  unescape (text + 1, end - text - 1);
  obd_classify (text + 1, obd_stage_from_nick (stage), obd_signed_in_from_nick (signed_in + 1),
                reading);
}

/* Every line gets its answer, whatever is wrong with it. The confidence is written in the C locale:
 * programs read it. */
static void
answer (Line *line)
{
  g_auto (ObdReading) reading = { OBD_CAUSE_UNKNOWN, 0.0, NULL };
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];
  char *end, *id_end;

  if (line->length > 0 && line->bytes[line->length - 1] == '\r')
    line->length--;
  end = line->bytes + line->length;
  *end = '\0';
  id_end = end_of_field (line->bytes, end);
  if (id_end < end)
    classify (id_end + 1, end, &reading);
  fwrite (line->bytes, 1, id_end - line->bytes, stdout);
  g_ascii_formatd (confidence, sizeof confidence, "%.2f", reading.confidence);
  fprintf (stdout, "\t%s\t%s\n", obd_cause_to_nick (reading.cause), confidence);
  line->length = 0;
  line->begun = FALSE;
}

static void
take (Line       *line,
      const char *bytes,
      gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      line->begun = TRUE;
      if (bytes[i] == '\n')
        answer (line);
      else if (line->length < OBD_CLI_EXPLAIN_MAX_LINE)
        line->bytes[line->length++] = bytes[i];
    }
}

int
obd_cli_explain_lines (int fd)
{
  g_autofree Line *line = g_new0 (Line, 1);
  char block[16 * 1024];
  gssize n;

  while ((n = read (fd, block, sizeof block)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return obd_cli_fail (_("Standard input cannot be read: %s."), g_strerror (errno));
      take (line, block, n);
      /* Whoever waits for the answer before sending the next line gets it. */
      if (!obd_cli_flush ())
        return OBD_CLI_USAGE;
    }
  if (line->begun)
    answer (line);
  return obd_cli_flush () ? OBD_CLI_HEALTHY : OBD_CLI_USAGE;
}
