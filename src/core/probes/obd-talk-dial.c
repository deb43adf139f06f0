/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

/* The device's own conversations keep the whole run for their SYN; others share its patience. */
static GCancellable *
get_give_up (ObdTalk *talk)
{
  return obd_talk_is_own (talk) ? NULL : talk->run->give_up;
}

/* An incoming server that was only guessed at: who does not answer by then is not it, and nobody who
 * asks about sending waits for it. */
static gint64
get_connect_deadline (ObdTalk *talk)
{
  if (talk->job->protocol == OBD_PROTOCOL_SMTP || obd_talk_is_own (talk))
    return talk->run->deadline;
  return MIN (talk->run->deadline, talk->run->origin + 2 * OBD_PATIENCE_LEAST);
}

static GPtrArray *
look_up (ObdTalk  *talk,
         GError  **error)
{
  const ObdEndpoint *endpoint = talk->job->endpoint;

  obd_talk_enter (talk, OBD_STAGE_DNS);
  return obd_name_desk_resolve (talk->run->names, endpoint->host, endpoint->port, NULL,
                                talk->run->deadline, talk->cancellable, error);
}

/* Somebody answered: patience with silent ports follows the slowest, and the desk knows. */
static void
note_winner (ObdTalk *talk)
{
  const ObdDialResult *winner = obd_dial_get_winner (talk->dial);

  if (winner == NULL)
    return;
  talk->finding->address = g_strdup (winner->address);
  obd_run_note_connect (talk->run, winner->duration);
  if (talk->job->ticket >= 0)
    obd_signin_desk_connected (talk->run->desk, talk->job->ticket);
}

static gboolean
open_session (ObdTalk           *talk,
              GSocketConnection *connection)
{
  ObdChannel *channel = obd_channel_new (connection, talk->finding->trace);

  note_winner (talk);
  if (!talk->inside)
    obd_run_enter_server (talk->run);
  talk->inside = TRUE;
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_LOCAL, obd_channel_is_local (channel));
  talk->channel = channel;
  talk->klass->open (talk, channel);
  return TRUE;
}

void
obd_talk_tell_watch (ObdTalk       *talk,
                     ObdTypedState  state)
{
  const ObdDialResult *winner = talk->dial != NULL ? obd_dial_get_winner (talk->dial) : NULL;

  if (talk->role != OBD_ROLE_TYPED || talk->job->protocol != OBD_PROTOCOL_SMTP)
    return;
  obd_typed_watch_tell (talk->run->typed, state,
                        winner != NULL ? winner->family : G_SOCKET_FAMILY_INVALID);
  if (state == OBD_TYPED_OVER)
    obd_typed_watch_greet (talk->run->typed, NULL);
}

static gboolean
fail_dial (ObdTalk      *talk,
           const GError *error)
{
  if (g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT)
      || g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_UNREACHABLE))
    obd_talk_tell_watch (talk, OBD_TYPED_UNANSWERED);
  return obd_talk_fail (talk, error);
}

static gboolean
is_of_family (GSocketAddress *address,
              GSocketFamily   family)
{
  return g_socket_address_get_family (address) == family;
}

/* Leaves the addresses of the family that the device's own connection does not use. FALSE if there
 * is nothing to look at. */
static gboolean
keep_other_family (ObdTalk   *talk,
                   GPtrArray *addresses)
{
  GSocketFamily used = G_SOCKET_FAMILY_INVALID;

  if (obd_typed_watch_await (talk->run->typed, talk->run->deadline, talk->cancellable, &used)
      != OBD_TYPED_CONNECTED)
    return FALSE;
  for (guint i = addresses->len; i > 0; i--)
    if (is_of_family (g_ptr_array_index (addresses, i - 1), used))
      g_ptr_array_remove_index (addresses, i - 1);
  return addresses->len > 0;
}

gboolean
obd_talk_dial (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = look_up (talk, &error);
  g_autoptr (GSocketConnection) connection = NULL;

  if (addresses == NULL)
    return obd_talk_fail (talk, error);
  if (talk->role == OBD_ROLE_FAMILY && !keep_other_family (talk, addresses))
    {
      talk->finding->outcome = OBD_OUTCOME_SKIPPED;
      return FALSE;
    }
  obd_talk_enter (talk, OBD_STAGE_CONNECT);
  talk->dial = obd_dial_start (addresses);
  connection = obd_dial_wait (talk->dial, get_give_up (talk), get_connect_deadline (talk),
                              talk->cancellable, &error);
  if (connection == NULL)
    return fail_dial (talk, error);
  obd_talk_tell_watch (talk, OBD_TYPED_CONNECTED);
  return open_session (talk, connection);
}

static const char *
state_to_nick (ObdDialState state)
{
  static const char *const nicks[] = {
    [OBD_DIAL_PENDING] = "cancelled",
    [OBD_DIAL_CONNECTED] = "connected",
    [OBD_DIAL_REFUSED] = "refused",
    [OBD_DIAL_SILENT] = "silent",
    [OBD_DIAL_UNREACHABLE] = "unreachable",
    [OBD_DIAL_CANCELLED] = "cancelled",
  };

  return nicks[state];
}

static void
tell_family (ObdFinding          *finding,
             const ObdDialResult *result)
{
  gboolean six = result->family == G_SOCKET_FAMILY_IPV6;

  obd_finding_set_text (finding, six ? OBD_KEY_SMTP_IPV6 : OBD_KEY_SMTP_IPV4,
                        state_to_nick (result->state));
  obd_finding_set_text (finding, six ? OBD_KEY_SMTP_IPV6_ADDRESS : OBD_KEY_SMTP_IPV4_ADDRESS,
                        result->address);
}

void
obd_talk_tell_families (ObdTalk *talk)
{
  ObdRun *run = talk->run;

  if (talk->dial == NULL)
    return;
  /* The conversation is over: the other family is worth no more than an unanswered port. */
  obd_dial_finish (talk->dial, run->give_up,
                   MIN (run->deadline, obd_signin_desk_get_patience (run->desk)),
                   run->cancellable);
  for (guint i = 0; i < obd_dial_get_n_results (talk->dial); i++)
    tell_family (talk->finding, obd_dial_get_result (talk->dial, i));
}
