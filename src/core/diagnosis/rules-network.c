/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the device to the server's name: network and name service. */

#include "config.h"

#include "obd-keys.h"
#include "obd-rule.h"

#include <glib/gi18n-lib.h>

/* --- captive-portal --------------------------------------------------------------------------- */

/* What a page of the network in place of the Internet can do to a mail program: everything up to
 * the first word of the true server. */
static gboolean
came_to_nothing (const ObdFinding *f)
{
  switch (f->fault)
    {
    case OBD_FAULT_NAME_UNKNOWN:
    case OBD_FAULT_NAME_SERVICE:
    case OBD_FAULT_SILENT:
    case OBD_FAULT_UNREACHABLE:
    case OBD_FAULT_REFUSED:
    case OBD_FAULT_DROPPED:
    case OBD_FAULT_TIMEOUT:
    case OBD_FAULT_PROTOCOL:
    case OBD_FAULT_NOT_TLS:
    case OBD_FAULT_TLS_HANDSHAKE:
    case OBD_FAULT_TLS_VERSION:
    case OBD_FAULT_CERTIFICATE:
      return f->stage <= OBD_STAGE_TLS && !obd_finding_is_greeted (f);
    default:
      return FALSE;
    }
}

/* A page whose answer is known gave another one: neither the certificate nor the server is to blame
 * for what stands in their place. */
static double
when_portal_answers (const ObdCase *c,
                     const ObdRule *rule)
{
  if (c->subject == NULL || !came_to_nothing (c->subject) || obd_case_any_greeted (c))
    return 0;
  return obd_case_portal_answers (c) ? 0.95 : 0;
}

/* No page could be asked, but the mail port itself answers with one, and the system or the name
 * service speaks for a portal too. */
static double
when_port_shows_page (const ObdCase *c,
                      const ObdRule *rule)
{
  gboolean one_address, opinion;

  if (!obd_case_speaks_http (c))
    return obd_when_reply_says (c, rule);
  one_address = c->portal != NULL && obd_finding_get_flag (c->portal, OBD_KEY_PORTAL_ONE_ADDRESS);
  opinion = c->network != NULL
            && g_strcmp0 (obd_finding_get_text (c->network, OBD_KEY_NETWORK_CONNECTIVITY),
                          "portal") == 0;
  return one_address || opinion ? 0.85 : 0;
}

/* --- smtp-auth-disabled ------------------------------------------------------------------------ */

/* The list of providers knows this one, and that there is no server for mail programs. */
static gboolean
is_closed (const ObdFinding *finding)
{
  return g_strcmp0 (obd_finding_get_text (finding, OBD_KEY_SEARCH_SOURCE),
                    obd_source_to_nick (OBD_SOURCE_PROVIDER_LIST)) == 0
         && obd_finding_get_flag (finding, OBD_KEY_SEARCH_FINAL)
         && obd_finding_texts_empty (finding, OBD_KEY_SEARCH_SERVICES);
}

/* Not where a server answered: somebody else may send for the mailbox. */
static double
when_provider_is_closed (const ObdCase *c,
                         const ObdRule *rule)
{
  if (c->subject != NULL && !obd_case_stopped (c, OBD_STAGE_DNS, OBD_FAULT_NAME_UNKNOWN)
      && c->subject->stage != OBD_STAGE_CONNECT)
    return 0;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    if (is_closed (obd_findings_get (c->findings, i)))
      return 0.85;
  return 0;
}

/* --- host-not-found, offline ------------------------------------------------------------------ */

static double
when_host_is_no_name (const ObdCase *c,
                      const ObdRule *rule)
{
  if (c->target->host_typed == NULL)
    return 0;
  return c->subject == NULL || c->subject->stage == OBD_STAGE_DNS ? 0.99 : 0;
}

static double
when_name_unknown (const ObdCase *c,
                   const ObdRule *rule)
{
  return obd_case_stopped (c, OBD_STAGE_DNS, OBD_FAULT_NAME_UNKNOWN) ? 0.95 : 0;
}

/* Nobody named a server, and what was made up from the address does not exist. */
static double
when_nothing_was_found (const ObdCase *c,
                        const ObdRule *rule)
{
  return c->subject != NULL && !c->subject->typed ? when_name_unknown (c, rule) : 0;
}

/* The name service failed for every name it was asked for. An address from --connect-to or a
 * literal asks nobody and proves nothing. */
static gboolean
name_service_failed (const ObdCase *c)
{
  gboolean failed = FALSE;

  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (c->findings, i);

      if (finding->stage == OBD_STAGE_DNS && finding->fault == OBD_FAULT_NAME_UNKNOWN)
        return FALSE;
      failed |= finding->fault == OBD_FAULT_NAME_SERVICE;
    }
  return failed;
}

/* The network brought an answer of another kind: the time, or a page. */
static gboolean
anything_answered (const ObdCase *c)
{
  const char *source = c->clock != NULL ? obd_finding_get_text (c->clock, OBD_KEY_CLOCK_SOURCE)
                                        : NULL;

  return g_strcmp0 (source, "ntp") == 0 || g_strcmp0 (source, "https") == 0
         || (c->portal != NULL && obd_finding_has (c->portal, OBD_KEY_PORTAL_ANSWER));
}

