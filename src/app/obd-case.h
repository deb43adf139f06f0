/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-exam.h"
#include "obd-import.h"
#include "obd-target.h"
#include "obd-vault.h"

G_BEGIN_DECLS

/* What a person can tell; the first ones hold text, the last one only a state. */
typedef enum
{
  OBD_FIELD_ADDRESS,
  OBD_FIELD_SENDER,
  OBD_FIELD_RECIPIENT,
  OBD_FIELD_HOST,
  OBD_FIELD_PORT,
  OBD_FIELD_USERNAME,
  OBD_FIELD_DEVICE,          /* device id: "iphone" */
  OBD_FIELD_DEVICE_VERSION,  /* version id: "17"; %NULL not told */
  OBD_FIELD_MESSAGE,         /* the words of the device's error message */
  OBD_FIELD_DEVICE_PASSWORD, /* state only: is the device's outgoing password filled in? */
  OBD_N_FIELDS,
} ObdField;

typedef enum
{
  OBD_FIELD_UNKNOWN, /* not told */
  OBD_FIELD_EMPTY,   /* seen empty on the device */
  OBD_FIELD_FILLED,
} ObdFieldState;

/**
 * ObdCase:
 *
 * The one thing all pages of the wizard share: the mailbox as it is edited, the exam of it, the
 * practice server if there is one, and the vault. Main thread only.
 *
 * Properties: "exam" (#ObdExam, the newest one; notified when a new one starts), "practice"
 * (string, the scenario's id, %NULL in real life).
 *
 * Signals:
 * - "changed": a field, the password or the device moved on
 * - "password-wanted": testing again needs a password that is not known yet, or a new one
 */
#define OBD_TYPE_CASE (obd_case_get_type ())
G_DECLARE_FINAL_TYPE (ObdCase, obd_case, OBD, CASE, GObject)

/**
 * obd_case_new:
 * @book: (nullable): where names really listen (tests)
 * @ca_file: (nullable): PEM file with roots trusted besides the system's (tests)
 * @offline: ask nobody but the mail servers: no time server, no discovery (tests)
 *
 * The remembered address and device are filled in from the settings.
 *
 * Returns: (transfer full): a case
 */
ObdCase          *obd_case_new                (const ObdAddressBook *book,
                                               const char           *ca_file,
                                               gboolean              offline);

/* Borrowed; "" if nothing was told. */
const char       *obd_case_get_text           (ObdCase              *self,
                                               ObdField              field);
/* A text that is not empty makes the state FILLED, an empty one UNKNOWN. */
void              obd_case_set_text           (ObdCase              *self,
                                               ObdField              field,
                                               const char           *text);
ObdFieldState     obd_case_get_state          (ObdCase              *self,
                                               ObdField              field);
/* EMPTY and UNKNOWN clear the text. */
void              obd_case_set_state          (ObdCase              *self,
                                               ObdField              field,
                                               ObdFieldState         state);
ObdSecurity       obd_case_get_security       (ObdCase              *self);
void              obd_case_set_security       (ObdCase              *self,
                                               ObdSecurity           security);
ObdAuthentication obd_case_get_authentication (ObdCase              *self);
void              obd_case_set_authentication (ObdCase              *self,
                                               ObdAuthentication     authentication);
/* Borrowed; %NULL if none was typed. */
const ObdSecret  *obd_case_get_password       (ObdCase              *self);
void              obd_case_set_password       (ObdCase              *self,
                                               ObdSecret            *password);
/* The incoming server is to be found and signed in to as well; off until somebody asks for it. */
gboolean          obd_case_get_receiving      (ObdCase              *self);
void              obd_case_set_receiving      (ObdCase              *self,
                                               gboolean              receiving);

/* What has been told up to now of all that an import may change; restoring it leaves alone what was
 * told about anything else in the meantime. */
typedef struct _ObdCaseTold ObdCaseTold;

