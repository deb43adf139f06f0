/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-private.h"

#include <string.h>

/* What a server says is text, never markup (CommonMark section 2.4, and HTML inside it). */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '<')
        g_string_append (out, "&lt;");
      else if (*text == '&')
        g_string_append (out, "&amp;");
      else if (*text == '\n')
        g_string_append_c (out, ' ');
      else
        {
          if (strchr ("\\`*_[]#|~", *text) != NULL)
            g_string_append_c (out, '\\');
          g_string_append_c (out, *text);
        }
    }
  return g_string_free (out, FALSE);
}

/* A fence longer than any row of backticks inside it cannot be closed from inside. */
static void
append_words (GString    *out,
              const char *words)
{
  guint longest = 2, row = 0;
  g_autofree char *fence = NULL;

  for (const char *p = words; *p != '\0'; p++)
    {
      row = *p == '`' ? row + 1 : 0;
      longest = MAX (longest, row);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (out, "\n%s\n%s\n%s\n\n", fence, words, fence);
}

static void
append_block (GString        *out,
              const ObdBlock *block,
              gboolean        first_change)
{
  g_autofree char *name = escape (block->name != NULL ? block->name : "");
  g_autofree char *text = escape (block->text);
  g_autofree char *other = escape (block->other != NULL ? block->other : "");
  g_autofree char *why = escape (block->why != NULL ? block->why : "");

  switch (block->kind)
    {
    case OBD_BLOCK_TITLE:
      g_string_append_printf (out, "# %s\n\n", text);
      break;
    case OBD_BLOCK_HEADING:
      g_string_append_printf (out, "\n## %s\n\n", text);
      break;
    case OBD_BLOCK_PARAGRAPH:
      g_string_append_printf (out, "%s\n\n", text);
      break;
    case OBD_BLOCK_ITEM:
      g_string_append_printf (out, "- %s\n", text);
      break;
    case OBD_BLOCK_STEP:
      g_string_append_printf (out, "1. %s\n", text);
      break;
    case OBD_BLOCK_PAIR:
      g_string_append_printf (out, "- **%s:** %s\n", name, text);
      break;
    case OBD_BLOCK_CHANGE:
      if (first_change)
        g_string_append (out, "| | | | |\n| --- | --- | --- | --- |\n");
      g_string_append_printf (out, "| %s | %s | → %s | %s |\n", name, text, other, why);
      break;
    case OBD_BLOCK_WORDS:
    default:
      append_words (out, block->text);
      break;
    }
}

char *
obd_blocks_to_markdown (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);
  ObdBlockKind before = OBD_BLOCK_TITLE;

  for (guint i = 0; i < blocks->len; i++)
    {
      const ObdBlock *block = g_ptr_array_index (blocks, i);

      /* Behind a list, a paragraph would become part of its last item. */
      if (block->kind == OBD_BLOCK_PARAGRAPH && before >= OBD_BLOCK_ITEM)
        g_string_append_c (out, '\n');
      append_block (out, block, before != OBD_BLOCK_CHANGE);
      before = block->kind;
    }
  return g_string_free (out, FALSE);
}
