/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A name service of one row: it knows the SRV record of one service, at every domain, and no address
 * at all. It can be held: then it does not answer before it is let go.
 */

/* From now on @service ("_imaps._tcp") is at @port of FIXTURE_HOST; @port 0: nowhere. */
void name_table_install     (const char *service,
                             guint16     port);
/* No answer from now on. */
void name_table_hold        (void);
/* Waits until somebody waits for an answer. */
void name_table_await_asked (void);
/* Answers, and waits until everybody has the answer. */
void name_table_let_go      (void);

G_END_DECLS
