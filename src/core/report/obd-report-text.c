/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-private.h"

#include <string.h>

#define COLUMNS 78
#define INDENT 2

/* Columns a text takes; wide characters of East Asia take two. */
static guint
width_of (const char *text,
          gsize       length)
{
  guint width = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* Breaks at blanks; @first stands before the first line, @indent blanks before the others. */
static void
append_wrapped (GString    *out,
                const char *first,
                guint       indent,
                const char *text)
{
  guint column = width_of (first, strlen (first));
  gboolean fresh = TRUE;

  g_string_append (out, first);
  while (*text != '\0')
    {
      gsize length = strcspn (text, " \n");
      guint width = width_of (text, length);

      if (!fresh && column + 1 + width > COLUMNS)
        {
          g_string_append_printf (out, "\n%*s", (int) indent, "");
          column = indent;
          fresh = TRUE;
        }
      if (!fresh)
        g_string_append_c (out, ' ');
      g_string_append_len (out, text, length);
      column += width + (fresh ? 0 : 1);
      fresh = FALSE;
      text += length;
      text += strspn (text, " \n");
    }
  g_string_append_c (out, '\n');
}

static void
append_words (GString    *out,
              const char *words)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "      %s\n", lines[i]);
}

static void
append_pair (GString        *out,
             const ObdBlock *block)
{
  g_autofree char *first = g_strdup_printf ("  %s: ", block->name);

  append_wrapped (out, first, 6, block->text);
}

static void
append_block (GString        *out,
              const ObdBlock *block,
              guint           number)
{
  g_autofree char *lead = NULL;

  switch (block->kind)
    {
    case OBD_BLOCK_TITLE:
      append_wrapped (out, "", 0, block->text);
      g_string_append_c (out, '\n');
      break;
    case OBD_BLOCK_PARAGRAPH:
      append_wrapped (out, "", 0, block->text);
      break;
    case OBD_BLOCK_HEADING:
      g_string_append_printf (out, "\n%s\n", block->text);
      break;
    case OBD_BLOCK_ITEM:
      append_wrapped (out, "  • ", 4, block->text);
      break;
    case OBD_BLOCK_STEP:
      lead = g_strdup_printf ("  %u. ", number);
      append_wrapped (out, lead, 5, block->text);
      break;
    case OBD_BLOCK_PAIR:
      append_pair (out, block);
      break;
    case OBD_BLOCK_CHANGE:
      g_string_append_printf (out, "  %s: %s → %s\n", block->name, block->text, block->other);
      if (block->why != NULL)
        append_wrapped (out, "    ", 4, block->why);
      break;
    case OBD_BLOCK_WORDS:
    default:
      append_words (out, block->text);
      break;
    }
}

char *
obd_blocks_to_text (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);
  guint number = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const ObdBlock *block = g_ptr_array_index (blocks, i);

      number = block->kind == OBD_BLOCK_STEP ? number + 1 : 0;
      append_block (out, block, number);
    }
  return g_string_free (out, FALSE);
}
