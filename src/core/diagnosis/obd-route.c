/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route.h"

#include "obd-keys.h"
#include "obd-phrase.h"

#include <glib/gi18n-lib.h>

/* --- words ------------------------------------------------------------------------------------ */

static void
set_view (ObdStationView  *view,
          ObdStationState  state,
          const char      *word,
          const char      *detail)
{
  g_free (view->word);
  g_free (view->sentence);
  view->state = state;
  view->word = g_strdup (word);
  view->sentence = g_strdup (detail);
}

/* TRANSLATORS: the words under a station of the route have room for 14 letters. */
static const char *const state_words[] = {
  [OBD_STATION_WAITING] = N_ ("Waiting"),       [OBD_STATION_RUNNING] = N_ ("Checking…"),
  [OBD_STATION_GOOD] = N_ ("Good"),             [OBD_STATION_WARNING] = N_ ("Needs care"),
  [OBD_STATION_STUCK] = N_ ("Stops here"),      [OBD_STATION_NOT_REACHED] = N_ ("Not reached"),
  [OBD_STATION_NOT_TESTED] = N_ ("Not tested"),
};

static const char *const state_details[] = {
  [OBD_STATION_WAITING] = N_ ("waiting."),
  [OBD_STATION_RUNNING] = N_ ("being checked."),
  [OBD_STATION_GOOD] = N_ ("good."),
  [OBD_STATION_WARNING] = N_ ("needs care."),
  [OBD_STATION_STUCK] = N_ ("the mail stops here."),
  [OBD_STATION_NOT_REACHED] = N_ ("not reached."),
  [OBD_STATION_NOT_TESTED] = N_ ("not tested."),
};

static const char *const station_names[] = {
  [OBD_STATION_DEVICE] = N_ ("Device"),         [OBD_STATION_NETWORK] = N_ ("Network"),
  [OBD_STATION_NAME] = N_ ("Server name"),      [OBD_STATION_PORT] = N_ ("Port"),
  [OBD_STATION_ENCRYPTION] = N_ ("Encryption"), [OBD_STATION_SIGN_IN] = N_ ("Sign-in"),
  [OBD_STATION_RELAYING] = N_ ("Relaying"),     [OBD_STATION_RECIPIENT] = N_ ("Recipient"),
};

static void
set_plain (ObdStationView  *view,
           ObdStationState  state)
{
  set_view (view, state, _ (state_words[state]), _ (state_details[state]));
}

/* --- the stations, each from what it can be told by; FALSE: nothing is known yet --------------- */

static gboolean
view_device (const ObdCase  *c,
             ObdStationView *view)
{
  const ObdFinding *f = c->subject;

  if (obd_case_clock_is_off (c))
    set_view (view, OBD_STATION_WARNING, _ ("Clock wrong"),
              _ ("the clock of this computer is wrong by {offset}."));
  else if (c->clock != NULL && obd_finding_has (c->clock, OBD_KEY_CLOCK_OFFSET_MS))
    set_view (view, OBD_STATION_GOOD, _ ("Good"), _ ("the clock of this computer is right."));
  else if (f != NULL && obd_finding_get_flag (f, OBD_KEY_SMTP_VERIFIED))
    set_view (view, OBD_STATION_GOOD, _ ("Good"),
              _ ("the clock of this computer fits the server’s certificate."));
  else if (c->clock != NULL || obd_findings_is_finished (c->findings))
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("nobody could be asked whether the clock is right."));
  else
    return FALSE;
  return TRUE;
}

/* The clock stands before the station where certificates fail by it. */
static void
warn_of_clock (const ObdCase  *c,
               ObdStationView *view)
{
  if (!obd_case_clock_is_off (c))
    set_view (view, OBD_STATION_WARNING, _ ("Needs care"),
              _ ("the clock of this computer is probably wrong."));
}

static gboolean
view_network (const ObdCase  *c,
              ObdStationView *view)
{
  if (obd_case_any_connected (c) || (c->subject != NULL && obd_case_host_lives (c)))
    set_view (view, OBD_STATION_GOOD, _ ("Good"), _ ("this computer reaches the Internet."));
  else if (c->subject != NULL && c->subject->fault == OBD_FAULT_NAME_UNKNOWN)
    set_view (view, OBD_STATION_GOOD, _ ("Good"), _ ("the name service answers."));
  else if (obd_findings_is_finished (c->findings))
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("no server has answered, so nothing shows that the network works."));
  else
    return FALSE;
  return TRUE;
}

static const ObdFinding *
find_name (const ObdCase *c)
{
  const char *host = c->subject != NULL && c->subject->endpoint != NULL
                       ? c->subject->endpoint->host
                       : c->target->host;
  g_autofree char *id = g_strdup_printf ("name:%s", host != NULL ? host : "");

  return obd_findings_find (c->findings, id);
}

