/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OBD_PLIST_DICT,
  OBD_PLIST_ARRAY,
  OBD_PLIST_STRING,
  OBD_PLIST_INTEGER,
  OBD_PLIST_BOOLEAN,
  OBD_PLIST_OTHER, /* date, data, real: nothing that is read here */
} ObdPlistKind;

/**
 * ObdPlist:
 * @kind: what it is
 * @key: (nullable): its name inside a dict
 * @text: STRING: the characters; INTEGER: the digits; else ""
 * @truth: BOOLEAN
 * @children: (element-type ObdPlist): of a dict or an array, in order
 *
 * One value of an XML property list (Apple's PropertyList-1.0.dtd). Owned by its parent.
 */
typedef struct _ObdPlist ObdPlist;

struct _ObdPlist
{
  ObdPlistKind  kind;
  char         *key;
  char         *text;
  gboolean      truth;
  GPtrArray    *children;
};

/**
 * obd_plist_parse:
 * @name: the file's name, for messages
 * @error: return location for an %OBD_IMPORT_ERROR_DAMAGED with the line
 *
 * Strict, of bounded depth and number; entities of its own are refused.
 *
 * Returns: (transfer full) (nullable): the outermost value
 */
ObdPlist       *obd_plist_parse      (const char      *name,
                                      const char      *text,
                                      gsize            length,
                                      GError         **error);
void            obd_plist_free       (ObdPlist        *plist);
/* Borrowed: the value of @key in a dict; %NULL if it is not there or @plist is no dict. */
const ObdPlist *obd_plist_get        (const ObdPlist  *plist,
                                      const char      *key);
/* Borrowed: a string in a dict, or %NULL. */
const char     *obd_plist_get_string (const ObdPlist  *plist,
                                      const char      *key);
/* 0 and FALSE where it is not there or of another kind. */
gint64          obd_plist_get_int    (const ObdPlist  *plist,
                                      const char      *key);
gboolean        obd_plist_get_truth  (const ObdPlist  *plist,
                                      const char      *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdPlist, obd_plist_free)

G_END_DECLS
