/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-cause.h"
#include "obd-findings.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_SEVERITY_BLOCKING,
  OBD_SEVERITY_RISKY,
  OBD_SEVERITY_NOTICE,
} ObdSeverity;

typedef enum
{
  OBD_ACTOR_YOU,
  OBD_ACTOR_PROVIDER,
  OBD_ACTOR_DEVICE_MAKER,
  OBD_ACTOR_NETWORK,
  OBD_ACTOR_SERVER_ADMIN,
} ObdActor;

/**
 * ObdCertainty:
 *
 * The word people see instead of a percentage: *Proved · likely · possible · ruled out*.
 */
typedef enum
{
  OBD_CERTAINTY_PROVED,
  OBD_CERTAINTY_LIKELY,
  OBD_CERTAINTY_POSSIBLE,
} ObdCertainty;

typedef enum
{
  OBD_EVIDENCE_GOOD,
  OBD_EVIDENCE_WARNING,
  OBD_EVIDENCE_BAD,
  OBD_EVIDENCE_NOT_TESTED,
} ObdEvidenceTone;

/**
 * ObdEvidence:
 * @lead: translated first word: "Proved:", "You told us:", "Not tested:", "Likely:"
 * @text: translated sentence
 * @server_words: (nullable): the reply, untranslated, for monospace
 * @probe_id: (nullable): which finding shows it
 */
typedef struct
{
  ObdEvidenceTone  tone;
  char            *lead;
  char            *text;
  char            *server_words;
  char            *probe_id;
} ObdEvidence;

#define OBD_TYPE_DIAGNOSIS (obd_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (ObdDiagnosis, obd_diagnosis, OBD, DIAGNOSIS, GObject)

/* One diagnosis: immutable after construction, made by obd_diagnose() only; any thread. All text is
 * translated with the locale of the moment it is asked for. */
ObdCause      obd_diagnosis_get_cause       (ObdDiagnosis *diagnosis);
double        obd_diagnosis_get_confidence  (ObdDiagnosis *diagnosis); /* 0 to 1 */
ObdCertainty  obd_diagnosis_get_certainty   (ObdDiagnosis *diagnosis);
/* (nullable): how sure it is, one translated sentence; none where nothing is wrong or no cause is
 * named. */
const char   *obd_diagnosis_get_sureness    (ObdDiagnosis *diagnosis);
/* (nullable): translated: the first word of a line with its title, "Possible:"; none if proved. */
const char   *obd_diagnosis_get_lead        (ObdDiagnosis *diagnosis);
ObdSeverity   obd_diagnosis_get_severity    (ObdDiagnosis *diagnosis);
ObdActor      obd_diagnosis_get_actor       (ObdDiagnosis *diagnosis);
char         *obd_diagnosis_dup_title       (ObdDiagnosis *diagnosis); /* the one sentence */
char         *obd_diagnosis_dup_explanation (ObdDiagnosis *diagnosis); /* a few more, plain words */
/* Of one of the others: it would stand in the verdict's place, not beside it. */
gboolean      obd_diagnosis_is_rival        (ObdDiagnosis *diagnosis);
/* (nullable): one sentence: what would tell this from what else the same observations allow. */
char         *obd_diagnosis_dup_apart       (ObdDiagnosis *diagnosis);
char         *obd_diagnosis_dup_actor_label (ObdDiagnosis *diagnosis); /* "You can fix this" */
/* As the title, without the isolates around names: for JSON and plain text. */
char         *obd_diagnosis_dup_summary     (ObdDiagnosis *diagnosis);
/* Borrowed: the rule's row, "cause" or "cause/variant"; case files name it. */
const char   *obd_diagnosis_get_rule        (ObdDiagnosis *diagnosis);
/* Borrowed (element-type ObdEvidence). */
GPtrArray    *obd_diagnosis_get_evidence    (ObdDiagnosis *diagnosis);
/* Borrowed: ids of the findings that decide, %NULL-terminated. */
const char *const *obd_diagnosis_get_because  (ObdDiagnosis *diagnosis);
/* Borrowed: remedy ids, likeliest first, %NULL-terminated. */
const char *const *obd_diagnosis_get_remedies (ObdDiagnosis *diagnosis);

/**
 * obd_diagnosis_new_for_cause:
 * @cause: what a pasted text means
 * @confidence: 0 to 1
 *
 * The words for a cause that no exam has found: title, explanation and remedies in general terms
 * (the rule's @said and @said_more), no evidence.
 *
 * Returns: (transfer full): a diagnosis
 */
ObdDiagnosis *obd_diagnosis_new_for_cause (ObdCause cause,
                                           double   confidence);

/* Borrowed: "iPhone" for "iphone", translated; "device" where @device is %NULL or not known. */
const char   *obd_device_noun             (const char *device);
/* Titles, evidence and sentences of the route put names between isolates (U+2068, U+2069), so that
 * they keep their direction; this takes them out for plain text. Transfer full. */
