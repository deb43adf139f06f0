/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in place of a secret. */
#define OBD_REDACTED "(hidden)"

/**
 * ObdRedactor:
 *
 * Takes secrets out of a server's words: some echo what they were sent, as it is or in base64.
 * Holds copies of the secrets, each an #ObdSecret of its own. Belongs to one thread.
 */
typedef struct _ObdRedactor ObdRedactor;

ObdRedactor *obd_redactor_new   (void);
void         obd_redactor_free  (ObdRedactor *redactor);
/* Hides @secret as it is and inside any base64 text that contains it. */
void         obd_redactor_add   (ObdRedactor *redactor,
                                 const char  *secret,
                                 gsize        length);
/* (transfer full): @line with secrets replaced; the reply code at its start is never touched. */
char        *obd_redactor_apply (ObdRedactor *redactor,
                                 const char  *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdRedactor, obd_redactor_free)

G_END_DECLS
