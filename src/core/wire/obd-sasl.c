/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-sasl.h"

#include "obd-wire-context.h"

#include <gsasl.h>
#include <string.h>

typedef struct
{
  const char *name;
  gboolean    client_first;
  gboolean    mutual;             /* the server proves itself too */
  gboolean    ignores_challenge;  /* LOGIN's prompts are free text, not even always base64 */
} Mechanism;

static const Mechanism mechanisms[] = {
  { "SCRAM-SHA-256", TRUE, TRUE, FALSE }, /* RFC 7677 */
  { "SCRAM-SHA-1", TRUE, TRUE, FALSE },   /* RFC 5802 */
  { "CRAM-MD5", FALSE, FALSE, FALSE },    /* RFC 2195 */
  { "PLAIN", TRUE, FALSE, FALSE },        /* RFC 4616 */
  { "LOGIN", FALSE, FALSE, TRUE },        /* draft-murchison-sasl-login */
};

struct _ObdSasl
{
  const Mechanism *mechanism;
  Gsasl           *library; /* (owned) */
  Gsasl_session   *session; /* (owned) */
  gboolean         complete;
};

const char *const *
obd_sasl_list_mechanisms (void)
{
  static const char *names[G_N_ELEMENTS (mechanisms) + 1];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
        names[i] = mechanisms[i].name;
      g_once_init_leave (&ready, 1);
    }
  return names;
}

const char *
obd_sasl_choose (const char *const *offered,
                 const char        *wanted,
                 gboolean           encrypted)
{
  const char *const *known = obd_sasl_list_mechanisms ();

  if (wanted != NULL)
    return g_strv_contains (known, wanted) && g_strv_contains (offered, wanted)
             ? g_intern_string (wanted)
             : NULL;
  if (encrypted && g_strv_contains (offered, "PLAIN"))
    return g_intern_static_string ("PLAIN");
  for (guint i = 0; known[i] != NULL; i++)
    if (g_strv_contains (offered, known[i]))
      return g_intern_string (known[i]);
  return NULL;
}

static const Mechanism *
find_mechanism (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_str_equal (mechanisms[i].name, name))
      return &mechanisms[i];
  return NULL;
}

/* libgsasl frees its copies without wiping them. */
static void
wipe_properties (Gsasl_session *session)
{
  static const Gsasl_property secrets[] = {
    GSASL_PASSWORD, GSASL_SCRAM_SALTED_PASSWORD, GSASL_SCRAM_SERVERKEY, GSASL_SCRAM_STOREDKEY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      char *value = (char *) gsasl_property_fast (session, secrets[i]);

      if (value != NULL)
        obd_wipe (value, strlen (value));
    }
}

ObdSasl *
obd_sasl_new (const char       *mechanism,
              const char       *username,
              const ObdSecret  *password,
              GError          **error)
{
  g_autoptr (ObdSasl) sasl = g_new0 (ObdSasl, 1);

  sasl->mechanism = find_mechanism (mechanism);
  if (sasl->mechanism == NULL || gsasl_init (&sasl->library) != GSASL_OK
      || gsasl_client_start (sasl->library, mechanism, &sasl->session) != GSASL_OK
      || gsasl_property_set (sasl->session, GSASL_AUTHID, username) != GSASL_OK
      || gsasl_property_set (sasl->session, GSASL_PASSWORD, obd_secret_peek (password)) != GSASL_OK)
    {
      g_set_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_FAILED, "no SASL mechanism %s", mechanism);
      return NULL;
    }
  return g_steal_pointer (&sasl);
}

void
obd_sasl_free (ObdSasl *sasl)
{
  if (sasl->session != NULL)
    {
      wipe_properties (sasl->session);
      gsasl_finish (sasl->session);
    }
  if (sasl->library != NULL)
    gsasl_done (sasl->library);
  g_free (sasl);
}

gboolean
obd_sasl_client_first (ObdSasl *sasl)
{
  return sasl->mechanism->client_first;
}

static gboolean
fail (GError     **error,
      int          code,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, message);
  return FALSE;
}

/* Strict: g_base64_decode() would skip what is not base64. "=" is the empty challenge. */
static gboolean
decode (const char  *challenge,
        guchar     **bytes,
        gsize       *length,
        GError     **error)
{
  static const char alphabet[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/=";
  gsize n = strlen (challenge);

  *length = 0;
  if (n == 0 || g_str_equal (challenge, "="))
    {
      *bytes = g_malloc0 (1);
      return TRUE;
    }
  if (n % 4 != 0 || strspn (challenge, alphabet) != n)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "a challenge that is not base64");
  *bytes = g_base64_decode (challenge, length);
  return TRUE;
}

/* "r=…,s=…,i=4096" (RFC 5802 section 7). */
static gboolean
check_iterations (ObdSasl       *sasl,
                  const guchar  *bytes,
                  gsize          length,
                  GError       **error)
{
  g_autofree char *text = g_strndup ((const char *) bytes, length);
  const char *count = strstr (text, ",i=");

  if (!sasl->mechanism->mutual || count == NULL)
    return TRUE;
  if (g_ascii_strtoull (count + 3, NULL, 10) > OBD_SASL_MAX_ITERATIONS)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "a challenge that asks for too many rounds");
  return TRUE;
}

static char *
run_step (ObdSasl       *sasl,
          const guchar  *bytes,
          gsize          length,
          GError       **error)
{
  char *output = NULL;
  size_t output_length = 0;
  char *response;
  int code = gsasl_step (sasl->session, (const char *) bytes, length, &output, &output_length);

  if (code != GSASL_OK && code != GSASL_NEEDS_MORE)
    {
      fail (error, code == GSASL_SASLPREP_ERROR ? OBD_WIRE_ERROR_INPUT : OBD_WIRE_ERROR_PROTOCOL,
            gsasl_strerror (code));
      return NULL;
    }
  sasl->complete = code == GSASL_OK;
  if (sasl->complete) /* nothing more is computed: the server may take its time with the answer */
    wipe_properties (sasl->session);
  response = g_base64_encode ((const guchar *) output, output_length);
  if (output != NULL)
    obd_wipe (output, output_length);
  gsasl_free (output);
  return response;
}

char *
obd_sasl_step (ObdSasl     *sasl,
               const char  *challenge,
               GError     **error)
{
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (challenge == NULL || sasl->mechanism->ignores_challenge)
    return run_step (sasl, NULL, 0, error);
  if (!decode (challenge, &bytes, &length, error)
      || !check_iterations (sasl, bytes, length, error))
    return NULL;
  return run_step (sasl, bytes, length, error);
}

gboolean
obd_sasl_is_complete (ObdSasl *sasl)
{
  return sasl->complete || !sasl->mechanism->mutual;
}
