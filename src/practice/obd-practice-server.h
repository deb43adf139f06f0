/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-practice-rules.h"

G_BEGIN_DECLS

/* Conversations held at once; further callers wait in the kernel's queue. */
#define OBD_PRACTICE_MAX_CONVERSATIONS 256

/**
 * ObdPracticeServer:
 *
 * The sockets and threads behind an #ObdPractice: one thread that waits for callers and one for
 * each conversation. Made and freed on one thread.
 */
typedef struct _ObdPracticeServer ObdPracticeServer;

/**
 * obd_practice_server_new:
 * @rules: borrowed until the end
 * @certificate: what is shown inside TLS
 * @error: no socket or thread to be had (%G_IO_ERROR)
 *
 * Returns: (transfer full) (nullable): a server that takes callers
 */
ObdPracticeServer *obd_practice_server_new        (const ObdPracticeRules  *rules,
                                                   GTlsCertificate         *certificate,
                                                   GError                 **error);
/* Ends every conversation, waits for the threads and closes the sockets. */
void               obd_practice_server_free       (ObdPracticeServer       *server);
/* Where the rules' port of that index really is on 127.0.0.1. */
guint16            obd_practice_server_get_port   (ObdPracticeServer       *server,
                                                   guint                    index);
/* A port of 127.0.0.1 that is ours and where nothing listens. */
guint16            obd_practice_server_get_closed_port (ObdPracticeServer  *server);
/* The UDP port of the time server. */
guint16            obd_practice_server_get_time_port (ObdPracticeServer    *server);
void               obd_practice_server_get_counts (ObdPracticeServer       *server,
                                                   ObdPracticeCounts       *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdPracticeServer, obd_practice_server_free)

G_END_DECLS