/* The typed endpoint failed by its name, or, where a number was typed, by the way there. */
static double
when_offline (const ObdCase *c,
              const ObdRule *rule)
{
  if (!obd_findings_is_finished (c->findings)
      || (!obd_case_stopped (c, OBD_STAGE_DNS, OBD_FAULT_NAME_SERVICE)
          && !obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_UNREACHABLE)))
    return 0;
  return name_service_failed (c) && !obd_case_any_connected (c) && !anything_answered (c) ? 0.95 : 0;
}

static double
when_name_server_fails (const ObdCase *c,
                        const ObdRule *rule)
{
  if (!obd_findings_is_finished (c->findings))
    return 0;
  return obd_case_stopped (c, OBD_STAGE_DNS, OBD_FAULT_NAME_SERVICE) ? 0.6 : 0;
}

/* The system's opinion alone is no proof: it never makes the verdict, only a notice. */
const ObdRule obd_rules_network[] = {
  {
    .name = "captive-portal/page",
    .cause = OBD_CAUSE_CAPTIVE_PORTAL,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NETWORK,
    .when = when_portal_answers,
    .title = N_("This network wants you to sign in on its own page first."),
    .explanation = N_("Until then it answers in place of the Internet, also where a mail server "
                      "should. Open any web page, accept or sign in there, then test again."),
    .remedies = { "switch-network", "wait-and-retry", "restart" },
  },
  {
    .name = "smtp-auth-disabled/no-programs",
    .cause = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_N_STATIONS, /* there is no way for the mail to take */
    .when = when_provider_is_closed,
    .title = N_("This provider lets no mail app send or receive, only its own app and web page."),
    .explanation = N_("No setting of the {device} changes that. Use the provider’s own app or its "
                      "web page, or ask the provider whether another plan lets mail apps in."),
    .remedies = { "other-app", "ask-provider" },
  },
  {
    .name = "host-not-found/no-name",
    .cause = OBD_CAUSE_HOST_NOT_FOUND,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NAME,
    .when = when_host_is_no_name,
    /* TRANSLATORS: {host} is what was typed as the outgoing server, such as "smtp://mail.example". */
    .title = N_("“{host}” cannot be the name of a server."),
    .explanation = N_("The field for the outgoing server takes a bare name, without blanks, "
                      "slashes or a port. Nothing was sent there."),
    .remedies = { "change-server", "ask-provider" },
  },
  {
    .name = "offline",
    .cause = OBD_CAUSE_OFFLINE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NETWORK,
    .when = when_offline,
    .title = N_("This computer reaches neither the name service nor any server."),
    .explanation = N_("Without a network nothing can be said about the mailbox. Connect this "
                      "computer to a network, or use another one, then test again."),
    .remedies = { "switch-network", "restart", "wait-and-retry" },
  },
  {
    .name = "host-not-found/name-server",
    .cause = OBD_CAUSE_HOST_NOT_FOUND,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_NAME,
    .when = when_name_server_fails,
    .title = N_("The address of {host} could not be looked up."),
    .explanation = N_("The name service gave no answer for this name. Check how the name is "
                      "spelled; if it is right, the name servers of the provider may be down."),
    .remedies = { "change-server", "wait-and-retry", "switch-network", "ask-provider" },
    .apart = N_("try from another network: if the name is known there, it is the name service of "
                "this one; otherwise it is that of the provider, or the name is wrong."),
  },
  {
    .name = "host-not-found/none-found",
    .cause = OBD_CAUSE_HOST_NOT_FOUND,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NAME,
    .when = when_nothing_was_found,
    .title = N_("No mail server was found for {address}."),
    .explanation = N_("Nobody told its name, and the names that are usual do not exist. Check how "
                      "the address is spelled; if it is right, the provider’s help pages name the "
                      "server."),
    .remedies = { "ask-provider" },
  },
  {
    .name = "host-not-found",
    .cause = OBD_CAUSE_HOST_NOT_FOUND,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NAME,
    .when = when_name_unknown,
    .title = N_("There is no server with the name {host}."),
    .explanation = N_("The name service knows no such name. Usually a letter is wrong or missing, "
                      "or the provider has given its server another name."),
    .said = N_("There is no server with that name."),
    .remedies = { "change-server", "ask-provider", "other-smtp-server" },
  },
  {
    .name = "captive-portal",
    .cause = OBD_CAUSE_CAPTIVE_PORTAL,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NETWORK,
    .when = when_port_shows_page,
    .title = N_("This network wants you to sign in on its own page first."),
    .explanation = N_("Until then it answers in place of the Internet. Open any web page, accept "
                      "or sign in there, then send again."),
    .remedies = { "switch-network", "wait-and-retry" },
    .rival = OBD_CAUSE_PROTOCOL_ERROR,
    .apart = N_("open any web page: if a page of the network comes, it is that."),
  },
  { .name = NULL },
};
