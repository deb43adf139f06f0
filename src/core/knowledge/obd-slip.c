/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-slip.h"

#include <string.h>

#define LABEL_MAX 63

/* The country codes of the root zone (publicsuffix.org, list of 2026). */
static const char country_codes[] =
  "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt "
  "bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg "
  "er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn "
  "hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li "
  "lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne "
  "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
  "sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr "
  "tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/* Of the longer endings of the same list, those that a slip of com, net or org could make. */
static const char *const longer_endings[] = { "bet", "next", NULL };

static gboolean
find_key (char  letter,
          int  *row,
          int  *column)
{
  static const char *const rows[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };
  static const int offsets[] = { 0, 1, 3 }; /* in quarters of a key */

  for (int i = 0; i < 3; i++)
    {
      const char *at = strchr (rows[i], letter);

      if (at == NULL || letter == '\0')
        continue;
      *row = i;
      *column = 4 * (int) (at - rows[i]) + offsets[i];
      return TRUE;
    }
  return FALSE;
}

static gboolean
are_neighbours (char a,
                char b)
{
  int row_a, row_b, column_a, column_b;

  return find_key (a, &row_a, &column_a) && find_key (b, &row_b, &column_b)
         && ABS (row_a - row_b) <= 1 && ABS (column_a - column_b) <= 4;
}

/* One letter more than in the other word: @word[at]. */
static guint
cost_of_extra (const char *word,
               gsize       at)
{
  if (g_ascii_isdigit (word[at]))
    return OBD_SLIP_NEVER;
  if (word[at] == '-' || (at > 0 && word[at - 1] == word[at]))
    return OBD_SLIP_CHEAP;
  return OBD_SLIP_USUAL;
}

static guint
cost_of_other (char typed,
               char meant)
{
  if (typed == meant)
    return 0;
  if (g_ascii_isdigit (typed) || g_ascii_isdigit (meant))
    return OBD_SLIP_NEVER;
  return are_neighbours (typed, meant) ? OBD_SLIP_USUAL : OBD_SLIP_STRANGE;
}

static gboolean
are_swapped (const char *typed,
             gsize       i,
             const char *meant,
             gsize       j)
{
  return i > 0 && j > 0 && typed[i] == meant[j - 1] && typed[i - 1] == meant[j]
         && !g_ascii_isdigit (typed[i]) && !g_ascii_isdigit (typed[i - 1]);
}

guint
obd_slip_cost (const char *typed,
               const char *meant)
{
  guint table[LABEL_MAX + 2][LABEL_MAX + 2];
  gsize n = strlen (typed);
  gsize m = strlen (meant);

  if (n > LABEL_MAX || m > LABEL_MAX)
    return OBD_SLIP_NEVER;
  table[0][0] = 0;
  for (gsize i = 1; i <= n; i++)
    table[i][0] = table[i - 1][0] + cost_of_extra (typed, i - 1);
  for (gsize j = 1; j <= m; j++)
    table[0][j] = table[0][j - 1] + cost_of_extra (meant, j - 1);
  for (gsize i = 1; i <= n; i++)
    for (gsize j = 1; j <= m; j++)
      {
        guint least = table[i - 1][j - 1] + cost_of_other (typed[i - 1], meant[j - 1]);

        least = MIN (least, table[i - 1][j] + cost_of_extra (typed, i - 1));
        least = MIN (least, table[i][j - 1] + cost_of_extra (meant, j - 1));
        if (are_swapped (typed, i - 1, meant, j - 1))
          least = MIN (least, table[i - 2][j - 2] + OBD_SLIP_CHEAP);
        table[i][j] = least;
      }
  return table[n][m];
}

static guint
cost_limit (gsize length)
{
  if (length <= 3)
    return 0;
  if (length == 4)
    return OBD_SLIP_CHEAP;
  if (length <= 6)
    return OBD_SLIP_USUAL;
  return length <= 9 ? 2 * OBD_SLIP_CHEAP : 2 * OBD_SLIP_USUAL;
}

/* The first letter is right, swapped with the second, or, of a long word, left out. */
static gboolean
begins_alike (const char *typed,
              const char *meant)
{
  if (typed[0] == meant[0])
    return TRUE;
  if (typed[0] != meant[1])
    return FALSE;
  return typed[1] == meant[0] || (strlen (meant) >= 7 && strlen (typed) < strlen (meant));
}

guint
obd_slip_of_label (const char *typed,
                   const char *meant)
{
  gsize n = strlen (typed);
  gsize m = strlen (meant);
  guint cost;

  if (g_str_equal (typed, meant))
    return 0;
  if (n == 0 || m < 2 || !begins_alike (typed, meant))
    return OBD_SLIP_NEVER;
  cost = obd_slip_cost (typed, meant);
  if (n == m && typed[n - 1] != meant[m - 1])
    cost++;
  return cost <= cost_limit (m) ? cost : OBD_SLIP_NEVER;
}

static gboolean
ending_exists (const char *label)
{
  gsize length = strlen (label);
  const char *found = length == 2 ? strstr (country_codes, label) : NULL;

  return found != NULL || g_strv_contains (longer_endings, label);
}

static guint
slip_of_ending_label (const char *typed,
                      const char *meant,
                      gboolean   *exists)
{
  static const char *const seldom_meant[] = { "co", "cm", "om", NULL };
  guint cost;

  if (g_str_equal (typed, meant))
    return 0;
  if (g_str_equal (meant, "com") && g_strv_contains (seldom_meant, typed))
    {
      *exists = TRUE;
      return OBD_SLIP_USUAL;
    }
  cost = obd_slip_cost (typed, meant);
  if (ending_exists (typed) || cost > (strlen (meant) == 2 ? OBD_SLIP_CHEAP : OBD_SLIP_USUAL))
    return OBD_SLIP_NEVER;
  return cost;
}

guint
obd_slip_of_ending (const char *typed,
                    const char *meant,
                    gboolean   *exists)
{
  g_auto (GStrv) typed_labels = g_strsplit (typed, ".", -1);
  g_auto (GStrv) meant_labels = g_strsplit (meant, ".", -1);
  guint cost = 0;

  *exists = FALSE;
  if (g_str_equal (typed, meant))
    return 0;
  if (g_strv_length (typed_labels) != g_strv_length (meant_labels))
    return OBD_SLIP_NEVER;
  for (guint i = 0; typed_labels[i] != NULL; i++)
    cost += slip_of_ending_label (typed_labels[i], meant_labels[i], exists);
  return cost <= OBD_SLIP_USUAL ? cost : OBD_SLIP_NEVER;
}
