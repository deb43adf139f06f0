/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a fake server does: everything it does not say is refused or missing. */
typedef struct
{
  gboolean     tls;         /* TLS from the first byte */
  const char  *certificate; /* file in certs/; "good.pem" if NULL */
  gboolean     starttls;
  const char  *auth_plain;  /* mechanisms before encryption */
  const char  *auth_tls;    /* mechanisms inside it */
  guint        auth_code;   /* answer to AUTH */
  gboolean     open_relay;  /* takes RCPT from everybody */
} FakeScript;

/* A scripted SMTP server on 127.0.0.1, a thread for each connection; remembers what it was told. */
typedef struct _FakeServer FakeServer;

FakeServer *fake_server_new          (const FakeScript *script);
void        fake_server_free         (FakeServer       *server);
guint16     fake_server_get_port     (FakeServer       *server);
guint       fake_server_count_connections (FakeServer  *server);
/* How many commands began with @verb; @inside_tls: -1 either, 0 in plain text, 1 inside TLS. */
guint       fake_server_count        (FakeServer       *server,
                                      const char       *verb,
                                      int               inside_tls);
/* How many commands other than QUIT and RSET followed one that began with @verb, on its connection. */
guint       fake_server_count_after  (FakeServer       *server,
                                      const char       *verb);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* A TCP port that is never accepted from: connections are made by the kernel and stay silent. */
GSocket    *fake_hanging_port_new    (guint16          *port);
/* How many connections wait there. */
guint       fake_hanging_port_count  (GSocket          *socket);
/* A port whose queue is full: a SYN is never answered. @filler (out): keep it open. */
GSocket    *fake_silent_port_new     (guint16          *port,
                                      GSocket         **filler);
/* A port that nobody listens on. */
guint16     fake_closed_port         (void);

G_END_DECLS
