/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-fix-status.h"

#include <glib/gi18n-lib.h>

/* Mail and certificates live with minutes, as in the rule "clock-wrong". */
#define CLOCK_TOLERANCE_MS (5 * 60 * 1000)

/* What a fix changes, and which station proves that it is right. */
static const struct
{
  const char  *fix;
  const char  *settings[4]; /* of ObdDifference; ends with %NULL */
  ObdStationId station;
  const char  *needs;
  const char  *right;
} checks[] = {
  {
    .fix = "enter-outgoing-credentials",
    .settings = { "username", "password" },
    .station = OBD_STATION_SIGN_IN,
    .needs = N_("The server wants a sign-in that the device does not make, or did not accept."),
    .right = N_("The server accepted this sign-in."),
  },
  {
    .fix = "change-security",
    .settings = { "security" },
    .station = OBD_STATION_ENCRYPTION,
    .needs = N_("Another kind of encryption was seen to work than the device is set to."),
    .right = N_("The encrypted connection was made with this setting."),
  },
  {
    .fix = "change-port",
    .settings = { "port" },
    .station = OBD_STATION_PORT,
    .needs = N_("Another port was seen to work than the device is set to."),
    .right = N_("The server answered on this port."),
  },
  {
    .fix = "change-server",
    .settings = { "server" },
    .station = OBD_STATION_NAME,
    .needs = N_("Another server was seen to work than the device is set to."),
    .right = N_("The server’s name was found, and it answers."),
  },
  {
    .fix = "change-authentication",
    .settings = { "authentication" },
    .station = OBD_STATION_SIGN_IN,
    .needs = N_("The server offers another kind of authentication than the device is set to."),
    .right = N_("The server accepted this kind of authentication."),
  },
  {
    .fix = "change-sender",
    .settings = { "sender" },
    .station = OBD_STATION_RELAYING,
    .needs = N_("The server does not accept this From address."),
    .right = N_("The server accepted this From address."),
  },
  {
    .fix = "correct-recipient",
    .settings = { NULL },
    .station = OBD_STATION_RECIPIENT,
    .needs = N_("The server does not accept this recipient."),
    .right = N_("The server accepted this recipient."),
  },
};

/* What help pages document for this trouble, whatever was found (after the diagnosis's own). */
static const char *const documented[] = {
  "set-clock",
  "enter-outgoing-credentials",
  "change-security",
  "change-port",
  "other-smtp-server",
  "restart",
  "allow-mail-app",
  "delete-and-re-add",
  "other-app",
  "ask-provider",
};

