/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-facts.h"

static const char *const problem_nicks[] = {
  "expired",           "not-yet-valid", "wrong-name", "unknown-authority", "self-signed",
  "incomplete-chain",  "weak",          "revoked",    "other",
};

ObdTlsFacts *
obd_tls_facts_new (void)
{
  return g_atomic_rc_box_new0 (ObdTlsFacts);
}

ObdTlsFacts *
obd_tls_facts_ref (const ObdTlsFacts *facts)
{
  return g_atomic_rc_box_acquire ((ObdTlsFacts *) facts);
}

static void
clear_facts (gpointer data)
{
  ObdTlsFacts *facts = data;

  g_free (facts->version);
  g_free (facts->cipher);
  g_free (facts->subject);
  g_free (facts->issuer);
  g_strfreev (facts->names);
  g_free (facts->key_type);
  g_free (facts->signature);
  g_free (facts->fingerprint);
  g_free (facts->missing_issuer);
}

void
obd_tls_facts_unref (ObdTlsFacts *facts)
{
  g_atomic_rc_box_release_full (facts, clear_facts);
}

gboolean
obd_tls_facts_has_short_key (const ObdTlsFacts *facts)
{
  static const struct
  {
    const char *type;
    guint       least;
  } limits[] = { { "RSA", 2048 }, { "DSA", 2048 }, { "EC", 224 } };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_strcmp0 (facts->key_type, limits[i].type) == 0)
      return facts->key_bits < limits[i].least;
  return FALSE;
}

gboolean
obd_tls_facts_has_weak_signature (const ObdTlsFacts *facts)
{
  return g_strcmp0 (facts->signature, "MD5") == 0 || g_strcmp0 (facts->signature, "SHA1") == 0;
}

char **
obd_tls_problems_to_strv (guint problems)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (problem_nicks); i++)
    if (problems & (1u << i))
      g_strv_builder_add (builder, problem_nicks[i]);
  return g_strv_builder_end (builder);
}

gboolean
obd_tls_problem_from_nick (const char *nick,
                           guint      *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_nicks); i++)
    if (g_strcmp0 (nick, problem_nicks[i]) == 0)
      {
        *problem = 1u << i;
        return TRUE;
      }
  return FALSE;
}
