/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-words.h"

#include "obd-guide.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *setting;
  const char *label;
} SettingLabel;

/* As on the screen of iOS, "Outgoing Mail Server"; data/guides has them in the steps too. */
static const SettingLabel iphone_labels[] = {
  /* TRANSLATORS: labels of Apple's Settings app on the iPhone; use Apple's words in your language */
  { "server", NC_ ("iOS", "Host Name") },
  { "port", NC_ ("iOS", "Server Port") },
  { "security", NC_ ("iOS", "Use SSL") },
  { "username", NC_ ("iOS", "User Name") },
  { "password", NC_ ("iOS", "Password") },
  { "authentication", NC_ ("iOS", "Authentication") },
};

static const SettingLabel general_labels[] = {
  { "server", N_("Outgoing server") },
  { "port", N_("Port") },
  /* TRANSLATORS: the kind of encryption of a connection: none, STARTTLS or SSL/TLS */
  { "security", N_("Encryption") },
  { "username", N_("User name") },
  { "password", N_("Password") },
  /* TRANSLATORS: the method of signing in */
  { "authentication", N_("Authentication") },
  { "sender", N_("From address") },
};

static gboolean
is_iphone (const char *device)
{
  return g_strcmp0 (device, "iphone") == 0;
}

const char *
obd_words_setting (const char *device,
                   const char *setting)
{
  if (is_iphone (device))
    for (guint i = 0; i < G_N_ELEMENTS (iphone_labels); i++)
      if (g_str_equal (iphone_labels[i].setting, setting))
        return g_dpgettext2 (GETTEXT_PACKAGE, "iOS", iphone_labels[i].label);
  for (guint i = 0; i < G_N_ELEMENTS (general_labels); i++)
    if (g_str_equal (general_labels[i].setting, setting))
      return _(general_labels[i].label);
  return setting;
}

gboolean
obd_words_has_ssl_switch (const char *device)
{
  return is_iphone (device);
}

static char *
security_value (const char *device,
                const char *nick)
{
  if (obd_words_has_ssl_switch (device))
    /* TRANSLATORS: a switch is on, or off */
    return g_strdup (g_str_equal (nick, "none") ? _("off") : _("on"));
  if (g_str_equal (nick, "starttls"))
    return g_strdup ("STARTTLS");
  if (g_str_equal (nick, "tls"))
    return g_strdup ("SSL/TLS");
  /* TRANSLATORS: no encryption */
  return g_strdup (C_("encryption", "none"));
}

static char *
authentication_value (const char *nick)
{
  if (g_str_equal (nick, "none"))
    /* TRANSLATORS: no sign-in */
    return g_strdup (C_("authentication", "none"));
  if (g_str_equal (nick, "cram-md5"))
    return g_strdup ("CRAM-MD5");
  if (g_str_equal (nick, "ntlm"))
    return g_strdup ("NTLM");
  if (g_str_equal (nick, "oauth2"))
    return g_strdup ("OAuth 2");
  /* PLAIN and LOGIN are both what devices call "Password" */
  return g_strdup (_("password"));
}

char *
obd_words_value (const char *device,
                 const char *setting,
                 const char *value)
{
  if (value == NULL || *value == '\0')
    /* TRANSLATORS: nothing is filled in */
    return g_strdup (_("empty"));
  if (g_str_equal (setting, "security"))
    return security_value (device, value);
  if (g_str_equal (setting, "authentication"))
    return authentication_value (value);
  return g_strdup (value);
}

static gboolean
is_known_device (const char *device)
{
  return *device != '\0' && !g_str_equal (device, "other");
}

char *
obd_words_shows_now (ObdCase *obd_case)
{
  g_autofree char *noun = obd_case_dup_device_noun (obd_case);

  if (!is_known_device (obd_case_get_text (obd_case, OBD_FIELD_DEVICE)))
    return g_strdup (_("What the device shows now"));
  /* TRANSLATORS: %s is the device, such as iPhone or Mac */
  return g_strdup_printf (_("What the %s shows now"), noun);
}

char *
obd_words_has_to_change (ObdCase *obd_case)
{
  g_autofree char *noun = obd_case_dup_device_noun (obd_case);

  if (!is_known_device (obd_case_get_text (obd_case, OBD_FIELD_DEVICE)))
    return g_strdup (_("What has to change on the device"));
  /* TRANSLATORS: %s is the device, such as iPhone or Mac */
  return g_strdup_printf (_("What has to change on the %s"), noun);
}
