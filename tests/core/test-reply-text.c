/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read in a text: its words, its codes, the reply inside a dialog. */

#include "config.h"

#include "obd-reply-decode.h"
#include "obd-reply-rows.h"

#include <string.h>

/* --- words --- */

static gboolean
says (const char *stems,
      const char *text)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  ObdLexiconScan scan;

  g_assert_true (obd_lexicon_add (lexicon, "it", stems, NULL));
  obd_lexicon_scan (lexicon, text, &scan);
  return scan.hits[0].n > 0;
}

static void
test_stems (void)
{
  g_assert_true (says ("relay", "the relaying host"));
  g_assert_false (says ("relay", "an interrelay thing"));
  g_assert_true (says ("*relay", "an interrelay thing"));
  g_assert_true (says ("tls_", "no tls."));
  g_assert_false (says ("tls_", "no tlsv1"));
  g_assert_true (says ("not found", "it was not founded"));
  g_assert_true (says ("отказ", "в отказано"));
  g_assert_false (says ("отказ", "неотказано"));
  g_assert_true (says ("拒否", "接続が拒否されました"));
  g_assert_true (says ("נכשל", "האימות שנכשל"));
  g_assert_true (says ("a|bee|cee", "cee"));
  g_assert_false (says ("bee", ""));
}

/* What stands in a link tells nothing, unless it is long enough to be a word on purpose. */
static void
test_links (void)
{
  g_assert_false (says ("spam", "see https://mail.example/spam?id=7"));
  g_assert_true (says ("spam", "see https://mail.example/x spam"));
  g_assert_true (says ("wantauth", "see https://mail.example/?p=wantautherror"));
}

static gboolean
near (const char *text)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  ObdLexiconScan scan;

  g_assert_true (obd_lexicon_add (lexicon, "cat", "cat", NULL));
  g_assert_true (obd_lexicon_add (lexicon, "dog", "dog", NULL));
  obd_lexicon_scan (lexicon, text, &scan);
  return obd_lexicon_near (&scan, 0, 1, NULL, NULL);
}

static void
test_near (void)
{
  g_assert_true (near ("the cat and the dog"));
  g_assert_true (near ("the dog and the cat"));
  g_assert_false (near ("the cat"));
  g_assert_false (near ("the cat sleeps. the dog barks"));
  g_assert_false (near ("the cat sleeps and sleeps and sleeps and sleeps and sleeps and sleeps and "
                        "sleeps, whereas the dog barks"));
  g_assert_true (near ("a dog. the cat and the dog"));
}

static void
test_boilerplate (void)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  ObdReplyFacts facts;

  g_assert_true (obd_lexicon_add (lexicon, "spam", "spam", NULL));
  g_assert_true (obd_lexicon_add (lexicon, "boilerplate", "to fight spam", NULL));
  obd_reply_facts_read (lexicon, "550 no, to fight spam", &facts);
  g_assert_cmpuint (facts.said.hits[0].n, ==, 0);
  obd_reply_facts_read (lexicon, "550 spam, to fight spam", &facts);
  g_assert_cmpuint (facts.said.hits[0].n, ==, 1);
}

static guint
dogs_after_advice (const char *text,
                   gboolean   *any)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  ObdLexiconScan scan;

  g_assert_true (obd_lexicon_add (lexicon, "dog", "dog", NULL));
  g_assert_true (obd_lexicon_add (lexicon, "advice", "ask", NULL));
  obd_lexicon_scan (lexicon, text, &scan);
  *any = obd_lexicon_cut_after (lexicon, "advice", &scan);
  return scan.hits[0].n;
}

/* What stands behind a piece of advice goes, up to the end of the sentence. */
static void
test_advice (void)
{
  gboolean any = FALSE;

  g_assert_cmpuint (dogs_after_advice ("the dog is gone. ask the dog and a dog. dog", &any), ==, 2);
  g_assert_true (any);
  g_assert_cmpuint (dogs_after_advice ("the dog will ask", &any), ==, 1);
  g_assert_false (any);
  g_assert_cmpuint (dogs_after_advice ("the dog. the dog", &any), ==, 2);
  g_assert_false (any);
}

