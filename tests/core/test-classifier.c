/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-classifier.h"

#include <string.h>

typedef struct
{
  ObdStage    stage;
  ObdSignedIn signed_in;
  const char *text;
  ObdCause    cause;
} Expected;

static void
check_readings (const Expected *list,
                guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      g_auto (ObdReading) reading = { 0 };

      obd_classify (list[i].text, list[i].stage, list[i].signed_in, &reading);
      if (reading.cause == list[i].cause)
        continue;
      g_test_message ("\"%s\" is %s, not %s", list[i].text, obd_cause_to_nick (reading.cause),
                      obd_cause_to_nick (list[i].cause));
      g_test_fail ();
    }
}

#define NO OBD_SIGNED_IN_NO
#define YES OBD_SIGNED_IN_YES
#define MAYBE OBD_SIGNED_IN_UNKNOWN

/* State first, words second: the same words before and after the sign-in, and at another stage. */
static void
test_state (void)
{
  static const char relay[] = "550 5.7.1 Relaying denied";
  static const char denied[] = "550 5.7.1 Not allowed";
  static const char address[] = "553 5.7.1 <anna@larkspur.example> is not accepted";
  static const Expected list[] = {
    { OBD_STAGE_RCPT, NO, relay, OBD_CAUSE_AUTH_REQUIRED },
    { OBD_STAGE_RCPT, MAYBE, relay, OBD_CAUSE_AUTH_REQUIRED },
    { OBD_STAGE_RCPT, YES, relay, OBD_CAUSE_WRONG_SERVER },
    { OBD_STAGE_RCPT, NO, denied, OBD_CAUSE_AUTH_REQUIRED },
    { OBD_STAGE_RCPT, YES, denied, OBD_CAUSE_RECIPIENT_UNKNOWN },
    { OBD_STAGE_MAIL, YES, denied, OBD_CAUSE_SENDER_NOT_ALLOWED },
    { OBD_STAGE_EHLO, NO, denied, OBD_CAUSE_HELO_REJECTED },
    { OBD_STAGE_BANNER, NO, denied, OBD_CAUSE_IP_BLOCKED },
    { OBD_STAGE_AUTH, NO, denied, OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_END_OF_DATA, YES, denied, OBD_CAUSE_CONTENT_REJECTED },
    { OBD_STAGE_MAIL, YES, address, OBD_CAUSE_SENDER_NOT_ALLOWED },
    { OBD_STAGE_RCPT, YES, address, OBD_CAUSE_RECIPIENT_UNKNOWN },
  };

  check_readings (list, G_N_ELEMENTS (list));
}

/* Codes are used for what they are not made for; the words know better. */
static void
test_abused_codes (void)
{
  static const Expected list[] = {
    { OBD_STAGE_RCPT, YES, "450 4.7.1 The mailbox of this user is full", OBD_CAUSE_RECIPIENT_FULL },
    { OBD_STAGE_MAIL, NO, "501 5.1.1 You have to sign in first: authentication required",
      OBD_CAUSE_AUTH_REQUIRED },
    { OBD_STAGE_RCPT, NO, "554 5.3.0 There is no such user at this server",
      OBD_CAUSE_RECIPIENT_UNKNOWN },
    { OBD_STAGE_AUTH, NO, "454 4.7.0 Wrong password", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_AUTH, NO, "535 5.7.8 Application-specific password needed",
      OBD_CAUSE_APP_PASSWORD_REQUIRED },
    { OBD_STAGE_END_OF_DATA, YES, "550 5.1.1 Message too large", OBD_CAUSE_MESSAGE_TOO_LARGE },
    { OBD_STAGE_RCPT, MAYBE, "550 5.1.1 Your network is on our blacklist", OBD_CAUSE_IP_BLOCKED },
    { OBD_STAGE_RCPT, MAYBE, "550 5.1.1 Greylisted, come back in ten minutes",
      OBD_CAUSE_GREYLISTED },
    { OBD_STAGE_AUTH, NO, "504 5.7.4 This authentication mechanism is not supported",
      OBD_CAUSE_AUTH_MECHANISM },
    { OBD_STAGE_MAIL, NO, "550 STARTTLS is required before you send", OBD_CAUSE_STARTTLS_REQUIRED },
  };

  check_readings (list, G_N_ELEMENTS (list));
}

