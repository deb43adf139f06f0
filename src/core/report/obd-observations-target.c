/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-observations-private.h"

gboolean
obd_observations_take_word (const ObdFields  *fields,
                            const char       *name,
                            gboolean        (*understand) (const char *word,
                                                           gpointer    value),
                            gpointer          value)
{
  g_autofree char *word = NULL;

  if (!obd_fields_text (fields, name, &word))
    return FALSE;
  if (word == NULL || understand (word, value))
    return TRUE;
  return obd_fields_fail_word (fields, name, word);
}

static gboolean
understand_security (const char *word,
                     gpointer    value)
{
  return obd_security_from_nick (word, value);
}

gboolean
obd_observations_take_security (const ObdFields *fields,
                                const char      *name,
                                ObdSecurity     *security)
{
  return obd_observations_take_word (fields, name, understand_security, security);
}

static gboolean
understand_authentication (const char *word,
                           gpointer    value)
{
  return obd_authentication_from_nick (word, value);
}

static void
clear_recorded (ObdTarget *recorded)
{
  g_free (recorded->address);
  g_free (recorded->host);
  g_free (recorded->host_typed);
  g_free (recorded->host_correct);
  g_free (recorded->username);
  g_free (recorded->sender);
  g_free (recorded->recipient);
  g_free (recorded->test_recipient);
  g_free (recorded->device);
  g_free (recorded->device_version);
  g_clear_pointer (&recorded->incoming, g_ptr_array_unref);
}

static gboolean
take_target_texts (const ObdFields *fields,
                   ObdTarget       *recorded)
{
  return obd_fields_text (fields, "address", &recorded->address)
         && obd_fields_text (fields, "host", &recorded->host)
         && obd_fields_text (fields, "host_typed", &recorded->host_typed)
         && obd_fields_text (fields, "host_correct", &recorded->host_correct)
         && obd_fields_text (fields, "username", &recorded->username)
         && obd_fields_text (fields, "sender", &recorded->sender)
         && obd_fields_text (fields, "recipient", &recorded->recipient)
         && obd_fields_text (fields, "test_recipient", &recorded->test_recipient)
         && obd_fields_text (fields, "device", &recorded->device)
         && obd_fields_text (fields, "device_version", &recorded->device_version);
}

static gboolean
take_target_flags (const ObdFields *fields,
                   ObdTarget       *recorded)
{
  return obd_fields_flag (fields, "password_given", &recorded->password_given)
         && obd_fields_flag (fields, "password_withheld", &recorded->password_withheld)
         && obd_fields_flag (fields, "password_empty", &recorded->password_empty)
         && obd_fields_flag (fields, "allow_plaintext_password",
                             &recorded->allow_plaintext_password)
         && obd_fields_flag (fields, "only_typed", &recorded->only_typed)
         && obd_fields_flag (fields, "offline", &recorded->offline)
         && obd_fields_flag (fields, "practice", &recorded->practice)
         && obd_fields_flag (fields, "incoming_only", &recorded->incoming_only);
}

static gboolean
understand_incoming (const char *word,
                     gpointer    value)
{
  ObdProtocol *protocol = value;

  return obd_protocol_from_nick (word, protocol) && *protocol != OBD_PROTOCOL_SMTP;
}

static gboolean
take_setting (const ObdFields *parent,
              JsonArray       *array,
              guint            index,
              GPtrArray       *incoming)
{
  g_auto (ObdFields) fields = { 0 };
  g_autofree char *host = NULL;
  ObdProtocol protocol = OBD_PROTOCOL_IMAP;
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  gint64 port = 0;

  if (!obd_fields_open_element (parent, "incoming", array, index, &fields)
      || !obd_observations_take_word (&fields, "protocol", understand_incoming, &protocol)
      || !obd_fields_text (&fields, "host", &host)
      || !obd_fields_int (&fields, "port", 0, G_MAXUINT16, &port)
      || !obd_observations_take_security (&fields, "security", &security))
    return FALSE;
  g_ptr_array_add (incoming,
                   obd_incoming_setting_new (protocol, host != NULL ? obd_endpoint_new (host, port,
                                                                                        security)
                                                                    : NULL));
  return TRUE;
}

static gboolean
take_incoming (const ObdFields *fields,
               ObdTarget       *recorded)
{
  JsonArray *array;

  recorded->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_incoming_setting_unref);
  if (!obd_fields_array (fields, "incoming", OBD_TARGET_MAX_INCOMING, &array))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!take_setting (fields, array, i, recorded->incoming))
      return FALSE;
  return TRUE;
}

static gboolean
take_target_numbers (const ObdFields *fields,
                     ObdTarget       *recorded)
{
  gint64 port = 0, size = 0;

  if (!obd_fields_int (fields, "port", 0, G_MAXUINT16, &port)
      || !obd_fields_int (fields, "message_size", 0, G_MAXINT64, &size))
    return FALSE;
  recorded->port = port;
  recorded->message_size = size;
  return TRUE;
}

ObdTarget *
obd_observations_read_target (const ObdFields *parent)
{
  g_auto (ObdFields) fields = { 0 };
  ObdTarget recorded = { 0 };
  ObdTarget *target = NULL;

  if (obd_fields_open (parent, "target", &fields) && take_target_texts (&fields, &recorded)
      && take_target_numbers (&fields, &recorded) && take_target_flags (&fields, &recorded)
      && take_incoming (&fields, &recorded)
      && obd_observations_take_security (&fields, "security", &recorded.security)
      && obd_observations_take_word (&fields, "authentication", understand_authentication,
                                     &recorded.authentication)
      && (recorded.address != NULL || obd_fields_fail_missing (&fields, "address")))
    target = obd_target_restore (&recorded);
  clear_recorded (&recorded);
  return target;
}
