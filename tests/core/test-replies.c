/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The book of rows: what is built in, what is refused, and how rows decide. */

#include "config.h"

#include "obd-reply-rows.h"

#include <string.h>

/* --- the rows that are built in --- */

static void
check_example (const ObdReplyRow *row,
               guint              index,
               const char        *example)
{
  const ObdReplyBook *book = obd_reply_book_get ();
  g_auto (GStrv) parts = g_strsplit (example, "|", 3);
  g_autofree char *normal = NULL;
  g_auto (ObdReading) reading = { 0 };
  ObdReplyFacts facts;
  int decided;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  normal = obd_reply_normalize (parts[2]);
  obd_reply_facts_read (book->lexicon, normal, &facts);
  decided = obd_reply_book_decide (book, &facts, obd_stage_from_nick (parts[0]),
                                   obd_signed_in_from_nick (parts[1]), &reading);
  if (decided == (int) index)
    return;
  g_test_message ("[%s] does not decide its example \"%s\", but [%s]", row->reason, example,
                  decided < 0 ? "no row"
                              : ((ObdReplyRow *) g_ptr_array_index (book->rows, decided))->reason);
  g_test_fail ();
}

/* Each row decides a text of our own wording; so none is out of reach behind another. */
static void
test_examples (void)
{
  GPtrArray *rows = obd_reply_book_get ()->rows;

  g_assert_cmpuint (rows->len, >, 50);
  for (guint i = 0; i < rows->len; i++)
    {
      const ObdReplyRow *row = g_ptr_array_index (rows, i);

      if (row->examples[0] == NULL)
        {
          g_test_message ("[%s] has no example", row->reason);
          g_test_fail ();
        }
      for (guint n = 0; row->examples[n] != NULL; n++)
        check_example (row, i, row->examples[n]);
    }
}

/* The normalised text is lower case and matched byte by byte: a pattern with capitals never
 * matches, one with letters outside ASCII in brackets matches pieces of letters. */
static gboolean
can_match (const char *pattern)
{
  gboolean in_class = FALSE;

  for (const char *p = pattern; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          continue;
        }
      in_class = in_class ? *p != ']' : *p == '[';
      if ((in_class && (guchar) *p >= 0x80) || g_ascii_isupper (*p))
        return FALSE;
    }
  return TRUE;
}

static void
test_patterns (void)
{
  GPtrArray *rows = obd_reply_book_get ()->rows;

  g_assert_false (can_match ("Capital"));
  g_assert_false (can_match ("[ä]"));
  g_assert_true (can_match ("\\Sä[a-z]"));
  for (guint i = 0; i < rows->len; i++)
    {
      const ObdReplyRow *row = g_ptr_array_index (rows, i);

      if (row->words == NULL || can_match (g_regex_get_pattern (row->words)))
        continue;
      g_test_message ("[%s] cannot match", row->reason);
      g_test_fail ();
    }
}

/* --- files that are wrong --- */

#define ROW "[r]\ncause=healthy\nconfidence=0.5\n"

static void
test_bad_rows (void)
{
  static const struct
  {
    const char *text;
    const char *named;  /* what the message has to name */
  } bad[] = {
    { "[r]\ncause=healty\nconfidence=0.5\nwords=x\n", "healty" },
    { "[r]\nconfidence=0.5\nwords=x\n", "cause" },
    { "[r]\ncause=healthy\nconfidence=1.5\nwords=x\n", "confidence" },
    { "[r]\ncause=healthy\nwords=x\n", "confidence" },
    { ROW "words=(x\n", "words" },
    { ROW "all=no-such-thing\n", "no-such-thing" },
    { ROW "all=thing~no-such-thing\n", "no-such-thing" },
    { ROW "none=no-such-thing\nwords=x\n", "no-such-thing" },
    { ROW "words=x\nstage=never\n", "never" },
    { ROW "words=x\nsigned-in=maybe\n", "maybe" },
    { ROW "words=x\nwhat=ever\n", "what" },
    { ROW, "[r]" },
    { ROW "none=thing\n", "[r]" },
    { "[concepts]\nthing=a||b\n", "thing" },
    { "[concepts]\nthing=*\n", "thing" },
    { "[concepts]\nthing=_\n", "thing" },
    { "no group\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (ObdReplyBook) book = obd_reply_book_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (obd_lexicon_add (book->lexicon, "thing", "thing", NULL));
      g_assert_false (obd_reply_book_parse (book, bad[i].text, strlen (bad[i].text), &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, bad[i].named));
    }
}

static void
test_too_many_concepts (void)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < OBD_LEXICON_MAX_CONCEPTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", i);

      g_assert_true (obd_lexicon_add (lexicon, name, "word", NULL));
    }
  g_assert_true (obd_lexicon_add (lexicon, "c0", "another", NULL));
  g_assert_false (obd_lexicon_add (lexicon, "one-more", "word", &error));
  g_assert_nonnull (error);
}

