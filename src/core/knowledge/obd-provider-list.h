/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider.h"

G_BEGIN_DECLS

/* Bounds of what is read from a folder; beyond them a problem says so. The built-in files keep them
 * as well. */
#define OBD_PROVIDER_FILE_MAX  (1024 * 1024) /* bytes of one file */
#define OBD_PROVIDER_FILES_MAX 64            /* files of one folder, by name */
#define OBD_PROVIDER_LINE_MAX  4096          /* bytes of one line */
#define OBD_PROVIDERS_MAX      2000          /* providers of one file */
#define OBD_PROVIDER_ITEMS_MAX 2000          /* domains, endpoints, notes … of one provider, together */
#define OBD_PROBLEMS_MAX       100           /* problems of one list; the rest is counted in the last */

/**
 * ObdProviderProblem:
 * @file: the path of the file or folder
 * @line: counted from 1; 0 where the file as a whole is meant
 * @sentence: one sentence in the user's language: what is wrong there
 *
 * Something in a drop-in file that cannot be used. The provider it stands in is left out, all else
 * is loaded. "FILE:LINE: SENTENCE" is how to show it.
 */
typedef struct
{
  char *file;
  guint line;
  char *sentence;
} ObdProviderProblem;

/**
 * ObdProviderList:
 *
 * All known providers: the built-in ones (data/providers) with those of the drop-in folders over
 * them. What comes later replaces an earlier provider of the same id as a whole, and takes over a
 * domain or MX host that an earlier one has. Immutable, reference counted, any thread.
 */
typedef struct _ObdProviderList ObdProviderList;

/* Borrowed: the list with the usual folders, read once, at the first call:
 * SYSCONFDIR/outbox-doctor/providers.d, then outbox-doctor/providers.d in the user's configuration
 * folder (which in a Flatpak is the application's own). Blocks on the disk at the first call. */
ObdProviderList *obd_provider_list_get           (void);
/* The built-in providers with the files "*.providers" of @folders over them, each folder over those
 * before it; %NULL-terminated. A folder that does not exist is no problem. */
ObdProviderList *obd_provider_list_new           (const char *const     *folders);
ObdProviderList *obd_provider_list_ref           (ObdProviderList       *list);
void             obd_provider_list_unref         (ObdProviderList       *list);

/* (element-type ObdProvider): borrowed; in the order of the files, overridden ones left out. */
const GPtrArray *obd_provider_list_get_providers (const ObdProviderList *list);
/* (element-type ObdProviderProblem): borrowed; empty when all is well. */
const GPtrArray *obd_provider_list_get_problems  (const ObdProviderList *list);

/* Each returns (nullable): borrowed from @list. */
const ObdProvider *obd_provider_list_find_id     (const ObdProviderList *list,
                                                  const char            *id);
/* @domain: as A-labels or U-labels, in any case. An exact domain before the longest ending. */
const ObdProvider *obd_provider_list_find_domain (const ObdProviderList *list,
                                                  const char            *domain);
/* @host: what an MX record names; a final dot is forgiven. The longest known ending decides. */
const ObdProvider *obd_provider_list_find_mx     (const ObdProviderList *list,
                                                  const char            *host);
/* Whose server @host (A-labels) is, for fetching mail if @incoming and for sending if not: the first
 * provider that names exactly this one. */
const ObdProvider *obd_provider_list_find_server (const ObdProviderList *list,
                                                  gboolean               incoming,
                                                  const char            *host);
/* @provider names @host as such a server of its own. */
gboolean           obd_provider_has_server       (const ObdProvider     *provider,
                                                  gboolean               incoming,
                                                  const char            *host);
/**
 * obd_provider_list_search:
 * @text: what somebody types into a search: "aol", "hotmail", "t online", "posteo.de", a whole
 *   mail address; case and accents do not matter, every word has to occur
 * @max: how many answers at most
 *
 * Returns: (transfer full) (element-type ObdProvider): the providers, borrowed, the best answer
 *   first: a domain or name as typed, then beginnings, then parts; empty for no words
 */
GPtrArray         *obd_provider_list_search      (const ObdProviderList *list,
                                                  const char            *text,
                                                  guint                  max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdProviderList, obd_provider_list_unref)

G_END_DECLS
