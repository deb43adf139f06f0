/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-slip-watch.h"

#include "obd-providers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A pause in typing, in milliseconds: half an address is no slip. */
#define PAUSE 700

struct _ObdSlipWatch
{
  GObject       parent_instance;

  ObdFieldRow  *field;   /* borrowed: the page outlives us */
  ObdHintRow   *hint;    /* borrowed */
  ObdFieldRow  *address; /* (nullable): borrowed */
  gboolean      host;
  guint         pause;
  GCancellable *cancellable;
  char         *asked; /* (nullable): the text that was asked about last */
  char         *meant; /* (nullable): what the hint proposes */
};

enum
{
  CORRECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdSlipWatch, obd_slip_watch, G_TYPE_OBJECT)

static void
stop (ObdSlipWatch *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_hint (ObdSlipWatch *self)
{
  /* TRANSLATORS: %s is a mail address or the name of a server. */
  g_autofree char *question = g_strdup_printf (_("Did you mean \u2068%s\u2069?"), self->meant);
  g_autofree char *sentence = NULL;
  /* TRANSLATORS: what a button does, read out by a screen reader; %s as above. */
  g_autofree char *about = g_strdup_printf (_("Change it to %s"), self->meant);

  if (self->host)
    /* TRANSLATORS: %s is the question before: what stands in the field may be a slip of whoever fills
     * it in, or the very fault of the device. */
    sentence = g_strdup_printf (_("%s If the device really shows the other name, leave it."), question);
  obd_hint_row_show (self->hint, sentence != NULL ? sentence : question, _("Change"), about);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (ObdSlipWatch) self = data;
  g_autofree char *meant = obd_providers_did_you_mean_finish (result);

  if (self->field == NULL || g_strcmp0 (obd_field_row_get_text (self->field), self->asked) != 0)
    return;
  g_free (self->meant);
  self->meant = g_steal_pointer (&meant);
  if (self->meant != NULL)
    show_hint (self);
}

static void
ask (ObdSlipWatch *self)
{
  const char *text = obd_field_row_get_text (self->field);
  const char *at = self->address != NULL ? strrchr (obd_field_row_get_text (self->address), '@') : NULL;

  stop (self);
  if (*text == '\0' || g_strcmp0 (text, self->asked) == 0)
    return;
  g_free (self->asked);
  self->asked = g_strdup (text);
  self->cancellable = g_cancellable_new ();
  obd_providers_did_you_mean_async (text, self->host, at != NULL ? at + 1 : NULL, self->cancellable,
                                    answered_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  ObdSlipWatch *self = data;

  self->pause = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (ObdSlipWatch *self)
{
  stop (self);
  obd_hint_row_hide (self->hint);
  g_clear_pointer (&self->asked, g_free);
  self->pause = g_timeout_add (PAUSE, pause_cb, self);
}

static void
accepted_cb (ObdSlipWatch *self)
{
  obd_field_row_set (self->field, OBD_FIELD_FILLED, self->meant);
  g_free (self->asked);
  self->asked = g_strdup (self->meant);
  obd_field_row_focus (self->field);
  g_signal_emit (self, signals[CORRECTED], 0);
}

/* The focus was on the hint, which is gone. */
static void
dismissed_cb (ObdSlipWatch *self)
{
  obd_field_row_focus (self->field);
}

static void
obd_slip_watch_dispose (GObject *object)
{
  ObdSlipWatch *self = OBD_SLIP_WATCH (object);

  stop (self);
  self->field = NULL;
  G_OBJECT_CLASS (obd_slip_watch_parent_class)->dispose (object);
}

static void
obd_slip_watch_finalize (GObject *object)
{
  ObdSlipWatch *self = OBD_SLIP_WATCH (object);

  g_free (self->asked);
  g_free (self->meant);
  G_OBJECT_CLASS (obd_slip_watch_parent_class)->finalize (object);
}

static void
obd_slip_watch_class_init (ObdSlipWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = obd_slip_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_slip_watch_finalize;
  signals[CORRECTED] = g_signal_new ("corrected", OBD_TYPE_SLIP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
obd_slip_watch_init (ObdSlipWatch *self)
{
}

ObdSlipWatch *
obd_slip_watch_new (ObdFieldRow *field,
                    ObdHintRow  *hint,
                    ObdFieldRow *address,
                    gboolean     host)
{
  ObdSlipWatch *self = g_object_new (OBD_TYPE_SLIP_WATCH, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->field = field;
  self->hint = hint;
  self->address = address;
  self->host = host;
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hint, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hint, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  return self;
}

void
obd_slip_watch_check (ObdSlipWatch *self)
{
  g_clear_pointer (&self->asked, g_free);
  obd_hint_row_hide (self->hint);
  ask (self);
}
