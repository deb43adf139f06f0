/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-test-message.h"

#include "obd-address.h"

/* RFC 5322 section 3.3: names of days and months in English, whatever the locale says. */
static char *
format_date (GDateTime *now)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d +0000",
                          days[g_date_time_get_day_of_week (now) - 1],
                          g_date_time_get_day_of_month (now),
                          months[g_date_time_get_month (now) - 1], g_date_time_get_year (now),
                          g_date_time_get_hour (now), g_date_time_get_minute (now),
                          g_date_time_get_second (now));
}

char *
obd_test_message_compose (const char *sender,
                          const char *recipient)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = format_date (now);
  g_autofree char *unique = g_uuid_string_random ();

  return g_strdup_printf ("Date: %s\n"
                          "From: <%s>\n"
                          "To: <%s>\n"
                          "Message-ID: <%s@%s>\n"
                          "Subject: Test message from Outbox Doctor\n"
                          "Auto-Submitted: auto-generated\n"
                          "MIME-Version: 1.0\n"
                          "Content-Type: text/plain; charset=us-ascii\n"
                          "\n"
                          "Outbox Doctor sent this message because somebody who uses the mailbox\n"
                          "%s asked it for a test. That it arrived shows that the outgoing\n"
                          "server of that mailbox takes mail and passes it on.\n"
                          "\n"
                          "Nobody needs to answer. This message can be deleted.\n",
                          date, sender, recipient, unique, obd_address_get_domain (sender), sender);
}
