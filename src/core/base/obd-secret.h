/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdSecret:
 *
 * A password in a page of its own that is locked into memory, left out of core dumps and wiped
 * when the last reference goes. Immutable and reference counted; safe to share between threads.
 */
typedef struct _ObdSecret ObdSecret;

ObdSecret  *obd_secret_new    (const char      *text,
                               gssize           length);
/* As g_file_get_contents() for a password: one trailing LF or CRLF is removed, nothing else.
 * Empty content, NUL bytes and more than 1024 bytes are errors (%G_FILE_ERROR_INVAL). */
ObdSecret  *obd_secret_read_fd (int              fd,
                                GError         **error);
ObdSecret  *obd_secret_ref    (const ObdSecret *secret);
void        obd_secret_unref  (ObdSecret       *secret);
/* Borrowed, NUL-terminated; never copy it into memory that is not wiped. */
const char *obd_secret_peek   (const ObdSecret *secret);
gsize       obd_secret_length (const ObdSecret *secret);
/**
 * obd_secret_looks_made:
 *
 * Whether it looks like an app password, as providers make them: 16 lower-case letters or digits,
 * in one piece or in four groups with blanks or hyphens between (help pages of Google,
 * accounts/answer/185833, and Apple, 102654; Yahoo, Microsoft, Yandex and Fastmail make 16 in one
 * piece). No proof: a person may have chosen such a password, and some providers make others.
 */
gboolean    obd_secret_looks_made (const ObdSecret *secret);
/* Overwrites memory in a way the compiler cannot leave out. */
void        obd_wipe          (gpointer         memory,
                               gsize            length);
/* Overwrites and frees a NUL-terminated string; %NULL is allowed. */
void        obd_wipe_string   (char            *text);
/* Call first in main(): no core file, neither to disk nor to a crash handler, will hold the heap. */
void        obd_secret_forbid_core_dumps (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSecret, obd_secret_unref)

G_END_DECLS
