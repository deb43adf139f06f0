/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-file.h"

#include <string.h>

#include "obd-keys.h"

GKeyFile *
case_file_read (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

static const char *
intern (GKeyFile   *file,
        const char *group,
        const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, group, key, NULL);

  return g_intern_string (value);
}

static ObdTarget *
read_target (GKeyFile *file)
{
  const char *group = "mailbox";
  g_autoptr (ObdSecret) password = obd_secret_new ("wrong horse", -1);
  g_autoptr (GError) error = NULL;
  ObdMailbox mailbox = {
    .address = intern (file, group, "address"),
    .host = intern (file, group, "host"),
    .port = intern (file, group, "port"),
    .username = intern (file, group, "username"),
    .sender = intern (file, group, "sender"),
    .recipient = intern (file, group, "recipient"),
    .device = intern (file, group, "device"),
    .password_withheld = g_key_file_get_boolean (file, group, "password-withheld", NULL),
    .password_empty = g_key_file_get_boolean (file, group, "password-empty", NULL),
    .incoming_only = g_key_file_get_boolean (file, group, "incoming-only", NULL),
    .message_size = g_key_file_get_uint64 (file, group, "message-size", NULL),
  };
  g_auto (GStrv) incoming = g_key_file_get_string_list (file, group, "incoming", NULL, NULL);
  const char *security = intern (file, group, "security");
  const char *authentication = intern (file, group, "authentication");
  ObdTarget *target;

  g_assert_true (security == NULL || obd_security_from_nick (security, &mailbox.security));
  g_assert_true (authentication == NULL
                 || obd_authentication_from_nick (authentication, &mailbox.authentication));
  if (g_key_file_get_boolean (file, group, "password", NULL))
    mailbox.password = password;
  mailbox.incoming = (const char *const *) incoming;
  target = obd_target_new (&mailbox, &error);
  g_assert_no_error (error);
  return target;
}

/* "smtp:HOST:PORT:SECURITY:…", "imap:…", "pop3:…" and "name:HOST". */
static void
read_endpoint (ObdFinding *finding)
{
  g_auto (GStrv) parts = g_strsplit (finding->id, ":", -1);
  ObdSecurity security = OBD_SECURITY_UNKNOWN;

  if (g_str_equal (finding->probe, "reach"))
    finding->endpoint = obd_endpoint_new (parts[1], atoi (parts[2]), OBD_SECURITY_NONE);
  if (g_str_equal (finding->probe, "name"))
    finding->endpoint = obd_endpoint_new (finding->id + strlen ("name:"), 0, security);
  if (!g_str_equal (finding->probe, "smtp") && !g_str_equal (finding->probe, "incoming"))
    return;
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  g_assert_true (obd_security_from_nick (parts[3], &security));
  finding->endpoint = obd_endpoint_new (parts[1], atoi (parts[2]), security);
  finding->signed_in = g_str_equal (parts[4], "signed-in");
}

static void
read_fact (ObdFinding *finding,
           GKeyFile   *file,
           const char *key)
{
  if (g_str_has_prefix (key, "text."))
    obd_finding_set_text (finding, key + strlen ("text."), intern (file, finding->id, key));
  else if (g_str_has_prefix (key, "int."))
    obd_finding_set_int (finding, key + strlen ("int."),
                         g_key_file_get_int64 (file, finding->id, key, NULL));
  else if (g_str_has_prefix (key, "flag."))
    obd_finding_set_flag (finding, key + strlen ("flag."),
                          g_key_file_get_boolean (file, finding->id, key, NULL));
  else if (g_str_has_prefix (key, "texts."))
    {
      g_auto (GStrv) list = g_key_file_get_string_list (file, finding->id, key, NULL, NULL);

      obd_finding_set_texts (finding, key + strlen ("texts."), (const char *const *) list);
    }
}

/* "banner 100 12150": a stage from and to, milliseconds. */
static void
read_spans (ObdFinding *finding,
            GKeyFile   *file)
{
  g_auto (GStrv) spans = g_key_file_get_string_list (file, finding->id, "spans", NULL, NULL);

  if (spans == NULL)
    return;
  finding->trace = obd_trace_new (0);
  for (guint i = 0; spans[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (spans[i], " ", 3);
      const ObdSpan span = { obd_stage_from_nick (words[0]), atoi (words[1]) * 1000,
                             atoi (words[2]) * 1000 };

      obd_trace_add_span (finding->trace, &span);
    }
}

static void
read_facts (ObdFinding *finding,
            GKeyFile   *file)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, finding->id, NULL, NULL);
  g_auto (GStrv) flags = g_key_file_get_string_list (file, finding->id, "flags", NULL, NULL);
  const char *role = intern (file, finding->id, "role");

  for (guint i = 0; keys[i] != NULL; i++)
    read_fact (finding, file, keys[i]);
  for (guint i = 0; flags != NULL && flags[i] != NULL; i++)
    obd_finding_set_flag (finding, flags[i], TRUE);
  if (role != NULL)
    obd_finding_set_text (finding, OBD_KEY_SMTP_ROLE, role);
  finding->typed = g_strcmp0 (role, "typed") == 0;
}

