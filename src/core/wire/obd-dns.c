/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dns-private.h"

#include "obd-address.h"
#include "obd-errand.h"
#include "obd-wire-context.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

/* Bytes before the target's name in a record (RFC 2782; RFC 1035 section 3.3.9). */
#define SRV_HEAD 6
#define MX_HEAD 2
/* The AD bit in the second byte of the flags (RFC 6840 section 5.7). */
#define FLAGS_AD 0x20

/* One question for a thread of its own, as obd-resolve has it and for the same reasons. */
typedef struct
{
  char   *name;
  int     type;
  guint8  answer[OBD_DNS_MAX_ANSWER];
  int     length;  /* -1: see failure */
  int     failure; /* HOST_NOT_FOUND … of netdb.h */
} Question;

/* A state of its own for each question: the resolver's usual one belongs to one thread. */
static int
ask_system (const char *name,
            int         type,
            guint8     *answer,
            int         size,
            int        *failure)
{
  struct __res_state state = { 0 };
  int length;

  *failure = NO_RECOVERY;
  if (res_ninit (&state) != 0)
    return -1;
  length = res_nquery (&state, name, ns_c_in, type, answer, size);
  *failure = state.res_h_errno;
  res_nclose (&state);
  return length;
}

static ObdDnsFunc dns_func = ask_system;

void
obd_dns_set_func (ObdDnsFunc func)
{
  dns_func = func != NULL ? func : ask_system;
}

static void
free_record (gpointer data)
{
  ObdDnsRecord *record = data;

  g_free (record->target);
  g_free (record);
}

void
obd_dns_answer_free (ObdDnsAnswer *answer)
{
  g_ptr_array_unref (answer->records);
  g_free (answer);
}

static ObdDnsAnswer *
fail (GError     **error,
      int          code,
      const char  *why)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, why);
  return NULL;
}

static int
compare_records (gconstpointer left,
                 gconstpointer right)
{
  const ObdDnsRecord *a = *(ObdDnsRecord *const *) left;
  const ObdDnsRecord *b = *(ObdDnsRecord *const *) right;

  if (a->priority != b->priority)
    return a->priority < b->priority ? -1 : 1;
  if (a->weight != b->weight)
    return a->weight > b->weight ? -1 : 1;
  return strcmp (a->target, b->target);
}

/* An address, a lone label or any other text is no name of a server. */
static char *
check_target (const char *target)
{
  g_autofree char *host = obd_host_check (target, NULL);

  return host != NULL && strchr (host, '.') != NULL && !g_hostname_is_ip_address (host)
           ? g_steal_pointer (&host)
           : NULL;
}

/* Reads the name at @at, which may point back into the message but never out of it. */
static gboolean
read_target (const ns_msg *message,
             const guint8 *at,
             char         *target)
{
  return ns_name_uncompress (ns_msg_base (*message), ns_msg_end (*message), at, target, NS_MAXDNAME)
         >= 0;
}

typedef enum
{
  RECORD_TAKEN,
  RECORD_USELESS, /* its target cannot be the name of a server */
  RECORD_NONE,    /* its target says that there is none */
  RECORD_BROKEN,
} Record;

static Record
take_record (const ns_msg *message,
             const ns_rr  *rr,
             int           type,
             GPtrArray    *records)
{
  const guint8 *data = ns_rr_rdata (*rr);
  gsize head = type == ns_t_srv ? SRV_HEAD : MX_HEAD;
  g_autofree char *host = NULL;
  ObdDnsRecord *record;
  char target[NS_MAXDNAME];

  if (ns_rr_rdlen (*rr) <= head || !read_target (message, data + head, target))
    return RECORD_BROKEN;
  if (g_str_equal (target, "."))
    return RECORD_NONE;
  host = check_target (target);
  if (host == NULL)
    return RECORD_USELESS;
  record = g_new0 (ObdDnsRecord, 1);
  record->target = g_steal_pointer (&host);
  record->priority = ns_get16 (data);
  record->weight = type == ns_t_srv ? ns_get16 (data + 2) : 0;
  record->port = type == ns_t_srv ? ns_get16 (data + 4) : 0;
  g_ptr_array_add (records, record);
  return RECORD_TAKEN;
}