static gboolean
view_name (const ObdCase  *c,
           ObdStationView *view)
{
  const ObdFinding *name = find_name (c);

  if ((name != NULL && obd_finding_is_clean (name))
      || (c->subject != NULL && c->subject->stage > OBD_STAGE_DNS))
    set_view (view, OBD_STATION_GOOD, _ ("Good"), _ ("{host} has an address."));
  else
    return FALSE;
  return TRUE;
}

static gboolean
view_port (const ObdCase  *c,
           ObdStationView *view)
{
  const ObdFinding *f = c->subject;
  g_autofree char *word = NULL;

  if (f == NULL || !obd_finding_is_connected (f))
    return FALSE;
  /* Port 25 is for mail between servers (RFC 6409 section 3.1); networks hold it back. */
  if (f->endpoint->port != 25)
    {
      set_view (view, OBD_STATION_GOOD, _ ("Good"), _ ("port {port} is open."));
      return TRUE;
    }
  /* TRANSLATORS: word under the station, at most 14 letters. */
  word = g_strdup_printf (_ ("Port %u"), (guint) f->endpoint->port);
  set_view (view, OBD_STATION_WARNING, word,
            _ ("port 25 is open, but meant for mail between servers."));
  return TRUE;
}

static gboolean
view_encryption (const ObdCase  *c,
                 ObdStationView *view)
{
  const ObdFinding *f = c->subject;

  if (f == NULL || !obd_finding_is_connected (f))
    return FALSE;
  if (f->endpoint->security == OBD_SECURITY_NONE)
    set_view (view, OBD_STATION_WARNING, _ ("Not used"), _ ("off on the {device}."));
  else if (obd_finding_get_flag (f, OBD_KEY_SMTP_VERIFIED))
    set_view (view, OBD_STATION_GOOD,
              f->tls != NULL && f->tls->version != NULL ? f->tls->version : _ ("Good"),
              _ ("the connection is encrypted and the certificate is good."));
  else if (obd_finding_get_flag (f, OBD_KEY_SMTP_ENCRYPTED))
    set_plain (view, OBD_STATION_WARNING);
  else
    return FALSE;
  return TRUE;
}

static gboolean
view_sign_in (const ObdCase  *c,
              ObdStationView *view)
{
  const ObdFinding *f = c->subject;

  if (f == NULL)
    return FALSE;
  if (!c->signs_in && f->stage >= OBD_STAGE_MAIL)
    set_view (view, OBD_STATION_WARNING, _ ("Left out"),
              c->target->username != NULL && *c->target->username == '\0'
                ? _ ("left out. The {device} has no user name.")
                : _ ("left out. The {device} does not sign in."));
  else if (obd_finding_is_signed_in (f))
    set_view (view, OBD_STATION_GOOD, _ ("Signed in"),
              _ ("the server took the user name and the password."));
  else if (f->fault == OBD_FAULT_NO_PASSWORD || f->fault == OBD_FAULT_UNSAFE
           || f->fault == OBD_FAULT_NO_MECHANISM)
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("not tested, as no password went to the server."));
  else
    return FALSE;
  return TRUE;
}

static gboolean
view_relaying (const ObdCase  *c,
               ObdStationView *view)
{
  const ObdFinding *f = c->subject;

  if (f == NULL)
    return FALSE;
  if (obd_finding_relayed (f))
    set_view (view, OBD_STATION_GOOD, _ ("Allowed"),
              _ ("the server passes mail on to other providers."));
  else if (c->target->recipient == NULL)
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("not tested, because no recipient was named."));
  else if (obd_finding_get_flag (f, OBD_KEY_SMTP_RECIPIENT_OK))
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("not tested, because the recipient is at the same provider."));
  else
    return FALSE;
  return TRUE;
}

static gboolean
view_recipient (const ObdCase  *c,
                ObdStationView *view)
{
  const ObdFinding *f = c->subject;

  if (f == NULL)
    return FALSE;
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_RECIPIENT_OK))
    set_view (view, OBD_STATION_GOOD, _ ("Accepted"),
              _ ("the server accepted {recipient}. Delivery was not tested."));
  else if (c->target->recipient == NULL)
    set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
              _ ("not tested, because no recipient was named."));
  else
    return FALSE;
  return TRUE;
}

static gboolean (*const views[]) (const ObdCase  *c,
                                  ObdStationView *view) = {
  [OBD_STATION_DEVICE] = view_device,         [OBD_STATION_NETWORK] = view_network,
  [OBD_STATION_NAME] = view_name,             [OBD_STATION_PORT] = view_port,
  [OBD_STATION_ENCRYPTION] = view_encryption, [OBD_STATION_SIGN_IN] = view_sign_in,
  [OBD_STATION_RELAYING] = view_relaying,     [OBD_STATION_RECIPIENT] = view_recipient,
};

/* --- where it stops --------------------------------------------------------------------------- */

