/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

#include "obd-tls-judge.h"
#include "obd-tls-legacy.h"

/* Names of a certificate that are looked up. */
#define MAX_LOOKUPS 4

/* --- which versions the server still takes ---------------------------------------------------- */

/* The handshake failed in TLS (an answer in plain text is no such failure); and, for the device's
 * own connection, where the certificate did not pass. A server that hung up in the handshake may
 * have meant the version. */
static gboolean
wants_survey (ObdTalk *talk)
{
  const ObdFinding *finding = talk->finding;

  if (talk->role == OBD_ROLE_CONTROL || finding->stage != OBD_STAGE_TLS || talk->outdone)
    return FALSE;
  if (talk->job->protocol != OBD_PROTOCOL_SMTP
      && talk->job->endpoint->security != OBD_SECURITY_TLS)
    return FALSE; /* STARTTLS is said in SMTP alone */
  return finding->fault == OBD_FAULT_TLS_HANDSHAKE || finding->fault == OBD_FAULT_TLS_VERSION
         || finding->fault == OBD_FAULT_DROPPED
         || (finding->fault == OBD_FAULT_CERTIFICATE && talk->role == OBD_ROLE_TYPED);
}

/* As often as patience allows what the conversation itself needed to come to its handshake. */
static gint64
get_survey_deadline (ObdTalk *talk)
{
  gint64 now = g_get_monotonic_time ();
  gint64 needed = OBD_PATIENCE_FACTOR * (now - talk->begin);

  return MIN (talk->run->deadline, now + MAX (needed, OBD_PATIENCE_LEAST));
}

static void
tell_versions (ObdFinding         *finding,
               const ObdTlsSurvey *survey,
               ObdTlsOffer         offer,
               const char         *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;
  g_autofree char *note = NULL;

  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    if (survey->offers[i] == offer)
      g_strv_builder_add (builder, obd_tls_version_to_string (i));
  names = g_strv_builder_end (builder);
  obd_finding_set_texts (finding, key, (const char *const *) names);
  list = g_strjoinv (", ", names);
  note = g_strdup_printf ("tried each version alone, as old as it is; %s: %s",
                          offer == OBD_TLS_OFFER_TAKEN ? "taken" : "refused",
                          *list != '\0' ? list : "none");
  obd_trace_say (finding->trace, '*', note);
}

/* What GIO would not talk to has a certificate all the same. */
static void
take_certificate (ObdTalk            *talk,
                  const ObdTlsSurvey *survey)
{
  ObdTlsFacts *facts;

  if (survey->chain == NULL || talk->finding->tls != NULL)
    return;
  facts = obd_tls_judge_chain (talk->run->context, survey->chain, talk->job->endpoint->host);
  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    if (survey->offers[i] == OBD_TLS_OFFER_TAKEN)
      {
        g_free (facts->version);
        facts->version = g_strdup (obd_tls_version_to_string (i));
      }
  talk->finding->tls = facts;
}

static void
survey_versions (ObdTalk *talk)
{
  const ObdDialResult *winner = obd_dial_get_winner (talk->dial);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (ObdTlsSurvey) survey = NULL;

  address = g_inet_socket_address_new_from_string (winner->address, winner->port);
  survey = obd_tls_legacy_survey (address, talk->job->endpoint->host,
                                  talk->job->endpoint->security != OBD_SECURITY_TLS,
                                  talk->job->protocol, get_survey_deadline (talk), talk->cancellable);
  tell_versions (talk->finding, survey, OBD_TLS_OFFER_TAKEN, OBD_KEY_TLS_TAKEN);
  tell_versions (talk->finding, survey, OBD_TLS_OFFER_REFUSED, OBD_KEY_TLS_REFUSED);
  if (survey->alert != 0)
    obd_finding_set_int (talk->finding, OBD_KEY_TLS_ALERT, survey->alert);
  take_certificate (talk, survey);
}

/* --- whose certificate it is ------------------------------------------------------------------ */

static gboolean
is_winner (ObdTalk        *talk,
           GSocketAddress *address)
{
  const ObdDialResult *winner = obd_dial_get_winner (talk->dial);
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *text = g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  return g_str_equal (text, winner->address)
         && g_inet_socket_address_get_port (inet) == winner->port;
}

/* @name leads to the very server that was spoken with. */
static gboolean
leads_here (ObdTalk    *talk,
            const char *name)
{
  g_autoptr (GPtrArray) addresses = NULL;

  addresses = obd_name_desk_resolve (talk->run->names, name, talk->job->endpoint->port, NULL,
                                     get_survey_deadline (talk), talk->cancellable, NULL);
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    if (is_winner (talk, g_ptr_array_index (addresses, i)))
      return TRUE;
  return FALSE;
}

/* A name of the certificate that leads to the same address is likely the one that was meant. It is
 * only proposed: whoever made the certificate could have written any name into it, but not made
 * that name lead here. */
static void
find_right_host (ObdTalk *talk)
{
  char **names = talk->finding->tls->names;
  guint lookups = 0;

  for (guint i = 0; names != NULL && names[i] != NULL && lookups < MAX_LOOKUPS; i++)
    {
      g_autofree char *name = obd_host_check (names[i], NULL);

      if (name == NULL) /* wildcards too */
        continue;
      lookups++;
      if (!leads_here (talk, name))
        continue;
      obd_finding_set_text (talk->finding, OBD_KEY_TLS_RIGHT_HOST, name);
      return;
    }
}

static gboolean
wants_right_host (ObdTalk *talk)
{
  const ObdTlsFacts *facts = talk->finding->tls;

  /* With --offline and --only-typed the typed name alone is looked up. */
  return talk->role != OBD_ROLE_CONTROL && talk->finding->fault == OBD_FAULT_CERTIFICATE
         && facts != NULL && (facts->problems & OBD_TLS_PROBLEM_WRONG_NAME) != 0
         && !talk->target->offline && !talk->target->only_typed;
}

void
obd_talk_examine_tls (ObdTalk *talk)
{
  if (talk->dial == NULL || obd_dial_get_winner (talk->dial) == NULL
      || g_cancellable_is_cancelled (talk->cancellable))
    return;
  if (wants_survey (talk))
    survey_versions (talk);
  if (wants_right_host (talk))
    find_right_host (talk);
}
