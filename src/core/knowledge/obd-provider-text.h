/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-problems.h"

G_BEGIN_DECLS

/* One "key = value" line; "note[de] = …" has the key "note" and the language "de". */
typedef struct
{
  char *key;
  char *language; /* (nullable) */
  char *value;    /* without blanks around it, never empty */
  guint line;
} ObdProviderLine;

/* What stands below one "[id]". */
typedef struct
{
  char      *id;
  guint      line;
  GPtrArray *lines;  /* (element-type ObdProviderLine) (owned), in order; keys may repeat */
  gboolean   broken; /* a problem has been noted inside: not to be used */
} ObdProviderGroup;

/**
 * obd_provider_text_parse:
 * @text: the content of a file; anything at all
 * @problems: where to note what is no line of the format
 * @file: what problems call the file
 *
 * Takes a file apart by lines. GKeyFile does not do: it knows no line numbers, stops at the first
 * fault, and lets the last of several equal keys or headings win without a word.
 *
 * Returns: (transfer full) (element-type ObdProviderGroup): in order
 */
GPtrArray *obd_provider_text_parse (const char          *text,
                                    gsize                length,
                                    ObdProviderProblems *problems,
                                    const char          *file);

G_END_DECLS
