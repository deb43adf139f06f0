/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-keep-row.h"

#include <glib/gi18n-lib.h>

struct _ObdKeepRow
{
  AdwActionRow  parent_instance;

  GtkSwitch    *keep;

  ObdCase      *obd_case;    /* (owned) (nullable) */
  ObdExam      *kept;        /* (owned) (nullable): the one whose password this row has stored */
  GCancellable *cancellable; /* (owned) */
  gboolean      quiet;       /* the switch is moved by the program */
};

G_DEFINE_FINAL_TYPE (ObdKeepRow, obd_keep_row, ADW_TYPE_ACTION_ROW)

static gboolean
can_keep (ObdKeepRow *self)
{
  ObdConclusion *conclusion = obd_case_get_conclusion (self->obd_case);

  return obd_case_get_password (self->obd_case) != NULL && conclusion != NULL
         && conclusion->working != NULL && conclusion->working->verified == OBD_VERIFIED_SIGNED_IN;
}

static void
say (ObdKeepRow *self,
     gboolean    on,
     const char *text)
{
  self->quiet = TRUE;
  gtk_switch_set_active (self->keep, on);
  gtk_switch_set_state (self->keep, on);
  self->quiet = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
say_kept (ObdKeepRow *self)
{
  say (self, TRUE, obd_case_get_practice (self->obd_case) != NULL
                     ? _("Stored for practice only; it goes when the program ends.")
                     : _("Stored in this computer’s keyring."));
}

static void
say_offer (ObdKeepRow *self)
{
  say (self, FALSE, can_keep (self) ? _("In this computer’s keyring. The server accepted it.")
                                    : _("No password was accepted, so there is none to keep."));
}

static ObdVaultEntry
make_entry (ObdKeepRow *self)
{
  const ObdWorkingSettings *working = obd_case_get_conclusion (self->obd_case)->working;
  const ObdTarget *target = obd_exam_get_target (obd_case_get_exam (self->obd_case));

  return (ObdVaultEntry) {
    .protocol = (char *) "smtp",
    .address = target->address,
    .username = working->username,
    .endpoint = working->endpoint,
  };
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ObdKeepRow) self = data;
  g_autoptr (GError) error = NULL;

  if (obd_vault_store_finish (OBD_VAULT (source), result, &error))
    {
      g_set_object (&self->kept, obd_case_get_exam (self->obd_case));
      say_kept (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, FALSE, error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), TRUE);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (ObdKeepRow) self = data;
  g_autoptr (GError) error = NULL;

  if (obd_vault_forget_finish (OBD_VAULT (source), result, &error)
      || g_error_matches (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND))
    {
      g_clear_object (&self->kept);
      say (self, FALSE, _("Removed from the keyring."));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, TRUE, error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), TRUE);
}

static gboolean
switched_cb (ObdKeepRow *self,
             gboolean    on)
{
  ObdVault *vault = NULL;
  ObdVaultEntry entry;

  if (self->quiet || self->obd_case == NULL || !can_keep (self))
    return FALSE;
  vault = obd_case_get_vault (self->obd_case);
  entry = make_entry (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), FALSE);
  if (on)
    obd_vault_store_async (vault, &entry, obd_case_get_password (self->obd_case),
                           self->cancellable, stored_cb, g_object_ref (self));
  else
    obd_vault_forget_async (vault, &entry, self->cancellable, forgotten_cb, g_object_ref (self));
  return TRUE;
}

/* Only the answer that it is gone counts: a keyring that is of no use now still has it. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ObdKeepRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdSecret) secret = obd_vault_lookup_finish (OBD_VAULT (source), result, NULL, &error);

  if (secret != NULL || !g_error_matches (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND))
    return;
  g_clear_object (&self->kept);
  say_offer (self);
}

void
obd_keep_row_show (ObdKeepRow *self,
                   ObdCase    *obd_case)
{
  ObdExam *exam = obd_case_get_exam (obd_case);

  g_set_object (&self->obd_case, obd_case);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), can_keep (self));
  if (self->kept == NULL || self->kept != exam)
    {
      say_offer (self);
      return;
    }
  say_kept (self);
  obd_vault_lookup_async (obd_case_get_vault (obd_case), "smtp",
                          obd_exam_get_target (exam)->address, self->cancellable, found_cb,
                          g_object_ref (self));
}

static void
obd_keep_row_dispose (GObject *object)
{
  ObdKeepRow *self = OBD_KEEP_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->kept);
  g_clear_object (&self->obd_case);
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_KEEP_ROW);
  G_OBJECT_CLASS (obd_keep_row_parent_class)->dispose (object);
}

static void
obd_keep_row_class_init (ObdKeepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_keep_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/obd-keep-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdKeepRow, keep);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
obd_keep_row_init (ObdKeepRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
