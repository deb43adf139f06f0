/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Apple configuration profiles: Apple's device-management documentation, profile payload
 * com.apple.mail.managed. */

#include "config.h"

#include "obd-import-private.h"
#include "obd-import-plist.h"

#include <glib/gi18n-lib.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <string.h>

static ObdAuthentication
to_authentication (const char *value)
{
  static const struct
  {
    const char *value;
    ObdAuthentication authentication;
  } rows[] = {
    { "EmailAuthPassword", OBD_AUTHENTICATION_PASSWORD },
    { "EmailAuthNone", OBD_AUTHENTICATION_NONE },
    { "EmailAuthCRAMMD5", OBD_AUTHENTICATION_CRAM_MD5 },
    { "EmailAuthNTLM", OBD_AUTHENTICATION_NTLM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (value, rows[i].value) == 0)
      return rows[i].authentication;
  return OBD_AUTHENTICATION_UNKNOWN;
}

/* "Use SSL" means TLS from the first byte on the ports that have it, STARTTLS elsewhere; it is off
 * where the profile says nothing. */
static ObdSecurity
to_security (gboolean ssl,
             gint64   port)
{
  if (!ssl)
    return OBD_SECURITY_NONE;
  if (port == 0)
    return OBD_SECURITY_UNKNOWN;
  return port == 465 || port == 993 || port == 995 ? OBD_SECURITY_TLS : OBD_SECURITY_STARTTLS;
}

static ObdEndpoint *
find_endpoint (const ObdPlist *payload,
               const char     *direction)
{
  g_autofree char *host = g_strdup_printf ("%sMailServerHostName", direction);
  g_autofree char *port = g_strdup_printf ("%sMailServerPortNumber", direction);
  g_autofree char *ssl = g_strdup_printf ("%sMailServerUseSSL", direction);
  gint64 number = obd_plist_get_int (payload, port);

  return obd_import_endpoint (obd_plist_get_string (payload, host), number,
                              to_security (obd_plist_get_truth (payload, ssl), number));
}

static ObdImport *
read_payload (const ObdPlist *payload)
{
  ObdImport *import = obd_import_new ();
  const char *label = obd_plist_get_string (payload, "EmailAccountDescription");
  const char *username = obd_plist_get_string (payload, "OutgoingMailServerUsername");
  const char *type = obd_plist_get_string (payload, "EmailAccountType");

  g_free (import->label);
  import->label = g_strdup (label != NULL ? label : "");
  import->address = g_strdup (obd_plist_get_string (payload, "EmailAddress"));
  import->outgoing = find_endpoint (payload, "Outgoing");
  import->username = g_strdup (username != NULL ? username : "");
  import->authentication
      = to_authentication (obd_plist_get_string (payload, "OutgoingMailServerAuthentication"));
  import->incoming = find_endpoint (payload, "Incoming");
  import->protocol = g_strcmp0 (type, "EmailTypePOP") == 0 ? OBD_PROTOCOL_POP3 : OBD_PROTOCOL_IMAP;
  import->incoming_username
      = g_strdup (obd_plist_get_string (payload, "IncomingMailServerUsername"));
  return import;
}

static gboolean
is_mail (const ObdPlist *payload)
{
  return g_strcmp0 (obd_plist_get_string (payload, "PayloadType"), "com.apple.mail.managed") == 0;
}

static GPtrArray *
read_plist (const char  *name,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr (ObdPlist) profile = obd_plist_parse (name, text, length, error);
  const ObdPlist *payloads;
  GPtrArray *imports;

  if (profile == NULL)
    return NULL;
  if (obd_plist_get (profile, "EncryptedPayloadContent") != NULL)
    {
      g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_ENCRYPTED,
                   /* TRANSLATORS: %s is a file name. */
                   _("“%s” is encrypted for one device, so only that device can read it."), name);
      return NULL;
    }
  imports = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_import_unref);
  payloads = obd_plist_get (profile, "PayloadContent");
  for (guint i = 0; payloads != NULL && i < payloads->children->len; i++)
    if (is_mail (payloads->children->pdata[i]))
      obd_import_add (imports, read_payload (payloads->children->pdata[i]));
  return obd_import_end (imports, name, error);
}

/* --- signed profiles -------------------------------------------------------------------------- */

/* Who signed does not matter: the file is only read, and what is in it is shown before it is used. */
static BIO *
take_content (CMS_ContentInfo *envelope)
{
  BIO *content = BIO_new (BIO_s_mem ());

  if (OBJ_obj2nid (CMS_get0_type (envelope)) == NID_pkcs7_signed
      && CMS_verify (envelope, NULL, NULL, NULL, content,
                     CMS_NO_SIGNER_CERT_VERIFY | CMS_NO_ATTR_VERIFY | CMS_NO_CONTENT_VERIFY) == 1)
    return content;
  BIO_free (content);
  return NULL;
}

static BIO *
open_envelope (const char *bytes,
               gsize       length)
{
  BIO *input = BIO_new_mem_buf (bytes, length);
  CMS_ContentInfo *envelope = d2i_CMS_bio (input, NULL);
  BIO *content = envelope != NULL ? take_content (envelope) : NULL;

  CMS_ContentInfo_free (envelope);
  BIO_free (input);
  ERR_clear_error ();
  return content;
}

static GPtrArray *
read_signed (const char  *name,
             const char  *bytes,
             gsize        length,
             GError     **error)
{
  BIO *content = open_envelope (bytes, length);
  GPtrArray *imports;
  char *text = NULL;
  long size;

  if (content == NULL)
    {
      g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_DAMAGED,
                   _("“%s” is damaged, so nothing was taken over."), name);
      return NULL;
    }
  size = BIO_get_mem_data (content, &text);
  imports = read_plist (name, text, size, error);
  BIO_free (content);
  return imports;
}

GPtrArray *
obd_import_mobileconfig (const char  *name,
                         const char  *bytes,
                         gsize        length,
                         GError     **error)
{
  if (length > 6 && memcmp (bytes, "bplist", 6) == 0)
    {
      g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_UNKNOWN,
                   /* TRANSLATORS: %s is a file name; XML stays as it is. */
                   _("“%s” is a binary property list; save it as XML and choose it again."), name);
      return NULL;
    }
  if (bytes[0] == 0x30) /* DER: a sequence */
    return read_signed (name, bytes, length, error);
  return read_plist (name, bytes, length, error);
}
