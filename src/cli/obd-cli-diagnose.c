/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"
#include "obd-cli-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Everything typed, as bytes; numbers and names are checked by us, so that a complaint says what
 * and where. The password itself is never among them. */
typedef struct
{
  char                   *host;
  char                   *port;
  char                   *security;
  char                   *username;
  char                   *authentication;
  char                   *sender;
  char                   *recipient;
  char                   *message_size;
  char                   *test_recipient;
  char                  **incoming;
  char                  **rest;
  gboolean                incoming_only;
  gboolean                no_auth;
  gboolean                store;
  gboolean                allow_plaintext;
  gboolean                only_typed;
  gboolean                offline;
  ObdCliPasswordOptions   password;
} Typed;

static Typed typed;

/* The rows that hold text: option, where, what, argument. */
#define TEXT(name, field, about, argument) \
  { name, 0, 0, G_OPTION_ARG_FILENAME, &typed.field, about, argument }
#define FLAG(name, field, about) { name, 0, 0, G_OPTION_ARG_NONE, &typed.field, about, NULL }

static const GOptionEntry entries[] = {
  TEXT ("host", host, N_("the outgoing server, as the device shows it"), N_("HOST")),
  TEXT ("port", port, N_("its port"), N_("PORT")),
  TEXT ("security", security, N_("how the device encrypts"), "none|starttls|tls"),
  TEXT ("username", username, N_("the user name for the outgoing server"), N_("NAME")),
  TEXT ("authentication", authentication,
        N_("how the device signs in: password, plain, login, cram-md5, ntlm, oauth2 or none"),
        N_("METHOD")),
  FLAG ("no-auth", no_auth, N_("the device signs in with nothing; short for none")),
  TEXT ("sender", sender, N_("the From address, if it is another one"), N_("ADDRESS")),
  TEXT ("recipient", recipient, N_("who was written to; no message is sent"), N_("ADDRESS")),
  TEXT ("message-size", message_size, N_("the size of the message that failed"), N_("BYTES")),
  TEXT ("send-test-to", test_recipient, N_("really send one short message"), N_("ADDRESS")),
  TEXT ("password-file", password.file, N_("read the password from a file, - is standard input"),
        N_("FILE")),
  TEXT ("password-fd", password.fd, N_("read the password from an open file"), N_("NUMBER")),
  FLAG ("from-keyring", password.keyring, N_("take the password that is stored in the keyring")),
  FLAG ("store", store, N_("store user name and password, once the server accepted them")),
  FLAG ("allow-plaintext-password", allow_plaintext,
        N_("let the password cross an unencrypted connection")),
  { "incoming", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.incoming,
    N_("sign in to the incoming server as well; may be repeated"),
    "imap|pop3[:HOST[:PORT[:SECURITY]]]" },
  FLAG ("incoming-only", incoming_only, N_("leave the outgoing server alone")),
  FLAG ("only-typed", only_typed, N_("connect to the typed server and port only")),
  FLAG ("offline", offline, N_("ask no time server and no discovery service")),
  OBD_CLI_DISCOVERY_ENTRY,
  OBD_CLI_WIRE_ENTRIES,
  OBD_CLI_OUTPUT_ENTRIES,
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, N_("ADDRESS") },
  { NULL },
};

/* Which option an ObdInputError speaks of. */
static const char *const fields[] = {
  [OBD_INPUT_ADDRESS] = "ADDRESS",    [OBD_INPUT_SENDER] = "--sender",
  [OBD_INPUT_RECIPIENT] = "--recipient", [OBD_INPUT_HOST] = "--host",
  [OBD_INPUT_PORT] = "--port",        [OBD_INPUT_USERNAME] = "--username",
  [OBD_INPUT_PASSWORD] = "--password-file", [OBD_INPUT_INCOMING] = "--incoming",
  [OBD_INPUT_OTHER] = "diagnose",
};

static gboolean
check_texts (void)
{
  const struct
  {
    const char *option;
    const char *text;
  } texts[] = {
    { "ADDRESS", typed.rest[0] },          { "--host", typed.host },
    { "--port", typed.port },              { "--username", typed.username },
    { "--sender", typed.sender },          { "--recipient", typed.recipient },
    { "--send-test-to", typed.test_recipient }, { "--security", typed.security },
    { "--authentication", typed.authentication },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!obd_cli_check_utf8 (texts[i].option, texts[i].text))
      return FALSE;
  for (guint i = 0; typed.incoming != NULL && typed.incoming[i] != NULL; i++)
    if (!obd_cli_check_utf8 ("--incoming", typed.incoming[i]))
      return FALSE;
  return TRUE;
}

static gboolean
take_security (ObdMailbox *mailbox)
{
  if (typed.security == NULL || obd_security_from_nick (typed.security, &mailbox->security))
    return TRUE;
  obd_cli_fail (_("--security: there is no “%.40s”; write none, starttls (begins in plain text, as on "
                  "port 587) or tls (SSL from the first byte, as on port 465)."), typed.security);
  return FALSE;
}

static gboolean
take_authentication (ObdMailbox *mailbox)
{
  const char *nick = typed.authentication;

  if (nick != NULL && !obd_authentication_from_nick (nick, &mailbox->authentication))
    {
      obd_cli_fail (_("--authentication: there is no “%.40s”; write password, plain, login, cram-md5, "
                      "ntlm, oauth2 or none."),
                    nick);
      return FALSE;
    }
  if (!typed.no_auth)
    return TRUE;
  if (nick != NULL && mailbox->authentication != OBD_AUTHENTICATION_NONE)
    {
      obd_cli_fail (_("--no-auth and --authentication %s contradict each other."), nick);
      return FALSE;
    }
  mailbox->authentication = OBD_AUTHENTICATION_NONE;
  return TRUE;
}

