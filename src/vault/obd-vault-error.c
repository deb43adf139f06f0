/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault-error.h"

#include <glib/gi18n-lib.h>

static GError *
new_error (ObdVaultError code)
{
  switch (code)
    {
    case OBD_VAULT_ERROR_NO_SERVICE:
      return g_error_new_literal (OBD_VAULT_ERROR, code,
                                  _("This session has no keyring, so no password can be kept."));
    case OBD_VAULT_ERROR_LOCKED:
      return g_error_new_literal (OBD_VAULT_ERROR, code,
                                  _("The keyring is locked and was not unlocked."));
    case OBD_VAULT_ERROR_DIED:
      return g_error_new_literal (OBD_VAULT_ERROR, code,
                                  _("The keyring stopped in the middle of its work."));
    case OBD_VAULT_ERROR_NOT_FOUND:
    case OBD_VAULT_ERROR_FAILED:
    default:
      return g_error_new_literal (OBD_VAULT_ERROR, OBD_VAULT_ERROR_FAILED,
                                  _("The keyring could not do it."));
    }
}

static ObdVaultError
judge_bus_error (const GError *error,
                 gboolean      opened)
{
  switch ((GDBusError) error->code)
    {
    case G_DBUS_ERROR_NO_REPLY:
    case G_DBUS_ERROR_DISCONNECTED:
    case G_DBUS_ERROR_TIMEOUT:
    case G_DBUS_ERROR_TIMED_OUT:
      return OBD_VAULT_ERROR_DIED;
    case G_DBUS_ERROR_SERVICE_UNKNOWN:
    case G_DBUS_ERROR_NAME_HAS_NO_OWNER:
      return opened ? OBD_VAULT_ERROR_DIED : OBD_VAULT_ERROR_NO_SERVICE;
    case G_DBUS_ERROR_UNKNOWN_METHOD:
      /* GNOME Keyring, when there is no collection yet and no window to ask for its password. */
      return opened ? OBD_VAULT_ERROR_LOCKED : OBD_VAULT_ERROR_FAILED;
    default:
      return opened ? OBD_VAULT_ERROR_FAILED : OBD_VAULT_ERROR_NO_SERVICE;
    }
}

/* The answers of libsecret 0.20.5 on each bad day stand in tests/vault/README.md. */
static ObdVaultError
judge (const GError *error,
       gboolean      opened)
{
  if (error->domain == G_DBUS_ERROR)
    return judge_bus_error (error, opened);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
      || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    return OBD_VAULT_ERROR_LOCKED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return OBD_VAULT_ERROR_DIED;
  if (!opened) /* no bus to be found, or none to be started */
    return OBD_VAULT_ERROR_NO_SERVICE;
  return OBD_VAULT_ERROR_FAILED;
}

GError *
obd_vault_translate_error (GError        *error,
                           ObdVaultWatch *watch,
                           gboolean       opened)
{
  GError *translated;

  if (error->domain == OBD_VAULT_ERROR)
    return error;
  if (obd_vault_watch_is_given_up (watch))
    translated = g_error_new (OBD_VAULT_ERROR, OBD_VAULT_ERROR_DIED,
                              ngettext ("The keyring has not answered for %d second.",
                                        "The keyring has not answered for %d seconds.",
                                        OBD_VAULT_PATIENCE), OBD_VAULT_PATIENCE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  else
    translated = new_error (judge (error, opened));
  g_debug ("keyring: %s %d: %s", g_quark_to_string (error->domain), error->code, error->message);
  g_error_free (error);
  return translated;
}
