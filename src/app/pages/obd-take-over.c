/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-take-over.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Time to read the filled page before the offer to undo goes away, in seconds. */
#define UNDO_TIME 20

struct _ObdTakeOver
{
  GObject        parent_instance;

  GtkWidget     *page; /* borrowed; %NULL once disposed */
  GtkLabel      *said; /* borrowed */
  GCancellable  *cancellable;
  ObdCase       *obd_case;
  ObdImportKind  kind;
  ObdCaseTold   *before; /* (nullable): what Undo brings back */
  AdwToast      *toast;  /* (nullable): that offers it */
};

enum
{
  TAKING,
  TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdTakeOver, obd_take_over, G_TYPE_OBJECT)

static void
say (ObdTakeOver *self,
     const char  *sentence,
     gboolean     wrong)
{
  gtk_label_set_label (self->said, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *sentence != '\0');
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->said), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->said), "problem");
}

static void
undo_cb (ObdTakeOver *self)
{
  if (self->before == NULL || self->page == NULL)
    return;
  g_signal_emit (self, signals[TAKING], 0);
  obd_case_restore (self->obd_case, self->before);
  g_clear_pointer (&self->before, obd_case_told_free);
  say (self, "", FALSE);
  g_signal_emit (self, signals[TAKEN], 0);
}

static void
withdraw_undo (ObdTakeOver *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->before, obd_case_told_free);
}

static void
offer_undo (ObdTakeOver *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (self->page, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new (self->kind == OBD_IMPORT_FROM_THUNDERBIRD
                                       ? _("Taken over from Thunderbird")
                                       : _("Taken over from the Apple profile"));

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_TIME);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
take (ObdTakeOver     *self,
      const ObdImport *import)
{
  const char *name = import->address != NULL ? import->address : import->label;
  /* TRANSLATORS: %s is a mail address, or what an account is called */
  g_autofree char *thunderbird
      = g_strdup_printf (_("Taken over from Thunderbird: \u2068%s\u2069"), name);
  g_autofree char *apple
      = g_strdup_printf (_("Taken over from the Apple profile: \u2068%s\u2069"), name);

  withdraw_undo (self);
  g_signal_emit (self, signals[TAKING], 0);
  self->before = obd_case_dup_told (self->obd_case);
  obd_case_take_import (self->obd_case, import);
  say (self, self->kind == OBD_IMPORT_FROM_THUNDERBIRD ? thunderbird : apple, FALSE);
  g_signal_emit (self, signals[TAKEN], 0);
  offer_undo (self);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ObdTakeOver) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdImport) import = obd_import_ask_finish (result, &error);

  if (self->page == NULL)
    return;
  if (import != NULL)
    take (self, import);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message, TRUE);
}

static void
obd_take_over_dispose (GObject *object)
{
  ObdTakeOver *self = OBD_TAKE_OVER (object);

  self->page = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->obd_case);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->before, obd_case_told_free);
  G_OBJECT_CLASS (obd_take_over_parent_class)->dispose (object);
}

static void
obd_take_over_class_init (ObdTakeOverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = obd_take_over_dispose;
  signals[TAKING] = g_signal_new ("taking", OBD_TYPE_TAKE_OVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[TAKEN] = g_signal_new ("taken", OBD_TYPE_TAKE_OVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
obd_take_over_init (ObdTakeOver *self)
{
  self->cancellable = g_cancellable_new ();
}

ObdTakeOver *
obd_take_over_new (GtkWidget *page,
                   GtkLabel  *said)
{
  ObdTakeOver *self = g_object_new (OBD_TYPE_TAKE_OVER, NULL);

  self->page = page;
  self->said = said;
  return self;
}

void
obd_take_over_begin (ObdTakeOver   *self,
                     ObdCase       *obd_case,
                     ObdImportKind  kind)
{
  g_set_object (&self->obd_case, obd_case);
  self->kind = kind;
  say (self, "", FALSE);
  obd_import_ask_async (GTK_WINDOW (gtk_widget_get_root (self->page)), kind, self->cancellable,
                        asked_cb, g_object_ref (self));
}

void
obd_take_over_hush (ObdTakeOver *self)
{
  withdraw_undo (self);
  say (self, "", FALSE);
}