/* The same few reasons, each in words of our own. */
static void
test_languages (void)
{
  static const Expected list[] = {
    { OBD_STAGE_CLIENT_DIALOG, NO, "Das Passwort für anna ist leider falsch.",
      OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Votre mot de passe est incorrect.", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "La contraseña de ana no es válida", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "La password inserita è errata", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "A sua palavra-passe está errada: inválida",
      OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Uw wachtwoord is onjuist", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Lösenordet är felaktigt", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Adgangskoden er forkert", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Passordet er ugyldig", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Salasana on virheellinen", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Hasło jest nieprawidłowe", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Vaše heslo je nesprávné", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "A jelszó hibás", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Parola este greșită", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Неправильный пароль", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Невірний пароль", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Parolanız yanlış", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Ο κωδικός είναι λανθασμένος", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "パスワードが無効です", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "您的密码错误", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "암호가 잘못되었습니다", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "הסיסמה שגויה", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "كلمة المرور غير صحيحة", OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "انتهت صلاحية شهادة الخادم", OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Käyttäjätili on lukittu", OBD_CAUSE_ACCOUNT_LOCKED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Contul este blocat", OBD_CAUSE_ACCOUNT_LOCKED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Обліковий запис заблоковано", OBD_CAUSE_ACCOUNT_LOCKED },
    { OBD_STAGE_CLIENT_DIALOG, MAYBE, "För många meddelanden, försök senare",
      OBD_CAUSE_RATE_LIMITED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Das Zertifikat des Servers ist abgelaufen",
      OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Срок действия сертификата истек", OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Certyfikat wygasł", OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_CLIENT_DIALOG, NO, "サーバの証明書が信頼されていません",
      OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_CLIENT_DIALOG, MAYBE, "Le message est trop volumineux",
      OBD_CAUSE_MESSAGE_TOO_LARGE },
    { OBD_STAGE_CLIENT_DIALOG, MAYBE, "邮件太大", OBD_CAUSE_MESSAGE_TOO_LARGE },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Die Verbindung wurde abgebrochen",
      OBD_CAUSE_CONNECTION_DROPPED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Соединение прервано", OBD_CAUSE_CONNECTION_DROPPED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "El servidor no admite STARTTLS", OBD_CAUSE_TLS_MODE_MISMATCH },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Szerveren ehhez hitelesítés szükséges",
      OBD_CAUSE_AUTH_REQUIRED },
  };

  check_readings (list, G_N_ELEMENTS (list));
}

/* Programs, reports and dialogs put their own words around a reply; the reply counts. */
static void
test_wrapped (void)
{
  static const Expected list[] = {
    { OBD_STAGE_CLIENT_DIALOG, YES,
      "Das hat nicht geklappt. Der Server mail.larkspur.example sagt: »552 5.2.2 Mailbox full«. "
      "Versuchen Sie es noch einmal.",
      OBD_CAUSE_RECIPIENT_FULL },
    { OBD_STAGE_NONE, MAYBE,
      "<tom@elsewhere.example>: host mx.elsewhere.example[192.0.2.7] said: 550 5.1.1 There is no "
      "such user (in reply to RCPT TO command)",
      OBD_CAUSE_RECIPIENT_UNKNOWN },
    { OBD_STAGE_NONE, MAYBE,
      "host mx.elsewhere.example[192.0.2.7] said: 550 not allowed (in reply to end of DATA "
      "command)",
      OBD_CAUSE_CONTENT_REJECTED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "mailer.AuthError: (535, b'5.7.8 The password is wrong')",
      OBD_CAUSE_AUTH_FAILED },
    { OBD_STAGE_CLIENT_DIALOG, NO,
      "RCPT TO &lt;tom@elsewhere.example&gt; failed: relaying is not allowed",
      OBD_CAUSE_AUTH_REQUIRED },
    { OBD_STAGE_CLIENT_DIALOG, NO, "Das Zertifikat ist ung=C3=BCltig", OBD_CAUSE_TLS_CERTIFICATE },
    { OBD_STAGE_RCPT, NO,
      "550-5.1.1 The account that\n550-5.1.1 you write to does not\n550 5.1.1 exist. No such user",
      OBD_CAUSE_RECIPIENT_UNKNOWN },
  };

  check_readings (list, G_N_ELEMENTS (list));
}

/* What a dialog advises to look at is not what it found, unless it says nothing else. */
static void
test_advice (void)
{
  static const Expected list[] = {
    { OBD_STAGE_CLIENT_DIALOG, MAYBE,
      "The connection was closed by mail.larkspur.example. Please check your user name and password "
      "and that no firewall is in the way.",
      OBD_CAUSE_CONNECTION_DROPPED },
    { OBD_STAGE_CLIENT_DIALOG, MAYBE,
      "Der Server mail.larkspur.example wurde nicht gefunden. Bitte prüfen Sie, ob Ihr Passwort "
      "falsch ist",
      OBD_CAUSE_HOST_NOT_FOUND },
    { OBD_STAGE_CLIENT_DIALOG, MAYBE, "Oh dear. Make sure that your password is correct.",
      OBD_CAUSE_AUTH_FAILED },
  };

  check_readings (list, G_N_ELEMENTS (list));
}