static ObdStationId
get_station_of_stage (const ObdFinding *f)
{
  switch ((int) f->stage)
    {
    case OBD_STAGE_NONE:
    case OBD_STAGE_DNS:
      return OBD_STATION_NAME;
    case OBD_STAGE_STARTTLS:
    case OBD_STAGE_TLS:
      return OBD_STATION_ENCRYPTION;
    case OBD_STAGE_AUTH:
      return OBD_STATION_SIGN_IN;
    case OBD_STAGE_MAIL:
    case OBD_STAGE_RCPT:
      return OBD_STATION_RELAYING;
    case OBD_STAGE_DATA:
    case OBD_STAGE_END_OF_DATA:
      return OBD_STATION_RECIPIENT;
    default:
      return OBD_STATION_PORT;
    }
}

/* The station that ends the journey; OBD_N_STATIONS if none does. */
static ObdStationId
find_stop (const ObdCase *c,
           const ObdRule *rule)
{
  if (rule->cause == OBD_CAUSE_HEALTHY || rule->severity != OBD_SEVERITY_BLOCKING)
    return OBD_N_STATIONS;
  if (rule->cause == OBD_CAUSE_UNKNOWN && (c->subject == NULL || c->subject->reply == NULL))
    return OBD_N_STATIONS;
  if (rule->station != OBD_STATION_DEVICE)
    return rule->station;
  return c->subject != NULL ? get_station_of_stage (c->subject) : OBD_N_STATIONS;
}

static void
draw_stop (const ObdCase  *c,
           const ObdRule  *rule,
           ObdStationView *view)
{
  ObdPhrase phrase = { .target = c->target, .finding = c->subject,
                       .told = c->told, .right_server = obd_case_get_right_server (c),
                       .offset_ms = obd_case_get_offset (c) };
  g_autofree char *title = obd_phrase_fill (&phrase, _ (rule->title));
  /* TRANSLATORS: %s is a whole sentence that tells why. */
  g_autofree char *detail = g_strdup_printf (_ ("the mail stops here. %s"), title);

  set_view (view, OBD_STATION_STUCK, _ (state_words[OBD_STATION_STUCK]), detail);
}

static void
finish_sentence (const ObdCase  *c,
                 ObdStationId    station,
                 ObdStationView *view)
{
  ObdPhrase phrase = { .target = c->target, .finding = c->subject,
                       .told = c->told, .right_server = obd_case_get_right_server (c),
                       .offset_ms = obd_case_get_offset (c) };
  g_autofree char *raw = g_steal_pointer (&view->sentence);
  g_autofree char *detail = view->state == OBD_STATION_STUCK ? g_strdup (raw)
                                                             : obd_phrase_fill (&phrase, raw);

  /* TRANSLATORS: a station of the route and its state, read aloud: "Sign-in: left out." */
  view->sentence = g_strdup_printf (_ ("%s: %s"), _ (station_names[station]), detail);
}

/* Nothing more will be learnt about this station: the run is over, or the conversation that
 * travels the way has ended. The clock is asked beside it. */
static gboolean
is_settled (const ObdCase *c,
            ObdStationId   station)
{
  return obd_findings_is_finished (c->findings)
         || (c->subject != NULL && station > OBD_STATION_DEVICE);
}

static void
draw_unknown (const ObdCase  *c,
              ObdStationId    station,
              gboolean       *running,
              ObdStationView *view)
{
  if (is_settled (c, station))
    {
      set_plain (view, OBD_STATION_NOT_TESTED);
      return;
    }
  set_plain (view, *running ? OBD_STATION_WAITING : OBD_STATION_RUNNING);
  *running = TRUE;
}

/* Mail that is fetched does not pass here. */
static gboolean
is_off_the_way (const ObdCase *c,
                ObdStationId   station)
{
  return c->target->incoming_only
         && (station == OBD_STATION_RELAYING || station == OBD_STATION_RECIPIENT);
}

void
obd_route_draw (const ObdCase *c,
                const ObdRule *rule,
                ObdStationView route[OBD_N_STATIONS])
{
  ObdStationId stop = find_stop (c, rule);
  gboolean running = FALSE;

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    {
      ObdStationView *view = &route[i];

      *view = (ObdStationView) { 0 };
      if (is_off_the_way (c, i))
        set_view (view, OBD_STATION_NOT_TESTED, _ ("Not tested"),
                  _ ("not tested, because only receiving was asked about."));
      else if (i == stop)
        draw_stop (c, rule, view);
      else if (i > stop)
        set_plain (view, OBD_STATION_NOT_REACHED);
      else if (!views[i](c, view))
        draw_unknown (c, i, &running, view);
      if (i == OBD_STATION_DEVICE && rule->cause == OBD_CAUSE_CLOCK_WRONG)
        warn_of_clock (c, view);
      finish_sentence (c, i, view);
    }
}

void
obd_route_clear (ObdStationView route[OBD_N_STATIONS])
{
  for (guint i = 0; i < OBD_N_STATIONS; i++)
    {
      g_clear_pointer (&route[i].word, g_free);
      g_clear_pointer (&route[i].sentence, g_free);
    }
}
