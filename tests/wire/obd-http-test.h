/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-http.h"
#include "obd-wire-test.h"

G_BEGIN_DECLS

/**
 * obd_http_test_ask:
 * @server: where the host of @request really is, whatever the port
 * @root: (nullable): an authority to trust
 */
ObdHttpAnswer *obd_http_test_ask (ObdScriptServer       *server,
                                  ObdTestCertificate    *root,
                                  const ObdHttpRequest  *request,
                                  ObdTlsFacts          **facts,
                                  GCancellable          *cancellable,
                                  GError               **error);
/* A context in which every name is at 127.0.0.1:@port. */
ObdWireContext *obd_http_test_context (guint16             port,
                                       ObdTestCertificate *root);

G_END_DECLS
