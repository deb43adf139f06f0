/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-private.h"

#include <glib/gi18n-lib.h>

/* Self-contained: no script, nothing fetched; the policy says so to the browser as well. */
#define HEAD \
  "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n" \
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; " \
  "style-src 'unsafe-inline'\">\n" \
  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n<style>\n" \
  ":root { color-scheme: light dark; }\n" \
  "body { font-family: sans-serif; line-height: 1.5; max-width: 42em; margin: 2em auto; " \
  "padding: 0 1em; }\n" \
  "pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6em 1em; " \
  "border: 1px solid color-mix(in srgb, currentColor 25%%, transparent); border-radius: 6px; }\n" \
  "td, th { text-align: left; padding: 0.2em 1.2em 0.2em 0; }\n" \
  "</style>\n</head>\n<body>\n"

typedef struct
{
  const char *before;
  const char *after;
} Wrapper;

/* What stands around a run of blocks of one kind. */
static const Wrapper wrappers[] = {
  [OBD_BLOCK_TITLE] = { "", "" },
  [OBD_BLOCK_HEADING] = { "", "" },
  [OBD_BLOCK_PARAGRAPH] = { "", "" },
  [OBD_BLOCK_ITEM] = { "<ul>\n", "</ul>\n" },
  [OBD_BLOCK_STEP] = { "<ol>\n", "</ol>\n" },
  [OBD_BLOCK_PAIR] = { "<table>\n", "</table>\n" },
  [OBD_BLOCK_CHANGE] = { "<table>\n", "</table>\n" },
  [OBD_BLOCK_WORDS] = { "", "" },
};

static void
append_block (GString        *out,
              const ObdBlock *block)
{
  g_autofree char *name = g_markup_escape_text (block->name != NULL ? block->name : "", -1);
  g_autofree char *text = g_markup_escape_text (block->text, -1);
  g_autofree char *other = g_markup_escape_text (block->other != NULL ? block->other : "", -1);
  g_autofree char *why = g_markup_escape_text (block->why != NULL ? block->why : "", -1);

  switch (block->kind)
    {
    case OBD_BLOCK_TITLE:
      g_string_append_printf (out, "<h1>%s</h1>\n", text);
      break;
    case OBD_BLOCK_HEADING:
      g_string_append_printf (out, "<h2>%s</h2>\n", text);
      break;
    case OBD_BLOCK_PARAGRAPH:
      g_string_append_printf (out, "<p>%s</p>\n", text);
      break;
    case OBD_BLOCK_ITEM:
    case OBD_BLOCK_STEP:
      g_string_append_printf (out, "<li>%s</li>\n", text);
      break;
    case OBD_BLOCK_PAIR:
      g_string_append_printf (out, "<tr><th>%s</th><td>%s</td></tr>\n", name, text);
      break;
    case OBD_BLOCK_CHANGE:
      g_string_append_printf (out,
                              "<tr><th>%s</th><td>%s</td><td>→ <strong>%s</strong></td>"
                              "<td>%s</td></tr>\n",
                              name, text, other, why);
      break;
    case OBD_BLOCK_WORDS:
    default:
      g_string_append_printf (out, "<pre>%s</pre>\n", text);
      break;
    }
}

char *
obd_blocks_to_html (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);
  ObdBlockKind kind = OBD_BLOCK_TITLE;

  /* TRANSLATORS: title of a report that is opened in a browser. */
  g_string_append_printf (out, HEAD, _("Outbox Doctor report"));
  for (guint i = 0; i < blocks->len; i++)
    {
      const ObdBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind != kind)
        {
          g_string_append (out, wrappers[kind].after);
          g_string_append (out, wrappers[block->kind].before);
          kind = block->kind;
        }
      append_block (out, block);
    }
  g_string_append (out, wrappers[kind].after);
  g_string_append (out, "</body>\n</html>\n");
  return g_string_free (out, FALSE);
}
