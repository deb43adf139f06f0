/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdJson:
 *
 * Writes JSON (RFC 8259) as people like to read it. Used instead of json-glib's generator because
 * that writes 0.99 as 0.98999999999999999. One thread.
 *
 * @name is the member's name, and %NULL inside an array and for the root.
 */
typedef struct _ObdJson ObdJson;

ObdJson *obd_json_new          (void);
/* Writes everything into one line, for programs that read line by line. */
ObdJson *obd_json_new_line     (void);
void     obd_json_open_object  (ObdJson    *json,
                                const char *name);
void     obd_json_open_array   (ObdJson    *json,
                                const char *name);
/* Closes what was opened last. */
void     obd_json_close        (ObdJson    *json);
/* @text: (nullable): valid UTF-8; %NULL writes null. */
void     obd_json_put_text     (ObdJson    *json,
                                const char *name,
                                const char *text);
void     obd_json_put_int      (ObdJson    *json,
                                const char *name,
                                gint64      value);
/* Finite; at most three decimals, as times and confidences are no finer. */
void     obd_json_put_real     (ObdJson    *json,
                                const char *name,
                                double      value);
void     obd_json_put_flag     (ObdJson    *json,
                                const char *name,
                                gboolean    value);
/* Ends the writer. (transfer full): the text, with a new line at its end */
char    *obd_json_finish       (ObdJson    *json);

G_END_DECLS
