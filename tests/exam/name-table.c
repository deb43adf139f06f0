/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "name-table.h"

#include "exam-fixture.h"
#include "obd-dns-test.h"
#include "obd-resolve-private.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <string.h>

static const char *known_service;
static guint16 known_port;

static gboolean held;
static GMutex gate;
static GCond gate_moves;
static guint n_inside;

static void
pass_gate (void)
{
  g_mutex_lock (&gate);
  n_inside++;
  g_cond_broadcast (&gate_moves);
  while (held)
    g_cond_wait (&gate_moves, &gate);
  n_inside--;
  g_cond_broadcast (&gate_moves);
  g_mutex_unlock (&gate);
}

static gboolean
is_known (const char *name,
          int         type)
{
  gsize length = strlen (known_service);

  return known_port != 0 && type == ns_t_srv && strncmp (name, known_service, length) == 0
         && name[length] == '.';
}

static int
answer_query (const char *name,
              int         type,
              guint8     *answer,
              int         size,
              int        *failure)
{
  ObdDnsTestRow row = { ns_t_srv, 0, 0, known_port, FIXTURE_HOST };
  g_autoptr (GByteArray) message = NULL;

  pass_gate ();
  *failure = HOST_NOT_FOUND;
  if (!is_known (name, type))
    return -1;
  message = obd_dns_test_compose (name, type, &row, 1, 0);
  memcpy (answer, message->data, message->len);
  return message->len;
}

static int
find_no_address (const char             *host,
                 const char             *service,
                 const struct addrinfo  *hints,
                 struct addrinfo       **found)
{
  return EAI_NONAME;
}

void
name_table_install (const char *service,
                    guint16     port)
{
  known_service = service;
  known_port = port;
  held = FALSE;
  obd_dns_set_func (answer_query);
  obd_resolve_set_func (find_no_address);
}

void
name_table_hold (void)
{
  g_mutex_lock (&gate);
  held = TRUE;
  g_mutex_unlock (&gate);
}

void
name_table_await_asked (void)
{
  g_mutex_lock (&gate);
  while (n_inside == 0)
    g_cond_wait (&gate_moves, &gate);
  g_mutex_unlock (&gate);
}

void
name_table_let_go (void)
{
  g_mutex_lock (&gate);
  held = FALSE;
  g_cond_broadcast (&gate_moves);
  while (n_inside > 0)
    g_cond_wait (&gate_moves, &gate);
  g_mutex_unlock (&gate);
}