/* --- rows: order, conditions, how sure --- */

static const char small_book[] =
    "[concepts]\n"
    "door = door\n"
    "door[de] = tuer\n"
    "shut = shut|closed\n"
    "green = green\n"
    "[A shut door]\ncause = ip-blocked\nconfidence = 0.8\nall = door~shut\nnone = green\n"
    "[A closed word]\ncause = ip-blocked\nconfidence = 0.8\nall = shut\nstage = banner\n"
    "[A door alone]\ncause = rate-limited\nconfidence = 0.8\nall = door\nsigned-in = yes\n"
    "[A code]\ncause = server-error\nconfidence = 0.5\ncode = 4xx\n"
    "[A status]\ncause = recipient-full\nconfidence = 0.6\nenhanced = x.2.2\n";

static double
read_small (const char  *text,
            ObdStage     stage,
            ObdSignedIn  signed_in,
            ObdCause     cause)
{
  g_autoptr (ObdReplyBook) book = obd_reply_book_new ();
  g_auto (ObdReading) reading = { 0 };
  ObdReplyFacts facts;

  g_assert_true (obd_reply_book_parse (book, small_book, strlen (small_book), NULL));
  obd_reply_facts_read (book->lexicon, text, &facts);
  obd_reply_book_decide (book, &facts, stage, signed_in, &reading);
  g_assert_cmpstr (obd_cause_to_nick (reading.cause), ==, obd_cause_to_nick (cause));
  return reading.confidence;
}

static void
test_conditions (void)
{
  const ObdSignedIn yes = OBD_SIGNED_IN_YES, no = OBD_SIGNED_IN_NO;

  read_small ("the door is shut", OBD_STAGE_RCPT, no, OBD_CAUSE_IP_BLOCKED);
  read_small ("shut is the tuer", OBD_STAGE_RCPT, no, OBD_CAUSE_IP_BLOCKED);
  read_small ("the green door is shut", OBD_STAGE_RCPT, no, OBD_CAUSE_UNKNOWN);
  read_small ("we are closed", OBD_STAGE_BANNER, no, OBD_CAUSE_IP_BLOCKED);
  read_small ("we are closed", OBD_STAGE_RCPT, no, OBD_CAUSE_UNKNOWN);
  read_small ("a door", OBD_STAGE_RCPT, yes, OBD_CAUSE_RATE_LIMITED);
  read_small ("a door", OBD_STAGE_RCPT, no, OBD_CAUSE_UNKNOWN);
  read_small ("450 nothing", OBD_STAGE_RCPT, no, OBD_CAUSE_SERVER_ERROR);
  read_small ("550 5.2.2 nothing", OBD_STAGE_RCPT, no, OBD_CAUSE_RECIPIENT_FULL);
  read_small ("550 nothing", OBD_STAGE_RCPT, no, OBD_CAUSE_UNKNOWN);
}

/* A second row that says the same makes surer, one that says otherwise less sure. */
static void
test_second_opinion (void)
{
  const double alone = read_small ("the door is shut", OBD_STAGE_RCPT, OBD_SIGNED_IN_NO,
                                   OBD_CAUSE_IP_BLOCKED);
  const double agreed = read_small ("the door is shut", OBD_STAGE_BANNER, OBD_SIGNED_IN_NO,
                                    OBD_CAUSE_IP_BLOCKED);
  const double contradicted = read_small ("the door is shut", OBD_STAGE_RCPT, OBD_SIGNED_IN_YES,
                                          OBD_CAUSE_IP_BLOCKED);

  g_assert_cmpfloat_with_epsilon (alone, 0.8, 0.001);
  g_assert_cmpfloat (agreed, >, alone);
  g_assert_cmpfloat (contradicted, <, alone);
  g_assert_cmpfloat (agreed, <, 1.0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replies/examples", test_examples);
  g_test_add_func ("/replies/patterns", test_patterns);
  g_test_add_func ("/replies/bad-rows", test_bad_rows);
  g_test_add_func ("/replies/too-many-concepts", test_too_many_concepts);
  g_test_add_func ("/replies/conditions", test_conditions);
  g_test_add_func ("/replies/second-opinion", test_second_opinion);
  return g_test_run ();
}