/* FALSE where the answer cannot be read. Its length bounds how many there are. */
static gboolean
take_records (ns_msg    *message,
              int        type,
              GPtrArray *records,
              gboolean  *none)
{
  for (guint i = 0; i < ns_msg_count (*message, ns_s_an); i++)
    {
      Record record = RECORD_USELESS;
      ns_rr rr;

      if (ns_parserr (message, ns_s_an, i, &rr) != 0)
        return FALSE;
      /* A CNAME may stand before the records. */
      if ((int) ns_rr_type (rr) == type)
        record = take_record (message, &rr, type, records);
      if (record == RECORD_BROKEN)
        return FALSE;
      *none |= record == RECORD_NONE;
    }
  return TRUE;
}

ObdDnsAnswer *
obd_dns_parse (const guint8  *data,
               gsize          length,
               int            type,
               GError       **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (free_record);
  gboolean none = FALSE;
  ObdDnsAnswer *answer;
  ns_msg message;

  if (length > OBD_DNS_MAX_ANSWER || ns_initparse (data, length, &message) != 0
      || !take_records (&message, type, records, &none))
    return fail (error, OBD_WIRE_ERROR_NAME_SERVICE, "the name service’s answer cannot be read");
  if (records->len == 0 && !none)
    return fail (error, OBD_WIRE_ERROR_NAME_UNKNOWN, "no such record");
  g_ptr_array_sort (records, compare_records);
  /* Only now: the name service may tell the best last. */
  if (records->len > OBD_DNS_MAX_RECORDS)
    g_ptr_array_set_size (records, OBD_DNS_MAX_RECORDS);
  answer = g_new0 (ObdDnsAnswer, 1);
  answer->records = g_steal_pointer (&records);
  answer->authentic = (data[3] & FLAGS_AD) != 0;
  return answer;
}

static void
clear_question (gpointer data)
{
  g_free (((Question *) data)->name);
}

static void
unref_question (gpointer question)
{
  g_atomic_rc_box_release_full (question, clear_question);
}

static void
question_worker (gpointer data)
{
  Question *question = data;

  question->length = dns_func (question->name, question->type, question->answer,
                               sizeof question->answer, &question->failure);
}

static ObdDnsAnswer *
read_answer (const Question  *question,
             GError         **error)
{
  if (question->length >= 0)
    return obd_dns_parse (question->answer, question->length, question->type, error);
  if (question->failure == HOST_NOT_FOUND || question->failure == NO_DATA)
    return fail (error, OBD_WIRE_ERROR_NAME_UNKNOWN, "no such record");
  return fail (error, OBD_WIRE_ERROR_NAME_SERVICE, "the name service failed");
}

static ObdDnsAnswer *
ask (const char    *name,
     int            type,
     gint64         deadline,
     GCancellable  *cancellable,
     GError       **error)
{
  Question *question = g_atomic_rc_box_new0 (Question);
  g_autoptr (GError) wait_error = NULL;
  ObdDnsAnswer *answer = NULL;

  question->name = g_strdup (name);
  question->type = type;
  if (obd_errand_run ("obd-dns", question_worker, question, unref_question, deadline, cancellable,
                      &wait_error))
    answer = read_answer (question, error);
  else if (g_error_matches (wait_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT))
    fail (error, OBD_WIRE_ERROR_NAME_SERVICE, "the name service did not answer in time");
  else
    g_propagate_error (error, g_steal_pointer (&wait_error));
  if (answer == NULL)
    g_prefix_error (error, "%s: ", name);
  unref_question (question);
  return answer;
}

ObdDnsAnswer *
obd_dns_srv (const char    *service,
             const char    *domain,
             gint64         deadline,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *name = g_strconcat (service, ".", domain, NULL);

  return ask (name, ns_t_srv, deadline, cancellable, error);
}

ObdDnsAnswer *
obd_dns_mx (const char    *domain,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  return ask (domain, ns_t_mx, deadline, cancellable, error);
}