/* Longer than the places of a text are counted in: what fits is read, and no more. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (200000, 'x');

  memcpy (text + 100, " spam ", 6);
  g_assert_true (says ("spam", text));
  memcpy (text + 100, "xxxxxx", 6);
  memcpy (text + 150000, " spam ", 6);
  g_assert_false (says ("spam", text));
}

/* --- codes --- */

static void
check_facts (const char *text,
             guint       code,
             const char *enhanced)
{
  g_autoptr (ObdLexicon) lexicon = obd_lexicon_new ();
  g_autofree char *found = NULL;
  ObdReplyFacts facts;

  obd_reply_facts_read (lexicon, text, &facts);
  g_assert_cmpuint (facts.code, ==, code);
  if (facts.enhanced[0] != 0)
    found = g_strdup_printf ("%u.%u.%u", facts.enhanced[0], facts.enhanced[1], facts.enhanced[2]);
  g_assert_cmpstr (found, ==, enhanced);
}

static void
test_codes (void)
{
  check_facts ("550 5.7.1 no", 550, "5.7.1");
  check_facts ("550-5.7.26 no", 550, "5.7.26");
  check_facts ("250 fine", 250, NULL);
  check_facts ("the server said (550) no", 550, NULL);
  check_facts ("no answer from port 587", 0, NULL);
  check_facts ("no answer from port 465", 0, NULL);
  check_facts ("mail.larkspur.example:465", 0, NULL);
  check_facts ("4711 and 550000", 0, NULL);
  check_facts ("version 5.7.1.2 of it", 0, NULL);
  check_facts ("#5.1.1 nobody", 0, "5.1.1");
  check_facts ("", 0, NULL);
}

static void
test_code_patterns (void)
{
  char *fives[] = { "5xx", NULL }, *none[] = { "none", "450", NULL };
  char *status[] = { "x.1.1", "5.7.x", NULL };
  const guint gone[] = { 5, 1, 1 }, policy[] = { 5, 7, 26 }, other[] = { 4, 7, 1 };
  const guint nothing[] = { 0, 1, 1 };

  g_assert_true (obd_reply_code_matches (fives, 550));
  g_assert_false (obd_reply_code_matches (fives, 450));
  g_assert_false (obd_reply_code_matches (fives, 0));
  g_assert_true (obd_reply_code_matches (none, 0));
  g_assert_true (obd_reply_code_matches (none, 450));
  g_assert_false (obd_reply_code_matches (none, 451));
  g_assert_true (obd_reply_enhanced_matches (status, gone));
  g_assert_true (obd_reply_enhanced_matches (status, policy));
  g_assert_false (obd_reply_enhanced_matches (status, other));
  g_assert_false (obd_reply_enhanced_matches (status, nothing));
}

/* --- the form of texts --- */

static void
check_normal (const char *text,
              const char *expected)
{
  g_autofree char *normal = obd_reply_normalize (text);

  g_assert_cmpstr (normal, ==, expected);
}

static void
test_normalize (void)
{
  check_normal ("550-5.7.1 One\n550 5.7.1 Two  words", "550-5.7.1 one two words");
  check_normal ("550-5.7.1 One 550 5.7.1 Two", "550-5.7.1 one two");
  check_normal ("<Somebody+x@Larkspur.example>: no", "<addr>: no");
  check_normal ("to somebody@larkspur.example.", "to <addr>.");
  check_normal ("an @ alone", "an @ alone");
  check_normal ("[192.0.2.7] and 2001:db8::7, no", "[<inet>] and <inet>, no");
  check_normal ("550 address12 is not it, nor address1st", "550 <inet> is not it, nor address1st");
  check_normal ("version 1.2.3", "version 1.2.3");
  check_normal ("„Identität“ — ‘é’", "\"identitat\" - 'e'");
  check_normal ("Größe, Sørensen, Łódź, ısı", "grosse, sorensen, lodz, isi");
  check_normal ("Σφάλμα", "σφαλμα");
  check_normal ("Сбой, который ещё", "сбой, который еще");
  check_normal ("أُغلِقَ الإتّصـال، خطأ مؤقّت", "اغلق الاتصال، خطا مؤقت");
  check_normal ("サーバが", "サーバが");
  check_normal ("a\xE2\x80\x8B" "b", "ab");
  check_normal ("", "");
}

