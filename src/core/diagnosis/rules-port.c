/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The port: whether a connection comes about, and who keeps it from it. */

#include "config.h"

#include "obd-rule.h"

#include <glib/gi18n-lib.h>

static gboolean
got_no_answer (const ObdCase *c)
{
  return obd_finding_is_smtp (c->subject)
         && (obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_SILENT)
             || obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_UNREACHABLE));
}

/* Large providers do not answer on that port either, while the network carries other things. */
static double
when_network_holds_port_back (const ObdCase *c,
                              const ObdRule *rule)
{
  guint answered, silent;

  if (!got_no_answer (c))
    return 0;
  obd_case_count_reach (c, &answered, &silent);
  return answered == 0 && silent >= 2 && (obd_case_any_connected (c) || obd_case_clock_is_known (c))
           ? 0.95
           : 0;
}

/* Others answer on that port: it is not the network that holds it back from everybody. */
static double
when_only_this_server (const ObdCase *c,
                       const ObdRule *rule)
{
  guint answered, silent;

  if (!got_no_answer (c))
    return 0;
  obd_case_count_reach (c, &answered, &silent);
  return answered > 0 ? 0.93 : 0;
}

static double
when_port_is_silent (const ObdCase *c,
                     const ObdRule *rule)
{
  if (!obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_SILENT))
    return 0;
  return obd_case_host_lives (c) ? 0.96 : 0;
}

static double
when_host_is_silent (const ObdCase *c,
                     const ObdRule *rule)
{
  if (!obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_SILENT))
    return 0;
  return obd_case_host_lives (c) ? 0 : 0.9;
}

static double
when_network_refuses (const ObdCase *c,
                      const ObdRule *rule)
{
  return obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_UNREACHABLE) ? 0.92 : 0;
}

static double
when_refused (const ObdCase *c,
              const ObdRule *rule)
{
  return obd_case_stopped (c, OBD_STAGE_CONNECT, OBD_FAULT_REFUSED) ? 0.97 : 0;
}

const ObdRule obd_rules_port[] = {
  {
    .name = "port-blocked/this-network",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_PORT,
    .when = when_network_holds_port_back,
    .title = N_("This network holds port {port} back, from every server."),
    .explanation = N_("Large providers do not answer on it from here either. Many networks do that "
                      "with port 25 against spam. Use the port that your provider names for "
                      "signing in, or another network."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
  },
  {
    .name = "port-blocked/this-server",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_PORT,
    .when = when_only_this_server,
    .title = N_("Only {host} does not answer on port {port}; other servers do."),
    .explanation = N_("So the network lets this port through. The server is switched off or has "
                      "moved, it does not use the port, or a router on the way lets mail out only "
                      "to servers that it knows."),
    .remedies = { "change-port", "change-server", "ask-provider", "switch-network" },
    .apart = N_("try from another network, such as the phone’s own: if it works there, a router "
                "here keeps a list of servers; otherwise it is the server."),
  },
  {
    .name = "port-blocked/network-refuses",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_PORT,
    .when = when_network_refuses,
    .title = N_("The network refuses the way to port {port} of {host}."),
    .explanation = N_("A router or firewall on the way sent the connection back. The server "
                      "itself never saw it."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
  },
  {
    .name = "port-blocked/host-silent",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_PORT,
    .when = when_host_is_silent,
    .title = N_("Nothing comes back from port {port} of {host}."),
    .explanation = N_("No port of this server has answered from here. Either this network holds "
                      "mail back, or the server is switched off or has moved."),
    .remedies = { "switch-network", "change-server", "change-port", "ask-provider" },
    .apart = N_("try from another network, such as the phone’s own: if {host} answers there, this "
                "network holds it back; otherwise it is the server."),
  },
  {
    .name = "port-blocked",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_PORT,
    .when = when_port_is_silent,
    .title = N_("Nothing comes back from port {port}. This network probably holds it back."),
    .explanation = N_("The server lives: it answers on another port. Many networks hold port 25 "
                      "back against spam; the ports for signing in, 465 and 587, are meant for "
                      "you."),
    .said = N_("Nothing comes back from the server; this network probably holds the port back."),
    .said_more = N_("Many networks hold port 25 back against spam; the ports for signing in, 465 "
                    "and 587, are meant for you. Another network shows whether it is this one."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
  },
  {
    .name = "connection-refused",
    .cause = OBD_CAUSE_CONNECTION_REFUSED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_PORT,
    .when = when_refused,
    .title = N_("{host} answers, but nothing listens on port {port}."),
    .explanation = N_("The machine turned the connection away at once. The port or the server is "
                      "not the right one, or the mail service on it is not running."),
    .said = N_("The server answers, but nothing listens on that port."),
    .remedies = { "change-port", "change-server", "wait-and-retry", "ask-provider", "fix-server" },
  },
  { .name = NULL },
};
