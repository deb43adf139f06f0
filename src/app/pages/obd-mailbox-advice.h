/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"
#include "obd-field-row.h"
#include "obd-hint-row.h"
#include "obd-provider-note.h"

G_BEGIN_DECLS

/* The fields of the mailbox page that something can be said about, with the places to say it;
 * borrowed, they outlive the advice. */
typedef struct
{
  ObdFieldRow     *address;
  ObdHintRow      *address_hint;
  ObdFieldRow     *recipient;
  ObdHintRow      *recipient_hint;
  ObdFieldRow     *host;
  ObdHintRow      *host_hint;
  ObdProviderNote *note;
} ObdMailboxFields;

/**
 * ObdMailboxAdvice:
 *
 * What can be told while a mailbox is being typed, before anything is tested: whose mailbox it is,
 * what is special there, and slips of the keyboard. The address goes into the case as it is typed.
 */
#define OBD_TYPE_MAILBOX_ADVICE (obd_mailbox_advice_get_type ())
G_DECLARE_FINAL_TYPE (ObdMailboxAdvice, obd_mailbox_advice, OBD, MAILBOX_ADVICE, GObject)

ObdMailboxAdvice *obd_mailbox_advice_new     (const ObdMailboxFields *fields);
/* Once the page has its case. */
void              obd_mailbox_advice_begin   (ObdMailboxAdvice       *self,
                                              ObdCase                *obd_case);
/* The fields were filled by the program. */
void              obd_mailbox_advice_refresh (ObdMailboxAdvice       *self);

G_END_DECLS
