/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider.h"

G_BEGIN_DECLS

/* The user name for one direction. */
typedef struct
{
  ObdUsernameForm form;
  ObdUsernameForm alternative;
  char           *hint; /* (nullable) */
} ObdProviderUsername;

/* An endpoint as the file has it: @host may hold %EMAILDOMAIN%. */
typedef struct
{
  ObdProtocol protocol;
  char       *host;
  guint16     port;
  ObdSecurity security;
  gboolean    doubtful;
} ObdProviderEndpoint;

typedef struct
{
  char     *suffix;    /* A-labels */
  GPtrArray *endpoints; /* (element-type ObdProviderEndpoint): go before the usual ones */
  gboolean  doubtful;
  guint     line;
} ObdProviderMx;

/* A provider with what only its services and its list need. */
typedef struct
{
  ObdProvider         provider; /* first: a pointer to it is a pointer to this */
  ObdProviderUsername outgoing;
  ObdProviderUsername incoming;
  GPtrArray          *endpoints;    /* (element-type ObdProviderEndpoint) */
  GPtrArray          *mx;           /* (element-type ObdProviderMx) */
  GArray             *domain_lines; /* (element-type guint): as long as provider.domains */
  char              **common;       /* those of the domains that are often meant when mistyped */
  char              **lookalikes;   /* domains of others that only look like slips of them */
  char               *aka;          /* (nullable): more names to be found by */
  char               *file;         /* where it stands, as problems call it */
  guint               line;         /* of its heading there */
} ObdProviderFacts;

ObdProviderFacts    *obd_provider_facts_new       (void);
void                 obd_provider_facts_free      (ObdProviderFacts    *facts);
void                 obd_provider_endpoint_free   (ObdProviderEndpoint *endpoint);
void                 obd_provider_mx_free         (ObdProviderMx       *mx);
/* Whether @host is @suffix or ends in a dot and @suffix. */
gboolean             obd_provider_host_ends_in    (const char          *host,
                                                   const char          *suffix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdProviderFacts, obd_provider_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdProviderEndpoint, obd_provider_endpoint_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdProviderMx, obd_provider_mx_free)

G_END_DECLS
