/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-incoming.h"
#include "obd-wire-test.h"

G_BEGIN_DECLS

#define INCOMING_PASSWORD "canary-Zx81"
#define INCOMING_USER "joe@example.test"

/* A session of either protocol with a scripted server. */
typedef struct
{
  ObdScriptServer *server;
  ObdIncoming     *incoming;
  gint64           deadline;
} ObdIncomingFixture;

void       obd_incoming_fixture_begin   (ObdIncomingFixture *fixture,
                                         ObdProtocol         protocol,
                                         const char         *script,
                                         GTlsCertificate    *certificate);
/* Greeting and capabilities, both of which must be good. */
void       obd_incoming_fixture_greet   (ObdIncomingFixture *fixture);
ObdAnswer *obd_incoming_fixture_sign_in (ObdIncomingFixture *fixture,
                                         const char         *method,
                                         const char         *password,
                                         GError            **error);
/* Neither the trace nor the last answer tells @secret, as it is or in base64. */
void       obd_incoming_fixture_assert_hidden (ObdIncomingFixture *fixture,
                                               const char         *secret);
/* @heard: (nullable): what the server must have heard. */
void       obd_incoming_fixture_end     (ObdIncomingFixture *fixture,
                                         const char         *heard);

G_END_DECLS
