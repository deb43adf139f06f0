/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Deepest nesting that is read. Our own reports have seven levels; json-glib recurses for each, and
 * only its newest versions have a limit. */
#define OBD_JSON_MAX_DEPTH 32

/**
 * obd_json_parse:
 * @text: bytes, not trusted in any way
 * @length: their number
 * @error: return location for %OBD_OBSERVATIONS_ERROR_NO_JSON, one sentence with the line
 *
 * Parses one JSON object (RFC 8259) by json-glib, after a look at what that is lenient about:
 * encoding, depth, numbers that no 64 bits hold, NUL, comments, a second text behind the first.
 *
 * Returns: (transfer full) (nullable): its root, an object
 */
JsonNode *obd_json_parse (const char  *text,
                          gsize        length,
                          GError     **error);

G_END_DECLS
