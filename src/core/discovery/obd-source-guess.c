/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The usual names at the usual ports, tried with a bare connection: that something listens there is
 * all that can be known without a conversation. An exam has its own conversations and does not come
 * here. */

#include "config.h"

#include "obd-dial.h"
#include "obd-dns.h"
#include "obd-resolve.h"
#include "obd-sources.h"

/* How long an answer is waited for, microseconds. */
#define PATIENCE (3 * G_USEC_PER_SEC)

/* The likeliest name first; "" is the domain itself, "mx" its mail exchanger. */
static const char *const names[] = { "smtp.", "mail.", "imap.", "pop.", "pop3.", "outgoing.", "",
                                     "mx" };

static const struct
{
  ObdProtocol  protocol;
  guint16      port;
  ObdSecurity  security;
  const char  *names; /* which of them, between blanks */
} ports[] = {
  { OBD_PROTOCOL_SMTP, 465, OBD_SECURITY_TLS, "smtp. mail. outgoing.  mx" },
  { OBD_PROTOCOL_SMTP, 587, OBD_SECURITY_STARTTLS, "smtp. mail. outgoing.  mx" },
  { OBD_PROTOCOL_SMTP, 2525, OBD_SECURITY_STARTTLS, "smtp. mail. outgoing.  mx" },
  { OBD_PROTOCOL_SMTP, 25, OBD_SECURITY_STARTTLS, "smtp. mail. outgoing.  mx" },
  { OBD_PROTOCOL_IMAP, 993, OBD_SECURITY_TLS, "imap. mail.  mx" },
  { OBD_PROTOCOL_POP3, 995, OBD_SECURITY_TLS, "pop. pop3. mail.  mx" },
};

typedef struct
{
  ObdSearch    *search;
  gint64        deadline;
  GCancellable *cancellable;
  char         *hosts[G_N_ELEMENTS (names)]; /* (owned) (nullable) */
  gboolean      open[G_N_ELEMENTS (names)][G_N_ELEMENTS (ports)];
} Guess;

static gboolean
is_usual (guint name,
          guint port)
{
  g_auto (GStrv) usual = g_strsplit (ports[port].names, " ", -1);

  return g_strv_contains ((const char *const *) usual, names[name]);
}

static char *
find_mx (Guess *guess)
{
  g_autoptr (ObdDnsAnswer) answer = NULL;
  const ObdDnsRecord *first;

  answer = obd_dns_mx (guess->search->domain, guess->deadline, guess->cancellable, NULL);
  if (answer == NULL || answer->records->len == 0)
    return NULL;
  first = g_ptr_array_index (answer->records, 0);
  return g_strdup (first->target);
}

static GPtrArray *
with_port (GPtrArray *addresses,
           guint16    port)
{
  GPtrArray *moved = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < addresses->len; i++)
    {
      GInetSocketAddress *address = g_ptr_array_index (addresses, i);

      g_ptr_array_add (moved,
                       g_inet_socket_address_new (g_inet_socket_address_get_address (address),
                                                         port));
    }
  return moved;
}

/* Where @host and @port are; the name service is asked once, and its answer kept in @known. */
static GPtrArray *
find_addresses (Guess       *guess,
                const char  *host,
                guint16      port,
                gint64       until,
                GPtrArray  **known)
{
  const ObdAddressBook *book = obd_wire_context_get_book (guess->search->context);
  GPtrArray *mapped = obd_address_book_lookup (book, host, port);

  if (mapped != NULL)
    return mapped;
  if (*known == NULL)
    *known = obd_resolve (guess->search->context, host, port, NULL, until, guess->cancellable,
                          NULL);
  if (*known == NULL)
    *known = g_ptr_array_new ();
  return with_port (*known, port);
}

static void
start_dials (Guess    *guess,
             guint     index,
             gint64    until,
             ObdDial **dials)
{
  g_autoptr (GPtrArray) known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (GPtrArray) addresses = NULL;

      if (!is_usual (index, i))
        continue;
      addresses = find_addresses (guess, guess->hosts[index], ports[i].port, until, &known);
      if (addresses->len > 0)
        dials[i] = obd_dial_start (addresses);
    }
}

/* The SYNs to all ports of one host go out together; then each is waited for. */
static void
try_host (guint    index,
          gpointer data)
{
  Guess *guess = data;
  ObdDial *dials[G_N_ELEMENTS (ports)] = { NULL };
  gint64 until = MIN (guess->deadline, g_get_monotonic_time () + PATIENCE);

  guess->hosts[index] = g_str_equal (names[index], "mx")
                          ? find_mx (guess)
                          : g_strconcat (names[index], guess->search->domain, NULL);
  if (guess->hosts[index] != NULL)
    start_dials (guess, index, until, dials);
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    if (dials[i] != NULL)
      {
        g_autoptr (GSocketConnection) connection = NULL;

        connection = obd_dial_wait (dials[i], NULL, until, guess->cancellable, NULL);
        guess->open[index][i] = connection != NULL;
        obd_dial_free (dials[i]);
      }
}

static void
take_port (Guess           *guess,
           ObdSearchResult *result,
           guint            host,
           guint            port)
{
  ObdService *service;

  service = obd_service_new (ports[port].protocol,
                             obd_endpoint_new (guess->hosts[host], ports[port].port,
                                               ports[port].security),
                             OBD_SOURCE_GUESS);
  service->doubtful = TRUE;
  obd_search_set_trust (guess->search, service, FALSE);
  g_ptr_array_add (result->services, service);
}

static gboolean
is_repeated (Guess *guess,
             guint  host)
{
  for (guint i = 0; i < host; i++)
    if (g_strcmp0 (guess->hosts[i], guess->hosts[host]) == 0)
      return TRUE;
  return FALSE;
}

ObdSearchResult *
obd_source_guess_ask (ObdSearch    *search,
                      gint64        deadline,
                      GCancellable *cancellable)
{
  ObdSearchResult *result = obd_search_result_new (OBD_SOURCE_GUESS, OBD_SEARCH_NOTHING);
  Guess guess = { search, deadline, cancellable, { NULL }, { { FALSE } } };

  obd_crowd_run (G_N_ELEMENTS (names), try_host, &guess);
  for (guint host = 0; host < G_N_ELEMENTS (names); host++)
    for (guint port = 0; port < G_N_ELEMENTS (ports) && !is_repeated (&guess, host); port++)
      if (guess.open[host][port])
        take_port (&guess, result, host, port);
  for (guint host = 0; host < G_N_ELEMENTS (names); host++)
    g_free (guess.hosts[host]);
  if (result->services->len > 0)
    result->outcome = OBD_SEARCH_FOUND;
  else if (g_cancellable_is_cancelled (cancellable))
    result->outcome = OBD_SEARCH_CANCELLED;
  return result;
}
