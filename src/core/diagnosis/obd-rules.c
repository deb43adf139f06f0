/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

/* The one list, in the order of the mail's way: the first row that applies is the first stop. */
static const ObdRule *const tables[] = {
  obd_rules_incoming,    obd_rules_network,  obd_rules_port,      obd_rules_interception,
  obd_rules_shield,      obd_rules_tls,      obd_rules_clock,     obd_rules_certificate,
  obd_rules_server,      obd_rules_provider, obd_rules_receiving, obd_rules_auth,
  obd_rules_relay,       obd_rules_client,   obd_rules_message,   obd_rules_general,
};

/* What stops nothing. */
static const ObdRule *const notices[] = { obd_rules_notices, obd_rules_interception_notices,
                                          obd_rules_server_notices, obd_rules_provider_notices };

const ObdRule *
obd_rules_reword (const ObdCase *c,
                  const ObdRule *rule)
{
  const char *variant = strchr (rule->name, '/');
  g_autofree char *name = NULL;

  if (!obd_case_is_incoming (c))
    return rule;
  name = g_strdup_printf ("%s/receiving%s%s", obd_cause_to_nick (rule->cause),
                          variant != NULL ? "-" : "", variant != NULL ? variant + 1 : "");
  for (const ObdRule *words = obd_rules_incoming; words->name != NULL; words++)
    if (g_str_equal (words->name, name))
      return words;
  return rule;
}

const ObdRule *
obd_rules_judge (const ObdCase *c,
                 double        *confidence)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const ObdRule *rule = tables[i]; rule->name != NULL; rule++)
        {
          *confidence = rule->when (c, rule);
          if (*confidence > 0)
            return obd_rules_reword (c, rule);
        }
    }
  g_return_val_if_reached (NULL); /* the last row applies to everything */
}

const ObdRule *
obd_rules_next_notice (const ObdCase *c,
                       const ObdRule *previous,
                       double        *confidence)
{
  gboolean past = previous == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    for (const ObdRule *rule = notices[i]; rule->name != NULL; rule++)
      {
        if (past && (*confidence = rule->when (c, rule)) > 0)
          return rule;
        past |= rule == previous;
      }
  return NULL;
}

const ObdRule *
obd_rules_for_cause (ObdCause cause)
{
  const char *nick = obd_cause_to_nick (cause);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const ObdRule *rule = tables[i]; rule->name != NULL; rule++)
      if (g_str_equal (rule->name, nick))
        return rule;
  g_return_val_if_reached (obd_rules_general); /* a lint wants a row for every cause */
}

const char *
obd_rule_get_apart (const ObdRule *rule,
                    double         confidence)
{
  return confidence < OBD_PROVED || rule->rival == OBD_CAUSE_UNKNOWN ? rule->apart : NULL;
}

double
obd_when_reply_says (const ObdCase *c,
                     const ObdRule *rule)
{
  if (c->subject == NULL || c->subject->fault != OBD_FAULT_REPLY || c->reading.cause != rule->cause)
    return 0;
  return c->reading.confidence;
}

double
obd_when_code_says (const ObdCase *c,
                    const ObdRule *rule)
{
  double confidence = obd_when_reply_says (c, rule);

  return confidence < OBD_PROVED && obd_reading_is_wordless (&c->reading) ? confidence : 0;
}

double
obd_when_never (const ObdCase *c,
                const ObdRule *rule)
{
  return 0;
}