/* The address alone, checked before anything is read: a typing mistake costs no keyring prompt. */
static gboolean
check_addresses (void)
{
  const struct
  {
    const char    *option;
    const char    *text;
    ObdInputError  field;
  } addresses[] = {
    { "ADDRESS", typed.rest[0], OBD_INPUT_ADDRESS },
    { "--sender", typed.sender, OBD_INPUT_SENDER },
    { "--recipient", typed.recipient, OBD_INPUT_RECIPIENT },
    { "--send-test-to", typed.test_recipient, OBD_INPUT_RECIPIENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *checked = NULL;

      if (addresses[i].text == NULL)
        continue;
      checked = obd_address_check (addresses[i].text, addresses[i].field, &error);
      if (checked == NULL)
        {
          obd_cli_fail ("%s: %s", addresses[i].option, _(error->message));
          return FALSE;
        }
    }
  return TRUE;
}

/* One of the incoming servers is to be found: the outgoing one leads to its sister. */
static gboolean
searches_incoming (void)
{
  if (typed.incoming == NULL)
    return TRUE;
  for (guint i = 0; typed.incoming[i] != NULL; i++)
    if (strchr (typed.incoming[i], ':') == NULL)
      return TRUE;
  return FALSE;
}

/* The option that tells of the outgoing server what nobody would look at; %NULL: none. */
static const char *
find_idle_option (void)
{
  if (typed.port != NULL)
    return "--port";
  if (typed.security != NULL)
    return "--security";
  return typed.host != NULL && !searches_incoming () ? "--host" : NULL;
}

/* Mail is fetched with a sign-in, and nothing is sent while only fetching is examined. */
static gboolean
take_incoming (ObdMailbox *mailbox)
{
  const char *idle = typed.incoming_only ? find_idle_option () : NULL;

  mailbox->incoming = (const char *const *) typed.incoming;
  mailbox->incoming_only = typed.incoming_only;
  if (!typed.incoming_only)
    return TRUE;
  if (mailbox->authentication == OBD_AUTHENTICATION_NONE)
    obd_cli_fail (_("--incoming-only and --no-auth contradict each other."));
  else if (typed.test_recipient != NULL)
    obd_cli_fail (_("--incoming-only and --send-test-to contradict each other."));
  else if (idle != NULL)
    /* TRANSLATORS: %s is an option such as --port. */
    obd_cli_fail (_("%s tells of the outgoing server, which --incoming-only leaves alone; the "
                    "server for receiving is told with --incoming imap:HOST:PORT:SECURITY."),
                  idle);
  else
    return TRUE;
  return FALSE;
}

static gboolean
fill_mailbox (ObdMailbox *mailbox)
{
  guint64 size = 0, port;

  mailbox->address = typed.rest[0];
  mailbox->host = typed.host;
  mailbox->port = typed.port;
  mailbox->username = typed.username;
  mailbox->sender = typed.sender;
  mailbox->recipient = typed.recipient;
  mailbox->test_recipient = typed.test_recipient;
  mailbox->allow_plaintext_password = typed.allow_plaintext;
  mailbox->only_typed = typed.only_typed;
  mailbox->offline = typed.offline;
  mailbox->no_discovery = obd_cli_wire_options.no_discovery;
  if (!obd_cli_take_number ("--message-size", typed.message_size, 1, G_MAXINT64, &size)
      || !obd_cli_take_number ("--port", typed.port, 1, 65535, &port))
    return FALSE;
  mailbox->message_size = size;
  return obd_cli_wire_take_database (&mailbox->database) && take_security (mailbox)
         && take_authentication (mailbox) && take_incoming (mailbox);
}

static ObdTarget *
make_target (ObdMailbox *mailbox)
{
  g_autoptr (GError) error = NULL;
  ObdTarget *target = obd_target_new (mailbox, &error);

  if (target == NULL)
    obd_cli_fail ("%s: %s", fields[error->code], _(error->message));
  return target;
}

static int
diagnose (const ObdCliOutput *output)
{
  ObdMailbox mailbox = { 0 };
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdSecret) password = NULL;
  g_autoptr (ObdTarget) target = NULL;

  if (!check_texts () || !check_addresses () || !fill_mailbox (&mailbox))
    return OBD_CLI_USAGE;
  context = obd_cli_wire_take ();
  if (context == NULL || !obd_cli_password_take (&typed.password, &mailbox, &password))
    return OBD_CLI_USAGE;
  mailbox.password = password;
  target = make_target (&mailbox);
  if (target == NULL)
    return OBD_CLI_USAGE;
  return obd_cli_run (target, context, output, typed.store);
}

int
obd_cli_diagnose (int    argc,
                  char **argv)
{
  ObdCliOutput output = { 0 };
  int status;

  if (!obd_cli_parse (NULL,
                      _("The settings are those that the device has now; leave out what is not known.\n"
                        "The password comes from a file, an open file or the keyring, never from the\n"
                        "command line, where others could read it. For example:\n"
                        "  outbox-doctor-cli diagnose anna@example.com --host smtp.example.com "
                        "--port 25 \\\n"
                        "    --security none --no-auth --recipient tom@example.net --password-file -"),
                      entries, &argc, &argv, &status))
    return status;
  if (typed.rest == NULL || typed.rest[1] != NULL)
    return obd_cli_fail (_("diagnose takes one mail address."));
  status = obd_cli_output_take (&output) ? diagnose (&output) : OBD_CLI_USAGE;
  obd_cli_output_clear (&output);
  return status;
}
