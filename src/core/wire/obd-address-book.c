/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-address-book.h"

#include "obd-wire-context.h"

#include <string.h>

typedef struct
{
  char           *host; /* lower case; empty: any host */
  guint16         port; /* 0: any port */
  GInetAddress   *address;
  guint16         real_port; /* 0: the port asked for */
} Entry;

struct _ObdAddressBook
{
  GPtrArray *entries; /* (owned) Entry, in the order they were added */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->host);
  g_object_unref (entry->address);
  g_free (entry);
}

ObdAddressBook *
obd_address_book_new (void)
{
  ObdAddressBook *book = g_atomic_rc_box_new0 (ObdAddressBook);

  book->entries = g_ptr_array_new_with_free_func (free_entry);
  return book;
}

ObdAddressBook *
obd_address_book_ref (const ObdAddressBook *book)
{
  return g_atomic_rc_box_acquire ((ObdAddressBook *) book);
}

static void
clear_book (gpointer data)
{
  ObdAddressBook *book = data;

  g_ptr_array_unref (book->entries);
}

void
obd_address_book_unref (ObdAddressBook *book)
{
  g_atomic_rc_box_release_full (book, clear_book);
}

void
obd_address_book_add (ObdAddressBook *book,
                      const char     *host,
                      guint16         port,
                      GInetAddress   *address,
                      guint16         real_port)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->host = g_ascii_strdown (host, -1);
  entry->port = port;
  entry->address = g_object_ref (address);
  entry->real_port = real_port;
  g_ptr_array_add (book->entries, entry);
}

/* Splits one field off @text up to ':' ("[::1]" is one field) and moves @text behind it. */
static char *
take_field (const char **text)
{
  const char *start = *text;
  const char *end;

  if (*start == '[')
    {
      end = strchr (start, ']');
      if (end == NULL || (end[1] != ':' && end[1] != '\0'))
        return NULL;
      *text = end[1] == ':' ? end + 2 : end + 1;
      return g_strndup (start + 1, end - start - 1);
    }
  end = start + strcspn (start, ":");
  *text = *end == ':' ? end + 1 : end;
  return g_strndup (start, end - start);
}

/* An empty port is 0: any port, or the same one (as curl's --connect-to). */
static gboolean
parse_port (const char *text,
            guint16    *port)
{
  guint64 value = 0;

  if (text == NULL)
    return FALSE;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    return FALSE;
  *port = value;
  return TRUE;
}

static GInetAddress *
parse_address (const char *text)
{
  if (text == NULL)
    return NULL;
  if (g_ascii_strcasecmp (text, "localhost") == 0)
    return g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  return g_inet_address_new_from_string (text);
}

gboolean
obd_address_book_parse (ObdAddressBook  *book,
                        const char      *text,
                        GError         **error)
{
  const char *rest = text;
  gboolean four = FALSE;
  guint16 port = 0;
  guint16 real_port = 0;
  g_autofree char *host = take_field (&rest);
  g_autofree char *port_text = host != NULL ? take_field (&rest) : NULL;
  g_autofree char *address_text = port_text != NULL ? take_field (&rest) : NULL;
  g_autofree char *real_text = NULL;
  g_autoptr (GInetAddress) address = NULL;

  four = address_text != NULL && rest > text && rest[-1] == ':';
  real_text = four ? take_field (&rest) : NULL;
  address = parse_address (address_text);
  if (address == NULL || *rest != '\0' || !parse_port (port_text, &port)
      || !parse_port (real_text, &real_port))
    {
      g_set_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT,
                   "“%.200s” is not HOST:PORT:ADDRESS:PORT with a numeric address", text);
      return FALSE;
    }
  obd_address_book_add (book, host, port, address, real_port);
  return TRUE;
}

static gboolean
matches (const Entry *entry,
         const char  *host,
         guint16      port,
         gboolean     exact)
{
  gboolean same_host = g_ascii_strcasecmp (entry->host, host) == 0;
  gboolean same_port = entry->port == port || port == 0;

  if (exact)
    return same_host && same_port;
  return (same_host || *entry->host == '\0') && (same_port || entry->port == 0);
}

GPtrArray *
obd_address_book_lookup (const ObdAddressBook *book,
                         const char           *host,
                         guint16               port)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint round = 0; round < 2 && found->len == 0; round++)
    for (guint i = 0; i < book->entries->len; i++)
      {
        const Entry *entry = g_ptr_array_index (book->entries, i);

        if (matches (entry, host, port, round == 0))
          g_ptr_array_add (found,
                           g_inet_socket_address_new (entry->address, entry->real_port != 0
                                                                          ? entry->real_port
                                                                          : port));
      }
  return found->len > 0 ? g_steal_pointer (&found) : NULL;
}
