/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-practice.h"
#include "obd-stage.h"

G_BEGIN_DECLS

/* Private to the practice floor and to tests: faults as data. The server knows no scenario, only
 * these rules, so whoever swaps them under an unchanged name changes what an exam finds. */

/**
 * ObdPracticeDoor:
 * @OBD_PRACTICE_DOOR_CLOSED: nothing listens, a SYN is answered with RST
 * @OBD_PRACTICE_DOOR_OPEN: the server listens
 * @OBD_PRACTICE_DOOR_SILENT: a SYN is never answered, as behind a firewall that drops
 */
typedef enum
{
  OBD_PRACTICE_DOOR_CLOSED,
  OBD_PRACTICE_DOOR_OPEN,
  OBD_PRACTICE_DOOR_SILENT,
} ObdPracticeDoor;

/**
 * ObdPracticePort:
 * @port: as people know it; 0 ends a list
 * @security: %OBD_SECURITY_NONE offers no STARTTLS
 * @auth_plain: (nullable): mechanisms that EHLO names before encryption, as "PLAIN LOGIN"
 * @auth_tls: (nullable): mechanisms that EHLO names inside TLS
 */
typedef struct
{
  guint16          port;
  ObdPracticeDoor  door;
  ObdSecurity      security;
  const char      *auth_plain;
  const char      *auth_tls;
} ObdPracticePort;

typedef enum
{
  OBD_PRACTICE_CERTIFICATE_GOOD,
  OBD_PRACTICE_CERTIFICATE_EXPIRED, /* ended on the last 2 March */
  OBD_PRACTICE_CERTIFICATE_NOT_YET_VALID, /* begins in 30 days */
  OBD_PRACTICE_CERTIFICATE_WRONG_NAME, /* made out to another host */
  OBD_PRACTICE_CERTIFICATE_UNKNOWN_AUTHORITY, /* signed by somebody else */
  OBD_PRACTICE_CERTIFICATE_SELF_SIGNED,
} ObdPracticeCertificate;

/* Who may send to other domains than the server's own. */
typedef enum
{
  OBD_PRACTICE_RELAY_SIGNED_IN,
  OBD_PRACTICE_RELAY_EVERYBODY,
  OBD_PRACTICE_RELAY_NOBODY,
} ObdPracticeRelay;

/**
 * ObdPracticeAct:
 * @OBD_PRACTICE_ACT_REPLY: answer with the trip's reply, or the good one where it has none
 * @OBD_PRACTICE_ACT_DROP: close the connection instead of answering
 * @OBD_PRACTICE_ACT_HANG: never answer again, and leave the connection open
 */
typedef enum
{
  OBD_PRACTICE_ACT_REPLY,
  OBD_PRACTICE_ACT_DROP,
  OBD_PRACTICE_ACT_HANG,
} ObdPracticeAct;

/**
 * ObdPracticeTrip:
 * @stage: where it happens; %OBD_STAGE_NONE ends a list
 * @port: 0 for every port
 * @delay: milliseconds before the act
 * @reply: (nullable): with {host}, {user}, {sender} and {recipient} to be filled in
 *
 * A point where the server stumbles: it takes the place of the good answer of that stage. What is
 * refused for another reason (relaying, a wrong password) is refused before it.
 */
typedef struct
{
  ObdStage        stage;
  guint16         port;
  ObdPracticeAct  act;
  guint           delay;
  const char     *reply;
} ObdPracticeTrip;

#define OBD_PRACTICE_MAX_PORTS 6
#define OBD_PRACTICE_MAX_TRIPS 4

/**
 * ObdPracticeRules:
 * @host: the server's name; its domain is what stands after the first dot
 * @ports: usual ports that are not named are closed
 * @clock_offset: seconds by which the practice time server is ahead of this computer
 * @user: who may sign in
 * @password: with what
 * @need_tls: before STARTTLS all but EHLO, STARTTLS, NOOP, RSET and QUIT is refused
 * @relay_reply: (nullable): how relaying is refused, if not as Postfix does
 * @own_sender: after sign-in only the sender @user is taken
 *
 * Everything the server does. Strings are borrowed as long as the server runs.
 */
typedef struct
{
  const char             *host;
  ObdPracticePort         ports[OBD_PRACTICE_MAX_PORTS + 1];
  ObdPracticeCertificate  certificate;
  gint64                  clock_offset;
  const char             *user;
  const char             *password;
  gboolean                need_tls;
  ObdPracticeRelay        relay;
  const char             *relay_reply;
  gboolean                own_sender;
  ObdPracticeTrip         trips[OBD_PRACTICE_MAX_TRIPS + 1];
} ObdPracticeRules;

/**
 * ObdPracticeRow:
 *
 * One scenario: its words, what the device shows (strings as in #ObdMailbox; the password as text,
 * for it opens nothing but this server), and the server's rules.
 */
typedef struct
{
  ObdPracticeScenario  scenario;
  ObdMailbox           device;
  const char          *device_password;
  ObdPracticeRules     rules;
} ObdPracticeRow;

/* Borrowed: the table; ends with an id %NULL. */
const ObdPracticeRow *obd_practice_rows     (void);
const ObdPracticeRow *obd_practice_find_row (const char *id);

/* As obd_practice_start(), for a row made up by a test; @row is borrowed until the end. */
ObdPractice *obd_practice_start_row   (const ObdPracticeRow    *row,
                                       GError                 **error);
/* As obd_practice_start_row() with the device of the scenario "healthy". */
ObdPractice *obd_practice_start_rules (const ObdPracticeRules  *rules,
                                       GError                 **error);

/**
 * ObdPracticeCounts:
 *
 * What the server has seen so far, for tests: connections accepted, AUTH commands, passwords that
 * arrived outside TLS, messages that came in whole.
 */
typedef struct
{
  int connections;
  int auths;
  int bare_auths;
  int messages;
} ObdPracticeCounts;

void         obd_practice_get_counts  (ObdPractice       *practice,
                                       ObdPracticeCounts *counts);

G_END_DECLS
