/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SRV records: RFC 6186 and, for _submissions, RFC 8314 section 5.1. */

#include "config.h"

#include "obd-dns.h"
#include "obd-sources.h"

/* In the order of RFC 8314 section 3.3: TLS from the first byte before STARTTLS. */
static const struct
{
  const char  *service;
  ObdProtocol  protocol;
  ObdSecurity  security;
} records[] = {
  { "_submissions._tcp", OBD_PROTOCOL_SMTP, OBD_SECURITY_TLS },
  { "_submission._tcp", OBD_PROTOCOL_SMTP, OBD_SECURITY_STARTTLS },
  { "_imaps._tcp", OBD_PROTOCOL_IMAP, OBD_SECURITY_TLS },
  { "_imap._tcp", OBD_PROTOCOL_IMAP, OBD_SECURITY_STARTTLS },
  { "_pop3s._tcp", OBD_PROTOCOL_POP3, OBD_SECURITY_TLS },
  { "_pop3._tcp", OBD_PROTOCOL_POP3, OBD_SECURITY_STARTTLS },
};

typedef struct
{
  ObdSearch    *search;
  gint64        deadline;
  GCancellable *cancellable;
  ObdDnsAnswer *answers[G_N_ELEMENTS (records)]; /* (owned) (nullable) */
  GError       *errors[G_N_ELEMENTS (records)];  /* (owned) (nullable) */
} Questions;

static void
ask_one (guint    index,
         gpointer data)
{
  Questions *questions = data;

  questions->answers[index] = obd_dns_srv (records[index].service, questions->search->domain,
                                           questions->deadline, questions->cancellable,
                                           &questions->errors[index]);
}

static void
take_records (ObdSearch          *search,
              ObdSearchResult    *result,
              guint               index,
              const ObdDnsAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++)
    {
      const ObdDnsRecord *record = g_ptr_array_index (answer->records, i);
      ObdService *service;

      if (record->port == 0)
        continue;
      service = obd_service_new (records[index].protocol,
                                 obd_endpoint_new (record->target, record->port,
                                                   records[index].security),
                                 OBD_SOURCE_SRV);
      service->detail = g_strconcat (records[index].service, ".", search->domain, NULL);
      obd_search_set_trust (search, service, answer->authentic);
      g_ptr_array_add (result->services, service);
    }
}

/* What the six of them come to: anything found, else what failed, else what was said decidedly. */
static void
conclude (ObdSearchResult *result,
          Questions       *questions)
{
  gboolean none = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      if (questions->answers[i] != NULL)
        none |= questions->answers[i]->records->len == 0;
      else if (!g_error_matches (questions->errors[i], OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_UNKNOWN)
               && result->services->len == 0)
        {
          obd_search_result_fail (result, obd_search_outcome_from_error (questions->errors[i]),
                                  questions->errors[i]->message);
          return;
        }
    }
  if (result->services->len > 0)
    result->outcome = OBD_SEARCH_FOUND;
  else if (none)
    result->outcome = OBD_SEARCH_NONE_OFFERED;
}

ObdSearchResult *
obd_source_srv_ask (ObdSearch    *search,
                    gint64        deadline,
                    GCancellable *cancellable)
{
  ObdSearchResult *result = obd_search_result_new (OBD_SOURCE_SRV, OBD_SEARCH_NOTHING);
  Questions questions = { search, deadline, cancellable, { NULL }, { NULL } };

  obd_crowd_run (G_N_ELEMENTS (records), ask_one, &questions);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (questions.answers[i] != NULL)
      take_records (search, result, i, questions.answers[i]);
  conclude (result, &questions);
  if (result->services->len > 0)
    {
      const ObdService *first = g_ptr_array_index (result->services, 0);

      result->where = g_strdup (first->detail);
    }
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_clear_pointer (&questions.answers[i], obd_dns_answer_free);
      g_clear_error (&questions.errors[i]);
    }
  return result;
}
