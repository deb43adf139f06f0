/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-service.h"

static gboolean
is_open (const ObdService *service)
{
  return service->endpoint->security == OBD_SECURITY_NONE;
}

/* What is not encrypted goes behind all that is as certain: many old files list it first (the
 * public database did for a fifth of its providers, March 2026), and RFC 8314 ended it. */
static int
compare_services (gconstpointer left,
                  gconstpointer right)
{
  const ObdService *a = *(ObdService *const *) left;
  const ObdService *b = *(ObdService *const *) right;

  if (a->protocol != b->protocol)
    return (int) a->protocol - (int) b->protocol;
  if (a->doubtful == b->doubtful && is_open (a) != is_open (b))
    return is_open (a) ? 1 : -1;
  return obd_service_compare (a, b);
}

static ObdService *
copy_service (const ObdService *service)
{
  ObdService *copy = obd_service_new (service->protocol, obd_endpoint_ref (service->endpoint),
                                      service->source);

  copy->username_form = service->username_form;
  copy->username_hint = g_strdup (service->username_hint);
  copy->username_alternative = service->username_alternative;
  copy->methods = service->methods;
  copy->detail = g_strdup (service->detail);
  copy->as_of = g_strdup (service->as_of);
  copy->doubtful = service->doubtful;
  copy->trusted = service->trusted;
  return copy;
}

static ObdService *
find_same (GPtrArray        *services,
           const ObdService *service)
{
  for (guint i = 0; i < services->len; i++)
    if (obd_service_is_same (g_ptr_array_index (services, i), service))
      return g_ptr_array_index (services, i);
  return NULL;
}

/* A second witness. Somebody who could have forged the first answer is none, and a guess was
 * nobody's word to begin with. */
static gboolean
confirms (const ObdService *service,
          const ObdService *witness)
{
  return witness->source != service->source && witness->source != OBD_SOURCE_GUESS
         && service->source != OBD_SOURCE_GUESS && witness->trusted && service->trusted;
}

static void
take_name (ObdService       *service,
           const ObdService *better)
{
  service->source = better->source;
  g_free (service->detail);
  g_free (service->as_of);
  service->detail = g_strdup (better->detail);
  service->as_of = g_strdup (better->as_of);
}

/* @other stands behind @service, for the doubt about it. Confirmed, it is no doubt any more; and
 * what anybody may have forged adds nothing to a doubtful word that nobody could. */
static void
add_standing (ObdService       *service,
              const ObdService *other)
{
  gboolean confirmed = confirms (service, other);

  if (other->source < service->source && (confirmed || (other->trusted && !service->trusted)))
    take_name (service, other);
  if (confirmed)
    service->doubtful = FALSE;
  else if (other->trusted && !service->trusted)
    service->doubtful = other->doubtful;
  service->trusted |= other->trusted;
}

static void
add_word (ObdService       *service,
          const ObdService *other)
{
  add_standing (service, other);
  if (service->username_form == OBD_USERNAME_UNKNOWN)
    {
      service->username_form = other->username_form;
      service->username_hint = g_strdup (other->username_hint);
      service->username_alternative = other->username_alternative;
    }
  if (service->methods == 0)
    service->methods = other->methods;
}

GPtrArray *
obd_services_merge (GPtrArray *services)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (services->len);
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);

  for (guint i = 0; i < services->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (services, i));
  g_ptr_array_sort (sorted, compare_services);
  for (guint i = 0; i < sorted->len; i++)
    {
      const ObdService *service = g_ptr_array_index (sorted, i);
      ObdService *known = find_same (merged, service);

      if (known != NULL)
        add_word (known, service);
      else
        g_ptr_array_add (merged, copy_service (service));
    }
  g_ptr_array_sort (merged, compare_services);
  return merged;
}
