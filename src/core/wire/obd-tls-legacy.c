/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file with OpenSSL's SSL API. GIO cannot choose TLS versions, and the library behind it
 * refuses the old ones; OpenSSL 3 still speaks TLS 1.0 and 1.1, at security level 0, which is set
 * in these contexts alone. */

#include "config.h"

#include "obd-tls-legacy.h"

#include "obd-dial.h"
#include "obd-incoming.h"
#include "obd-smtp.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

/* Most bytes of one server's handshake: honest ones are a few kilobytes, chains of ten certificates
 * some twenty. */
#define MAX_BYTES (128 * 1024)
/* RFC 8446 section 5.1. */
#define FIRST_RECORD_TYPE 20
#define LAST_RECORD_TYPE 23

static const struct
{
  const char *name;
  int         openssl;
} versions[OBD_N_TLS_VERSIONS] = {
  [OBD_TLS_1_0] = { "TLS 1.0", TLS1_VERSION },
  [OBD_TLS_1_1] = { "TLS 1.1", TLS1_1_VERSION },
  [OBD_TLS_1_2] = { "TLS 1.2", TLS1_2_VERSION },
  [OBD_TLS_1_3] = { "TLS 1.3", TLS1_3_VERSION },
};

/* One version on one connection, in a thread of its own. */
typedef struct
{
  GSocketAddress *address; /* shared, only read */
  const char     *host;
  gboolean        starttls;
  ObdProtocol     protocol;
  ObdTlsVersion   version;
  gint64          deadline;
  GCancellable   *cancellable;

  GSocket        *socket; /* not owned */
  SSL            *ssl;
  gsize           received;
  gboolean        is_tls; /* the first byte was that of a TLS record */

  ObdTlsOffer     offer;
  guint           alert;
  GPtrArray      *chain; /* (owned) (nullable) */
} Try;

const char *
obd_tls_version_to_string (ObdTlsVersion version)
{
  return versions[version].name;
}

/* --- bytes between OpenSSL and the socket ----------------------------------------------------- */

static gboolean
wait_for (Try          *self,
          GIOCondition  condition)
{
  gint64 left = self->deadline - g_get_monotonic_time ();

  return left > 0
         && g_socket_condition_timed_wait (self->socket, condition, MAX (left, 1000),
                                           self->cancellable, NULL);
}

static gboolean
send_pending (Try *self)
{
  BIO *output = SSL_get_wbio (self->ssl);
  char *data;
  gsize length = BIO_get_mem_data (output, &data);

  for (gsize sent = 0; sent < length;)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_socket_send_with_blocking (self->socket, data + sent, length - sent, FALSE,
                                              self->cancellable, &error);

      if (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return FALSE;
      if (n < 0 && !wait_for (self, G_IO_OUT))
        return FALSE;
      sent += MAX (n, 0);
    }
  return BIO_reset (output) == 1;
}

typedef enum
{
  RECEIVED,
  CLOSED,
  FAILED, /* time is up, cancelled, too much */
} Receipt;

