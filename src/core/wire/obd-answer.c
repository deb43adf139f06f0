/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-answer.h"

/* Response codes of the registry are short words; what is longer is none. */
#define MAX_CODE 64

ObdAnswer *
obd_answer_new (ObdAnswerStatus  status,
                const char      *code,
                const char      *line,
                const char      *words)
{
  ObdAnswer *answer = g_atomic_rc_box_new0 (ObdAnswer);

  answer->status = status;
  if (code != NULL)
    {
      g_autofree char *clean = obd_text_sanitize (code, MAX_CODE);

      answer->code = g_ascii_strup (clean, -1);
    }
  answer->line = obd_text_sanitize (line, OBD_REPLY_MAX_TEXT);
  answer->words = obd_text_sanitize (words, OBD_REPLY_MAX_TEXT);
  return answer;
}

ObdAnswer *
obd_answer_ref (const ObdAnswer *answer)
{
  return g_atomic_rc_box_acquire ((ObdAnswer *) answer);
}

static void
clear_answer (gpointer data)
{
  ObdAnswer *answer = data;

  g_free (answer->code);
  g_free (answer->line);
  g_free (answer->words);
}

void
obd_answer_unref (ObdAnswer *answer)
{
  g_atomic_rc_box_release_full (answer, clear_answer);
}

gboolean
obd_answer_has_code (const ObdAnswer *answer,
                     const char      *code)
{
  return g_strcmp0 (answer->code, code) == 0;
}

ObdReply *
obd_answer_to_reply (const ObdAnswer *answer)
{
  return obd_reply_new (0, answer->line);
}