static gint64
read_date (GKeyFile   *file,
           const char *group,
           const char *key)
{
  const char *text = intern (file, group, key);
  g_autoptr (GDateTime) date = NULL;

  if (text == NULL)
    return 0;
  date = g_date_time_new_from_iso8601 (text, NULL);
  g_assert_nonnull (date);
  return g_date_time_to_unix (date);
}

static guint
read_problems (GKeyFile   *file,
               const char *group)
{
  g_auto (GStrv) names = g_key_file_get_string_list (file, group, "tls.problems", NULL, NULL);
  g_auto (GStrv) all = obd_tls_problems_to_strv (~0u);
  guint problems = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint bit = 0;

      while (all[bit] != NULL && !g_str_equal (all[bit], names[i]))
        bit++;
      g_assert_nonnull (all[bit]);
      problems |= 1u << bit;
    }
  return problems;
}

/* "RSA 1024" */
static void
read_key (ObdTlsFacts *facts,
          const char  *text)
{
  const char *bits = text != NULL ? strchr (text, ' ') : NULL;

  if (bits == NULL)
    return;
  facts->key_type = g_strndup (text, bits - text);
  facts->key_bits = atoi (bits);
}

static void
read_tls (ObdFinding *finding,
          GKeyFile   *file)
{
  const char *group = finding->id;

  if (!obd_finding_get_flag (finding, OBD_KEY_SMTP_ENCRYPTED)
      && !g_key_file_has_key (file, group, "tls.problems", NULL))
    return;
  finding->tls = obd_tls_facts_new ();
  finding->tls->version = g_strdup (intern (file, group, "tls.version"));
  finding->tls->issuer = g_strdup (intern (file, group, "tls.issuer"));
  finding->tls->names = g_key_file_get_string_list (file, group, "tls.names", NULL, NULL);
  finding->tls->not_before = read_date (file, group, "tls.not-before");
  finding->tls->not_after = read_date (file, group, "tls.not-after");
  finding->tls->subject = g_strdup (intern (file, group, "tls.subject"));
  finding->tls->signature = g_strdup (intern (file, group, "tls.signature"));
  finding->tls->fingerprint = g_strdup (intern (file, group, "tls.fingerprint"));
  finding->tls->chain_length = g_key_file_get_integer (file, group, "tls.chain-length", NULL);
  finding->tls->missing_issuer = g_strdup (intern (file, group, "tls.missing-issuer"));
  finding->tls->public_issuer = g_key_file_get_boolean (file, group, "tls.public-issuer", NULL);
  read_key (finding->tls, intern (file, group, "tls.key"));
  finding->tls->problems = read_problems (file, group);
}

static ObdOutcome
read_outcome (const char *nick)
{
  ObdOutcome outcome = OBD_OUTCOME_OK;

  while (nick != NULL && !g_str_equal (obd_outcome_to_nick (outcome), nick))
    g_assert_cmpint (++outcome, <=, OBD_OUTCOME_CANCELLED);
  return outcome;
}

static ObdFinding *
read_finding (GKeyFile   *file,
              const char *group)
{
  g_auto (GStrv) parts = g_strsplit (group, ":", 2);
  gboolean incoming = g_str_equal (parts[0], "imap") || g_str_equal (parts[0], "pop3");
  ObdFinding *finding = obd_finding_new (incoming ? "incoming" : parts[0], group);
  const char *reply = intern (file, group, "reply");
  const char *fault = intern (file, group, "fault");

  read_endpoint (finding);
  read_facts (finding, file);
  read_tls (finding, file);
  read_spans (finding, file);
  finding->address = g_strdup (intern (file, group, "address"));
  finding->stage = obd_stage_from_nick (intern (file, group, "stage"));
  g_assert_true (fault == NULL || obd_fault_from_nick (fault, &finding->fault));
  finding->outcome = read_outcome (intern (file, group, "outcome"));
  if (finding->outcome == OBD_OUTCOME_OK && finding->fault != OBD_FAULT_NONE)
    finding->outcome = OBD_OUTCOME_FAILED;
  if (reply != NULL)
    finding->reply = incoming ? obd_reply_new (0, reply)
                              : obd_reply_new (atoi (reply), strlen (reply) > 4 ? reply + 4 : "");
  return obd_finding_seal (finding);
}

static gboolean
is_finding (const char *group)
{
  return !g_str_equal (group, "case") && !g_str_equal (group, "mailbox")
         && !g_str_equal (group, "expect");
}

ObdFindings *
case_file_findings (GKeyFile *file)
{
  g_autoptr (ObdTarget) target = read_target (file);
  g_autoptr (ObdFindings) findings = obd_findings_new (target);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (ObdFinding) finding = NULL;
      ObdFindings *more;

      if (!is_finding (groups[i]))
        continue;
      finding = read_finding (file, groups[i]);
      more = obd_findings_with (findings, finding);
      obd_findings_unref (findings);
      findings = more;
    }
  if (g_key_file_get_boolean (file, "case", "running", NULL))
    return g_steal_pointer (&findings);
  return obd_findings_finish (findings,
                              g_key_file_get_boolean (file, "case", "interrupted", NULL));
}
