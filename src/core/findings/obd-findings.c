/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-findings.h"

#include "obd-keys.h"

struct _ObdFindings
{
  ObdTarget *target;
  GPtrArray *list; /* ObdFinding (owned) */
  gboolean   finished;
  gboolean   interrupted;
};

static ObdFindings *
new_set (const ObdTarget *target)
{
  ObdFindings *findings = g_atomic_rc_box_new0 (ObdFindings);

  findings->target = obd_target_ref (target);
  findings->list = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_finding_unref);
  return findings;
}

ObdFindings *
obd_findings_new (const ObdTarget *target)
{
  return new_set (target);
}

static ObdFindings *
copy_set (const ObdFindings *findings)
{
  ObdFindings *copy = new_set (findings->target);

  for (guint i = 0; i < findings->list->len; i++)
    g_ptr_array_add (copy->list, obd_finding_ref (g_ptr_array_index (findings->list, i)));
  copy->finished = findings->finished;
  copy->interrupted = findings->interrupted;
  return copy;
}

ObdFindings *
obd_findings_with (const ObdFindings *findings,
                   const ObdFinding  *finding)
{
  ObdFindings *more = copy_set (findings);

  g_ptr_array_add (more->list, obd_finding_ref (finding));
  return more;
}

ObdFindings *
obd_findings_finish (const ObdFindings *findings,
                     gboolean           interrupted)
{
  ObdFindings *done = copy_set (findings);

  done->finished = TRUE;
  done->interrupted = interrupted;
  return done;
}

ObdFindings *
obd_findings_ref (const ObdFindings *findings)
{
  return g_atomic_rc_box_acquire ((ObdFindings *) findings);
}

static void
clear_set (gpointer data)
{
  ObdFindings *findings = data;

  obd_target_unref (findings->target);
  g_ptr_array_unref (findings->list);
}

void
obd_findings_unref (ObdFindings *findings)
{
  g_atomic_rc_box_release_full (findings, clear_set);
}

const ObdTarget *
obd_findings_get_target (const ObdFindings *findings)
{
  return findings->target;
}

gboolean
obd_findings_is_finished (const ObdFindings *findings)
{
  return findings->finished;
}

gboolean
obd_findings_is_interrupted (const ObdFindings *findings)
{
  return findings->interrupted;
}

guint
obd_findings_get_size (const ObdFindings *findings)
{
  return findings->list->len;
}

const ObdFinding *
obd_findings_get (const ObdFindings *findings,
                  guint              index)
{
  return g_ptr_array_index (findings->list, index);
}

const ObdFinding *
obd_findings_find (const ObdFindings *findings,
                   const char        *id)
{
  for (guint i = 0; i < findings->list->len; i++)
    {
      const ObdFinding *finding = g_ptr_array_index (findings->list, i);

      if (g_str_equal (finding->id, id))
        return finding;
    }
  return NULL;
}

const ObdFinding *
obd_findings_find_role (const ObdFindings *findings,
                        const char        *role)
{
  for (guint i = 0; i < findings->list->len; i++)
    {
      const ObdFinding *finding = g_ptr_array_index (findings->list, i);

      if (g_strcmp0 (finding->probe, "smtp") == 0
          && g_strcmp0 (obd_finding_get_text (finding, OBD_KEY_SMTP_ROLE), role) == 0)
        return finding;
    }
  return NULL;
}
