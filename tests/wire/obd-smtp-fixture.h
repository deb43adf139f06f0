/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-wire-test.h"

G_BEGIN_DECLS

#define GREET "S:220 mail.example\nC:EHLO\nS:250 mail.example\n"

/* An SMTP session with a scripted server. */
typedef struct
{
  ObdScriptServer *server;
  ObdSmtp         *smtp;
  gint64           deadline;
  GCancellable    *cancellable; /* (nullable): for the step itself, not for what leads to it */
} ObdSmtpFixture;

void obd_smtp_fixture_begin      (ObdSmtpFixture *fixture,
                                  const char     *script);
/* @cancellable: (nullable): what the script's "N" cancels. */
void obd_smtp_fixture_begin_full (ObdSmtpFixture *fixture,
                                  const char     *script,
                                  GCancellable   *cancellable);
/* Greeting and EHLO. */
void obd_smtp_fixture_greet      (ObdSmtpFixture *fixture);
/* @heard: (nullable): what the server must have heard. */
void obd_smtp_fixture_end        (ObdSmtpFixture *fixture,
                                  const char     *heard);

G_END_DECLS
