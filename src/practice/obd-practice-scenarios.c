/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-rules.h"

#include <string.h>

/* Translated where they are shown. */
#define N_(text) (text)

#define HOST "mail.larkspur.example"
#define ANNA "anna@larkspur.example"
#define TOM "tom@otherplace.example"
#define PASSWORD "practice makes perfect"

/* --- Ports, as EHLO and the firewall show them ------------------------------------------------ */

#define MECHANISMS "PLAIN LOGIN"
/* Takes mail for its own domain from everybody, and never a sign-in. */
#define PLAIN_25 { 25, OBD_PRACTICE_DOOR_OPEN, OBD_SECURITY_NONE, NULL, NULL }
#define STARTTLS_25 { 25, OBD_PRACTICE_DOOR_OPEN, OBD_SECURITY_STARTTLS, NULL, NULL }
#define STARTTLS_587 { 587, OBD_PRACTICE_DOOR_OPEN, OBD_SECURITY_STARTTLS, NULL, MECHANISMS }
#define TLS_465 { 465, OBD_PRACTICE_DOOR_OPEN, OBD_SECURITY_TLS, NULL, MECHANISMS }

/* --- Devices ---------------------------------------------------------------------------------- */

#define MAILBOX .address = ANNA, .host = HOST, .recipient = TOM
#define SIGNS_IN .username = ANNA, .authentication = OBD_AUTHENTICATION_PASSWORD
#define SIGNS_IN_NOT .username = "", .authentication = OBD_AUTHENTICATION_NONE, \
                     .password_empty = TRUE
#define USES_25_PLAIN .port = "25", .security = OBD_SECURITY_NONE
#define USES_587_PLAIN .port = "587", .security = OBD_SECURITY_NONE
#define USES_587 .port = "587", .security = OBD_SECURITY_STARTTLS
#define USES_465 .port = "465", .security = OBD_SECURITY_TLS

#define ACCOUNT .host = HOST, .user = ANNA, .password = PASSWORD

/* One row a scenario. The rules know nothing of the name: fault and name are told together only
 * here. obd_practice_start_rules () borrows the device of "healthy". */
