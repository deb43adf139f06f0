/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice.h"

#include "obd-practice-certificates.h"
#include "obd-practice-rules.h"
#include "obd-practice-server.h"

#include <glib/gstdio.h>
#include <string.h>

struct _ObdPractice
{
  const ObdPracticeRow *row;
  ObdPracticeRow       *own_row;  /* (owned) (nullable): made for start_rules() */
  ObdPracticeServer    *server;   /* (owned) */
  ObdAddressBook       *book;     /* (owned) */
  ObdSecret            *password; /* (owned) (nullable): as the device has it */
  char                 *folder;   /* (owned): private, holds @ca_file alone */
  char                 *ca_file;  /* (owned) */
};

/* The server itself; every other port of it, and of the names that an exam guesses from the
 * address, is closed. So no try of a learner leaves this computer for a name that nobody has, and
 * the clock is that of the practice time server. */
static void
write_book (ObdPractice *practice)
{
  static const char *const guesses[] = { "smtp.", "mail.", "" };
  static const char *const clocks[] = { "pool.ntp.org", "time.cloudflare.com", "time.google.com" };
  const ObdPracticeRules *rules = &practice->row->rules;
  const char *domain = strchr (rules->host, '.') + 1;
  guint16 closed = obd_practice_server_get_closed_port (practice->server);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  practice->book = obd_address_book_new ();
  for (guint i = 0; rules->ports[i].port != 0; i++)
    obd_address_book_add (practice->book, rules->host, rules->ports[i].port, loopback,
                          obd_practice_server_get_port (practice->server, i));
  /* Port 0 is any port without an entry of its own. */
  obd_address_book_add (practice->book, rules->host, 0, loopback, closed);
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *host = g_strconcat (guesses[i], domain, NULL);

      if (strcmp (host, rules->host) != 0)
        obd_address_book_add (practice->book, host, 0, loopback, closed);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    obd_address_book_add (practice->book, clocks[i], 123, loopback,
                          obd_practice_server_get_time_port (practice->server));
}

static gboolean
write_authority (ObdPractice  *practice,
                 const char   *pem,
                 GError      **error)
{
  practice->folder = g_dir_make_tmp ("outbox-doctor-practice-XXXXXX", error);
  if (practice->folder == NULL)
    return FALSE;
  practice->ca_file = g_build_filename (practice->folder, "practice-ca.pem", NULL);
  return g_file_set_contents (practice->ca_file, pem, -1, error);
}

ObdPractice *
obd_practice_start_row (const ObdPracticeRow  *row,
                        GError               **error)
{
  g_autoptr (ObdPractice) practice = g_new0 (ObdPractice, 1);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *authority = NULL;

  g_return_val_if_fail (strchr (row->rules.host, '.') != NULL, NULL);

  practice->row = row;
  if (row->device_password != NULL)
    practice->password = obd_secret_new (row->device_password, -1);
  certificate = obd_practice_certificates_make (row->rules.certificate, row->rules.host,
                                                &authority, error);
  if (certificate == NULL || !write_authority (practice, authority, error))
    return NULL;
  practice->server = obd_practice_server_new (&row->rules, certificate, error);
  if (practice->server == NULL)
    return NULL;
  write_book (practice);
  return g_steal_pointer (&practice);
}

ObdPractice *
obd_practice_start_rules (const ObdPracticeRules  *rules,
                          GError                 **error)
{
  g_autofree ObdPracticeRow *row = g_memdup2 (obd_practice_find_row ("healthy"), sizeof *row);
  ObdPractice *practice;

  row->rules = *rules;
  row->device.host = rules->host;
  practice = obd_practice_start_row (row, error);
  if (practice != NULL)
    practice->own_row = g_steal_pointer (&row);
  return practice;
}

ObdPractice *
obd_practice_start (const char  *scenario,
                    GError     **error)
{
  const ObdPracticeRow *row = obd_practice_find_row (scenario);

  if (row == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no practice scenario “%s”", scenario);
      return NULL;
    }
  return obd_practice_start_row (row, error);
}

void
obd_practice_free (ObdPractice *practice)
{
  g_clear_pointer (&practice->server, obd_practice_server_free);
  g_clear_pointer (&practice->book, obd_address_book_unref);
  g_clear_pointer (&practice->password, obd_secret_unref);
  if (practice->ca_file != NULL)
    (void) g_unlink (practice->ca_file);
  if (practice->folder != NULL)
    (void) g_rmdir (practice->folder);
  g_free (practice->ca_file);
  g_free (practice->folder);
  g_free (practice->own_row);
  g_free (practice);
}

const ObdAddressBook *
obd_practice_get_book (ObdPractice *practice)
{
  return practice->book;
}

const char *
obd_practice_get_ca_file (ObdPractice *practice)
{
  return practice->ca_file;
}

void
obd_practice_fill_mailbox (ObdPractice *practice,
                           ObdMailbox  *mailbox)
{
  *mailbox = practice->row->device;
  mailbox->password = practice->password;
  mailbox->practice = TRUE;
}

void
obd_practice_get_counts (ObdPractice       *practice,
                         ObdPracticeCounts *counts)
{
  obd_practice_server_get_counts (practice->server, counts);
}