ObdCaseTold      *obd_case_dup_told           (ObdCase              *self);
void              obd_case_told_free          (ObdCaseTold          *told);
void              obd_case_restore            (ObdCase              *self,
                                               const ObdCaseTold    *told);
/* What another program has set becomes what the device shows now; what it does not tell stays. */
void              obd_case_take_import        (ObdCase              *self,
                                               const ObdImport      *import);
/* Borrowed, (nullable): the incoming server of that program, "imap:mail.example.test:993:tls". */
const char       *obd_case_get_incoming       (ObdCase              *self);

/* Has the system's certificate authorities read in a worker thread (15 ms and more, which GIO keeps
 * for good), so that nobody waits for that after a click on Examine. Any number of calls. */
void              obd_case_make_ready         (ObdCase              *self);
/**
 * obd_case_examine:
 * @error: return location for an %OBD_INPUT_ERROR; its code is the field; the message is already
 *   translated
 *
 * Freezes the mailbox and starts an exam of it; "exam" is notified.
 *
 * Returns: whether an exam began
 */
gboolean          obd_case_examine            (ObdCase              *self,
                                               GError              **error);
/* "I did this": the device now shows what the differences ask for; examines only that. Emits
 * "password-wanted" instead where the password that is known was refused, or none is known. */
void              obd_case_test_again         (ObdCase              *self);
/* Really sends one short message to @recipient (%NULL: to the mailbox itself) with the settings
 * that work. Returns (transfer full) (nullable) the exam that does it, not yet started. */
ObdExam          *obd_case_prepare_message    (ObdCase              *self,
                                               const char           *recipient,
                                               GError              **error);
/* Borrowed, (nullable). */
ObdExam          *obd_case_get_exam           (ObdCase              *self);
/* Borrowed, (nullable): of the newest exam, finished or not. */
ObdConclusion    *obd_case_get_conclusion     (ObdCase              *self);
/* Borrowed, (nullable): what the exam before "test again" had found; %NULL on a first exam. */
ObdConclusion    *obd_case_get_conclusion_before (ObdCase           *self);
/* What "test again" took over from the last differences, (element-type ObdDifference); borrowed,
 * (nullable). */
GPtrArray        *obd_case_get_applied        (ObdCase              *self);

/* The provider that somebody said is the mailbox's: its id in the provider list; %NULL: nobody did,
 * the address tells. */
const char       *obd_case_get_provider       (ObdCase              *self);
void              obd_case_set_provider       (ObdCase              *self,
                                               const char           *id);

/* The remedy a person chose to see first ("change-port"); %NULL: the likeliest. */
const char       *obd_case_get_remedy         (ObdCase              *self);
void              obd_case_set_remedy         (ObdCase              *self,
                                               const char           *remedy);

/* "iPhone, iOS 17" for subtitles; translated. (transfer full) */
char             *obd_case_dup_device_title   (ObdCase              *self);
/* "iPhone" for sentences; translated. (transfer full) */
char             *obd_case_dup_device_noun    (ObdCase              *self);
/* Placeholders of guides ("smtp-host", "smtp-port", "username", "address", "security",
 * "authentication") with the values that work, else those the device shows. (transfer full)
 * (element-type utf8 utf8) */
GHashTable       *obd_case_dup_guide_values   (ObdCase              *self);
/* As above with what the device shows now. */
GHashTable       *obd_case_dup_current_values (ObdCase              *self);

/* Starts the practice server with that scenario and fills in its mailbox. */
gboolean          obd_case_start_practice     (ObdCase              *self,
                                               const char           *scenario,
                                               GError              **error);
/* Borrowed; %NULL in real life. */
const char       *obd_case_get_practice       (ObdCase              *self);
/* Forgets mailbox, password, exam and practice; the device stays. */
void              obd_case_reset              (ObdCase              *self);
/* Borrowed: the system keyring, in practice a store of this process only. */
ObdVault         *obd_case_get_vault          (ObdCase              *self);

G_END_DECLS