static const ObdPracticeRow rows[] = {
  {
    .scenario = { "relay-denied", N_("Relaying denied until signed in"),
                  N_("The device sends on port 25 without signing in, and the server passes "
                     "nothing on for strangers.") },
    .device = { MAILBOX, USES_25_PLAIN, SIGNS_IN_NOT },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { PLAIN_25, STARTTLS_587 } },
  },
  {
    .scenario = { "wrong-password", N_("Wrong password"),
                  N_("The settings are right, but the server does not know this password.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = "practice makes prefect",
    .rules = { ACCOUNT, .ports = { STARTTLS_25, STARTTLS_587, TLS_465 } },
  },
  {
    .scenario = { "only-465", N_("Only port 465 works"),
                  N_("The device uses port 587, and this server listens on port 465 alone.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { TLS_465 } },
  },
  {
    .scenario = { "certificate-expired", N_("Certificate expired"),
                  N_("The server’s certificate ended on 2 March, and its owner has not renewed "
                     "it.") },
    .device = { MAILBOX, USES_465, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_25, STARTTLS_587, TLS_465 },
               .certificate = OBD_PRACTICE_CERTIFICATE_EXPIRED },
  },
  {
    .scenario = { "healthy", N_("Everything right"),
                  N_("The server takes the mail: this is what a good exam looks like.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_25, STARTTLS_587, TLS_465 } },
  },
  {
    .scenario = { "starttls-required", N_("Encryption required first"),
                  N_("The device sends in plain text, and the server wants encryption before it "
                     "offers sign-in.") },
    .device = { MAILBOX, USES_587_PLAIN, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587 }, .need_tls = TRUE },
  },
  {
    .scenario = { "tls-mode-mismatch", N_("SSL on the wrong port"),
                  N_("The device speaks SSL from the first byte, and port 587 begins in plain "
                     "text.") },
    .device = { MAILBOX, .port = "587", .security = OBD_SECURITY_TLS, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_25, STARTTLS_587 } },
  },
  {
    .scenario = { "certificate-wrong-name", N_("Certificate for another name"),
                  N_("The server shows a certificate that is made out to another server.") },
    .device = { MAILBOX, USES_465, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .certificate = OBD_PRACTICE_CERTIFICATE_WRONG_NAME },
  },
  {
    .scenario = { "clock-wrong", N_("Clock 60 days slow"),
                  N_("The clock of the device is slow, so the server’s new certificate looks not "
                     "yet valid.") },
    .device = { MAILBOX, USES_465, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .certificate = OBD_PRACTICE_CERTIFICATE_NOT_YET_VALID,
               .clock_offset = 60 * 24 * 60 * 60 },
  },
  {
    .scenario = { "no-common-sign-in", N_("No sign-in method in common"),
                  N_("The device is set to MD5 challenge-response, and the server offers "
                     "passwords alone.") },
    .device = { MAILBOX, USES_587, .username = ANNA,
                .authentication = OBD_AUTHENTICATION_CRAM_MD5 },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587 } },
  },
  {
    .scenario = { "sender-not-allowed", N_("From address not allowed"),
                  N_("The From address belongs to somebody else than the mailbox that signs "
                     "in.") },
    .device = { MAILBOX, USES_587, SIGNS_IN, .sender = "office@larkspur.example" },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 }, .own_sender = TRUE },
  },
  {
    .scenario = { "recipient-unknown", N_("Recipient unknown"),
                  N_("Everything is right but the address that was written to.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .trips = { { OBD_STAGE_RCPT,
                            .reply = "550 5.1.1 <{recipient}>: Recipient address rejected: "
                                     "undeliverable address: host "
                                     "mx.otherplace.example[192.0.2.25] said: 550 5.1.1 "
                                     "<{recipient}>: Recipient address rejected: User unknown in "
                                     "virtual mailbox table (in reply to RCPT TO command)" } } },
  },
  {
    .scenario = { "server-name-mistyped", N_("Server name mistyped"),
                  N_("A blank has slipped into the server’s name on the device.") },
    .device = { .address = ANNA, .host = "mail. larkspur.example", .recipient = TOM, USES_587,
                SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 } },
  },
  {
    .scenario = { "port-blocked", N_("Port 25 blocked"),
                  N_("The network holds port 25 back: nothing answers there. This takes as long as "
                     "the exam may last.") },
    .device = { MAILBOX, USES_25_PLAIN, SIGNS_IN_NOT },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { { 25, OBD_PRACTICE_DOOR_SILENT }, STARTTLS_587, TLS_465 } },
  },
  {
    .scenario = { "connection-dropped", N_("Connection closed at once"),
                  N_("Port 587 takes the connection and closes it again without a word.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .trips = { { OBD_STAGE_CONNECT, .port = 587, .act = OBD_PRACTICE_ACT_DROP } } },
  },
  {
    .scenario = { "sign-in-broken", N_("The server’s sign-in is broken"),
                  N_("Name and password are right, but the server cannot look them up just now.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .trips = { { OBD_STAGE_AUTH,
                            .reply = "454 4.7.0 Temporary authentication failure: Connection lost "
                                     "to authentication server" } } },
  },
  {
    .scenario = { "server-hangs", N_("The server hangs"),
                  N_("The server says hello and then nothing more. This takes as long as the exam "
                     "may last.") },
    .device = { MAILBOX, USES_587, SIGNS_IN },
    .device_password = PASSWORD,
    .rules = { ACCOUNT, .ports = { STARTTLS_587, TLS_465 },
               .trips = { { OBD_STAGE_EHLO, .act = OBD_PRACTICE_ACT_HANG } } },
  },
  { .scenario = { NULL } },
};

const ObdPracticeRow *
obd_practice_rows (void)
{
  return rows;
}

const ObdPracticeRow *
obd_practice_find_row (const char *id)
{
  for (const ObdPracticeRow *row = rows; row->scenario.id != NULL; row++)
    if (strcmp (row->scenario.id, id) == 0)
      return row;
  return NULL;
}

const ObdPracticeScenario *
obd_practice_find (const char *id)
{
  const ObdPracticeRow *row = obd_practice_find_row (id);

  return row != NULL ? &row->scenario : NULL;
}

const ObdPracticeScenario *
obd_practice_list (void)
{
  static ObdPracticeScenario list[G_N_ELEMENTS (rows)];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        list[i] = rows[i].scenario;
      g_once_init_leave (&once, 1);
    }
  return list;
}
