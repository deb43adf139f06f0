/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdXml:
 * @name: element name, interned
 * @text: normalised character data; "" where the element holds none
 * @children: (element-type ObdXml): in document order
 *
 * One element of a guide file, checked against the grammar. Owned by its parent.
 */
typedef struct
{
  const char *name;
  int         line;
  GHashTable *attributes;
  char       *text;
  GPtrArray  *children;
} ObdXml;

/**
 * OBD_GUIDE_ERROR:
 *
 * Every message begins with "FILE:LINE: ", for whoever writes guides.
 */
#define OBD_GUIDE_ERROR (obd_guide_error_quark ())

typedef enum
{
  OBD_GUIDE_ERROR_SYNTAX,    /* not well-formed, or not UTF-8 */
  OBD_GUIDE_ERROR_GRAMMAR,   /* element, attribute or value that does not belong there */
  OBD_GUIDE_ERROR_REFERENCE, /* names a part, screen or row that does not exist */
} ObdGuideError;

GQuark      obd_guide_error_quark (void);
void        obd_guide_error_set   (GError        **error,
                                   ObdGuideError   code,
                                   const char     *file,
                                   int             line,
                                   const char     *format,
                                   ...) G_GNUC_PRINTF (5, 6);

/* Parses @text (UTF-8, @length bytes or -1) strictly; %NULL and %OBD_GUIDE_ERROR on any fault. */
ObdXml     *obd_xml_parse         (const char     *file,
                                   const char     *text,
                                   gssize          length,
                                   GError        **error);
void        obd_xml_free          (ObdXml         *xml);
/* Borrowed; %NULL where it is not set. */
const char *obd_xml_get           (const ObdXml   *xml,
                                   const char     *attribute);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdXml, obd_xml_free)

G_END_DECLS
