/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "obd-classifier.h"
#include "obd-json.h"
#include "obd-phrase.h"
#include "obd-rule.h"

/* What a person pastes; a longer text is read to its end and cut. */
#define MAX_TEXT (64 * 1024)

static char *option_stage;
static char *option_signed_in;
static char **option_words;
static gboolean option_batch;
static gboolean option_json;

static const GOptionEntry entries[] = {
  { "stage", 0, 0, G_OPTION_ARG_FILENAME, &option_stage,
    N_("where it came: client-dialog, connect, auth, mail, rcpt, data, …"), N_("STAGE") },
  { "signed-in", 0, 0, G_OPTION_ARG_FILENAME, &option_signed_in,
    N_("whether the program had signed in: yes, no or unknown"), N_("STATE") },
  { "batch", 0, 0, G_OPTION_ARG_NONE, &option_batch,
    N_("read lines “id, stage, signed-in, text” with tabs between, answer “id, cause, confidence”"),
    NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &option_json, N_("print JSON"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_words, NULL, N_("[TEXT…]") },
  { NULL },
};

/* "\n" of a batch line becomes a new line, in place. */
static void
unescape (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (from[0] == '\\' && from[1] == 'n')
        {
          *to++ = '\n';
          from++;
        }
      else
        *to++ = *from;
    }
  *to = '\0';
}

static void
format_confidence (double  confidence,
                   char   *buffer,
                   gsize   size)
{
  g_ascii_formatd (buffer, size, "%.2f", confidence);
}

/* Every line gets its answer, whatever is wrong with it. */
static void
answer_line (char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 4);
  g_auto (ObdReading) reading = { OBD_CAUSE_UNKNOWN, 0.0, NULL };
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_strv_length (fields) == 4)
    {
      unescape (fields[3]);
      obd_classify (fields[3], obd_stage_from_nick (fields[1]), obd_signed_in_from_nick (fields[2]),
                    &reading);
    }
  format_confidence (reading.confidence, confidence, sizeof confidence);
  fprintf (stdout, "%s\t%s\t%s\n", fields[0] != NULL ? fields[0] : "",
           obd_cause_to_nick (reading.cause), confidence);
}

static int
run_batch (void)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) >= 0)
    {
      line[strcspn (line, "\r\n")] = '\0';
      answer_line (line);
      /* Streaming: whoever waits for the answer before sending the next line gets it. */
      if (fflush (stdout) != 0)
        {
          free (line);
          return obd_cli_fail (_("Standard output cannot be written."));
        }
    }
  free (line);
  return OBD_CLI_HEALTHY;
}

static char *
read_standard_input (void)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    if (text->len < MAX_TEXT)
      g_string_append_len (text, buffer, n);
  return g_string_free (text, FALSE);
}

static void
print_json (const ObdReading *reading,
            const char       *summary)
{
  ObdJson *json = obd_json_new ();
  g_autofree char *text = NULL;

  obd_json_open_object (json, NULL);
  obd_json_put_int (json, "schema", 1);
  obd_json_put_text (json, "cause", obd_cause_to_nick (reading->cause));
  obd_json_put_real (json, "confidence", reading->confidence);
  obd_json_put_text (json, "summary", summary);
  obd_json_put_text (json, "matched", reading->matched);
  text = obd_json_finish (json);
  fputs (text, stdout);
}

static const char *
certainty_word (double confidence)
{
  if (confidence >= 0.9)
    return _("The words are clear.");
  if (confidence >= 0.7)
    return _("That is likely, not certain.");
  return _("That is possible, no more.");
}

static void
print_text (const ObdReading *reading,
            const char       *summary)
{
  g_autofree char *cause = g_strdup (obd_cause_to_nick (reading->cause));

  if (reading->cause == OBD_CAUSE_UNKNOWN)
    {
      g_print ("%s\n%s\n", cause, _("No cause can be told from these words."));
      return;
    }
  g_print ("%s\n%s\n%s\n", cause, summary, certainty_word (reading->confidence));
  /* TRANSLATORS: %s is the part of a server's reply that told the cause. */
  g_print (_("It shows in: “%s”\n"), reading->matched);
}

/* The rule's own sentence for the cause, with general words, as no mailbox is known. */
static char *
dup_summary (ObdCause cause)
{
  ObdPhrase phrase = { NULL, NULL, 0, TRUE };

  return obd_phrase_fill (&phrase, _(obd_rules_for_cause (cause)->title));
}

static int
explain_text (const char *text)
{
  g_auto (ObdReading) reading = { 0 };
  g_autofree char *summary = NULL;

  obd_classify (text, obd_stage_from_nick (option_stage),
                obd_signed_in_from_nick (option_signed_in), &reading);
  summary = dup_summary (reading.cause);
  if (option_json)
    print_json (&reading, summary);
  else
    print_text (&reading, summary);
  return OBD_CLI_HEALTHY;
}

int
obd_cli_explain (int    argc,
                 char **argv)
{
  g_autofree char *text = NULL;
  int status;

  if (!obd_cli_parse (NULL,
                      _("Without TEXT the text is read from standard input."), entries, &argc,
                      &argv, &status))
    return status;
  if (option_batch && (option_words != NULL || option_json))
    return obd_cli_fail (_("explain --batch reads standard input and takes no TEXT and no --json."));
  if (option_batch)
    return run_batch ();
  text = option_words != NULL ? g_strjoinv (" ", option_words) : read_standard_input ();
  return explain_text (text);
}
