/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server says, from the bytes of a connection to a reply: split into lines as the channel
 * does it, redacted, parsed, made fit to show. */

#include "config.h"

#include "obd-redactor.h"
#include "obd-reply-parser.h"
#include "obd-smtp.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_reply (ObdReplyParser *parser)
{
  g_autoptr (ObdReply) reply = obd_reply_parser_build (parser);
  g_autofree char *line = obd_reply_to_string (reply);

  g_assert_true (reply->code >= 200 && reply->code <= 599);
  g_assert_true (g_utf8_validate (reply->text, -1, NULL));
  g_assert_null (strpbrk (reply->text, "\r\x1b"));
  g_assert_null (strchr (line, '\n'));
}

static gboolean
feed (ObdReplyParser *parser,
      ObdRedactor    *redactor,
      const char     *line)
{
  g_autofree char *shown = obd_redactor_apply (redactor, line);
  ObdReplyParserState state = obd_reply_parser_feed (parser, shown, NULL);

  g_assert_null (strstr (shown + MIN (strlen (shown), 4), "canary"));
  g_assert_true (parser->texts->len <= OBD_SMTP_MAX_LINES);
  if (state == OBD_REPLY_PARSER_DONE)
    check_reply (parser);
  return state == OBD_REPLY_PARSER_MORE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (ObdReplyParser) parser = { 0 };
  g_autoptr (ObdRedactor) redactor = obd_redactor_new ();

  obd_reply_parser_init (&parser);
  obd_redactor_add (redactor, "canary", 6);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!feed (&parser, redactor, lines[i]))
      break;
  return 0;
}
