/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-time.h"

#include <string.h>

/* RFC 4330 section 4: the message without its optional authenticator. */
#define MESSAGE_SIZE 48
/* Seconds from 1900 to 1970 (RFC 4330 section 3). */
#define NTP_EPOCH G_GINT64_CONSTANT (2208988800)

#define MODE_CLIENT 3
#define MODE_SERVER 4

static void
put_timestamp (guint8 *place,
               gint64  offset)
{
  gint64 now = g_get_real_time () + offset * G_USEC_PER_SEC;
  guint64 seconds = now / G_USEC_PER_SEC + NTP_EPOCH;
  guint64 fraction = ((guint64) (now % G_USEC_PER_SEC) << 32) / G_USEC_PER_SEC;
  guint64 stamp = GUINT64_TO_BE (seconds << 32 | fraction);

  memcpy (place, &stamp, sizeof stamp);
}

void
obd_practice_time_answer (GSocket *socket,
                          gint64   offset)
{
  g_autoptr (GSocketAddress) from = NULL;
  guint8 message[MESSAGE_SIZE];
  guint8 answer[MESSAGE_SIZE] = { 0 };
  gssize n = g_socket_receive_from (socket, &from, (char *) message, sizeof message, NULL, NULL);

  if (n < MESSAGE_SIZE || (message[0] & 7) != MODE_CLIENT)
    return;
  answer[0] = (message[0] & 0x38) | MODE_SERVER; /* no leap second, the client's version */
  answer[1] = 2;                                 /* stratum: a secondary server */
  answer[2] = message[2];                        /* poll interval, echoed */
  answer[3] = (guint8) -20;                      /* precision: 2^-20 s, about a microsecond */
  memcpy (answer + 12, "\x7f\x00\x00\x01", 4);   /* reference: 127.0.0.1 */
  put_timestamp (answer + 16, offset);
  memcpy (answer + 24, message + 40, 8); /* originate: the client's transmit time */
  put_timestamp (answer + 32, offset);
  put_timestamp (answer + 40, offset);
  g_socket_send_to (socket, from, (const char *) answer, sizeof answer, NULL, NULL);
}
