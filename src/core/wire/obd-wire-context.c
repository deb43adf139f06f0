/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-context.h"

G_DEFINE_QUARK (obd-wire-error, obd_wire_error)

struct _ObdWireContext
{
  ObdAddressBook *book;   /* (owned) */
  GTlsDatabase   *system; /* (owned) */
  GTlsDatabase   *extra;  /* (owned) (nullable) */
};

/* g_tls_file_database_new() takes a file without any certificate for an empty database, which
 * would hide that the wrong file was named. */
static GTlsDatabase *
load_roots (const char  *ca_file,
            GError     **error)
{
  g_autolist (GTlsCertificate) roots = NULL;
  g_autofree char *path = g_canonicalize_filename (ca_file, NULL);
  GError *local_error = NULL;

  roots = g_tls_certificate_list_new_from_file (path, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (roots == NULL)
    {
      g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE,
                   "“%s” holds no certificate", ca_file);
      return NULL;
    }
  return g_tls_file_database_new (path, error);
}

ObdWireContext *
obd_wire_context_new (const ObdAddressBook  *book,
                      const char            *ca_file,
                      GError               **error)
{
  g_autoptr (GTlsDatabase) extra = NULL;
  ObdWireContext *context;

  if (ca_file != NULL)
    {
      extra = load_roots (ca_file, error);
      if (extra == NULL)
        return NULL;
    }
  context = g_atomic_rc_box_new0 (ObdWireContext);
  context->book = book != NULL ? obd_address_book_ref (book) : obd_address_book_new ();
  context->system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  context->extra = g_steal_pointer (&extra);
  return context;
}

ObdWireContext *
obd_wire_context_ref (ObdWireContext *context)
{
  return g_atomic_rc_box_acquire (context);
}

static void
clear_context (gpointer data)
{
  ObdWireContext *context = data;

  obd_address_book_unref (context->book);
  g_clear_object (&context->system);
  g_clear_object (&context->extra);
}

void
obd_wire_context_unref (ObdWireContext *context)
{
  g_atomic_rc_box_release_full (context, clear_context);
}

const ObdAddressBook *
obd_wire_context_get_book (ObdWireContext *context)
{
  return context->book;
}

GTlsDatabase *
obd_wire_context_get_system_trust (ObdWireContext *context)
{
  return context->system;
}

GTlsDatabase *
obd_wire_context_get_extra_trust (ObdWireContext *context)
{
  return context->extra;
}
