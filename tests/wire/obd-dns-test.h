/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-dns-private.h"

G_BEGIN_DECLS

/* One record of an answer; @type is of arpa/nameser.h, and 0 ends a list of them. */
typedef struct
{
  int         type;
  guint       priority;
  guint       weight;
  guint       port;
  const char *target; /* "" is the root */
} ObdDnsTestRow;

/* An answer to the question for @name and @type as it comes off the wire, with the records in this
 * order. @flags is or-ed into the second byte of the flags. Transfer full. */
GByteArray *obd_dns_test_compose (const char          *name,
                                  int                  type,
                                  const ObdDnsTestRow *rows,
                                  guint                n_rows,
                                  guint                flags);

G_END_DECLS
