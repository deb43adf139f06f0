/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "search-lab.h"

#include "obd-dns-test.h"
#include "obd-resolve-private.h"

#include <arpa/nameser.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

/* The world that the name service knows; one at a time. */
static const LabWorld *current;

static const char list_file[] =
  "[listed]\nname = Listed\nmx = listed.example\nsmtp = smtp.listed.example:465:tls\n"
  "username = address\nsign-in = password\nas-of = 2026-03\nsources = a test\n"
  "[gateway]\nname = Gateway\nkind = gateway\nmx = gateway.example\nas-of = 2026-03\n"
  "sources = a test\n"
  "[known]\nname = Known\ndomains = known.example\nsmtp = smtp.known.example:465:tls\n"
  "username = address\nsign-in = password\nas-of = 2026-03\nsources = a test\n";

static int
answer_with (const char *name,
             int         type,
             const char *text,
             guint8     *answer)
{
  g_auto (GStrv) texts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (texts);
  g_autofree ObdDnsTestRow *rows = g_new0 (ObdDnsTestRow, n);
  g_autoptr (GByteArray) bytes = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (texts[i], " ", 3);

      rows[i] = (ObdDnsTestRow) { type, atoi (words[0]), 0, atoi (words[1]), strrchr (texts[i],
                                                                                      ' ') + 1 };
      if (g_str_equal (rows[i].target, "."))
        rows[i].target = "";
    }
  bytes = obd_dns_test_compose (name, type, rows, n, 0);
  memcpy (answer, bytes->data, bytes->len);
  return bytes->len;
}

/* Name servers that keep silent, or answer only when all that was asked beside them is answered. */
static struct
{
  GMutex   lock;
  GCond    moved;
  guint    answered;
  guint    others; /* an answer that is late waits for so many */
  gboolean over;
} waits;

static void
note_answered (void)
{
  g_mutex_lock (&waits.lock);
  waits.answered++;
  g_cond_broadcast (&waits.moved);
  g_mutex_unlock (&waits.lock);
}

static void
keep_waiting (gboolean for_ever)
{
  g_mutex_lock (&waits.lock);
  while (!waits.over && (for_ever || waits.answered < waits.others))
    g_cond_wait (&waits.moved, &waits.lock);
  g_mutex_unlock (&waits.lock);
}

static void
begin_waits (const LabWorld *world)
{
  g_mutex_lock (&waits.lock);
  waits.answered = 0;
  waits.others = world->others;
  waits.over = FALSE;
  g_mutex_unlock (&waits.lock);
}

static void
end_waits (void)
{
  g_mutex_lock (&waits.lock);
  waits.over = TRUE;
  g_cond_broadcast (&waits.moved);
  g_mutex_unlock (&waits.lock);
}

void
lab_await_answers (guint n)
{
  g_mutex_lock (&waits.lock);
  while (waits.answered < n)
    g_cond_wait (&waits.moved, &waits.lock);
  g_mutex_unlock (&waits.lock);
}

static const char *
await_answer (const char *answer)
{
  gboolean late = g_str_has_prefix (answer, "late ");

  if (late || g_str_equal (answer, "silent"))
    keep_waiting (!late);
  else
    note_answered ();
  return late ? answer + strlen ("late ") : answer;
}

static int
lab_dns (const char *name,
         int         type,
         guint8     *answer,
         int         size,
         int        *failure)
{
  g_autofree char *question = g_strconcat (type == ns_t_mx ? "mx " : "", name, NULL);

  g_assert_null (strstr (name, "canary"));
  for (guint i = 0; i < G_N_ELEMENTS (current->records)
       && current->records[i].question != NULL; i++)
    {
      const LabRecord *record = &current->records[i];
      const char *text;

      if (!g_str_equal (record->question, question))
        continue;
      text = await_answer (record->answer);
      *failure = TRY_AGAIN;
      return g_str_equal (text, "fail") || g_str_equal (text, "silent")
               ? -1
               : answer_with (name, type, text, answer);
    }
  note_answered ();
  *failure = HOST_NOT_FOUND;
  return -1;
}

static int
no_address (const char             *host,
            const char             *service,
            const struct addrinfo  *hints,
            struct addrinfo       **found)
{
  g_assert_null (strstr (host, "canary"));
  return EAI_NONAME;
}

static ObdProviderList *
make_providers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obd-providers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.providers", NULL);
  const char *folders[] = { folder, NULL };
  ObdProviderList *list;

  g_assert_true (g_file_set_contents (path, list_file, -1, NULL));
  list = obd_provider_list_new (folders);
  g_assert_cmpuint (obd_provider_list_get_problems (list)->len, ==, 0);
  g_unlink (path);
  g_rmdir (folder);
  return list;
}

static void
start_server (Lab             *lab,
              ObdAddressBook  *book,
              const LabServer *row)
{
  g_autoptr (ObdTestCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  ObdScriptServer *server;

  certificate = obd_test_certificate_new (row->wrong_name ? "other.example" : row->host, lab->root,
                                          FALSE,
                                          -OBD_TEST_DAY, OBD_TEST_DAY);
  gio = obd_test_certificate_to_gio (certificate, NULL);
  server = obd_script_server_new (row->script, gio);
  obd_address_book_add (book, row->host, row->port, loopback, obd_script_server_get_port (server));
  g_ptr_array_add (lab->servers, server);
}

void
lab_init (Lab            *lab,
          const LabWorld *world,
          const char     *address)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdProviderList) providers = make_providers ();

  current = world;
  begin_waits (world);
  lab->world = world;
  lab->root = obd_test_certificate_new ("Root", NULL, TRUE, -OBD_TEST_DAY, OBD_TEST_DAY);
  lab->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_script_server_free);
  for (guint i = 0; i < G_N_ELEMENTS (world->servers) && world->servers[i].host != NULL; i++)
    start_server (lab, book, &world->servers[i]);
  context = obd_wire_test_context_with_book (lab->root, book);
  lab->search = obd_search_new (address, context, providers, LAB_DATABASE);
  obd_dns_set_func (lab_dns);
  obd_resolve_set_func (no_address);
}

void
lab_clear (Lab *lab)
{
  end_waits ();
  obd_search_unref (lab->search);
  g_ptr_array_unref (lab->servers);
  obd_test_certificate_free (lab->root);
}

char *
lab_dup_heard (Lab   *lab,
               guint  index)
{
  return obd_script_server_finish (g_ptr_array_index (lab->servers, index));
}
