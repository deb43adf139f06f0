/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dns-test.h"

#include <arpa/nameser.h>
#include <string.h>

static void
put16 (GByteArray *bytes,
       guint       value)
{
  guint8 pair[] = { value >> 8, value & 0xff };

  g_byte_array_append (bytes, pair, 2);
}

static void
put_name (GByteArray *bytes,
          const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (guint i = 0; labels[i] != NULL && *labels[i] != '\0'; i++)
    {
      guint8 length = strlen (labels[i]);

      g_byte_array_append (bytes, &length, 1);
      g_byte_array_append (bytes, (const guint8 *) labels[i], length);
    }
  g_byte_array_append (bytes, (const guint8 *) "", 1);
}

static void
put_record (GByteArray          *bytes,
            const ObdDnsTestRow *row)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (row->type != ns_t_cname)
    put16 (data, row->priority);
  if (row->type == ns_t_srv)
    {
      put16 (data, row->weight);
      put16 (data, row->port);
    }
  put_name (data, row->target);
  put16 (bytes, 0xc00c); /* the name asked for, as every server writes it */
  put16 (bytes, row->type);
  put16 (bytes, ns_c_in);
  put16 (bytes, 0);
  put16 (bytes, 60);
  put16 (bytes, data->len);
  g_byte_array_append (bytes, data->data, data->len);
}

GByteArray *
obd_dns_test_compose (const char          *name,
                      int                  type,
                      const ObdDnsTestRow *rows,
                      guint                n_rows,
                      guint                flags)
{
  GByteArray *bytes = g_byte_array_new ();

  put16 (bytes, 1);
  put16 (bytes, 0x8180 | flags);
  put16 (bytes, 1);
  put16 (bytes, n_rows);
  put16 (bytes, 0);
  put16 (bytes, 0);
  put_name (bytes, name);
  put16 (bytes, type);
  put16 (bytes, ns_c_in);
  for (guint i = 0; i < n_rows; i++)
    put_record (bytes, &rows[i]);
  return bytes;
}
