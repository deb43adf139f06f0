/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-wire-test.h"

G_BEGIN_DECLS

#define OBD_TEST_HOST "mail.example.test"

/* A root and a good certificate for %OBD_TEST_HOST that it signed. */
typedef struct
{
  ObdTestCertificate *root;
  ObdTestCertificate *good;
} ObdTestAuthority;

void     obd_test_authority_init       (ObdTestAuthority  *authority);
void     obd_test_authority_clear      (ObdTestAuthority  *authority);
gboolean obd_wire_test_start_tls       (ObdChannel        *channel,
                                        ObdWireContext    *context,
                                        const char        *host,
                                        ObdTlsFacts      **facts,
                                        GError           **error);
void     obd_wire_test_assert_problems (guint              have,
                                        guint              expected);

G_END_DECLS
