/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The case beside what others say: sources of settings, and the name service about the recipient. */

#include "config.h"

#include "obd-case.h"

#include <string.h>

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-receiving.h"

/* @subject is a server of the one whom sources of settings name, as far as names show. */
static gboolean
is_at_home (const ObdCase *self)
{
  const char *host = self->subject->endpoint->host;

  return obd_host_is_same_site (host, self->told->endpoint->host)
         || obd_advice_find_host (self->advice, obd_finding_get_protocol (self->subject), host)
              != NULL;
}

gboolean
obd_case_is_elsewhere (const ObdCase *self)
{
  return self->told != NULL && obd_finding_is_talk (self->subject) && !is_at_home (self);
}

gboolean
obd_case_proved_elsewhere (const ObdCase *self)
{
  return self->proof != NULL && obd_finding_is_smtp (self->subject)
         && !g_str_equal (self->proof->endpoint->host, self->subject->endpoint->host);
}

const char *
obd_case_get_right_server (const ObdCase *self)
{
  if (self->told != NULL)
    return self->told->endpoint->host;
  return obd_case_proved_elsewhere (self) ? self->proof->endpoint->host : NULL;
}

static gboolean
signs_in_as_the_mailbox (const ObdTarget *target)
{
  const char *login = obd_target_get_login (target);

  return strchr (login, '@') != NULL
         && g_ascii_strcasecmp (obd_address_get_domain (login),
                                obd_address_get_domain (target->address)) == 0;
}

/* The list speaks of the servers that were typed, and of no others. */
static gboolean
is_listed_as_foreign (const ObdCase *self)
{
  const char *host = self->subject->endpoint->host;

  if (obd_finding_is_incoming (self->subject))
    return self->subject->typed
           && obd_finding_texts_contain (self->list, OBD_KEY_SEARCH_FOREIGN_INCOMING, host);
  return g_strcmp0 (host, self->target->host) == 0
         && obd_finding_get_flag (self->list, OBD_KEY_SEARCH_FOREIGN);
}

gboolean
obd_case_is_at_another_provider (const ObdCase *self)
{
  return self->list != NULL && obd_case_is_elsewhere (self) && is_listed_as_foreign (self)
         && signs_in_as_the_mailbox (self->target);
}

gboolean
obd_case_is_told_about (const ObdCase *self)
{
  return self->told != NULL && obd_finding_is_talk (self->subject) && is_at_home (self);
}

gboolean
obd_case_is_told_to_encrypt (const ObdCase *self)
{
  const ObdService *service;

  if (!obd_finding_is_talk (self->subject) || self->subject->fault != OBD_FAULT_NO_STARTTLS)
    return FALSE;
  service = obd_advice_find (self->advice, obd_finding_get_protocol (self->subject),
                             self->subject->endpoint);
  return service != NULL && obd_advice_is_sure (service);
}

ObdMethods
obd_case_get_methods (const ObdCase *self)
{
  if (!obd_case_is_told_about (self)
      || (self->list != NULL && obd_finding_get_flag (self->list, OBD_KEY_SEARCH_METHODS_DOUBTFUL)))
    return 0;
  return self->told->methods;
}

gboolean
obd_case_recipient_leads_nowhere (const ObdCase *self)
{
  const char *way = self->recipient != NULL
                      ? obd_finding_get_text (self->recipient, OBD_KEY_RECIPIENT_MAIL)
                      : NULL;

  return g_strcmp0 (way, "nowhere") == 0 || g_strcmp0 (way, "refused") == 0;
}

gboolean
obd_case_is_exchanger (const ObdCase *self)
{
  const char *host = obd_finding_is_smtp (self->subject) ? self->subject->endpoint->host : NULL;

  for (guint i = 0; host != NULL && i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (g_strcmp0 (obd_finding_get_text (finding, OBD_KEY_SEARCH_MX), host) == 0
          || (obd_finding_get_flag (finding, OBD_KEY_SEARCH_EXCHANGER)
              && g_strcmp0 (self->target->host, host) == 0))
        return TRUE;
    }
  return FALSE;
}