static Receipt
receive (Try *self)
{
  g_autoptr (GError) error = NULL;
  char bytes[4096];
  gssize n;

  if (self->received > MAX_BYTES || !wait_for (self, G_IO_IN))
    return FAILED;
  n = g_socket_receive_with_blocking (self->socket, bytes, sizeof bytes, FALSE, self->cancellable,
                                      &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return RECEIVED; /* woken in vain: OpenSSL will ask again */
  if (n <= 0)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? FAILED : CLOSED;
  if (self->received == 0)
    self->is_tls = bytes[0] >= FIRST_RECORD_TYPE && bytes[0] <= LAST_RECORD_TYPE;
  self->received += n;
  return BIO_write (SSL_get_rbio (self->ssl), bytes, n) == n ? RECEIVED : FAILED;
}

/* --- the handshake ---------------------------------------------------------------------------- */

/* OpenSSL reports a fatal alert of the peer as its number above an offset. */
static void
take_refusal (Try *self)
{
  int reason = ERR_GET_REASON (ERR_peek_error ());

  if (!self->is_tls)
    return;
  self->offer = OBD_TLS_OFFER_REFUSED;
  if (reason > SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256)
    self->alert = reason - SSL_AD_REASON_OFFSET;
}

/* Servers that know nothing of a version often hang up instead of saying so; one that hangs up
 * before it was asked anything never comes here. */
static void
take_closing (Try *self)
{
  if (self->received == 0 || self->is_tls)
    self->offer = OBD_TLS_OFFER_REFUSED;
}

static void
take_chain (Try *self)
{
  STACK_OF (X509) *chain = SSL_get_peer_cert_chain (self->ssl);

  self->offer = OBD_TLS_OFFER_TAKEN;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 0; chain != NULL && i < sk_X509_num (chain); i++)
    {
      guchar *der = NULL;
      int length = i2d_X509 (sk_X509_value (chain, i), &der);

      if (length > 0)
        g_ptr_array_add (self->chain, g_bytes_new (der, length));
      OPENSSL_free (der);
    }
}

/* FALSE: it is decided, one way or the other. */
static gboolean
go_on (Try *self)
{
  int result, error;

  ERR_clear_error ();
  result = SSL_connect (self->ssl);
  error = SSL_get_error (self->ssl, result);
  if (!send_pending (self))
    return FALSE;
  if (result == 1)
    {
      take_chain (self);
      return FALSE;
    }
  if (error != SSL_ERROR_WANT_READ)
    {
      take_refusal (self);
      return FALSE;
    }
  switch (receive (self))
    {
    case RECEIVED:
      return TRUE;
    case CLOSED:
      take_closing (self);
      return FALSE;
    case FAILED:
    default:
      return FALSE;
    }
}

static SSL_CTX *
make_context (ObdTlsVersion version)
{
  SSL_CTX *context = SSL_CTX_new (TLS_client_method ());

  SSL_CTX_set_security_level (context, 0);
  /* Without the anonymous ones, which no device would settle for. */
  SSL_CTX_set_cipher_list (context, "ALL:!aNULL");
  SSL_CTX_set_min_proto_version (context, versions[version].openssl);
  SSL_CTX_set_max_proto_version (context, versions[version].openssl);
  /* Servers of that age know nothing of RFC 5746. */
  SSL_CTX_set_options (context, SSL_OP_LEGACY_SERVER_CONNECT);
  SSL_CTX_set_verify (context, SSL_VERIFY_NONE, NULL);
  return context;
}

static void
shake_hands (Try *self)
{
  SSL_CTX *context = make_context (self->version);

  self->ssl = SSL_new (context);
  SSL_set_bio (self->ssl, BIO_new (BIO_s_mem ()), BIO_new (BIO_s_mem ()));
  if (!g_hostname_is_ip_address (self->host)) /* RFC 6066 section 3 */
    SSL_set_tlsext_host_name (self->ssl, self->host);
  while (go_on (self))
    ;
  SSL_free (g_steal_pointer (&self->ssl));
  SSL_CTX_free (context);
}

/* --- the way to it ---------------------------------------------------------------------------- */

static gboolean
has_code (ObdReply *reply, /* (transfer full) (nullable) */
          guint     code)
{
  gboolean has = reply != NULL && reply->code == code;

  g_clear_pointer (&reply, obd_reply_unref);
  return has;
}

/* Whose words these are; both own the channel. */
typedef struct
{
  ObdSmtp     *smtp;
  ObdIncoming *incoming;
} Session;

static void
session_init (Session    *session,
              Try        *self,
              ObdChannel *channel) /* (transfer full) */
{
  if (self->protocol == OBD_PROTOCOL_SMTP)
    session->smtp = obd_smtp_new (channel);
  else
    session->incoming = obd_incoming_new (self->protocol, channel);
}

