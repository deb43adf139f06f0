/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-resolve.h"

#include <netdb.h>

G_BEGIN_DECLS

/* getaddrinfo(), or what a test puts in its place. */
typedef int (*ObdResolveFunc) (const char             *host,
                               const char             *service,
                               const struct addrinfo  *hints,
                               struct addrinfo       **found);

/* For tests, before any thread asks. %NULL is getaddrinfo() again. */
void obd_resolve_set_func       (ObdResolveFunc func);
/* An EAI_ code as #ObdWireError. */
int  obd_resolve_error_from_eai (int code);

G_END_DECLS
