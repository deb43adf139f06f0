/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What single slips cost. The typical ones of a hurried hand are cheap. */
#define OBD_SLIP_CHEAP  2 /* two letters swapped, one doubled or not, a hyphen more or less */
#define OBD_SLIP_USUAL  3 /* a letter more or less, or the key beside the right one */
#define OBD_SLIP_STRANGE 4 /* any other letter */
#define OBD_SLIP_NEVER 99 /* no slip: a digit more or less, or another one, makes another name */

/**
 * obd_slip_cost:
 * @typed: small ASCII letters, digits, hyphens
 * @meant: the same, at most 63 long (a label, RFC 1035 section 2.3.4)
 *
 * How far @typed is from @meant: the Damerau–Levenshtein distance (each letter swapped once) with the
 * costs above. Keys lie as on QWERTY.
 *
 * Returns: 0 for the same word, %OBD_SLIP_NEVER or more if it cannot be a slip
 */
guint    obd_slip_cost           (const char *typed,
                                  const char *meant);
/**
 * obd_slip_of_label:
 *
 * Whether @typed is likely to be @meant as the first label of a domain. Short names are all
 * somebody's, so the shorter @meant is, the less is taken for a slip: nothing up to three letters,
 * only the cheap slips at four. Nobody mistypes the first letter as often as other people own the
 * other name (gmail, email, ymail), and a last letter makes another word (libero, libera).
 *
 * Returns: the cost, 0 for the same word, %OBD_SLIP_NEVER if it is none
 */
guint    obd_slip_of_label       (const char *typed,
                                  const char *meant);
/**
 * obd_slip_of_ending:
 * @typed: what stands behind the first label: "con", "co.ku"
 * @meant: "com", "co.uk"
 * @exists: (out): whether @typed does exist and is only seldom meant: "co", "cm", "om" for "com"
 *
 * An ending that exists is never a slip of another one, those three aside.
 *
 * Returns: as obd_slip_of_label()
 */
guint    obd_slip_of_ending      (const char *typed,
                                  const char *meant,
                                  gboolean   *exists);

G_END_DECLS
