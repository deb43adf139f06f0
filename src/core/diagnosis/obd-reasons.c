/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reasons.h"

#include "obd-advice.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* Whether what the source says may be called the provider's word. */
static gboolean
is_providers_word (const ObdReasons *self)
{
  return self->service != NULL && obd_advice_is_sure (self->service);
}

static gboolean
is_receiving (const ObdReasons *self)
{
  return obd_findings_get_target (self->findings)->incoming_only;
}

static gboolean
stopped_with (const ObdReasons *self,
              ObdFault          fault)
{
  return self->typed != NULL && self->typed->fault == fault;
}

/* --- server ----------------------------------------------------------------------------------- */

static char *
why_not_server (const ObdReasons    *self,
                const ObdDifference *difference)
{
  if (obd_findings_get_target (self->findings)->host_typed != NULL)
    return g_strdup (_ ("A server’s name has no blanks, slashes or port in it."));
  if (stopped_with (self, OBD_FAULT_NAME_UNKNOWN))
    return g_strdup (_ ("There is no server with the present name."));
  return NULL;
}

static char *
why_server (const ObdReasons    *self,
            const ObdDifference *difference)
{
  if (self->service != NULL && !self->service->trusted)
    return g_strdup (_ ("Only records that anybody may have forged name this server. Ask your provider "
                        "whether it is theirs, before you enter a password there."));
  if (is_providers_word (self))
    return g_strdup (is_receiving (self) ? _ ("Your provider names this server for receiving.")
                                         : _ ("Your provider names this server for sending."));
  if (self->working != NULL && self->working->verified == OBD_VERIFIED_SIGNED_IN)
    return g_strdup (_ ("Your sign-in was accepted there."));
  return NULL;
}

/* --- port ------------------------------------------------------------------------------------- */

typedef enum
{
  DIRECTION_NEITHER,
  DIRECTION_SENDING,
  DIRECTION_RECEIVING,
} Direction;

/* IANA's service names and port numbers: smtp, submissions, submission; pop3, imap, imaps, pop3s. */
static Direction
get_direction (const char *port)
{
  static const char *const sending[] = { "25", "465", "587", NULL };
  static const char *const receiving[] = { "110", "143", "993", "995", NULL };

  if (g_strv_contains (sending, port))
    return DIRECTION_SENDING;
  return g_strv_contains (receiving, port) ? DIRECTION_RECEIVING : DIRECTION_NEITHER;
}

static char *
why_not_port (const ObdReasons    *self,
              const ObdDifference *difference)
{
  Direction direction = get_direction (difference->now);

  if (is_receiving (self) && direction == DIRECTION_SENDING)
    return g_strdup_printf (_ ("Port %s is for sending mail."), difference->now);
  if (!is_receiving (self) && direction == DIRECTION_RECEIVING)
    return g_strdup_printf (_ ("Port %s is for receiving mail."), difference->now);
  /* RFC 6409 section 3.1 gives people another port; that networks block 25 is M3AAWG's advice to them
   * ("Managing Port 25 for Residential or Dynamic IP Space"). */
  if (g_str_equal (difference->now, "25"))
    return g_strdup (_ ("Port 25 is for mail between servers, and most home networks hold it back."));
  if (stopped_with (self, OBD_FAULT_REFUSED))
    return g_strdup_printf (_ ("Nothing listens on port %s there."), difference->now);
  if (stopped_with (self, OBD_FAULT_SILENT))
    return g_strdup_printf (_ ("Nothing comes back from port %s."), difference->now);
  return NULL;
}

/* Tells the encryption as well, which comes with the port. */
static char *
why_port (const ObdReasons    *self,
          const ObdDifference *difference)
{
  gboolean proven = self->working != NULL && self->working->verified == OBD_VERIFIED_SIGNED_IN;
  const char *encryption
    = self->meant->security == OBD_SECURITY_TLS ? "SSL/TLS" : "STARTTLS";

  if (self->meant->security == OBD_SECURITY_NONE)
    return NULL;
  if (is_providers_word (self))
    /* TRANSLATORS: a port such as 465, with SSL/TLS or STARTTLS. */
    return g_strdup_printf (_ ("Your provider wants port %s with %s."), difference->should_be,
                            encryption);
  if (proven)
    /* TRANSLATORS: a port such as 465, with SSL/TLS or STARTTLS. */
    return g_strdup_printf (_ ("Your sign-in was accepted on port %s with %s."),
                            difference->should_be, encryption);
  return NULL;
}