char         *obd_text_without_isolates   (const char *text);

/**
 * ObdVerified:
 *
 * How far the working settings were proved.
 */
typedef enum
{
  OBD_VERIFIED_CONNECTS,
  OBD_VERIFIED_ACCEPTS_SENDER, /* without sign-in, the sender was accepted */
  OBD_VERIFIED_SIGNED_IN,
} ObdVerified;

const char *obd_verified_to_nick (ObdVerified verified);

typedef struct
{
  ObdProtocol  protocol;       /* SMTP, unless only receiving is asked about */
  ObdEndpoint *endpoint;
  char        *username;       /* what to enter */
  char        *authentication; /* "plain", "login", … what to choose; "none" where none is wanted */
  ObdVerified  verified;
  ObdService  *service;        /* (nullable): who named it: the most credible source that did */
} ObdWorkingSettings;

/**
 * ObdDifference:
 * @setting: contract: "server", "port", "security", "username", "password", "authentication", "sender"
 * @now: what the device has; "" where it is empty
 * @should_be: never a password: for that setting it is a translated phrase such as "the mailbox password"
 * @reason: (nullable): translated: what is wrong with @now, and who says that @should_be is right; one
 *   or two sentences, with isolates around names
 */
typedef struct
{
  char *setting;
  char *now;
  char *should_be;
  char *reason;
} ObdDifference;

typedef enum
{
  OBD_STATION_WAITING,
  OBD_STATION_RUNNING,
  OBD_STATION_GOOD,
  OBD_STATION_WARNING,
  OBD_STATION_STUCK,
  OBD_STATION_NOT_REACHED,
  OBD_STATION_NOT_TESTED,
} ObdStationState;

/* The eight stations of the route, in the order of the mail's way. */
typedef enum
{
  OBD_STATION_DEVICE,
  OBD_STATION_NETWORK,
  OBD_STATION_NAME,
  OBD_STATION_PORT,
  OBD_STATION_ENCRYPTION,
  OBD_STATION_SIGN_IN,
  OBD_STATION_RELAYING,
  OBD_STATION_RECIPIENT,
  OBD_N_STATIONS,
} ObdStationId;

/**
 * ObdStationView:
 * @state: shape and colour
 * @word: translated, at most 14 letters: "Good", "Left out", "Stops here"
 * @sentence: translated: "Sign-in: left out. The iPhone has no user name."
 */
typedef struct
{
  ObdStationState  state;
  char            *word;
  char            *sentence;
} ObdStationView;

/* Whether this computer is set to keep its clock by itself. */
typedef enum
{
  OBD_CLOCK_SETTING_UNKNOWN,
  OBD_CLOCK_SETTING_MANUAL,
  OBD_CLOCK_SETTING_AUTOMATIC,
} ObdClockSetting;

/**
 * ObdConclusion:
 * @verdict: the first stop on the typed path; cause healthy if it has none, unknown if not told yet
 * @others: (element-type ObdDiagnosis): what else is wrong or worth knowing, first to mend first
 * @working: (nullable): the best endpoint as far as proven
 * @differences: (element-type ObdDifference): device now against @working, only what must change
 * @named_by: (nullable): who says what @differences ask for; %NULL: nobody does, it was found by
 *   trying
 * @route: the eight stations
 * @clock_source: "ntp", "https", "certificate" or "none"
 * @examined: the typed endpoint was examined to its end (else exit status 3)
 *
 * All that the findings of the moment say. Immutable and reference counted.
 */
typedef struct
{
  ObdDiagnosis       *verdict;
  GPtrArray          *others;
  ObdWorkingSettings *working;
  GPtrArray          *differences;
  ObdService         *named_by;
  ObdStationView      route[OBD_N_STATIONS];
  gint64              clock_offset_ms;
  const char         *clock_source;
  ObdClockSetting     clock_setting;
  gboolean            examined;
} ObdConclusion;

/**
 * obd_diagnose:
 * @findings: everything known so far; need not be finished
 *
 * Pure: the same findings give the same conclusion; no clock, no network, no settings are asked.
 *
 * Returns: (transfer full): the conclusion
 */
ObdConclusion *obd_diagnose         (const ObdFindings *findings);
ObdConclusion *obd_conclusion_ref   (ObdConclusion     *conclusion);
void           obd_conclusion_unref (ObdConclusion     *conclusion);
/* The contract's cause for one finding alone (JSON `probes[].cause`), %OBD_CAUSE_UNKNOWN for none. */
ObdCause       obd_diagnose_finding (const ObdFindings *findings,
                                     const ObdFinding  *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdConclusion, obd_conclusion_unref)

G_END_DECLS
