/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-explain.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "obd-diagnosis.h"
#include "obd-doubts.h"
#include "obd-json.h"

/* What a person pastes; a longer text is read to its end and cut. */
#define MAX_TEXT (64 * 1024)

static char *option_stage;
static char *option_signed_in;
static char **option_words;
static gboolean option_batch;
static gboolean option_json;

static const GOptionEntry entries[] = {
  { "stage", 0, 0, G_OPTION_ARG_FILENAME, &option_stage,
    N_("where it came: client-dialog (an error message on the device), dns, connect, banner, ehlo, "
       "starttls, tls, auth, mail, rcpt, data or end-of-data"), N_("STAGE") },
  { "signed-in", 0, 0, G_OPTION_ARG_FILENAME, &option_signed_in,
    N_("whether the program had signed in: yes, no or unknown"), N_("STATE") },
  { "batch", 0, 0, G_OPTION_ARG_NONE, &option_batch,
    N_("read lines “id, stage, signed-in, text” with tabs between, answer “id, cause, confidence”"),
    NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &option_json, N_("print JSON"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_words, NULL, N_("[TEXT…]") },
  { NULL },
};

/* Everything that is told about one text. */
typedef struct
{
  ObdReading    reading;
  ObdDiagnosis *meaning; /* (owned): the words for the cause */
  GArray       *doubts;  /* ObdDoubt (owned) */
} Explanation;

static void
clear_explanation (Explanation *self)
{
  obd_reading_clear (&self->reading);
  g_clear_object (&self->meaning);
  g_clear_pointer (&self->doubts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explanation, clear_explanation)

static void
explain (Explanation *self,
         const char  *text)
{
  ObdStage stage = obd_stage_from_nick (option_stage);
  ObdSignedIn signed_in = obd_signed_in_from_nick (option_signed_in);

  obd_classify (text, stage, signed_in, &self->reading);
  self->meaning = obd_diagnosis_new_for_cause (self->reading.cause, self->reading.confidence);
  self->doubts = obd_doubts_find (text, stage, signed_in, &self->reading);
}

/* (transfer full) (nullable): a sentence of the diagnosis without isolates, %NULL for none */
static char *
plain (char *sentence) /* (transfer full) (nullable) */
{
  g_autofree char *text = sentence;

  return text != NULL && *text != '\0' ? obd_text_without_isolates (text) : NULL;
}

static char *
dup_summary (ObdCause cause)
{
  g_autoptr (ObdDiagnosis) meaning = obd_diagnosis_new_for_cause (cause, 1.0);

  return obd_diagnosis_dup_summary (meaning);
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void
put_sentence (ObdJson    *json,
              const char *name,
              char       *sentence) /* (transfer full) (nullable) */
{
  g_autofree char *text = plain (sentence);

  obd_json_put_text (json, name, text);
}

static void
put_doubts (ObdJson *json,
            GArray  *doubts)
{
  obd_json_open_array (json, "doubts");
  for (guint i = 0; i < doubts->len; i++)
    {
      const ObdDoubt *doubt = &g_array_index (doubts, ObdDoubt, i);

      obd_json_open_object (json, NULL);
      obd_json_put_text (json, "cause", obd_cause_to_nick (doubt->cause));
      obd_json_put_real (json, "confidence", doubt->confidence);
      put_sentence (json, "summary", dup_summary (doubt->cause));
      if (doubt->stage != OBD_STAGE_NONE)
        obd_json_put_text (json, "stage", obd_stage_to_nick (doubt->stage));
      if (doubt->signed_in != OBD_SIGNED_IN_UNKNOWN)
        obd_json_put_text (json, "signed_in",
                           doubt->signed_in == OBD_SIGNED_IN_YES ? "yes" : "no");
      obd_json_close (json);
    }
  obd_json_close (json);
}

static void
put_remedies (ObdJson           *json,
              const char *const *remedies)
{
  obd_json_open_array (json, "remedies");
  for (; *remedies != NULL; remedies++)
    obd_json_put_text (json, NULL, *remedies);
  obd_json_close (json);
}

static void
print_json (const Explanation *self)
{
  ObdJson *json = obd_json_new ();
  g_autofree char *text = NULL;

  obd_json_open_object (json, NULL);
  obd_json_put_int (json, "schema", 1);
  obd_json_put_text (json, "cause", obd_cause_to_nick (self->reading.cause));
  obd_json_put_real (json, "confidence", self->reading.confidence);
  put_sentence (json, "summary", obd_diagnosis_dup_summary (self->meaning));
  put_sentence (json, "explanation", obd_diagnosis_dup_explanation (self->meaning));
  put_sentence (json, "actor", obd_diagnosis_dup_actor_label (self->meaning));
  obd_json_put_text (json, "matched", self->reading.matched);
  put_doubts (json, self->doubts);
  put_remedies (json, obd_diagnosis_get_remedies (self->meaning));
  text = obd_json_finish (json);
  fputs (text, stdout);
}

/* --- for people ------------------------------------------------------------------------------- */

static const char *
certainty_word (double confidence)
{
  if (confidence >= 0.9)
    return _("The words are clear.");
  if (confidence >= 0.7)
    return _("That is likely, not certain.");
  return _("That is possible, no more.");
}

/* When the words would mean something else; %NULL for a stage that nothing is called. */
static const char *
describe_state (const ObdDoubt *doubt)
{
  static const char *const places[OBD_STAGE_CLIENT_DIALOG + 1] = {
    [OBD_STAGE_BANNER] = N_("if it is the server’s greeting"),
    [OBD_STAGE_EHLO] = N_("if it answers how the program introduced itself"),
    [OBD_STAGE_STARTTLS] = N_("if it answers the wish for encryption"),
    [OBD_STAGE_AUTH] = N_("if it answers the sign-in"),
    [OBD_STAGE_MAIL] = N_("if it answers the sender’s address"),
    [OBD_STAGE_RCPT] = N_("if it answers the recipient’s address"),
    [OBD_STAGE_DATA] = N_("if it comes when the message is to begin"),
    [OBD_STAGE_END_OF_DATA] = N_("if it comes after the whole message"),
  };

  if (doubt->signed_in == OBD_SIGNED_IN_YES)
    return _("if the program had signed in before");
  if (doubt->signed_in == OBD_SIGNED_IN_NO)
    return _("if the program had not signed in");
  return places[doubt->stage] != NULL ? _(places[doubt->stage]) : NULL;
}

static void
print_doubts (GArray *doubts)
{
  for (guint i = 0; i < doubts->len; i++)
    {
      const ObdDoubt *doubt = &g_array_index (doubts, ObdDoubt, i);
      g_autofree char *summary = dup_summary (doubt->cause);
      const char *state = describe_state (doubt);

      /* TRANSLATORS: what would tell two causes apart. The first %s is such as “if the program had
       * signed in before”, the second the name of a cause, the third a sentence about it. */
      if (state != NULL)
        g_print (_("To be sure: %s, it is %s: %s\n"), state, obd_cause_to_nick (doubt->cause),
                 summary);
    }
}

static void
print_remedies (const char *const *remedies)
{
  if (*remedies != NULL)
    g_print ("\n%s\n", _("What to do"));
  for (guint number = 1; *remedies != NULL; remedies++, number++)
    {
      const ObdRemedy *remedy = obd_remedy_find (*remedies);

      g_print ("%u. %s\n", number, remedy != NULL ? _(remedy->label) : *remedies);
    }
}

static void
print_meaning (const Explanation *self)
{
  g_autofree char *summary = obd_diagnosis_dup_summary (self->meaning);
  g_autofree char *explanation = plain (obd_diagnosis_dup_explanation (self->meaning));
  g_autofree char *actor = plain (obd_diagnosis_dup_actor_label (self->meaning));

  g_print ("%s\n", summary);
  if (explanation != NULL)
    g_print ("%s\n", explanation);
  if (actor != NULL)
    g_print ("%s.\n", actor);
  g_print ("\n%s\n", certainty_word (self->reading.confidence));
  if (self->reading.matched != NULL)
    /* TRANSLATORS: %s is the part of a server's reply that told the cause. */
    g_print (_("It shows in: “%s”\n"), self->reading.matched);
}

static void
print_text (const Explanation *self)
{
  gboolean known = self->reading.cause != OBD_CAUSE_UNKNOWN;

  g_print ("%s\n", obd_cause_to_nick (self->reading.cause));
  if (known)
    print_meaning (self);
  else
    g_print ("%s\n%s\n", _("No cause can be told from these words."),
             _("More of the message may tell, or where it came (--stage) and whether the program had "
               "signed in (--signed-in)."));
  print_doubts (self->doubts);
  if (known)
    print_remedies (obd_diagnosis_get_remedies (self->meaning));
}

/* --- the command ------------------------------------------------------------------------------ */

/* Zero characters would end the text for every function that follows: they are blanks. */
static char *
read_standard_input (void)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    for (size_t i = 0; i < n && text->len < MAX_TEXT; i++)
      g_string_append_c (text, buffer[i] != '\0' ? buffer[i] : ' ');
  return g_string_free (text, FALSE);
}

static int
explain_text (const char *text)
{
  g_auto (Explanation) explanation = { 0 };

  explain (&explanation, text);
  if (option_json)
    print_json (&explanation);
  else
    print_text (&explanation);
  return obd_cli_flush () ? OBD_CLI_HEALTHY : OBD_CLI_USAGE;
}

int
obd_cli_explain (int    argc,
                 char **argv)
{
  g_autofree char *text = NULL;
  int status;

  if (!obd_cli_parse (NULL,
                      _("TEXT is what the server or the error message says; put it in quotes. "
                        "Without TEXT it is\nread from standard input. The more is told of where it "
                        "came, the surer the answer."), entries, &argc,
                      &argv, &status))
    return status;
  if (option_batch && (option_words != NULL || option_json))
    return obd_cli_fail (_("explain --batch reads standard input and takes no TEXT and no --json."));
  if (option_batch)
    return obd_cli_explain_lines (STDIN_FILENO);
  if (option_words == NULL && isatty (STDIN_FILENO))
    g_printerr ("%s\n", _("Type or paste the message, then press Ctrl+D on a line of its own."));
  text = option_words != NULL ? g_strjoinv (" ", option_words) : read_standard_input ();
  return explain_text (text);
}
