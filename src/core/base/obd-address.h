/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OBD_INPUT_ERROR:
 *
 * Something typed that cannot be used. The message is one plain sentence in English, marked for
 * translation with N_(); show it through gettext.
 */
#define OBD_INPUT_ERROR (obd_input_error_quark ())
GQuark obd_input_error_quark (void);

/* The field that is wrong is the code, so that a page can mark it. */
typedef enum
{
  OBD_INPUT_ADDRESS,
  OBD_INPUT_SENDER,
  OBD_INPUT_RECIPIENT,
  OBD_INPUT_HOST,
  OBD_INPUT_PORT,
  OBD_INPUT_USERNAME,
  OBD_INPUT_PASSWORD,
  OBD_INPUT_INCOMING,
  OBD_INPUT_OTHER,
} ObdInputError;

/* Longest mail address: RFC 5321 section 4.5.3.1.3 allows a path of 256 octets with its brackets. */
#define OBD_ADDRESS_MAX 254

/**
 * obd_address_check:
 * @typed: what was typed; blanks and newlines around it are forgiven
 * @field: the code an error gets
 * @error: return location for an %OBD_INPUT_ERROR
 *
 * Checks a mail address as RFC 5321 section 4.1.2 and RFC 6531 allow it (dot-string or quoted
 * local part, domain with at least two labels or an address literal) and brings its domain to
 * IDNA A-labels.
 *
 * Returns: (transfer full) (nullable): the address as it goes into MAIL and RCPT, or %NULL
 */
char *obd_address_check (const char    *typed,
                         ObdInputError  field,
                         GError       **error);
/* Borrowed: what stands after the last @; never %NULL for a checked address. */
const char *obd_address_get_domain (const char *address);

/**
 * obd_host_check:
 * @typed: what was typed as a server's name
 * @error: return location for an %OBD_INPUT_ERROR
 *
 * Checks a host name (RFC 1123 section 2.1, IDNA) or an IP address, with or without brackets.
 *
 * Returns: (transfer full) (nullable): the name in lower-case A-labels, or %NULL
 */
char *obd_host_check   (const char  *typed,
                        GError     **error);
/* Guesses the name that was meant from "smtp://mail.x.y:587/", " mail.x.y." or "mail .x.y".
 * (transfer full) (nullable) */
char *obd_host_correct (const char  *typed);

G_END_DECLS
