/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-search-words.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static const char *const source_words[] = {
  [OBD_SOURCE_PROVIDER_LIST] = N_("the list of known providers"),
  [OBD_SOURCE_AUTOCONFIG] = N_("the provider’s own configuration file"),
  [OBD_SOURCE_WELL_KNOWN] = N_("the configuration file of the domain’s web server"),
  [OBD_SOURCE_ISPDB] = N_("the public configuration database"),
  /* TRANSLATORS: entries of the domain name system that name a domain's mail servers. */
  [OBD_SOURCE_SRV] = N_("service records of the domain"),
  /* TRANSLATORS: what follows from the server that receives the domain's mail. */
  [OBD_SOURCE_MX] = N_("the server that receives the domain’s mail"),
  [OBD_SOURCE_GUESS] = N_("the usual names"),
};

static const struct
{
  const char *nick;
  const char *words;
  gboolean    refusal;
} outcomes[] = {
  { "found", N_("found"), FALSE },
  { "nothing", N_("nothing there"), FALSE },
  { "none-offered", N_("the domain says that it has no such service"), FALSE },
  { "unreachable", N_("not reached"), FALSE },
  { "timeout", N_("no answer in time"), FALSE },
  { "name-service", N_("the name service failed"), FALSE },
  { "tls", N_("no encrypted connection"), FALSE },
  { "certificate", N_("not asked: its certificate is not trusted"), TRUE },
  { "server-error", N_("the web server has a fault of its own"), FALSE },
  { "redirect-refused", N_("refused: it points to somebody else"), TRUE },
  { "too-large", N_("refused: the answer is too large"), TRUE },
  { "wrong-charset", N_("refused: the answer is not in the character set that it claims"), TRUE },
  { "forbidden-content", N_("refused: the answer is made to do harm"), TRUE },
  { "not-a-configuration", N_("the answer is no configuration"), FALSE },
  { "skipped", N_("not asked"), FALSE },
  { "cancelled", N_("interrupted"), FALSE },
};

const char *
obd_source_get_words (ObdSource source)
{
  return _(source_words[source]);
}

GDateTime *
obd_as_of_parse (const char *as_of)
{
  guint year = 0;
  guint month = 0;

  if (as_of == NULL || sscanf (as_of, "%4u-%2u", &year, &month) != 2)
    return NULL;
  return g_date_time_new_utc (year, month, 1, 0, 0, 0);
}

char *
obd_as_of_dup_month (const char *as_of)
{
  g_autoptr (GDateTime) month = obd_as_of_parse (as_of);

  /* TRANSLATORS: a month and its year inside a sentence, "March 2026"; see g_date_time_format(). */
  return month != NULL ? g_date_time_format (month, _("%B %Y")) : NULL;
}

/* What other sources say is of today: they have just been asked. */
char *
obd_source_dup_words (const ObdService *service)
{
  gboolean list = service->source == OBD_SOURCE_PROVIDER_LIST;
  g_autofree char *month = list ? obd_as_of_dup_month (service->as_of) : NULL;
  g_autofree char *who = NULL;

  if (list && service->detail != NULL)
    /* TRANSLATORS: %s is the name of a file that an organisation has put on the computer. */
    who = g_strdup_printf (_("the file %s of your organisation"), service->detail);
  else
    who = g_strdup (obd_source_get_words (service->source));
  if (month == NULL)
    return g_steal_pointer (&who);
  /* TRANSLATORS: %1$s is who names a server ("the list of known providers"), %2$s the month in
   * which that was looked up ("March 2026"). */
  return g_strdup_printf (_("%1$s, as of %2$s"), who, month);
}

const char *
obd_search_outcome_get_words (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_strcmp0 (nick, outcomes[i].nick) == 0)
      return _(outcomes[i].words);
  return "";
}

gboolean
obd_search_outcome_is_refusal (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_strcmp0 (nick, outcomes[i].nick) == 0)
      return outcomes[i].refusal;
  return FALSE;
}
