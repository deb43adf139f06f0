/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-endpoint.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_PROTOCOL_SMTP, /* outgoing: submission (RFC 6409) */
  OBD_PROTOCOL_IMAP, /* incoming (RFC 9051) */
  OBD_PROTOCOL_POP3, /* incoming (RFC 1939) */
  OBD_N_PROTOCOLS,
} ObdProtocol;

/* "smtp", "imap", "pop3". Read in capitals too, as all such words are. */
const char *obd_protocol_to_nick   (ObdProtocol  protocol);
gboolean    obd_protocol_from_nick (const char  *nick,
                                    ObdProtocol *protocol);

/**
 * ObdSource:
 *
 * Where a setting was found; the contract's `discovery[].source`. The order is that of confidence:
 * what stands first wins where two sources contradict each other.
 */
typedef enum
{
  OBD_SOURCE_PROVIDER_LIST, /* our own list, or an organisation's drop-in file */
  OBD_SOURCE_AUTOCONFIG,    /* https://autoconfig.DOMAIN/mail/config-v1.1.xml */
  OBD_SOURCE_WELL_KNOWN,    /* https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml */
  OBD_SOURCE_ISPDB,         /* the public configuration database */
  OBD_SOURCE_SRV,           /* RFC 6186, RFC 8314 section 5.1 */
  OBD_SOURCE_MX,            /* MX host → provider, or the MX domain's own autoconfig */
  OBD_SOURCE_GUESS,         /* the usual names */
  OBD_N_SOURCES,
} ObdSource;

/* "provider-list", "autoconfig", "well-known", "ispdb", "srv", "mx", "guess". */
const char *obd_source_to_nick   (ObdSource   source);
gboolean    obd_source_from_nick (const char *nick,
                                  ObdSource  *source);

/* What a server wants as the user name. */
typedef enum
{
  OBD_USERNAME_UNKNOWN,
  OBD_USERNAME_ADDRESS,    /* the whole mail address */
  OBD_USERNAME_LOCAL_PART, /* what stands before the @ */
  OBD_USERNAME_OTHER,      /* neither; ObdService.username_hint says what */
} ObdUsernameForm;

/**
 * ObdMethods:
 *
 * How people sign in, as providers put it; a set of flags. 0: not told.
 */
typedef enum
{
  OBD_METHOD_PASSWORD = 1 << 0,     /* the mailbox's own password */
  OBD_METHOD_APP_PASSWORD = 1 << 1, /* one made on the provider's page for this purpose */
  OBD_METHOD_OAUTH2 = 1 << 2,       /* on the provider's own page */
  OBD_METHOD_BRIDGE = 1 << 3,       /* the password of a program on the same computer */
  OBD_METHOD_CRAM_MD5 = 1 << 4,     /* encrypted password, the mailbox's own */
  OBD_METHOD_NTLM = 1 << 5,
  OBD_METHOD_CLIENT_ADDRESS = 1 << 6, /* none: the provider knows its own network */
} ObdMethods;

/**
 * obd_methods_to_nicks:
 *
 * Returns: (transfer full): "password", "app-password", "oauth2", "bridge", "cram-md5", "ntlm",
 *   "client-address" for the flags that are set, %NULL-terminated
 */
char **obd_methods_to_nicks (ObdMethods methods);

/**
 * ObdService:
 * @protocol: what is spoken there
 * @endpoint: where
 * @username_form: what the server wants as the user name
 * @username_hint: (nullable): with %OBD_USERNAME_OTHER, what that is, in the source's words; a
 *   template with %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% is filled in by
 *   obd_service_dup_username()
 * @username_alternative: what it may be as well, where sources contradict each other about
 *   @username_form: to be tried second, and no fault of a device that has it. %OBD_USERNAME_UNKNOWN:
 *   nothing else
 * @methods: how people sign in there
 * @source: who said so
 * @detail: (nullable): the address of the page, the MX host, the drop-in file: shown beside @source
 * @as_of: (nullable): when it was true, "2026-03" or "2026-03-14"
 * @doubtful: only one public source, or sources that contradict each other: a guess, shown as such
 * @trusted: a password may go there without asking: the provider list, HTTPS from the mailbox's own
 *   domain, the public database, or a host within the mailbox's registered domain. FALSE for what
 *   came unsigned (SRV and MX without DNSSEC, plain HTTP) and leads elsewhere (RFC 6186 section 6)
 *
 * One endpoint that should work for a mailbox. Immutable after obd_service_new() and its owner's
 * first writes, reference counted, safe to share between threads.
 */
typedef struct
{
  ObdProtocol      protocol;
  ObdEndpoint     *endpoint;
  ObdUsernameForm  username_form;
  char            *username_hint;
  ObdUsernameForm  username_alternative;
  ObdMethods       methods;
  ObdSource        source;
  char            *detail;
  char            *as_of;
  gboolean         doubtful;
  gboolean         trusted;
} ObdService;

/* Everything but these three is empty: fill it in before anybody else sees the service. */
ObdService *obd_service_new   (ObdProtocol       protocol,
                               ObdEndpoint      *endpoint, /* (transfer full) */
                               ObdSource         source);
ObdService *obd_service_ref   (const ObdService *service);
void        obd_service_unref (ObdService       *service);
/**
 * obd_service_compare:
 *
 * Which of two services for the same protocol is to be believed sooner: what is certain before what
 * is doubtful, then by source. Within a source the order in which it named them counts, so sort
 * with something stable.
 *
 * Returns: < 0 if @a goes before @b, > 0 if behind, 0 if their standing is the same
 */
int         obd_service_compare      (const ObdService *a,
                                      const ObdService *b);
/* The same protocol at the same endpoint, whoever said so. */
gboolean    obd_service_is_same      (const ObdService *a,
                                      const ObdService *b);
/**
 * obd_service_dup_username:
 * @address: a checked mail address
 *
 * Returns: (transfer full) (nullable): the user name for @address, %NULL where nobody said its form
 *   or the form cannot be filled in
 */
char       *obd_service_dup_username (const ObdService *service,
                                      const char       *address);

/**
 * obd_services_merge:
 * @services: (element-type ObdService): from any number of sources
 *
 * Puts them in the order in which they should be believed: outgoing, IMAP, POP3; what is certain
 * first, then by source, then as the source had them. An endpoint that several sources name stands
 * once, with the most credible one's name; what that one left open (user name, methods) is taken
 * from the others, and a doubt is over where a second, trusted source of its own says the same.
 *
 * Returns: (transfer full) (element-type ObdService): the list
 */
GPtrArray  *obd_services_merge       (GPtrArray        *services);

/* One line that holds all of it, for a finding to carry. (transfer full) */
char       *obd_service_to_text      (const ObdService *service);
/* (transfer full) (nullable): %NULL where @text is no such line. */
ObdService *obd_service_from_text    (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdService, obd_service_unref)

G_END_DECLS
