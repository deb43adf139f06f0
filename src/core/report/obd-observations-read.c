/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-observations-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "obd-json-check.h"

/* A hundred years. */
#define MAX_DURATION_MS 3155760000000.0

G_DEFINE_QUARK (obd-observations-error, obd_observations_error)

static gboolean
add_finding (const ObdFields  *parent,
             JsonArray        *array,
             guint             index,
             ObdFindings     **findings)
{
  g_auto (ObdFields) fields = { 0 };
  g_autoptr (ObdFinding) finding = NULL;
  ObdFindings *more;

  if (!obd_fields_open_element (parent, "findings", array, index, &fields))
    return FALSE;
  finding = obd_observations_read_finding (&fields);
  if (finding == NULL)
    return FALSE;
  if (obd_findings_find (*findings, finding->id) != NULL)
    return obd_fields_fail_type (&fields, "id", _("an id of its own"));
  more = obd_findings_with (*findings, finding);
  obd_findings_unref (*findings);
  *findings = more;
  return TRUE;
}

static ObdFindings *
read_findings (const ObdFields *fields)
{
  g_autoptr (ObdTarget) target = obd_observations_read_target (fields);
  g_autoptr (ObdFindings) findings = NULL;
  gboolean interrupted = FALSE;
  JsonArray *array;

  if (target == NULL || !obd_fields_array (fields, "findings", OBD_OBSERVATIONS_MAX_LIST, &array)
      || !obd_fields_flag (fields, "interrupted", &interrupted))
    return NULL;
  findings = obd_findings_new (target);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!add_finding (fields, array, i, &findings))
      return NULL;
  return obd_findings_finish (findings, interrupted);
}

static gboolean
take_run (const ObdFields *root,
          ObdObservations *observations)
{
  g_autofree char *started = NULL;
  JsonNode *duration = json_object_get_member (root->object, "duration_ms");

  if (!obd_fields_text (root, "started", &started))
    return FALSE;
  observations->started = started != NULL ? g_date_time_new_from_iso8601 (started, NULL) : NULL;
  if (observations->started == NULL || g_date_time_get_year (observations->started) < 1970)
    return obd_fields_fail_type (root, "started", _("a time such as 2026-11-24T04:05:06Z"));
  if (duration != NULL && JSON_NODE_HOLDS_VALUE (duration))
    observations->duration_ms = json_node_get_double (duration);
  if (isfinite (observations->duration_ms) && observations->duration_ms >= 0
      && observations->duration_ms <= MAX_DURATION_MS)
    return TRUE;
  return obd_fields_fail_type (root, "duration_ms", _("a number of milliseconds"));
}

/* What kind of file this is, before any of its members is looked at. */
static gboolean
check_kind (const ObdFields *root,
            const ObdFields *fields)
{
  gint64 version = 0;

  if (!json_object_has_member (root->object, "schema")
      || !json_object_has_member (root->object, "verdict"))
    g_set_error_literal (root->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_NO_REPORT,
                         _("This is JSON, but no report of Outbox Doctor."));
  else if (fields->object == NULL)
    g_set_error_literal (root->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_NO_REPORT,
                         _("This report holds no observations, so it cannot be diagnosed again."));
  else if (!obd_fields_int (fields, "version", 1, G_MAXINT, &version))
    return FALSE;
  else if (version == 0)
    return obd_fields_fail_missing (fields, "version");
  else if (version > OBD_OBSERVATIONS_VERSION)
    g_set_error_literal (root->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_NEWER,
                         _("A newer version of Outbox Doctor wrote this report; this one cannot "
                           "read its observations."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
take_report (const ObdFields *root,
             ObdObservations *observations)
{
  g_auto (ObdFields) fields = { 0 };

  if (!obd_fields_open (root, "observations", &fields) || !check_kind (root, &fields)
      || !take_run (root, observations))
    return FALSE;
  observations->findings = read_findings (&fields);
  return observations->findings != NULL;
}

ObdObservations *
obd_observations_read (const char  *text,
                       gsize        length,
                       GError     **error)
{
  g_autoptr (ObdObservations) observations = g_new0 (ObdObservations, 1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node = obd_json_parse (text, length, &local_error);
  g_auto (ObdFields) root = { NULL, g_strdup (""), &local_error };

  if (node != NULL)
    root.object = json_node_get_object (node);
  if (node != NULL && take_report (&root, observations))
    return g_steal_pointer (&observations);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
obd_observations_free (ObdObservations *observations)
{
  g_clear_pointer (&observations->findings, obd_findings_unref);
  g_clear_pointer (&observations->started, g_date_time_unref);
  g_free (observations);
}
