/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"
#include "obd-service.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/* The public configuration database: <base>DOMAIN (draft-ietf-mailmaint-autoconfig, "Central
 * database"; the base URL as it documents it, August 2026). */
#define OBD_DATABASE_DEFAULT "https://v1.ispdb.net/"

/**
 * ObdSearchOutcome:
 *
 * How the question to one source ended.
 */
typedef enum
{
  OBD_SEARCH_FOUND,
  OBD_SEARCH_NOTHING,           /* asked, and it knows nothing: no such name, page, record or row */
  OBD_SEARCH_NONE_OFFERED,      /* the domain says decidedly that it has no such service */
  OBD_SEARCH_UNREACHABLE,       /* no connection, or it was lost */
  OBD_SEARCH_TIMEOUT,           /* no answer in time */
  OBD_SEARCH_NAME_SERVICE,      /* the name service failed */
  OBD_SEARCH_TLS,               /* no encrypted connection */
  OBD_SEARCH_CERTIFICATE,       /* the web server's certificate did not pass: nothing was asked */
  OBD_SEARCH_SERVER_ERROR,      /* the web server answers with a fault of its own */
  OBD_SEARCH_REDIRECT_REFUSED,  /* it points to where nothing is believed */
  OBD_SEARCH_TOO_LARGE,
  OBD_SEARCH_WRONG_CHARSET,
  OBD_SEARCH_FORBIDDEN_CONTENT, /* a document that is made to hurt */
  OBD_SEARCH_NOT_CONFIGURATION, /* something, but not settings */
  OBD_SEARCH_SKIPPED,           /* switched off, or not needed any more */
  OBD_SEARCH_CANCELLED,
  OBD_N_SEARCH_OUTCOMES,
} ObdSearchOutcome;

/* "found", "nothing", "none-offered", "unreachable", … The contract's `discovery[].outcome`. */
const char *obd_search_outcome_to_nick   (ObdSearchOutcome  outcome);
gboolean    obd_search_outcome_from_nick (const char       *nick,
                                          ObdSearchOutcome *outcome);

/**
 * ObdSearch:
 * @address: the mailbox, checked
 * @domain: (nullable): its domain in A-labels; %NULL where it is an address literal, and nobody
 *   can be asked
 * @context: address book and trust
 * @providers: the provider list
 * @database: (nullable): base URL of the public database, with its final slash; %NULL: switched off
 * @provider: (nullable): id of the provider that a person named; set by whoever makes the search,
 *   before anybody else sees it. %NULL: the domain tells
 * @wanted: one bit a protocol (1 << %OBD_PROTOCOL_IMAP): nobody waits for what only tells of others;
 *   all of them as it is made, set as @provider is
 * @day: today, "2026-08-14": what is found now is true now
 *
 * What is searched for. Immutable, reference counted, shared by the threads that search.
 */
typedef struct _ObdSearch ObdSearch;

struct _ObdSearch
{
  char            *address;
  char            *domain;
  ObdWireContext  *context;
  ObdProviderList *providers;
  char            *database;
  char            *provider;
  guint            wanted;
  char            *day;
};

/**
 * obd_search_new:
 * @address: a checked mail address
 * @providers: (nullable): %NULL for obd_provider_list_get()
 * @database: (nullable): base URL; anything but an https address switches the database off
 *
 * Returns: (transfer full): the search
 */
ObdSearch *obd_search_new   (const char       *address,
                             ObdWireContext   *context,
                             ObdProviderList  *providers,
                             const char       *database);
/* @base can be one: an https address. */
gboolean   obd_search_check_database (const char *base);
ObdSearch *obd_search_ref   (ObdSearch        *search);
void       obd_search_unref (ObdSearch        *search);

/**
 * ObdSearchResult:
 * @source: who was asked
 * @outcome: how it ended
 * @where: (nullable): the page, record or list entry that it is about, without anybody's name in it
 * @reason: (nullable): what exactly was wrong, in English, for reports
 * @provider: (nullable): borrowed from the search's provider list: whose notes go with it
 * @name: (nullable): what the provider calls itself
 * @help: (nullable): its help page
 * @services: (element-type ObdService): what was found, the best first; may be empty
 * @mx_host: (nullable): the mailbox's first mail exchanger, where it was looked up
 * @mx_hosts: (nullable): the first of them, and those that take its mail when it does not
 * @duration: microseconds
 */
typedef struct
{
  ObdSource          source;
  ObdSearchOutcome   outcome;
  char              *where;
  char              *reason;
  const ObdProvider *provider;
  char              *name;
  char              *help;
  GPtrArray         *services;
  char              *mx_host;
  char             **mx_hosts;
  gint64             duration;
} ObdSearchResult;

/**
 * obd_search_ask:
 * @source: which one; the usual names (%OBD_SOURCE_GUESS) are tried with a bare connection
 * @deadline: g_get_monotonic_time() value
 *
 * Asks one source, in the calling worker thread. The local part of the address goes nowhere but to
 * the mailbox's own domain, over HTTPS.
 *
 * Returns: (transfer full): never %NULL
 */
ObdSearchResult *obd_search_ask         (ObdSearch             *search,
                                         ObdSource              source,
                                         gint64                 deadline,
                                         GCancellable          *cancellable);
/* A result without an answer. (transfer full) */
ObdSearchResult *obd_search_result_new  (ObdSource              source,
                                         ObdSearchOutcome       outcome);
void             obd_search_result_free (ObdSearchResult       *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSearch, obd_search_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSearchResult, obd_search_result_free)

G_END_DECLS
