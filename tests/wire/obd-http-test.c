/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http-test.h"

ObdWireContext *
obd_http_test_context (guint16             port,
                       ObdTestCertificate *root)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  obd_address_book_add (book, "", 0, loopback, port);
  return obd_wire_test_context_with_book (root, book);
}

ObdHttpAnswer *
obd_http_test_ask (ObdScriptServer       *server,
                   ObdTestCertificate    *root,
                   const ObdHttpRequest  *request,
                   ObdTlsFacts          **facts,
                   GCancellable          *cancellable,
                   GError               **error)
{
  g_autoptr (ObdWireContext) context = NULL;

  context = obd_http_test_context (obd_script_server_get_port (server), root);
  return obd_http_ask (context, request, facts, obd_wire_test_deadline (), cancellable, error);
}
