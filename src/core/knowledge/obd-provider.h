/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-service.h"

G_BEGIN_DECLS

/* What is special about a provider as a whole. */
typedef enum
{
  OBD_PROVIDER_USUAL,
  OBD_PROVIDER_BRIDGE,      /* only through a program of theirs on the same computer */
  OBD_PROVIDER_NO_PROGRAMS, /* no mail program can get in: there are no services */
  OBD_PROVIDER_OWN_SERVER,  /* the server's name differs by account: the services are examples */
  OBD_PROVIDER_GATEWAY,     /* a filter in front of somebody else's mailboxes: found by MX host
                             * only, and it says nothing about where to send: no services */
} ObdProviderKind;

/**
 * ObdProvider:
 * @id: "gmail", "t-online": the heading of its group in the file
 * @name: how people call it, never translated: "GMX"
 * @variant: (nullable): tells apart what has the same name, to be shown in the user's language:
 *   "international"
 * @kind: what is special about it
 * @methods: how people sign in; 0: not told. %OBD_METHOD_OAUTH2 alone: no password of any sort works
 * @methods_doubtful: the sources differ about @methods
 * @username_form: as in #ObdService, for sending
 * @domains: the domains of its mailboxes, A-labels; "*.rr.com" is every domain below rr.com
 * @switch_on: what has to be switched on or made first, one sentence each; may be empty
 * @notes: what else is special, one or two sentences each; may be empty
 * @help: (nullable): the provider's own help page, https
 * @moved_to: (nullable): @id of the provider that its mailboxes are being moved to, so that the
 *   settings of both may be right
 * @sources: where the facts are from: for those who check them, not for people's eyes
 * @as_of: when the facts were true, "2026-03" or "2026-03-14"
 * @doubtful: everything here has only one public source
 * @origin: (nullable): the drop-in file it came from, its path; %NULL: built in
 *
 * What is known about one provider. @switch_on, @notes and @variant are in the user's language
 * already. Immutable; borrowed from its #ObdProviderList and alive as long as that is. Any thread.
 */
typedef struct
{
  char             *id;
  char             *name;
  char             *variant;
  ObdProviderKind   kind;
  ObdMethods        methods;
  gboolean          methods_doubtful;
  ObdUsernameForm   username_form;
  char            **domains;
  char            **switch_on;
  char            **notes;
  char             *help;
  char             *moved_to;
  char             *sources;
  char             *as_of;
  gboolean          doubtful;
  char             *origin;
} ObdProvider;

/* (transfer full): @name, with @variant where there is one: "GMX (international)". */
char      *obd_provider_dup_title          (const ObdProvider *provider);
/**
 * obd_provider_dup_services:
 * @domain: (nullable): the mailbox's domain: the name of a few servers depends on it. %NULL: as for
 *   the first domain of the provider
 *
 * Returns: (transfer full) (element-type ObdService): all endpoints: SMTP, then IMAP, then POP3, each
 *   in the order in which they should be tried; source %OBD_SOURCE_PROVIDER_LIST, trusted. Empty for
 *   those kinds that have none. What is doubtful is marked, and in its place all the same.
 */
GPtrArray *obd_provider_dup_services       (const ObdProvider *provider,
                                            const char        *domain);
/**
 * obd_provider_dup_services_by_mx:
 * @mx_host: the host that an MX record names
 * @domain: (nullable): the mailbox's domain
 *
 * As obd_provider_dup_services(), for a mailbox whose domain is its owner's: source %OBD_SOURCE_MX,
 * detail @mx_host, and not trusted, because an MX record may be forged (the caller knows whether
 * DNSSEC says otherwise). Some hosts lead to other outgoing servers than the provider's usual ones.
 */
GPtrArray *obd_provider_dup_services_by_mx (const ObdProvider *provider,
                                            const char        *mx_host,
                                            const char        *domain);

G_END_DECLS
