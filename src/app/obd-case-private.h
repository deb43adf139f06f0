/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"
#include "obd-practice.h"

G_BEGIN_DECLS

/* Shared by obd-case.c (what was told), obd-case-import.c (what was taken over) and obd-case-exam.c
 * (what is examined), by nobody else. */
struct _ObdCase
{
  GObject            parent_instance;

  char              *texts[OBD_N_FIELDS];
  ObdFieldState      states[OBD_N_FIELDS];
  ObdSecurity        security;
  ObdAuthentication  authentication;
  ObdSecret         *password;
  gboolean           receiving;
  char              *incoming; /* (nullable): taken over, for obd_incoming_setting_parse() */
  const char        *incoming_list[2]; /* the same for ObdMailbox */
  char              *remedy;
  char              *provider; /* (nullable): id, chosen by hand */

  ObdAddressBook    *book;    /* (nullable): of the command line */
  char              *ca_file; /* (nullable): of the command line */
  gboolean           offline; /* of the command line */
  gboolean           made_ready;
  ObdExam           *exam;
  ObdConclusion     *before;
  GPtrArray         *applied;

  char              *scenario;
  ObdPractice       *practice;
  ObdVault          *system_vault;
  ObdVault          *practice_vault;
};

void obd_case_store_text      (ObdCase    *self,
                               ObdField    field,
                               const char *text);
void obd_case_remember        (ObdCase    *self);
void obd_case_forget_results  (ObdCase    *self);
void obd_case_emit_changed   (ObdCase    *self);
void obd_case_want_password   (ObdCase    *self);
void obd_case_notify_exam     (ObdCase    *self);
void obd_case_notify_practice (ObdCase    *self);

G_END_DECLS