/* --- encryption ------------------------------------------------------------------------------- */

static char *
why_security (const ObdReasons    *self,
              const ObdDifference *difference)
{
  switch (self->meant->security)
    {
    case OBD_SECURITY_TLS:
      return g_strdup_printf (_ ("Port %u is encrypted from the first byte."), self->meant->port);
    case OBD_SECURITY_STARTTLS:
      return g_strdup_printf (_ ("Port %u begins without encryption and then switches it on, "
                                 "which is called STARTTLS."),
                              self->meant->port);
    case OBD_SECURITY_NONE:
      return g_strdup_printf (_ ("Port %u offers no encryption."), self->meant->port);
    case OBD_SECURITY_UNKNOWN:
    default:
      return NULL;
    }
}

/* --- signing in ------------------------------------------------------------------------------- */

static char *
why_username (const ObdReasons    *self,
              const ObdDifference *difference)
{
  if (!is_providers_word (self))
    return NULL;
  switch (self->service->username_form)
    {
    case OBD_USERNAME_ADDRESS:
      return g_strdup (_ ("Your provider wants the whole mail address here."));
    case OBD_USERNAME_LOCAL_PART:
      return g_strdup (_ ("Your provider wants only what stands before the @ here."));
    case OBD_USERNAME_UNKNOWN:
    case OBD_USERNAME_OTHER:
    default:
      return NULL;
    }
}

static char *
why_password (const ObdReasons    *self,
              const ObdDifference *difference)
{
  if (is_providers_word (self) && (self->service->methods & OBD_METHOD_APP_PASSWORD) != 0
      && (self->service->methods & OBD_METHOD_PASSWORD) == 0)
    return g_strdup (_ ("Your provider has these made on its web page, one for each device."));
  return NULL;
}

static char *
why_authentication (const ObdReasons    *self,
                    const ObdDifference *difference)
{
  if (self->verdict == OBD_CAUSE_AUTH_MECHANISM)
    return g_strdup (_ ("The server knows this way of signing in, and not the present one."));
  return NULL;
}

/* --- all of it -------------------------------------------------------------------------------- */

typedef char *(*Why) (const ObdReasons    *self,
                      const ObdDifference *difference);

/* What is wrong with the present value, and what speaks for the other one. */
static const struct
{
  const char *setting;
  Why         why_not; /* (nullable) */
  Why         why;
} rows[] = {
  { "server", why_not_server, why_server },
  { "port", why_not_port, why_port },
  { "security", NULL, why_security },
  { "username", NULL, why_username },
  { "password", NULL, why_password },
  { "authentication", NULL, why_authentication },
};

static gboolean
has_setting (GPtrArray  *differences,
             const char *setting)
{
  for (guint i = 0; i < differences->len; i++)
    if (g_str_equal (((ObdDifference *) g_ptr_array_index (differences, i))->setting, setting))
      return TRUE;
  return FALSE;
}

static char *
join (char *first,  /* (transfer full) (nullable) */
      char *second) /* (transfer full) (nullable) */
{
  char *both;

  if (first == NULL || second == NULL)
    return first != NULL ? first : second;
  /* TRANSLATORS: two sentences, one after the other. */
  both = g_strdup_printf (C_ ("sentences", "%s %s"), first, second);
  g_free (first);
  g_free (second);
  return both;
}

static char *
dup_reason (const ObdReasons    *self,
            const ObdDifference *difference)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].setting, difference->setting))
      return join (rows[i].why_not != NULL ? rows[i].why_not (self, difference) : NULL,
                   rows[i].why (self, difference));
  return NULL;
}

void
obd_reasons_fill (const ObdReasons *self,
                  GPtrArray        *differences)
{
  /* The port brings its encryption with it, and its reason tells both. */
  gboolean with_port = has_setting (differences, "port");
  gboolean untried = self->working == NULL && self->service != NULL;

  for (guint i = 0; i < differences->len; i++)
    {
      ObdDifference *difference = g_ptr_array_index (differences, i);

      if (with_port && g_str_equal (difference->setting, "security"))
        continue;
      difference->reason = dup_reason (self, difference);
      /* Once is enough. */
      if (untried && i == 0)
        difference->reason = join (difference->reason,
                                   g_strdup (_ ("It could not be tried from here.")));
    }
}
