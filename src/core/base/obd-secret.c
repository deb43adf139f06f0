/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-secret.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* Longer than any real password; SASL PLAIN (RFC 4616) itself stops at 255 octets in practice. */
#define MAX_SECRET 1024

struct _ObdSecret
{
  char  *page; /* mmap()ed, so that it can be locked and left out of dumps */
  gsize  size; /* of the mapping */
  gsize  length;
};

void
obd_wipe (gpointer memory,
          gsize    length)
{
  if (length > 0)
    explicit_bzero (memory, length);
}

void
obd_wipe_string (char *text)
{
  if (text == NULL)
    return;
  obd_wipe (text, strlen (text));
  g_free (text);
}

ObdSecret *
obd_secret_new (const char *text,
                gssize      length)
{
  ObdSecret *secret = g_atomic_rc_box_new0 (ObdSecret);
  gsize page_size = sysconf (_SC_PAGESIZE);

  secret->length = length < 0 ? strlen (text) : (gsize) length;
  secret->size = (secret->length / page_size + 1) * page_size;
  secret->page = mmap (NULL, secret->size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert (secret->page != MAP_FAILED);
  /* A small RLIMIT_MEMLOCK may refuse the lock; the page is still wiped and never dumped. */
  (void) mlock (secret->page, secret->size);
  (void) madvise (secret->page, secret->size, MADV_DONTDUMP);
  memcpy (secret->page, text, secret->length);
  return secret;
}

static gssize
read_all (int     fd,
          char   *buffer,
          gsize   size,
          GError **error)
{
  gsize have = 0;

  while (have < size)
    {
      gssize n = read (fd, buffer + have, size - have);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int code = errno;

          g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code),
                               g_strerror (code));
          return -1;
        }
      if (n == 0)
        break;
      have += n;
    }
  return have;
}

ObdSecret *
obd_secret_read_fd (int      fd,
                    GError **error)
{
  char buffer[MAX_SECRET + 3]; /* room for CRLF, and one more to notice what is too long */
  gssize length = read_all (fd, buffer, sizeof buffer, error);
  ObdSecret *secret = NULL;

  if (length < 0)
    return NULL;
  if (length > 0 && buffer[length - 1] == '\n')
    {
      length--;
      if (length > 0 && buffer[length - 1] == '\r')
        length--;
    }
  if (length == 0)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the password is empty");
  else if (length > MAX_SECRET)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "the password is longer than %d bytes", MAX_SECRET);
  else if (memchr (buffer, '\0', length) != NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                         "the password holds a NUL byte");
  else
    secret = obd_secret_new (buffer, length);
  obd_wipe (buffer, sizeof buffer);
  return secret;
}

ObdSecret *
obd_secret_ref (const ObdSecret *secret)
{
  return g_atomic_rc_box_acquire ((ObdSecret *) secret);
}

static void
clear_secret (gpointer data)
{
  ObdSecret *secret = data;

  obd_wipe (secret->page, secret->size);
  munmap (secret->page, secret->size);
}

void
obd_secret_unref (ObdSecret *secret)
{
  g_atomic_rc_box_release_full (secret, clear_secret);
}

const char *
obd_secret_peek (const ObdSecret *secret)
{
  return secret->page;
}

gsize
obd_secret_length (const ObdSecret *secret)
{
  return secret->length;
}

void
obd_secret_forbid_core_dumps (void)
{
  /* 1, not 0: the kernel still runs a piped core handler at 0, but neither pipes nor files at 1
   * (Linux Documentation/admin-guide/sysctl/kernel.rst, core_pattern; fs/coredump.c). */
  struct rlimit limit = { 1, 1 };

  (void) setrlimit (RLIMIT_CORE, &limit);
}

/* Google and Apple show four groups of four. */
#define GROUP 4
#define N_GROUPS 4

gboolean
obd_secret_looks_made (const ObdSecret *secret)
{
  const char *text = obd_secret_peek (secret);
  guint letters = 0;
  guint gaps = 0;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_islower (*text) || g_ascii_isdigit (*text))
        letters++;
      else if ((*text == ' ' || *text == '-') && letters == (gaps + 1) * GROUP)
        gaps++;
      else
        return FALSE;
    }
  return letters == GROUP * N_GROUPS && (gaps == 0 || gaps == N_GROUPS - 1);
}
