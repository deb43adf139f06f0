/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phrase-private.h"

#include <string.h>

#include "obd-case.h"
#include "obd-diagnosis.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* --- devices ---------------------------------------------------------------------------------- */

static const struct
{
  const char *id;
  const char *noun;
} nouns[] = {
  /* TRANSLATORS: these stand for {device} in "Your {device} sends without signing in". */
  { "iphone", NC_ ("device", "iPhone") },
  { "ipad", NC_ ("device", "iPad") },
  { "mac", NC_ ("device", "Mac") },
  { "android", NC_ ("device", "Android phone") },
  { "outlook", NC_ ("device", "Outlook") },
  { "outlook-windows", NC_ ("device", "Outlook") },
  { "outlook-mac", NC_ ("device", "Outlook") },
  { "thunderbird", NC_ ("device", "Thunderbird") },
  { "evolution", NC_ ("device", "Evolution") },
  { "this-computer", NC_ ("device", "computer") },
};

const char *
obd_device_noun (const char *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (g_strcmp0 (device, nouns[i].id) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "device", nouns[i].noun);
  return g_dpgettext2 (GETTEXT_PACKAGE, "device", NC_ ("device", "device"));
}

/* --- values ----------------------------------------------------------------------------------- */

static char *
dup_device (const ObdPhrase *self)
{
  return g_strdup (obd_device_noun (self->target != NULL ? self->target->device : NULL));
}

static char *
dup_host (const ObdPhrase *self)
{
  if (self->finding != NULL && self->finding->endpoint != NULL)
    return g_strdup (self->finding->endpoint->host);
  if (self->target == NULL)
    return NULL;
  return g_strdup (self->target->host != NULL ? self->target->host : self->target->host_typed);
}

static char *
dup_port (const ObdPhrase *self)
{
  if (self->finding == NULL || self->finding->endpoint == NULL
      || self->finding->endpoint->port == 0)
    return NULL;
  return g_strdup_printf ("%u", self->finding->endpoint->port);
}

static char *
dup_address (const ObdPhrase *self)
{
  return self->target != NULL ? g_strdup (self->target->address) : NULL;
}

static char *
dup_username (const ObdPhrase *self)
{
  const char *tried = self->finding != NULL
                        ? obd_finding_get_text (self->finding, OBD_KEY_SMTP_USERNAME)
                        : NULL;

  if (tried != NULL)
    return g_strdup (tried);
  return self->target != NULL ? g_strdup (obd_target_get_login (self->target)) : NULL;
}

static char *
dup_sender (const ObdPhrase *self)
{
  return self->target != NULL ? g_strdup (self->target->sender) : NULL;
}

static char *
dup_sender_domain (const ObdPhrase *self)
{
  return self->target != NULL ? g_strdup (obd_address_get_domain (self->target->sender)) : NULL;
}

static char *
dup_recipient (const ObdPhrase *self)
{
  return self->target != NULL ? g_strdup (self->target->recipient) : NULL;
}

static char *
dup_ip (const ObdPhrase *self)
{
  return self->finding != NULL ? g_strdup (self->finding->address) : NULL;
}

static char *
dup_offset (const ObdPhrase *self)
{
  gint64 seconds = ABS (self->offset_ms) / 1000;
  gint64 days = seconds / 86400;
  gint64 hours = (seconds + 1800) / 3600;
  gint64 minutes = (seconds + 30) / 60;

  if (days >= 730)
    return g_strdup_printf (ngettext ("%d year", "%d years", days / 365), (int) (days / 365));
  if (hours >= 48)
    return g_strdup_printf (ngettext ("%d day", "%d days", (hours + 12) / 24),
                            (int) ((hours + 12) / 24));
  if (minutes >= 120)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", hours), (int) hours);
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), (int) minutes);
}

/* "TLS 1.0, TLS 1.1"; the words stay together in every language. */
char *
obd_phrase_dup_texts (const ObdPhrase *self,
                      const char      *key)
{
  g_autofree const char **texts = NULL;

  if (self->finding == NULL)
    return NULL;
  texts = obd_finding_get_texts (self->finding, key);
  return texts != NULL && texts[0] != NULL ? g_strjoinv (", ", (char **) texts) : NULL;
}

static char *
dup_mechanisms (const ObdPhrase *self)
{
  char *inside = obd_phrase_dup_texts (self, OBD_KEY_SMTP_AUTH_TLS);

  return inside != NULL ? inside : obd_phrase_dup_texts (self, OBD_KEY_SMTP_AUTH_PLAIN);
}

