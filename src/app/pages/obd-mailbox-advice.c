/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-mailbox-advice.h"

#include "obd-provider-chip.h"
#include "obd-providers.h"
#include "obd-slip-watch.h"

#include <string.h>

struct _ObdMailboxAdvice
{
  GObject           parent_instance;

  ObdMailboxFields  fields;
  ObdCase          *obd_case; /* (nullable) until the page has one */
  ObdProviderChip  *chip;     /* borrowed from the address's row */
  ObdSlipWatch     *watches[3];
};

G_DEFINE_FINAL_TYPE (ObdMailboxAdvice, obd_mailbox_advice, G_TYPE_OBJECT)

/* The provider whose domain was typed; @chosen: the one that somebody named, which goes first. */
static const ObdProvider *
find_provider (ObdMailboxAdvice *self,
               gboolean         *chosen)
{
  ObdProviderList *list = obd_providers_peek ();
  const char *id = self->obd_case != NULL ? obd_case_get_provider (self->obd_case) : NULL;
  const char *at = strrchr (obd_field_row_get_text (self->fields.address), '@');
  const ObdProvider *named = NULL;
  const ObdProvider *own = NULL;

  if (list != NULL && id != NULL)
    named = obd_provider_list_find_id (list, id);
  if (list != NULL && at != NULL)
    own = obd_provider_list_find_domain (list, at + 1);
  *chosen = named != NULL && named != own;
  return named != NULL ? named : own;
}

static void
show_provider (ObdMailboxAdvice *self)
{
  gboolean chosen = FALSE;
  const ObdProvider *provider = find_provider (self, &chosen);

  obd_provider_chip_show (self->chip, provider, chosen);
  obd_provider_note_show (self->fields.note, provider);
}

static void
address_changed_cb (ObdMailboxAdvice *self)
{
  if (self->obd_case != NULL)
    obd_case_set_text (self->obd_case, OBD_FIELD_ADDRESS,
                       obd_field_row_get_text (self->fields.address));
  show_provider (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ObdMailboxAdvice) self = data;

  obd_providers_load_finish (result);
  if (self->chip != NULL)
    show_provider (self);
}

static void
obd_mailbox_advice_dispose (GObject *object)
{
  ObdMailboxAdvice *self = OBD_MAILBOX_ADVICE (object);

  self->chip = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->watches); i++)
    if (self->watches[i] != NULL)
      g_object_run_dispose (G_OBJECT (self->watches[i]));
  for (guint i = 0; i < G_N_ELEMENTS (self->watches); i++)
    g_clear_object (&self->watches[i]);
  g_clear_object (&self->obd_case);
  G_OBJECT_CLASS (obd_mailbox_advice_parent_class)->dispose (object);
}

static void
obd_mailbox_advice_class_init (ObdMailboxAdviceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = obd_mailbox_advice_dispose;
}

static void
obd_mailbox_advice_init (ObdMailboxAdvice *self)
{
}

ObdMailboxAdvice *
obd_mailbox_advice_new (const ObdMailboxFields *fields)
{
  ObdMailboxAdvice *self = g_object_new (OBD_TYPE_MAILBOX_ADVICE, NULL);
  GtkWidget *chip = obd_provider_chip_new ();

  self->fields = *fields;
  self->chip = OBD_PROVIDER_CHIP (chip);
  obd_field_row_set_end (fields->address, chip);
  self->watches[0] = obd_slip_watch_new (fields->address, fields->address_hint, NULL, FALSE);
  self->watches[1] = obd_slip_watch_new (fields->recipient, fields->recipient_hint, fields->address,
                                         FALSE);
  self->watches[2] = obd_slip_watch_new (fields->host, fields->host_hint, fields->address, TRUE);
  g_signal_connect_object (fields->address, "changed", G_CALLBACK (address_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watches[0], "corrected", G_CALLBACK (address_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
obd_mailbox_advice_begin (ObdMailboxAdvice *self,
                          ObdCase          *obd_case)
{
  self->obd_case = g_object_ref (obd_case);
  g_signal_connect_object (obd_case, "changed", G_CALLBACK (show_provider), self,
                           G_CONNECT_SWAPPED);
  obd_providers_load_async (loaded_cb, g_object_ref (self));
}

void
obd_mailbox_advice_refresh (ObdMailboxAdvice *self)
{
  show_provider (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->watches); i++)
    obd_slip_watch_check (self->watches[i]);
}