/* Closing it closes the socket, without a word. */
static void
session_clear (Session *session)
{
  g_clear_pointer (&session->smtp, obd_smtp_free);
  g_clear_pointer (&session->incoming, obd_incoming_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static gboolean
say_smtp_starttls (Try     *self,
                   ObdSmtp *smtp)
{
  return has_code (obd_smtp_greeting (smtp, self->deadline, self->cancellable, NULL), 220)
         && has_code (obd_smtp_hello (smtp, self->deadline, self->cancellable, NULL), 250)
         && has_code (obd_smtp_starttls (smtp, self->deadline, self->cancellable, NULL), 220);
}

static gboolean
is_ok (ObdAnswer *answer) /* (transfer full) (nullable) */
{
  gboolean ok = answer != NULL && answer->status == OBD_ANSWER_OK;

  g_clear_pointer (&answer, obd_answer_unref);
  return ok;
}

static gboolean
say_incoming_starttls (Try         *self,
                       ObdIncoming *incoming)
{
  return is_ok (obd_incoming_greeting (incoming, self->deadline, self->cancellable, NULL))
         && is_ok (obd_incoming_starttls (incoming, self->deadline, self->cancellable, NULL));
}

static gboolean
say_starttls (Try     *self,
              Session *session)
{
  return session->smtp != NULL ? say_smtp_starttls (self, session->smtp)
                               : say_incoming_starttls (self, session->incoming);
}

static GSocketConnection *
connect_to (Try *self)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (ObdDial) dial = NULL;

  g_ptr_array_add (addresses, self->address);
  dial = obd_dial_start (addresses);
  return obd_dial_wait (dial, NULL, self->deadline, self->cancellable, NULL);
}

static gpointer
try_worker (gpointer data)
{
  Try *self = data;
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autoptr (ObdTrace) trace = obd_trace_new (0); /* nobody reads it */
  g_auto (Session) session = { 0 };

  if (connection == NULL)
    return NULL;
  session_init (&session, self, obd_channel_new (connection, trace));
  self->socket = g_socket_connection_get_socket (connection);
  if (!self->starttls || say_starttls (self, &session))
    shake_hands (self);
  return NULL;
}

/* --- all versions ----------------------------------------------------------------------------- */

static void
take_try (ObdTlsSurvey *survey,
          Try          *done)
{
  survey->offers[done->version] = done->offer;
  if (done->alert != 0)
    survey->alert = done->alert;
  if (done->chain == NULL)
    return;
  g_clear_pointer (&survey->chain, g_ptr_array_unref);
  survey->chain = g_steal_pointer (&done->chain);
}

ObdTlsSurvey *
obd_tls_legacy_survey (GSocketAddress *address,
                       const char     *host,
                       gboolean        starttls,
                       ObdProtocol     protocol,
                       gint64          deadline,
                       GCancellable   *cancellable)
{
  ObdTlsSurvey *survey = g_new0 (ObdTlsSurvey, 1);
  Try tries[OBD_N_TLS_VERSIONS];
  GThread *threads[OBD_N_TLS_VERSIONS];

  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    {
      tries[i] = (Try) { .address = address, .host = host, .starttls = starttls,
                         .protocol = protocol, .version = i, .deadline = deadline,
                         .cancellable = cancellable };
      threads[i] = g_thread_new ("tls-version", try_worker, &tries[i]);
    }
  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    {
      g_thread_join (threads[i]);
      take_try (survey, &tries[i]);
    }
  return survey;
}

void
obd_tls_survey_free (ObdTlsSurvey *survey)
{
  g_clear_pointer (&survey->chain, g_ptr_array_unref);
  g_free (survey);
}

gboolean
obd_tls_survey_is_too_old (const ObdTlsSurvey *survey)
{
  gboolean old = survey->offers[OBD_TLS_1_0] == OBD_TLS_OFFER_TAKEN
                 || survey->offers[OBD_TLS_1_1] == OBD_TLS_OFFER_TAKEN;

  return old && survey->offers[OBD_TLS_1_2] != OBD_TLS_OFFER_TAKEN
         && survey->offers[OBD_TLS_1_3] != OBD_TLS_OFFER_TAKEN;
}
