/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* What the provider list knows, in words for people. Everything is translated and (transfer full)
 * unless it says otherwise. */

/* After so many months a fact is told as one of the past. */
#define OBD_PROVIDER_FRESH_MONTHS 12

/* A fact of that day is older than %OBD_PROVIDER_FRESH_MONTHS on the day @now. */
gboolean obd_provider_words_is_old   (const char        *as_of,
                                      GDateTime         *now);
/* "From our provider list, as of March 2026." or, when that is long ago, "From our provider list; it
 * was true in March 2025."; names the file where it is an organisation's own. */
char    *obd_provider_words_origin   (const ObdProvider *provider,
                                      GDateTime         *now);
/* (nullable): the one thing to know before anything is tested, short: "Gmail wants …"; %NULL where
 * nothing is special. */
char    *obd_provider_words_headline (const ObdProvider *provider);
/* (nullable): what to enter as the password: "the mailbox password"; %NULL: not known. */
char    *obd_provider_words_password (const ObdProvider *provider);
/* (nullable): what the user name is, where no address fills it in: "the whole mail address". */
char    *obd_provider_words_username (const ObdService  *service);
/* "SSL/TLS", "STARTTLS", "none". (transfer none) */
const char *obd_provider_words_security (ObdSecurity     security);
/* "smtp.larkspur.example, port 587, STARTTLS"; without its name where that is @known. */
char    *obd_provider_words_endpoint (const ObdEndpoint *endpoint,
                                      const char        *known);
/* "gmx.net, gmx.de and 9 more"; "" where it has none of its own. */
char    *obd_provider_words_domains  (const ObdProvider *provider,
                                      guint              max);
/* "/etc/…/a.providers, line 12: the port is missing." */
char    *obd_provider_words_problem  (const ObdProviderProblem *problem);

G_END_DECLS