static void
check_decoded (const char *text,
               const char *expected)
{
  g_autofree char *decoded = obd_reply_decode (text);

  g_assert_cmpstr (decoded, ==, expected);
}

static void
test_decode (void)
{
  check_decoded ("plain", NULL);
  check_decoded ("&lt;a&gt; &amp; &quot;b&quot;", "<a> & \"b\"");
  check_decoded ("f&uuml;r &#233; &#x2019;", "fur é ’");
  check_decoded ("M=C3=BCll =\nweg", "Müll weg");
  check_decoded ("code=25, =ZZ, =C3", "code=25, =ZZ, =C3");
  check_decoded ("550 one\\n550 two", "550 one\n550 two");
  check_decoded ("this & that &; &#; &#xFFFFFFFF; &nothing;", "this & that &; &#; &#xFFFFFFFF; &nothing;");
}

static void
check_unwrapped (const char *text,
                 const char *expected,
                 ObdStage    expected_stage)
{
  ObdStage stage = OBD_STAGE_NONE;
  g_autofree char *reply = obd_reply_unwrap (text, &stage);

  g_assert_cmpstr (reply, ==, expected);
  g_assert_cmpint (stage, ==, expected_stage);
}

static void
test_unwrap (void)
{
  check_unwrapped ("550 5.7.1 not for strangers", NULL, OBD_STAGE_NONE);
  check_unwrapped ("the server said: '550 not for strangers', and that was it",
                   "550 not for strangers", OBD_STAGE_NONE);
  check_unwrapped ("host mail.larkspur.example said: 450 4.7.1 come again later",
                   "450 4.7.1 come again later", OBD_STAGE_NONE);
  check_unwrapped ("server response: '553. come in by the other door'",
                   "553. come in by the other door", OBD_STAGE_NONE);
  check_unwrapped ("could not send (5.1.1 nobody of that name)", "5.1.1 nobody of that name)",
                   OBD_STAGE_NONE);
  check_unwrapped ("error(535, b'wrong password')", "535 wrong password", OBD_STAGE_NONE);
  check_unwrapped ("error(535, 'wrong password')", "535 wrong password", OBD_STAGE_NONE);
  check_unwrapped ("error (550): not added (nobody of (that) name).", "550 nobody of (that) name",
                   OBD_STAGE_NONE);
  check_unwrapped ("error [450]: not added (come again)", "450 come again", OBD_STAGE_NONE);
  check_unwrapped ("error (450): not added (come again) today", NULL, OBD_STAGE_NONE);
  check_unwrapped ("error (250): not added (come again)", NULL, OBD_STAGE_NONE);
  check_unwrapped ("rcpt to <addr> failed: nobody of that name", "nobody of that name",
                   OBD_STAGE_RCPT);
  check_unwrapped ("mail from command failed: who are you", "who are you", OBD_STAGE_MAIL);
  check_unwrapped ("connecting on port 587 failed with trouble", NULL, OBD_STAGE_NONE);
  check_unwrapped ("room 550", NULL, OBD_STAGE_NONE);
  check_unwrapped ("", NULL, OBD_STAGE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-text/stems", test_stems);
  g_test_add_func ("/reply-text/links", test_links);
  g_test_add_func ("/reply-text/near", test_near);
  g_test_add_func ("/reply-text/boilerplate", test_boilerplate);
  g_test_add_func ("/reply-text/advice", test_advice);
  g_test_add_func ("/reply-text/long", test_long);
  g_test_add_func ("/reply-text/codes", test_codes);
  g_test_add_func ("/reply-text/code-patterns", test_code_patterns);
  g_test_add_func ("/reply-text/normalize", test_normalize);
  g_test_add_func ("/reply-text/decode", test_decode);
  g_test_add_func ("/reply-text/unwrap", test_unwrap);
  return g_test_run ();
}