static char *
dup_leads_to (const ObdPhrase *self)
{
  return self->finding != NULL
           ? g_strdup (obd_finding_get_text (self->finding, OBD_KEY_PORTAL_LEADS_TO))
           : NULL;
}

static char *
dup_helo_name (const ObdPhrase *self)
{
  return self->finding != NULL
           ? g_strdup (obd_finding_get_text (self->finding, OBD_KEY_SMTP_HELO_NAME))
           : NULL;
}

static char *
dup_wait (const ObdPhrase *self)
{
  guint seconds;

  if (self->finding == NULL)
    return NULL;
  seconds = obd_finding_get_seconds (self->finding, OBD_STAGE_BANNER);
  return g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);
}

/* --- filling ---------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  char     *(*dup) (const ObdPhrase *self);
  gboolean    isolate;
  const char *otherwise; /* N_(): where the value is not known */
} placeholders[] = {
  { "device", dup_device, FALSE, N_ ("device") },
  { "host", dup_host, TRUE, N_ ("the server") },
  { "port", dup_port, FALSE, N_ ("…") },
  { "address", dup_address, TRUE, N_ ("your address") },
  { "username", dup_username, TRUE, N_ ("you entered") },
  { "sender", dup_sender, TRUE, N_ ("this address") },
  { "sender-domain", dup_sender_domain, TRUE, N_ ("this address") },
  { "recipient", dup_recipient, TRUE, N_ ("of the recipient") },
  { "ip", dup_ip, TRUE, N_ ("its address") },
  { "names", obd_phrase_dup_names, TRUE, N_ ("another name") },
  { "not-before", obd_phrase_dup_not_before, FALSE, N_ ("a later day") },
  { "not-after", obd_phrase_dup_not_after, FALSE, N_ ("an earlier day") },
  { "offset", dup_offset, FALSE, N_ ("some time") },
  { "mechanisms", dup_mechanisms, TRUE, N_ ("other ways") },
  { "versions", obd_phrase_dup_versions, TRUE, N_ ("none") },
  { "refused-versions", obd_phrase_dup_refused_versions, TRUE, N_ ("none") },
  { "right-host", obd_phrase_dup_right_host, TRUE, N_ ("another name") },
  { "helo-name", dup_helo_name, TRUE, N_ ("another name") },
  { "wait", dup_wait, FALSE, N_ ("some time") },
  { "leads-to", dup_leads_to, TRUE, N_ ("another page") },
  { "issuer", obd_phrase_dup_issuer, TRUE, N_ ("somebody") },
  { "weakness", obd_phrase_dup_weakness, FALSE, N_ ("its key or its signature") },
  { "right-server", obd_phrase_dup_right_server, TRUE, N_ ("another server") },
  { "told-username", obd_phrase_dup_told_username, TRUE, N_ ("something else") },
  { "own-sender", obd_phrase_dup_own_sender, TRUE, N_ ("its own address") },
  { "block-list", obd_phrase_dup_block_list, TRUE, N_ ("a block list") },
  { "size", obd_phrase_dup_size, FALSE, N_ ("so much") },
  { "size-limit", obd_phrase_dup_size_limit, FALSE, N_ ("so much") },
};

static gboolean
append_value (const ObdPhrase *self,
              GString         *out,
              const char      *name,
              gsize            length)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    {
      g_autofree char *value = NULL;
      gboolean isolate;

      if (strlen (placeholders[i].name) != length
          || strncmp (placeholders[i].name, name, length) != 0)
        continue;
      value = placeholders[i].dup (self);
      isolate = value != NULL && placeholders[i].isolate && !self->plain;
      g_string_append_printf (out, "%s%s%s", isolate ? "\u2068" : "",
                              value != NULL ? value : _ (placeholders[i].otherwise),
                              isolate ? "\u2069" : "");
      return TRUE;
    }
  return FALSE;
}

char *
obd_phrase_fill (const ObdPhrase *self,
                 const char      *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize plain = strcspn (text, "{");
      const char *end = strchr (text + plain, '}');

      g_string_append_len (out, text, plain);
      text += plain;
      if (*text == '\0' || end == NULL)
        break;
      if (!append_value (self, out, text + 1, end - text - 1))
        g_string_append_len (out, text, end + 1 - text);
      text = end + 1;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}
