/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ObdFields:
 * @object: (nullable): the members (borrowed); %NULL where the whole object is missing
 * @where: its path in the report, "observations.findings[3]"; "" for the root
 * @error: where the first complaint goes
 *
 * Reads the members of one JSON object, each with its type and its bounds. A member that is missing
 * or null leaves the variable alone; FALSE means that the complaint (%OBD_OBSERVATIONS_ERROR_DAMAGED,
 * one translated sentence with the path) is set.
 */
typedef struct
{
  JsonObject  *object;
  char        *where;
  GError     **error;
} ObdFields;

/* The complaints; all return FALSE. */
gboolean obd_fields_fail_missing (const ObdFields *fields,
                                  const char      *name);
gboolean obd_fields_fail_type    (const ObdFields *fields,
                                  const char      *name,
                                  const char      *wanted);
gboolean obd_fields_fail_word    (const ObdFields *fields,
                                  const char      *name,
                                  const char      *word);

/* Opens the member @name as an object; clear @child with obd_fields_clear(). */
gboolean obd_fields_open   (const ObdFields  *fields,
                            const char       *name,
                            ObdFields        *child);
/* The member @name as an array of at most @max elements. (transfer none) (nullable) */
gboolean obd_fields_array  (const ObdFields  *fields,
                            const char       *name,
                            guint             max,
                            JsonArray       **array);
/* Opens element @index of that array, which has to be an object. */
gboolean obd_fields_open_element (const ObdFields  *fields,
                                  const char       *name,
                                  JsonArray        *array,
                                  guint             index,
                                  ObdFields        *child);
void     obd_fields_clear  (ObdFields        *fields);

/* Made valid UTF-8 without control characters and bounded. (transfer full) */
gboolean obd_fields_text   (const ObdFields  *fields,
                            const char       *name,
                            char            **text);
/* As obd_fields_text(), of any length; for lists with at most @max elements. (transfer full) */
gboolean obd_fields_texts  (const ObdFields  *fields,
                            const char       *name,
                            guint             max,
                            char           ***texts);
gboolean obd_fields_int    (const ObdFields  *fields,
                            const char       *name,
                            gint64            min,
                            gint64            max,
                            gint64           *number);
gboolean obd_fields_flag   (const ObdFields  *fields,
                            const char       *name,
                            gboolean         *flag);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdFields, obd_fields_clear)

G_END_DECLS
