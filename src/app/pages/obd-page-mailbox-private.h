/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page-mailbox.h"

#include "obd-choice.h"
#include "obd-field-row.h"
#include "obd-mailbox-advice.h"
#include "obd-take-over.h"
#include "obd-where-card.h"

G_BEGIN_DECLS

/* Shared by obd-page-mailbox.c (the page) and obd-page-mailbox-form.c (what its rows hold), by
 * nobody else. */
struct _ObdPageMailbox
{
  ObdPage       parent_instance;

  GtkLabel     *problem;
  GtkLabel     *password_hint;
  GtkLabel     *shows_now;
  ObdFieldRow  *address;
  ObdFieldRow  *password;
  AdwActionRow *receiving_row;
  GtkSwitch    *receiving;
  ObdFieldRow  *recipient;
  ObdFieldRow  *sender;
  ObdFieldRow  *host;
  ObdFieldRow  *username;
  AdwActionRow *device_password;
  ObdChoice    *device_password_choice;
  AdwActionRow *ssl;
  ObdChoice    *ssl_choice;
  AdwComboRow  *security;
  AdwComboRow  *authentication;
  ObdFieldRow  *port;
  ObdWhereCard *where;

  ObdMailboxFields  advised;
  ObdMailboxAdvice *advice;
  GtkLabel         *taken_over;
  ObdTakeOver      *take_over;
};

/* From the rows into the case, and back. */
void obd_mailbox_form_store           (ObdPageMailbox *self);
void obd_mailbox_form_load            (ObdPageMailbox *self);
/* Calls every setting as the chosen device calls it. */
void obd_mailbox_form_name_rows       (ObdPageMailbox *self);
/* The sentence at the row it is about, or above them all. */
void obd_mailbox_form_show_problem    (ObdPageMailbox *self,
                                       const GError   *error);
/* Without a password there is nothing to sign in with, and practice has no such server. */
void obd_mailbox_form_offer_receiving (ObdPageMailbox *self);
void obd_mailbox_form_fill_choices    (ObdPageMailbox *self);

G_END_DECLS