/* What is no refusal, or says nothing, is unknown; never a confident guess. */
static void
test_unknown (void)
{
  static const char *const texts[] = {
    "The quick brown fox jumps over the lazy dog",
    "Good morning! How are you today? Shall we have lunch on Friday?",
    "The woods are dark and old and deep,\nand all the birds have gone to sleep",
    "Der Mond ist blau, die Nacht ist lang,\nein Fuchs hört einen Glockenklang",
    "Schauen Sie nach der Internetverbindung",
    "お元気ですか。明日は晴れるでしょう。",
    "250 ok",
    "250 2.1.5 Recipient ok",
    "235 2.7.0 Signed in",
    "220 mail.larkspur.example ESMTP ready",
    "354 Go ahead",
    "221 2.0.0 Goodbye",
    "",
    " \n\t ",
    "?!",
    "0x",
    "7",
    "\xff\xfe\x80 \xc3( \xf0\x28\x8c",
    "asdf qwer zxcv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (ObdReading) reading = { 0 };

      obd_classify (texts[i], OBD_STAGE_NONE, OBD_SIGNED_IN_UNKNOWN, &reading);
      g_assert_cmpstr (obd_cause_to_nick (reading.cause), ==, "unknown");
      g_assert_cmpfloat (reading.confidence, <, 0.5);
    }
}

/* A code without words is a hint, not an answer. */
static void
test_bare_codes (void)
{
  static const char *const texts[] = { "550", "554 no", "450", "421", "500", "5.0.0", "451 4.0.0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint stage = OBD_STAGE_NONE; stage <= OBD_STAGE_CLIENT_DIALOG; stage++)
      {
        g_auto (ObdReading) reading = { 0 };

        obd_classify (texts[i], stage, OBD_SIGNED_IN_UNKNOWN, &reading);
        g_assert_cmpfloat (reading.confidence, <=, 0.75);
      }
}

/* A megabyte is read as far as a reply may go, and any bytes are. */
static void
test_hostile (void)
{
  g_autofree char *big = g_strnfill (1 << 20, 'x');
  g_autofree char *words = g_strnfill (1 << 20, ' ');
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  for (guint i = 0; i + 8 < 1 << 20; i += 8)
    memcpy (words + i, "not tls ", 8);
  for (guint round = 0; round < 50; round++)
    {
      char bytes[512];
      g_auto (ObdReading) reading = { 0 };

      for (guint i = 0; i < sizeof bytes - 1; i++)
        bytes[i] = g_rand_int_range (rand, 1, 256);
      bytes[sizeof bytes - 1] = '\0';
      obd_classify (bytes, OBD_STAGE_NONE, OBD_SIGNED_IN_UNKNOWN, &reading);
      g_assert_true (reading.matched == NULL || g_utf8_validate (reading.matched, -1, NULL));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_auto (ObdReading) reading = { 0 };

      obd_classify (i == 0 ? big : words, OBD_STAGE_RCPT, OBD_SIGNED_IN_UNKNOWN, &reading);
      g_assert_cmpfloat (reading.confidence, <=, 1.0);
    }
}

static void
test_nicks (void)
{
  for (guint i = 0; i < OBD_N_CAUSES; i++)
    {
      ObdCause back;

      g_assert_true (obd_cause_from_nick (obd_cause_to_nick (i), &back));
      g_assert_cmpuint (back, ==, i);
    }
  for (const ObdRemedy *remedy = obd_remedy_list (); remedy->id != NULL; remedy++)
    g_assert_true (obd_remedy_find (remedy->id) == remedy);
  g_assert_null (obd_remedy_find ("dance"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classifier/state", test_state);
  g_test_add_func ("/classifier/abused-codes", test_abused_codes);
  g_test_add_func ("/classifier/languages", test_languages);
  g_test_add_func ("/classifier/wrapped", test_wrapped);
  g_test_add_func ("/classifier/advice", test_advice);
  g_test_add_func ("/classifier/unknown", test_unknown);
  g_test_add_func ("/classifier/bare-codes", test_bare_codes);
  g_test_add_func ("/classifier/hostile", test_hostile);
  g_test_add_func ("/classifier/nicks", test_nicks);
  return g_test_run ();
}
