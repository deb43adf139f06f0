/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"
#include "obd-diagnosis.h"

G_BEGIN_DECLS

#define OBD_RULE_MAX_REMEDIES 6
/* From this confidence on an observation of the run proves the cause. */
#define OBD_PROVED 0.9

typedef struct _ObdRule ObdRule;

/**
 * ObdRule:
 * @name: unique: the cause, and where there are several rows "cause/variant"; case files name it
 * @cause: word of the contract
 * @severity: how much it matters where it is the verdict
 * @actor: who can act
 * @station: where the mail stops; %OBD_STATION_DEVICE (no mail stops there) lets the stage decide,
 *   %OBD_N_STATIONS is nowhere
 * @when: pure predicate: how sure the row is of its cause, 0 if it does not apply; 0.9 and more
 *   only where an observation of this run proves it
 * @title: N_(): one sentence, with {placeholders} of obd-phrase.h
 * @explanation: N_(): a few more sentences
 * @said: (nullable): N_(): @title where only words are known, not a run: what somebody pasted
 * @said_more: (nullable): N_(): @explanation for them
 * @remedies: ids of obd_remedy_list(), likeliest first
 * @rival: the other cause that the same observations allow; told beside this one as long as nothing
 *   proves it, %OBD_CAUSE_UNKNOWN if there is none
 * @apart: (nullable): N_(): one sentence: what would tell this cause from @rival, or from another
 *   reason for the same cause
 *
 * One diagnosis. Rows are const; the first of a table that applies wins.
 */
struct _ObdRule
{
  const char    *name;
  ObdCause       cause;
  ObdSeverity    severity;
  ObdActor       actor;
  ObdStationId   station;
  double       (*when) (const ObdCase *c,
                        const ObdRule *rule);
  const char    *title;
  const char    *explanation;
  const char    *said;
  const char    *said_more;
  const char    *remedies[OBD_RULE_MAX_REMEDIES + 1];
  ObdCause       rival;
  const char    *apart;
};

/* Tables end with a row without a name. */
extern const ObdRule obd_rules_incoming[];
extern const ObdRule obd_rules_network[];
extern const ObdRule obd_rules_port[];
extern const ObdRule obd_rules_interception[];
extern const ObdRule obd_rules_shield[];
extern const ObdRule obd_rules_tls[];
extern const ObdRule obd_rules_clock[];
extern const ObdRule obd_rules_certificate[];
extern const ObdRule obd_rules_receiving[];
extern const ObdRule obd_rules_server[];
extern const ObdRule obd_rules_server_notices[];
extern const ObdRule obd_rules_auth[];
extern const ObdRule obd_rules_provider[];
extern const ObdRule obd_rules_provider_notices[];
extern const ObdRule obd_rules_relay[];
extern const ObdRule obd_rules_client[];
extern const ObdRule obd_rules_message[];
extern const ObdRule obd_rules_general[];
extern const ObdRule obd_rules_notices[];
extern const ObdRule obd_rules_interception_notices[];

/* The first row, in the order of the mail's way, that applies to @c->subject. (nullable) */
const ObdRule *obd_rules_judge     (const ObdCase *c,
                                    double        *confidence);
/* The next row of all notices after @previous (%NULL: the first) that applies. (nullable) */
const ObdRule *obd_rules_next_notice (const ObdCase *c,
                                      const ObdRule *previous,
                                      double        *confidence);
/**
 * obd_rules_reword:
 *
 * Where @c->subject is about receiving: the row "cause/receiving-variant" in place of
 * "cause/variant", with words for it. Most rows say the same in both directions and have none.
 *
 * Returns: that row, or @rule
 */
const ObdRule *obd_rules_reword    (const ObdCase *c,
                                    const ObdRule *rule);
/* The row with the most general words for a cause: the one named after it. Never %NULL. */
const ObdRule *obd_rules_for_cause (ObdCause       cause);
/* (nullable): N_(): what is still to be told apart where the row is that sure: nothing, once the rival
 * is ruled out. */
const char    *obd_rule_get_apart  (const ObdRule *rule,
                                    double         confidence);

/* Shared predicates. */
double obd_when_reply_says (const ObdCase *c,
                            const ObdRule *rule);
/* The same, where no word of the reply decided, only its code and where it came: who was refused is
 * seen then, and why is not. */
double obd_when_code_says  (const ObdCase *c,
                            const ObdRule *rule);
double obd_when_never      (const ObdCase *c,
                            const ObdRule *rule);

G_END_DECLS
