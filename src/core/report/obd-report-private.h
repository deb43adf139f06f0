/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-report-mask.h"
#include "obd-report.h"

G_BEGIN_DECLS

struct _ObdReport
{
  gatomicrefcount  ref_count;
  ObdFindings     *findings;
  ObdConclusion   *conclusion;
  GDateTime       *started;
  double           duration_ms;
};

/* Renders the contract's JSON. (transfer full) */
char *obd_report_to_json (const ObdReport *report,
                          ObdReportMask     *mask,
                          gboolean         with_transcript);

char *obd_report_row_to_json (const ObdReport    *report,
                              const ObdReportRow *row,
                              ObdReportMask      *mask,
                              gboolean            with_transcript);

typedef enum
{
  OBD_BLOCK_TITLE,
  OBD_BLOCK_HEADING,
  OBD_BLOCK_PARAGRAPH,
  OBD_BLOCK_ITEM,     /* of a list */
  OBD_BLOCK_STEP,     /* of a numbered list */
  OBD_BLOCK_PAIR,     /* name: value */
  OBD_BLOCK_CHANGE,   /* name: now → should be */
  OBD_BLOCK_WORDS,    /* untranslated words of a server */
} ObdBlockKind;

/**
 * ObdBlock:
 *
 * One piece of the long forms, redacted; the formats differ only in how they draw it.
 */
typedef struct
{
  ObdBlockKind  kind;
  char         *name;  /* (nullable) */
  char         *text;
  char         *other; /* (nullable) */
  char         *why;   /* (nullable): of a change */
} ObdBlock;

/* (transfer full) (element-type ObdBlock) */
GPtrArray *obd_report_to_blocks (const ObdReport *report,
                                 ObdReportMask     *mask,
                                 gboolean         with_transcript);
char      *obd_blocks_to_text     (GPtrArray *blocks);
char      *obd_blocks_to_markdown (GPtrArray *blocks);
char      *obd_blocks_to_html     (GPtrArray *blocks);

G_END_DECLS
