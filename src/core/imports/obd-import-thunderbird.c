/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Thunderbird keeps of accounts: lists of keys that point at each other (mailnews/base/src/
 * nsMsgAccountManager.cpp in its sources). */

#include "config.h"

#include "obd-import-private.h"
#include "obd-import-prefs.h"

/* nsMsgSocketType: 0 plain, 2 always STARTTLS, 3 SSL; 1, "STARTTLS if there is", is of old versions. */
static ObdSecurity
to_security (const char *value)
{
  if (g_strcmp0 (value, "3") == 0)
    return OBD_SECURITY_TLS;
  if (g_strcmp0 (value, "2") == 0)
    return OBD_SECURITY_STARTTLS;
  return g_strcmp0 (value, "1") == 0 ? OBD_SECURITY_UNKNOWN : OBD_SECURITY_NONE;
}

/* nsMsgAuthMethod. Kerberos (5) and client certificates (7) are nothing that we could compare. */
static ObdAuthentication
to_authentication (const char *value)
{
  switch (value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0)
    {
    case 1:
      return OBD_AUTHENTICATION_NONE;
    case 3:
      return OBD_AUTHENTICATION_PASSWORD;
    case 4:
      return OBD_AUTHENTICATION_CRAM_MD5;
    case 6:
      return OBD_AUTHENTICATION_NTLM;
    case 10:
      return OBD_AUTHENTICATION_OAUTH2;
    default:
      return OBD_AUTHENTICATION_UNKNOWN;
    }
}

static const char *
look_up (GHashTable *prefs,
         const char *group,
         const char *key,
         const char *field)
{
  g_autofree char *name = g_strdup_printf ("mail.%s.%s.%s", group, key, field);

  return g_hash_table_lookup (prefs, name);
}

static ObdEndpoint *
find_endpoint (GHashTable *prefs,
               const char *group,
               const char *key,
               const char *security)
{
  const char *port = look_up (prefs, group, key, "port");

  return obd_import_endpoint (look_up (prefs, group, key, "hostname"),
                              port != NULL ? g_ascii_strtoll (port, NULL, 10) : 0,
                              to_security (look_up (prefs, group, key, security)));
}

/* The server that was chosen for the identity, else the one that is everybody's. */
static void
take_outgoing (GHashTable *prefs,
               const char *identity,
               ObdImport  *import)
{
  const char *key = look_up (prefs, "identity", identity, "smtpServer");
  const char *username;

  if (key == NULL || *key == '\0')
    key = g_hash_table_lookup (prefs, "mail.smtp.defaultserver");
  if (key == NULL)
    return;
  import->outgoing = find_endpoint (prefs, "smtpserver", key, "try_ssl");
  import->authentication = to_authentication (look_up (prefs, "smtpserver", key, "authMethod"));
  username = look_up (prefs, "smtpserver", key, "username");
  import->username = g_strdup (username != NULL ? username : "");
}

static void
take_incoming (GHashTable *prefs,
               const char *server,
               ObdImport  *import)
{
  const char *name = look_up (prefs, "server", server, "name");

  if (obd_protocol_from_nick (look_up (prefs, "server", server, "type"), &import->protocol)
      && import->protocol != OBD_PROTOCOL_SMTP)
    import->incoming = find_endpoint (prefs, "server", server, "socketType");
  import->incoming_username = g_strdup (look_up (prefs, "server", server, "userName"));
  if (name != NULL)
    {
      g_free (import->label);
      import->label = g_strdup (name);
    }
}

static void
take_account (GHashTable *prefs,
              const char *account,
              GPtrArray  *imports)
{
  const char *server = look_up (prefs, "account", account, "server");
  const char *list = look_up (prefs, "account", account, "identities");
  g_auto (GStrv) identities = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; identities[i] != NULL; i++)
    {
      const char *identity = g_strstrip (identities[i]);
      ObdImport *import = obd_import_new ();

      import->address = g_strdup (look_up (prefs, "identity", identity, "useremail"));
      take_outgoing (prefs, identity, import);
      if (server != NULL)
        take_incoming (prefs, server, import);
      obd_import_add (imports, import);
    }
}

GPtrArray *
obd_import_thunderbird (const char  *name,
                        const char  *bytes,
                        gsize        length,
                        GError     **error)
{
  g_autofree char *text = g_utf8_make_valid (bytes, length);
  g_autoptr (GHashTable) prefs = obd_import_prefs_parse (name, text, "mail.", error);
  g_auto (GStrv) accounts = NULL;
  GPtrArray *imports;
  const char *list;

  if (prefs == NULL)
    return NULL;
  imports = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_import_unref);
  list = g_hash_table_lookup (prefs, "mail.accountmanager.accounts");
  accounts = g_strsplit (list != NULL ? list : "", ",", OBD_IMPORT_MAX_ACCOUNTS * 4);
  for (guint i = 0; accounts[i] != NULL; i++)
    take_account (prefs, g_strstrip (accounts[i]), imports);
  return obd_import_end (imports, name, error);
}
