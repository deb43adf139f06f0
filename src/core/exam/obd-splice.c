/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-splice.h"

static gboolean
same_text (char *a, /* (transfer full) */
           char *b) /* (transfer full) */
{
  gboolean same = g_strcmp0 (a, b) == 0;

  g_free (a);
  g_free (b);
  return same;
}

static gboolean
same_evidence (GPtrArray *a,
               GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const ObdEvidence *left = g_ptr_array_index (a, i);
      const ObdEvidence *right = g_ptr_array_index (b, i);

      if (left->tone != right->tone || g_strcmp0 (left->lead, right->lead) != 0
          || g_strcmp0 (left->text, right->text) != 0
          || g_strcmp0 (left->server_words, right->server_words) != 0
          || g_strcmp0 (left->probe_id, right->probe_id) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
obd_diagnosis_looks_like (ObdDiagnosis *a,
                          ObdDiagnosis *b)
{
  return obd_diagnosis_get_cause (a) == obd_diagnosis_get_cause (b)
         && obd_diagnosis_get_confidence (a) == obd_diagnosis_get_confidence (b)
         && obd_diagnosis_get_severity (a) == obd_diagnosis_get_severity (b)
         && obd_diagnosis_get_actor (a) == obd_diagnosis_get_actor (b)
         && g_strv_equal (obd_diagnosis_get_because (a), obd_diagnosis_get_because (b))
         && g_strv_equal (obd_diagnosis_get_remedies (a), obd_diagnosis_get_remedies (b))
         && same_evidence (obd_diagnosis_get_evidence (a), obd_diagnosis_get_evidence (b))
         && same_text (obd_diagnosis_dup_title (a), obd_diagnosis_dup_title (b))
         && same_text (obd_diagnosis_dup_explanation (a), obd_diagnosis_dup_explanation (b));
}

static gboolean
same_at (GListStore *store,
         guint       position,
         GPtrArray  *wanted,
         guint       index)
{
  g_autoptr (ObdDiagnosis) shown = g_list_model_get_item (G_LIST_MODEL (store), position);

  return obd_diagnosis_looks_like (shown, g_ptr_array_index (wanted, index));
}

/* Keeps the longest common beginning and end; replaces what lies between. */
static void
splice (GListStore *store,
        GPtrArray  *wanted)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n, wanted->len) && same_at (store, head, wanted, head))
    head++;
  while (tail < MIN (n, wanted->len) - head
         && same_at (store, n - 1 - tail, wanted, wanted->len - 1 - tail))
    tail++;
  if (head + tail < MAX (n, wanted->len))
    g_list_store_splice (store, head, n - head - tail, wanted->pdata + head,
                         wanted->len - head - tail);
}

void
obd_splice_diagnoses (GListStore    *store,
                      ObdConclusion *conclusion)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  g_ptr_array_add (wanted, conclusion->verdict);
  g_ptr_array_extend (wanted, conclusion->others, NULL, NULL);
  splice (store, wanted);
}
