/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-actions.h"

#include "obd-choice.h"
#include "obd-compat.h"
#include "obd-pair-layout.h"
#include "obd-print-text.h"
#include "obd-report.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ObdReportActions
{
  GtkListBoxRow  parent_instance;

  GtkLabel      *caption;
  ObdChoice     *redaction;
  GtkButton     *copy;

  ObdCase       *obd_case;    /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ObdReportActions, obd_report_actions, GTK_TYPE_LIST_BOX_ROW)

static void
say (ObdReportActions *self,
     const char   *text)
{
  gtk_label_set_label (self->caption, text);
}

static char *
render (ObdReportActions    *self,
        ObdReportFormat  format)
{
  static const ObdRedaction redactions[] = { OBD_REDACTION_PROVIDER, OBD_REDACTION_PUBLIC };
  ObdExam *exam = obd_case_get_exam (self->obd_case);
  g_autoptr (ObdReport) report
      = obd_report_new (obd_exam_get_findings (exam), obd_exam_get_conclusion (exam),
                        obd_exam_get_started (exam), obd_exam_get_elapsed (exam));

  return obd_report_render (report, format,
                            redactions[obd_choice_get_selected (self->redaction)], FALSE);
}

static GtkWindow *
get_window (ObdReportActions *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- copy ------------------------------------------------------------------------------------- */

static void
copy_clicked_cb (ObdReportActions *self)
{
  g_autofree char *text = render (self, OBD_REPORT_TEXT);

  obd_copy_text (self->copy, text);
}

/* --- save ------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ObdReportActions) self = data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    /* TRANSLATORS: %s is the name of a file */
    text = g_strdup_printf (_("Saved as %s."), shown);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    /* TRANSLATORS: the name of a file, and a sentence of the system that says why */
    text = g_strdup_printf (_("%s was not saved: %s"), shown, error->message);
  say (self, text);
}

/* Whole or not at all, and for the owner's eyes: a report tells who mails whom. */
static void
save_as (GFile    *file,
         gpointer  data)
{
  g_autoptr (ObdReportActions) self = data;
  ObdReportFormat format = OBD_REPORT_TEXT;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL || self->cancellable == NULL)
    return;
  name = g_file_get_basename (file);
  obd_report_format_from_name (name, &format);
  text = render (self, format);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE
                                           | G_FILE_CREATE_REPLACE_DESTINATION,
                                       self->cancellable, saved_cb, g_object_ref (self));
}

static const char *
documents_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return documents != NULL ? documents : g_get_home_dir ();
}

static void
save_clicked_cb (ObdReportActions *self)
{
  static const char *const patterns[] = { "*.html", "*.txt", "*.md", "*.json", NULL };
  g_autoptr (GFile) start = g_file_new_for_path (documents_folder ());
  ObdFileChoice choice = {
    .title = _("Save the Report"),
    .accept = _("_Save"),
    .start = start,
    /* TRANSLATORS: a new file's name; keep the ending .html */
    .save_as = _("Outbox Doctor report.html"),
    .filter = _("Reports: .html, .txt, .md or .json"),
    .patterns = patterns,
  };

  obd_compat_choose_file (get_window (self), &choice, save_as, g_object_ref (self));
}

/* --- print ------------------------------------------------------------------------------------ */

static void
printed_cb (ObdReportActions            *self,
            GtkPrintOperationResult  result,
            GtkPrintOperation       *operation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    say (self, _("Given to the printer."));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* TRANSLATORS: %s is a sentence of the system that says why */
  text = g_strdup_printf (_("Not printed: %s"), error->message);
  say (self, text);
}

static void
print_clicked_cb (ObdReportActions *self)
{
  const char *title = _("Outbox Doctor report");
  g_autofree char *text = render (self, OBD_REPORT_TEXT);
  g_autoptr (GtkPrintOperation) operation = obd_print_text_new (title, text);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();

  /* Where a "printer" that writes a file puts it, unless a person says otherwise. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, documents_folder ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, title);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, get_window (self),
                           NULL);
}

/* --- the row ---------------------------------------------------------------------------------- */

void
obd_report_actions_show (ObdReportActions *self,
                     ObdCase      *obd_case)
{
  g_set_object (&self->obd_case, obd_case);
  say (self, _("Without the password. Addresses are hidden in the public form."));
}

static void
obd_report_actions_dispose (GObject *object)
{
  ObdReportActions *self = OBD_REPORT_ACTIONS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->obd_case);
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_REPORT_ACTIONS);
  G_OBJECT_CLASS (obd_report_actions_parent_class)->dispose (object);
}

static void
obd_report_actions_class_init (ObdReportActionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_report_actions_dispose;
  g_type_ensure (OBD_TYPE_CHOICE);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/obd-report-actions.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdReportActions, caption);
  gtk_widget_class_bind_template_child (widget_class, ObdReportActions, redaction);
  gtk_widget_class_bind_template_child (widget_class, ObdReportActions, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
}

static void
obd_report_actions_init (ObdReportActions *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_choice_add (self->redaction, _("For the provider"), _("What the report hides"));
  obd_choice_add (self->redaction, C_("report", "Public"), _("What the report hides"));
  obd_choice_set_selected (self->redaction, 0);
}
