/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-dial.h"
#include "obd-script-server.h"
#include "obd-smtp.h"
#include "obd-test-certificate.h"

G_BEGIN_DECLS

/* Far enough away that it never passes unless the code under test hangs. */
#define OBD_TEST_PATIENCE (20 * G_USEC_PER_SEC)

gint64      obd_wire_test_deadline (void);
/* A context without address book that trusts @root (nullable) as well. Transfer full. */
ObdWireContext *obd_wire_test_context (ObdTestCertificate *root);
/* The same with an address book. Transfer full. */
ObdWireContext *obd_wire_test_context_with_book (ObdTestCertificate   *root,
                                                 const ObdAddressBook *book);
/* A connected channel to 127.0.0.1:@port. Transfer full. */
ObdChannel *obd_wire_test_connect  (guint16 port);
ObdSmtp    *obd_wire_test_smtp     (guint16 port);
/* All lines of the channel's trace, joined by "\n". Transfer full. */
char       *obd_wire_test_dup_trace (ObdChannel *channel);
#define obd_wire_test_assert_reply(reply, expected_code)                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const ObdReply *_reply = (reply);                                                              \
    g_assert_nonnull (_reply);                                                                     \
    g_assert_cmpuint (_reply->code, ==, (expected_code));                                          \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
