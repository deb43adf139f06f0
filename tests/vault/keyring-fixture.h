/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keyrings on a session bus of the test's own, which starts no service by itself. */

/* Once, before anything else asks for the session bus. The home is a new folder. */
void         keyring_bus_up      (void);
void         keyring_bus_down    (void);

/* The real GNOME Keyring, unlocked. %NULL if it is not installed. Its items outlive it: they lie in
 * the home folder. (transfer full) */
GSubprocess *keyring_start_real  (void);
/* mock_secrets.py with those words, separated by blanks. (transfer full) */
GSubprocess *keyring_start_mock  (const char   *words);
/* As kill -9; returns when nobody owns the service's name any more. */
void         keyring_kill        (GSubprocess  *keyring);
/* Locks the collection that items go to. */
void         keyring_lock        (void);

/* What secret-tool, a program that knows nothing of ours, says. (transfer full) */
char        *keyring_secret_tool (const char   *first,
                                  ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
