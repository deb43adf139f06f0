/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SRV records: RFC 6186 and, for _submissions, RFC 8314 section 5.1. */

#include "config.h"

#include "obd-discovery.h"
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

#define N_RECORDS G_N_ELEMENTS (records)

/* What could add nothing better still gets a part of the time that the answer to all that is wanted
 * took, and never less than this, microseconds: as a rule it is there already, and a name service next
 * door answers faster than threads are woken. */
#define GRACE_PART 4
#define GRACE_LEAST (50 * 1000)

typedef struct
{
  ObdSearch    *search;
  gint64        begin;
  gint64        deadline;
  GCancellable *stop;               /* ends all questions */
  GMutex        lock;
  GCond         moved;
  guint         ended;              /* one bit a record, (mutex lock) */
  gboolean      enough;             /* stopped by us, (mutex lock) */
  ObdDnsAnswer *answers[N_RECORDS]; /* (owned) (nullable); for others once it has ended */
  GError       *errors[N_RECORDS];  /* (owned) (nullable) */
} Questions;

/* --- when to stop waiting ---------------------------------------------------------------------- */

static gboolean
has_ended (Questions *questions,
           guint      index)
{
  return (questions->ended & (1u << index)) != 0;
}

static gboolean
names_server (Questions *questions,
              guint      index)
{
  const ObdDnsAnswer *answer = has_ended (questions, index) ? questions->answers[index] : NULL;

  for (guint i = 0; answer != NULL && i < answer->records->len; i++)
    if (((ObdDnsRecord *) g_ptr_array_index (answer->records, i))->port != 0)
      return TRUE;
  return FALSE;
}

/* With the lock held. Of every protocol that is wanted nothing more credible is outstanding. @any:
 * (out): a server of one of them is known. */
static gboolean
is_decided (Questions *questions,
            gboolean  *any)
{
  gboolean decided = TRUE;

  *any = FALSE;
  for (guint i = 0; i < N_RECORDS; i += 2)
    {
      if ((questions->search->wanted & (1u << records[i].protocol)) == 0)
        continue;
      *any |= names_server (questions, i) || names_server (questions, i + 1);
      decided &= has_ended (questions, i)
                 && (names_server (questions, i) || has_ended (questions, i + 1));
    }
  return decided;
}

/* With the lock held: when what is outstanding is given up, as far as is known by now. */
static gint64
plan_end (Questions *questions,
          gint64    *found,
          gint64    *decided)
{
  gint64 now = g_get_monotonic_time ();
  gboolean any;

  if (is_decided (questions, &any) && *decided == 0)
    *decided = now;
  if (any && *found == 0)
    *found = now;
  if (*decided != 0)
    return *decided + MAX ((*decided - questions->begin) / GRACE_PART, GRACE_LEAST);
  return *found != 0 ? *found + OBD_DISCOVERY_PATIENCE : G_MAXINT64;
}

/* The questions end by themselves at the deadline, and when the search is cancelled. */
static void
watch (Questions *questions)
{
  gint64 found = 0, decided = 0;

  g_mutex_lock (&questions->lock);
  while (questions->ended != (1u << N_RECORDS) - 1 && !questions->enough)
    {
      gint64 end = plan_end (questions, &found, &decided);

      if (g_get_monotonic_time () >= end)
        questions->enough = TRUE;
      else if (end == G_MAXINT64)
        g_cond_wait (&questions->moved, &questions->lock);
      else
        g_cond_wait_until (&questions->moved, &questions->lock, end);
    }
  g_mutex_unlock (&questions->lock);
  if (questions->enough)
    g_cancellable_cancel (questions->stop);
}

static void
ask_one (Questions *questions,
         guint      index)
{
  questions->answers[index] = obd_dns_srv (records[index].service, questions->search->domain,
                                           questions->deadline, questions->stop,
                                           &questions->errors[index]);
  g_mutex_lock (&questions->lock);
  questions->ended |= 1u << index;
  g_cond_signal (&questions->moved);
  g_mutex_unlock (&questions->lock);
}

/* The last of the crowd watches the others. */
static void
take_part (guint    index,
           gpointer data)
{
  if (index < N_RECORDS)
    ask_one (data, index);
  else
    watch (data);
}

static void
follow_cb (GCancellable *cancellable,
           gpointer      stop)
{
  g_cancellable_cancel (stop);
}

static void
ask_all (Questions    *questions,
         GCancellable *cancellable)
{
  gulong follows = 0;

  g_mutex_init (&questions->lock);
  g_cond_init (&questions->moved);
  if (cancellable != NULL)
    follows = g_cancellable_connect (cancellable, G_CALLBACK (follow_cb), questions->stop, NULL);
  obd_crowd_run (N_RECORDS + 1, take_part, questions);
  g_cancellable_disconnect (cancellable, follows); /* %NULL and 0 pass */
  g_cond_clear (&questions->moved);
  g_mutex_clear (&questions->lock);
}

/* --- what they come to ------------------------------------------------------------------------- */

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

static gboolean
was_given_up (Questions *questions,
              guint      index)
{
  return questions->enough
         && g_error_matches (questions->errors[index], G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What the six of them come to: anything found, else what failed, else what was said decidedly. */
static void
conclude (ObdSearchResult *result,
          Questions       *questions)
{
  gboolean none = FALSE;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      if (was_given_up (questions, i))
        continue;
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
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Questions questions = { .search = search, .begin = g_get_monotonic_time (), .deadline = deadline,
                          .stop = stop };

  ask_all (&questions, cancellable);
  for (guint i = 0; i < N_RECORDS; i++)
    if (questions.answers[i] != NULL)
      take_records (search, result, i, questions.answers[i]);
  conclude (result, &questions);
  if (result->services->len > 0)
    {
      const ObdService *first = g_ptr_array_index (result->services, 0);

      result->where = g_strdup (first->detail);
    }
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_clear_pointer (&questions.answers[i], obd_dns_answer_free);
      g_clear_error (&questions.errors[i]);
    }
  return result;
}