static gboolean
has_difference (const ObdConclusion *conclusion,
                const char *const   *settings)
{
  for (guint i = 0; i < conclusion->differences->len; i++)
    {
      const ObdDifference *difference = conclusion->differences->pdata[i];

      for (gsize k = 0; settings[k] != NULL; k++)
        if (g_str_equal (settings[k], difference->setting))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_first_remedy (const ObdConclusion *conclusion,
                 const char          *fix)
{
  return g_strcmp0 (obd_diagnosis_get_remedies (conclusion->verdict)[0], fix) == 0;
}

static ObdFixState
answer (ObdFixState   state,
        const char   *sentence,
        char        **reason)
{
  if (reason != NULL)
    *reason = g_strdup (g_dgettext (GETTEXT_PACKAGE, sentence));
  return state;
}

/* What the page says of this computer's own clock: how it stands, and whether it is kept so. */
static const char *
describe_clock (ObdClockSetting setting,
                gboolean        off)
{
  switch (setting)
    {
    case OBD_CLOCK_SETTING_MANUAL:
      return off ? N_("The clock of this computer was compared with the true time: it is off, and "
                      "it is not set automatically.")
                 : N_("The clock of this computer was compared with the true time: it is right. It "
                      "is not set automatically, so it may drift.");
    case OBD_CLOCK_SETTING_AUTOMATIC:
      return off ? N_("The clock of this computer was compared with the true time: it is off, "
                      "although it is set automatically. Its network may hold time servers back.")
                 : N_("The clock of this computer was compared with the true time: it is right, "
                      "and set automatically.");
    case OBD_CLOCK_SETTING_UNKNOWN:
    default:
      return off ? N_("The clock of this computer was compared with the true time: it is off.")
                 : N_("The clock of this computer was compared with the true time: it is right.");
    }
}

static ObdFixState
unknown_clock_status (const ObdConclusion  *conclusion,
                      char                **reason)
{
  if (conclusion->clock_setting == OBD_CLOCK_SETTING_MANUAL)
    return answer (OBD_FIX_CANNOT_CHECK,
                   N_("No source of the true time could be reached. The clock is not set "
                      "automatically, so compare it with a good one."),
                   reason);
  if (conclusion->clock_setting == OBD_CLOCK_SETTING_AUTOMATIC)
    return answer (OBD_FIX_CANNOT_CHECK,
                   N_("No source of the true time could be reached. The clock is set "
                      "automatically."),
                   reason);
  return answer (OBD_FIX_CANNOT_CHECK, N_("No source of the true time could be reached."), reason);
}

static ObdFixState
clock_status (const ObdConclusion  *conclusion,
              const char           *device,
              char                **reason)
{
  gboolean here = g_strcmp0 (device, "this-computer") == 0;
  gboolean known = g_strcmp0 (conclusion->clock_source, "none") != 0 &&
                   conclusion->clock_source != NULL;
  gboolean off = ABS (conclusion->clock_offset_ms) > CLOCK_TOLERANCE_MS;
  ObdClockSetting setting = here ? conclusion->clock_setting : OBD_CLOCK_SETTING_UNKNOWN;

  if (known && off)
    return answer (OBD_FIX_NEEDS_FIXING, describe_clock (setting, TRUE), reason);
  if (obd_diagnosis_get_cause (conclusion->verdict) == OBD_CAUSE_CLOCK_WRONG)
    return answer (here ? OBD_FIX_NEEDS_FIXING : OBD_FIX_CANNOT_CHECK,
                   N_("By the clock of this computer, certificates are not valid yet; so it is "
                      "probably off."),
                   reason);
  if (!here)
    return answer (OBD_FIX_CANNOT_CHECK,
                   known ? N_("This computer’s clock is right. Only the device shows its own.")
                         : N_("Only the device shows its own clock."),
                   reason);
  if (!known)
    return unknown_clock_status (conclusion, reason);
  return answer (OBD_FIX_ALREADY_RIGHT, describe_clock (setting, FALSE), reason);
}

ObdFixState
obd_fix_status (const char           *fix,
                const ObdConclusion  *conclusion,
                const char           *device,
                char                **reason)
{
  g_return_val_if_fail (fix != NULL && conclusion != NULL, OBD_FIX_CANNOT_CHECK);

  if (g_str_equal (fix, "set-clock"))
    return clock_status (conclusion, device, reason);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (!g_str_equal (checks[i].fix, fix))
        continue;
      if (has_difference (conclusion, checks[i].settings) || is_first_remedy (conclusion, fix))
        return answer (OBD_FIX_NEEDS_FIXING, checks[i].needs, reason);
      if (conclusion->route[checks[i].station].state == OBD_STATION_GOOD)
        return answer (OBD_FIX_ALREADY_RIGHT, checks[i].right, reason);
      return answer (OBD_FIX_CANNOT_CHECK,
                     N_("The mail did not come far enough to tell. Only the device shows it."),
                     reason);
    }
  if (is_first_remedy (conclusion, fix))
    return answer (OBD_FIX_NEEDS_FIXING, N_("The diagnosis points here first."), reason);
  return answer (OBD_FIX_CANNOT_CHECK, N_("Only the device itself shows this."), reason);
}

const char *
obd_fix_state_word (ObdFixState state)
{
  static const char *const words[] = {
    [OBD_FIX_CANNOT_CHECK] = N_("Cannot be checked from here"),
    [OBD_FIX_NEEDS_FIXING] = N_("Needs fixing"),
    [OBD_FIX_ALREADY_RIGHT] = N_("Already right"),
  };

  return g_dgettext (GETTEXT_PACKAGE, words[state]);
}

static void
add_once (GStrvBuilder *builder,
          GHashTable   *seen,
          const char   *fix)
{
  if (g_hash_table_add (seen, (char *) fix))
    g_strv_builder_add (builder, fix);
}

char **
obd_fix_list (const ObdConclusion *conclusion)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *remedies = obd_diagnosis_get_remedies (conclusion->verdict);

  for (gsize i = 0; remedies[i] != NULL; i++)
    add_once (builder, seen, remedies[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (documented); i++)
    add_once (builder, seen, documented[i]);
  return g_strv_builder_end (builder);
}
