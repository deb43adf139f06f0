/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <unistd.h>

#include "obd-classifier.h"
#include "obd-cli-request.h"

G_BEGIN_DECLS

/* Longest line of explain --batch, in bytes: what is longer is read to its end and cut. */
#define OBD_CLI_EXPLAIN_MAX_LINE (64 * 1024)

/**
 * obd_cli_explain_lines:
 * @fd: lines "id<TAB>stage<TAB>signed_in<TAB>text"; any bytes
 *
 * Answers "id<TAB>cause<TAB>confidence" to every line, in order, before it waits for more: an id
 * comes back as the bytes that it was, and what is no such line is unknown.
 *
 * Returns: the exit status
 */
int obd_cli_explain_lines (int fd);

G_END_DECLS
