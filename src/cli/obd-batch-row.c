/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-row.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "obd-provider-list.h"
#include "obd-report-mask.h"

static const char *const names[] = {
  [OBD_COLUMN_ADDRESS] = "address",
  [OBD_COLUMN_HOST] = "host",
  [OBD_COLUMN_PORT] = "port",
  [OBD_COLUMN_SECURITY] = "security",
  [OBD_COLUMN_USERNAME] = "username",
  [OBD_COLUMN_AUTHENTICATION] = "authentication",
  [OBD_COLUMN_SENDER] = "sender",
  [OBD_COLUMN_RECIPIENT] = "recipient",
  [OBD_COLUMN_PASSWORD_FILE] = "password_file",
  [OBD_N_COLUMNS] = NULL,
};

static gboolean
fail (GError    **error,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError    **error,
      const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (OBD_INPUT_ERROR, OBD_INPUT_OTHER, format, args);
  va_end (args);
  return FALSE;
}

/* --- the header ------------------------------------------------------------------------------- */

/* The first line of what is no such table at all may hold anything: it is not shown. */
static gboolean
names_nothing (char **fields)
{
  for (; *fields != NULL; fields++)
    {
      g_autofree char *name = g_strstrip (g_ascii_strdown (*fields, -1));

      if (g_strv_contains (names, name))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fail_column (GError     **error,
             char       **fields,
             const char  *name)
{
  g_autofree char *shown = obd_text_sanitize (name, 40);
  g_autofree char *all = g_strjoinv (", ", (char **) names);

  if (g_str_equal (name, "password"))
    return fail (error, _("Passwords do not belong into the table; write each into a file of its "
                          "own and name that in the column password_file."));
  if (fields[1] == NULL && strchr (name, ';') != NULL)
    return fail (error, _("The columns are separated by semicolons; save the table with commas."));
  if (fields[1] == NULL && strchr (name, '\t') != NULL)
    return fail (error, _("The columns are separated by tabs; save the table with commas."));
  if (names_nothing (fields))
    return fail (error, _("The first line names no column; they are %s."), all);
  /* TRANSLATORS: first the name in the file, then a list of those that exist. */
  return fail (error, _("There is no column “%s”; they are %s."),
               shown, all);
}

static gboolean
find_column (const char *name,
             ObdColumn  *column)
{
  for (guint i = 0; i < OBD_N_COLUMNS; i++)
    if (g_str_equal (names[i], name))
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
obd_batch_header_read (ObdBatchHeader  *header,
                       char           **fields,
                       GError         **error)
{
  gboolean seen[OBD_N_COLUMNS] = { FALSE };

  header->n = 0;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *name = g_strstrip (g_ascii_strdown (fields[i], -1));
      ObdColumn column;

      if (!find_column (name, &column))
        return fail_column (error, fields, name);
      if (seen[column])
        return fail (error, _("The column “%s” is there twice."), name);
      seen[column] = TRUE;
      header->order[header->n++] = column;
    }
  if (!seen[OBD_COLUMN_ADDRESS])
    return fail (error, _("The column “address” is missing."));
  return TRUE;
}

/* --- one row ---------------------------------------------------------------------------------- */

void
obd_batch_row_free (ObdBatchRow *row)
{
  for (guint i = 0; i < OBD_N_COLUMNS; i++)
    g_free (row->cells[i]);
  g_free (row->server);
  g_free (row->login);
  g_free (row);
}

static gboolean
take_cells (ObdBatchRow           *row,
            const ObdBatchHeader  *header,
            char                 **fields,
            GError               **error)
{
  guint n = g_strv_length (fields);

  for (guint i = 0; i < OBD_N_COLUMNS; i++)
    row->cells[i] = NULL;
  if (n != header->n)
    return fail (error, ngettext ("The line has %u field, the header has %u.",
                                  "The line has %u fields, the header has %u.", n),
                 n, header->n);
  for (guint i = 0; i < n; i++)
    row->cells[header->order[i]] = g_strdup (fields[i]);
  return TRUE;
}

/* Blanks around a word of ours mean nothing; around a host or a user name they are what the device
 * has, and may be the very fault. A cell of nothing but blanks is empty. */
static void
clean_cells (ObdBatchRow *row)
{
  for (guint i = 0; i < OBD_N_COLUMNS; i++)
    {
      char *cell = row->cells[i];

      if (cell == NULL || cell[strspn (cell, " \t\r\n")] == '\0')
        {
          g_free (cell);
          row->cells[i] = g_strdup ("");
        }
      else if (i != OBD_COLUMN_HOST && i != OBD_COLUMN_USERNAME)
        g_strstrip (cell);
      if (i == OBD_COLUMN_SECURITY || i == OBD_COLUMN_AUTHENTICATION)
        for (char *p = row->cells[i]; *p != '\0'; p++)
          *p = g_ascii_tolower (*p);
    }
}

static gboolean
check_words (const ObdBatchRow  *row,
             GError            **error)
{
  ObdSecurity security;
  ObdAuthentication authentication;
  const char *port = row->cells[OBD_COLUMN_PORT];

  if (*row->cells[OBD_COLUMN_SECURITY] != '\0'
      && !obd_security_from_nick (row->cells[OBD_COLUMN_SECURITY], &security))
    return fail (error, _("security: write none, starttls or tls."));
  if (*row->cells[OBD_COLUMN_AUTHENTICATION] != '\0'
      && !obd_authentication_from_nick (row->cells[OBD_COLUMN_AUTHENTICATION], &authentication))
    return fail (error, _("authentication: write password, plain, login, cram-md5, ntlm, "
                           "oauth2 or none."));
  /* Digits alone, as for --port: no sign, no blanks. */
  if (port[strspn (port, "0123456789")] != '\0')
    return fail (error, _("port: this is not a whole number from 1 to 65535."));
  return TRUE;
}

static const char *
column_of (int field)
{
  switch ((ObdInputError) field)
    {
    case OBD_INPUT_ADDRESS:
      return names[OBD_COLUMN_ADDRESS];
    case OBD_INPUT_SENDER:
      return names[OBD_COLUMN_SENDER];
    case OBD_INPUT_RECIPIENT:
      return names[OBD_COLUMN_RECIPIENT];
    case OBD_INPUT_HOST:
      return names[OBD_COLUMN_HOST];
    case OBD_INPUT_PORT:
      return names[OBD_COLUMN_PORT];
    case OBD_INPUT_USERNAME:
      return names[OBD_COLUMN_USERNAME];
    case OBD_INPUT_PASSWORD:
    case OBD_INPUT_OTHER:
    default:
      return names[OBD_COLUMN_PASSWORD_FILE];
    }
}

static const char *
get_cell (const ObdBatchRow *row,
          ObdColumn          column)
{
  return *row->cells[column] != '\0' ? row->cells[column] : NULL;
}

void
obd_batch_row_fill (const ObdBatchRow *row,
                    ObdMailbox        *mailbox)
{
  *mailbox = (ObdMailbox) {
    .address = row->cells[OBD_COLUMN_ADDRESS],
    .host = get_cell (row, OBD_COLUMN_HOST),
    .port = get_cell (row, OBD_COLUMN_PORT),
    .username = get_cell (row, OBD_COLUMN_USERNAME),
    .sender = get_cell (row, OBD_COLUMN_SENDER),
    .recipient = get_cell (row, OBD_COLUMN_RECIPIENT),
    .portal_url = "", /* hundreds of rows would ask the same page hundreds of times */
  };
  obd_security_from_nick (get_cell (row, OBD_COLUMN_SECURITY), &mailbox->security);
  obd_authentication_from_nick (get_cell (row, OBD_COLUMN_AUTHENTICATION),
                                &mailbox->authentication);
}

/* (transfer full) (nullable): the outgoing server that the provider of @domain is known for */
static char *
dup_known_server (const char *domain)
{
  const ObdProvider *provider = obd_provider_list_find_domain (obd_provider_list_get (), domain);
  g_autoptr (GPtrArray) services = NULL;
  const ObdService *first;

  if (provider == NULL)
    return NULL;
  services = obd_provider_dup_services (provider, domain);
  first = services->len > 0 ? g_ptr_array_index (services, 0) : NULL;
  return first != NULL && first->protocol == OBD_PROTOCOL_SMTP ? g_strdup (first->endpoint->host)
                                                              : NULL;
}

static void
take_keys (ObdBatchRow     *row,
           const ObdTarget *target)
{
  const char *domain = obd_address_get_domain (target->address);
  const char *host = target->host != NULL ? target->host : target->host_correct;

  row->login = g_utf8_strdown (obd_target_get_login (target), -1);
  row->server = host != NULL ? g_ascii_strdown (host, -1) : dup_known_server (domain);
  if (row->server == NULL)
    row->server = g_ascii_strdown (domain, -1);
}

ObdBatchRow *
obd_batch_row_new (const ObdBatchHeader  *header,
                   char                 **fields,
                   GError               **error)
{
  g_autoptr (ObdBatchRow) row = g_new0 (ObdBatchRow, 1);
  g_autoptr (ObdTarget) target = NULL;
  g_autoptr (GError) local_error = NULL;
  ObdMailbox mailbox;

  if (!take_cells (row, header, fields, error))
    return NULL;
  clean_cells (row);
  if (!check_words (row, error))
    return NULL;
  obd_batch_row_fill (row, &mailbox);
  target = obd_target_new (&mailbox, &local_error);
  if (target == NULL)
    {
      fail (error, "%s: %s", column_of (local_error->code), _(local_error->message));
      return NULL;
    }
  take_keys (row, target);
  return g_steal_pointer (&row);
}

/* --- password --------------------------------------------------------------------------------- */

static gboolean
read_password (int          fd,
               ObdSecret  **password,
               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  struct stat facts;

  if (fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode))
    return fail (error, _("password_file: this is not a plain file."));
  *password = obd_secret_read_fd (fd, &local_error);
  if (*password == NULL)
    return fail (error, "password_file: %s", local_error->message);
  return TRUE;
}

gboolean
obd_batch_row_read_password (const ObdBatchRow  *row,
                             const char         *folder,
                             ObdSecret         **password,
                             GError            **error)
{
  const char *name = row->cells[OBD_COLUMN_PASSWORD_FILE];
  g_autofree char *path = NULL;
  gboolean good;
  int fd;

  *password = NULL;
  if (*name == '\0')
    return TRUE;
  path = g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (folder, name, NULL);
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return fail (error, _("password_file: the file cannot be read: %s."), g_strerror (errno));
  good = read_password (fd, password, error);
  close (fd);
  return good;
}

/* --- digest ----------------------------------------------------------------------------------- */

char *
obd_batch_row_dup_digest (const ObdBatchRow *row,
                          ObdRedaction       redaction)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (ObdReportMask) mask = NULL;
  g_autoptr (ObdTarget) target = NULL;
  ObdMailbox mailbox;

  obd_batch_row_fill (row, &mailbox);
  target = obd_target_new (&mailbox, NULL);
  mask = obd_report_mask_new (target, redaction);
  for (guint i = 0; i < OBD_N_COLUMNS; i++)
    {
      g_autofree char *shown = obd_report_mask_words (mask, row->cells[i]);

      if (i == OBD_COLUMN_PASSWORD_FILE && redaction != OBD_REDACTION_SECRETS)
        continue;
      /* With the zero at its end, so that no two rows run together to the same text. */
      g_checksum_update (checksum, (const guchar *) (shown != NULL ? shown : ""),
                         shown != NULL ? strlen (shown) + 1 : 1);
    }
  return g_strndup (g_checksum_get_string (checksum), 16);
}
