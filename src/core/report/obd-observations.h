/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-report.h"

G_BEGIN_DECLS

/* The format of the JSON report's member "observations". It counts up only where an older reader
 * would understand something wrong; members that were added are ignored by older readers. */
#define OBD_OBSERVATIONS_VERSION 1

/* Largest report that is read, in bytes: a hundred times what an exam writes. */
#define OBD_OBSERVATIONS_MAX_BYTES (16 * 1024 * 1024)

/**
 * OBD_OBSERVATIONS_ERROR:
 *
 * A file that is no report, a damaged or a foreign one. The message is one translated sentence that
 * says what is wrong and where: the line, or the member by its path.
 */
#define OBD_OBSERVATIONS_ERROR (obd_observations_error_quark ())
GQuark obd_observations_error_quark (void);

typedef enum
{
  OBD_OBSERVATIONS_ERROR_NO_JSON,   /* not JSON (RFC 8259), or too large or too deep to be read */
  OBD_OBSERVATIONS_ERROR_NO_REPORT, /* JSON, and no report of this program that can be replayed */
  OBD_OBSERVATIONS_ERROR_NEWER,     /* written by a newer version of this program */
  OBD_OBSERVATIONS_ERROR_DAMAGED,   /* a member is missing, or holds what it cannot hold */
} ObdObservationsError;

/**
 * ObdObservations:
 * @findings: everything that was seen, finished; its target is marked as replayed
 * @started: when the run began, UTC
 * @duration_ms: how long it took
 *
 * What a report tells about the run that it came from: all that a diagnosis needs.
 */
typedef struct
{
  ObdFindings  *findings;
  GDateTime    *started;
  double        duration_ms;
} ObdObservations;

/**
 * obd_observations_read:
 * @text: the bytes of a JSON report, not trusted in any way
 * @length: their number
 * @error: return location for an %OBD_OBSERVATIONS_ERROR
 *
 * Reads back what obd_report_render() wrote as %OBD_REPORT_JSON, with whatever redaction. Strict:
 * each member that is known has to be of its type and within its bounds; those that are not known
 * are ignored. Every text is made fit to show, as a server's words are. Pure, any thread.
 *
 * Returns: (transfer full) (nullable): what was seen
 */
ObdObservations *obd_observations_read (const char       *text,
                                        gsize             length,
                                        GError          **error);
void             obd_observations_free (ObdObservations  *observations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdObservations, obd_observations_free)

G_END_DECLS
