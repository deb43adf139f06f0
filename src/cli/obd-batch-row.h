/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-report.h"
#include "obd-target.h"

G_BEGIN_DECLS

/* The columns of the contract, in its order. */
typedef enum
{
  OBD_COLUMN_ADDRESS,
  OBD_COLUMN_HOST,
  OBD_COLUMN_PORT,
  OBD_COLUMN_SECURITY,
  OBD_COLUMN_USERNAME,
  OBD_COLUMN_AUTHENTICATION,
  OBD_COLUMN_SENDER,
  OBD_COLUMN_RECIPIENT,
  OBD_COLUMN_PASSWORD_FILE,
  OBD_N_COLUMNS,
} ObdColumn;

/* What the header line says: which column stands where. */
typedef struct
{
  ObdColumn order[OBD_N_COLUMNS];
  guint     n;
} ObdBatchHeader;

/**
 * ObdBatchRow:
 * @number: of the row, the first mailbox being 1
 * @line: of the file in which it begins, the header usually being 1
 * @cells: what stands in each column, "" for nothing
 * @server: whose patience the row needs: the host in lower case, else the host that the provider of
 *   the address is known to have, else the domain
 * @login: the user name for the server in lower case: whose account may be locked
 *
 * One mailbox of the table, checked.
 */
typedef struct
{
  guint64  number;
  guint64  line;
  char    *cells[OBD_N_COLUMNS];
  char    *server;
  char    *login;
} ObdBatchRow;

/* Reads the names of the columns, in any order and case. An error is one translated sentence. */
gboolean     obd_batch_header_read (ObdBatchHeader      *header,
                                    char               **fields,
                                    GError             **error);
/**
 * obd_batch_row_new:
 * @header: which column stands where
 * @fields: what stands there
 * @error: one translated sentence that names the column, and never what stands in it: in a shifted
 *   row that may be anything
 *
 * Returns: (transfer full) (nullable): the row, with its numbers still to be filled in
 */
ObdBatchRow *obd_batch_row_new     (const ObdBatchHeader *header,
                                    char                **fields,
                                    GError              **error);
void         obd_batch_row_free    (ObdBatchRow          *row);
/**
 * obd_batch_row_fill:
 * @mailbox: (out caller-allocates): borrows from @row
 *
 * The mailbox that the row describes, without a password. Never fails for a row that exists.
 */
void         obd_batch_row_fill    (const ObdBatchRow    *row,
                                    ObdMailbox           *mailbox);
/**
 * obd_batch_row_read_password:
 * @folder: what a relative name is relative to
 * @password: (out) (nullable): %NULL if the row names no file
 * @error: one translated sentence
 *
 * Only plain files are read, so that no pipe holds the batch.
 */
gboolean     obd_batch_row_read_password (const ObdBatchRow  *row,
                                          const char         *folder,
                                          ObdSecret         **password,
                                          GError            **error);
/**
 * obd_batch_row_dup_digest:
 *
 * A digest of what the row says, as far as @redaction lets its report show it: from the digest of a
 * public report nobody can tell whether an address that they guess was meant.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char        *obd_batch_row_dup_digest (const ObdBatchRow *row,
                                       ObdRedaction       redaction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchRow, obd_batch_row_free)

G_END_DECLS
