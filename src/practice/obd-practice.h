/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-address-book.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * ObdPracticeScenario:
 *
 * One row of the practice table: a mailbox with a fault. Borrowed, never freed.
 */
typedef struct
{
  const char *id;      /* "relay-denied" */
  const char *title;   /* N_(): "Relaying denied until signed in" */
  const char *summary; /* N_(): one sentence */
} ObdPracticeScenario;

/* Borrowed; ends with id %NULL. */
const ObdPracticeScenario *obd_practice_list (void);
const ObdPracticeScenario *obd_practice_find (const char *id);

/**
 * ObdPractice:
 *
 * The built-in server: listens on 127.0.0.1 on ports of the kernel's choice, with a certificate
 * authority and certificates made at start; runs on a thread of its own until freed.
 */
typedef struct _ObdPractice ObdPractice;

/**
 * obd_practice_start:
 * @scenario: id of a row
 * @error: unknown id, or no socket to be had
 *
 * Returns: (transfer full) (nullable): the running server
 */
ObdPractice          *obd_practice_start        (const char        *scenario,
                                                 GError           **error);
/* Stops the thread and closes every socket. */
void                  obd_practice_free         (ObdPractice       *practice);
/* Borrowed: maps the practice names and ports to where it really listens. */
const ObdAddressBook *obd_practice_get_book     (ObdPractice       *practice);
/* Borrowed: path of a PEM file with the practice authority, removed by obd_practice_free(). */
const char           *obd_practice_get_ca_file  (ObdPractice       *practice);
/* Fills what the device "shows" in this scenario, the password included; strings are borrowed from
 * the practice server. @mailbox->practice is set. */
void                  obd_practice_fill_mailbox (ObdPractice       *practice,
                                                 ObdMailbox        *mailbox);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdPractice, obd_practice_free)

G_END_DECLS
