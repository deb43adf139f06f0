/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-solved.h"

#include "obd-compat.h"
#include "obd-field-row.h"
#include "obd-keep-row.h"
#include "obd-keys.h"
#include "obd-pair-layout.h"
#include "obd-report-actions.h"
#include "obd-route-picture.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

struct _ObdPageSolved
{
  ObdPage          parent_instance;

  GtkScrolledWindow *scroller;
  ObdRoutePicture *route;
  GtkLabel        *heading;
  GtkLabel        *summary;
  GtkListBox      *proofs;
  AdwActionRow    *outbox;
  ObdKeepRow      *keep;
  ObdFieldRow     *recipient;
  GtkButton       *send;
  GtkLabel        *sent;
  ObdReportActions *report;

  ObdExam         *message_exam;
};

G_DEFINE_FINAL_TYPE (ObdPageSolved, obd_page_solved, OBD_TYPE_PAGE)

static ObdExam *
get_exam (ObdPageSolved *self)
{
  return obd_case_get_exam (obd_page_get_case (OBD_PAGE (self)));
}

/* --- what was proved -------------------------------------------------------------------------- */

static void
add_proof (ObdPageSolved   *self,
           ObdStationState  state,
           const char      *text)
{
  gtk_list_box_append (self->proofs, obd_row_new_sentence (state, NULL, text, NULL, NULL));
}

static void
add_station_proof (ObdPageSolved *self,
                   ObdConclusion *conclusion,
                   ObdStationId   station,
                   const char    *good,
                   const char    *not_tested)
{
  switch (conclusion->route[station].state)
    {
    case OBD_STATION_GOOD:
      add_proof (self, OBD_STATION_GOOD, good);
      return;
    case OBD_STATION_NOT_TESTED:
    case OBD_STATION_NOT_REACHED:
      add_proof (self, OBD_STATION_NOT_TESTED, not_tested);
      return;
    default:
      add_proof (self, OBD_STATION_WARNING, conclusion->route[station].sentence);
    }
}

static void
fill_proofs (ObdPageSolved *self,
             ObdConclusion *conclusion)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  g_autofree char *noun = obd_case_dup_device_noun (obd_case);
  g_autofree char *network = NULL;

  obd_list_clear (self->proofs);
  add_station_proof (self, conclusion, OBD_STATION_SIGN_IN, _("The server accepts your sign-in"),
                     _("Not tested: the sign-in"));
  add_station_proof (self, conclusion, OBD_STATION_RELAYING,
                     _("It passes mail on to other providers"),
                     _("Not tested: passing mail on, as no recipient was named"));
  for (guint i = 0; i < conclusion->others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (conclusion->others, i);
      g_autofree char *title = obd_diagnosis_dup_title (other);

      gtk_list_box_append (self->proofs,
                           obd_row_new_sentence (OBD_STATION_WARNING,
                                                 obd_diagnosis_get_lead (other), title, NULL,
                                                 NULL));
    }
  if (g_str_equal (obd_case_get_text (obd_case, OBD_FIELD_DEVICE), "this-computer"))
    return;
  /* TRANSLATORS: %s is the device, such as iPhone */
  network = g_strdup_printf (_("Not tested: the %s’s own network"), noun);
  add_proof (self, OBD_STATION_NOT_TESTED, network);
}

static char *
dup_summary (ObdPageSolved *self,
             ObdConclusion *conclusion)
{
  const ObdTarget *target = obd_exam_get_target (get_exam (self));

  if (target->recipient != NULL && conclusion->route[OBD_STATION_RECIPIENT].state == OBD_STATION_GOOD)
    /* TRANSLATORS: %s is a mail address */
    return g_strdup_printf (_("Seen from this computer, the server takes mail for %s."),
                            target->recipient);
  return g_strdup (_("Seen from this computer, the server accepts your sign-in and your address."));
}

static void
show_conclusion (ObdPageSolved *self)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  ObdConclusion *conclusion = obd_case_get_conclusion (obd_case);
  gboolean repaired = obd_case_get_conclusion_before (obd_case) != NULL;
  g_autofree char *summary = NULL;

  if (conclusion == NULL)
    return;
  summary = dup_summary (self, conclusion);
  gtk_label_set_label (self->heading, repaired ? _("Mail goes out again")
                                               : _("These settings work"));
  gtk_label_set_label (self->summary, summary);
  obd_page_set_title (OBD_PAGE (self), repaired ? _("Solved") : _("All is well"));
  obd_route_picture_set_form (self->route, obd_page_is_narrow (OBD_PAGE (self))
                                               ? OBD_ROUTE_FORM_SHORT
                                               : OBD_ROUTE_FORM_AUTO);
  obd_route_picture_set_host (self->route, obd_exam_get_target (get_exam (self))->host);
  obd_route_picture_set_route (self->route, conclusion->route);
  fill_proofs (self, conclusion);
}

/* --- the test message ------------------------------------------------------------------------- */

static gboolean
was_sent (ObdFindings *findings)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    if (obd_finding_get_flag (obd_findings_get (findings, i), OBD_KEY_SMTP_MESSAGE_SENT))
      return TRUE;
  return FALSE;
}

static void
message_finished_cb (ObdPageSolved *self)
{
  ObdExam *exam = self->message_exam;
  const ObdTarget *target = obd_exam_get_target (exam);
  g_autofree char *title
      = obd_diagnosis_dup_title (obd_exam_get_conclusion (exam)->verdict);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->send), TRUE);
  if (was_sent (obd_exam_get_findings (exam)))
    /* TRANSLATORS: %s is a mail address */
    text = g_strdup_printf (_("The server took a test message for %s."), target->test_recipient);
  else
    /* TRANSLATORS: %s is a whole sentence that says why */
    text = g_strdup_printf (_("Not sent. %s"), title);
  gtk_label_set_label (self->sent, text);
}

static void
send_clicked_cb (ObdPageSolved *self)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdExam) exam
      = obd_case_prepare_message (obd_case, obd_field_row_get_text (self->recipient), &error);

  if (exam == NULL)
    {
      obd_field_row_set_error (self->recipient, error->message);
      obd_field_row_focus (self->recipient);
      return;
    }
  g_set_object (&self->message_exam, exam);
  g_signal_connect_object (exam, "finished", G_CALLBACK (message_finished_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), FALSE);
  gtk_label_set_label (self->sent, _("Sending…"));
  obd_exam_start (exam);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
another_clicked_cb (ObdPageSolved *self)
{
  obd_case_reset (obd_page_get_case (OBD_PAGE (self)));
  obd_page_go_to (OBD_PAGE (self), OBD_NAME_START);
}

static void
obd_page_solved_primary (ObdPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "window.close", NULL);
}

static void
obd_page_solved_entered (ObdPage *page)
{
  ObdPageSolved *self = OBD_PAGE_SOLVED (page);
  const char *address = obd_case_get_text (obd_page_get_case (page), OBD_FIELD_ADDRESS);

  obd_page_set_subtitle (page, address);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_clear_object (&self->message_exam);
  g_object_set (self->recipient, "placeholder", address, NULL);
  obd_field_row_set (self->recipient, OBD_FIELD_UNKNOWN, NULL);
  gtk_label_set_label (self->sent, _("Sends one short message."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), TRUE);
  obd_keep_row_show (self->keep, obd_page_get_case (page));
  obd_report_actions_show (self->report, obd_page_get_case (page));
  show_conclusion (self);
}

static void
obd_page_solved_narrow_changed (ObdPage *page)
{
  show_conclusion (OBD_PAGE_SOLVED (page));
}

static void
obd_page_solved_focus (ObdPage *page)
{
  ObdPageSolved *self = OBD_PAGE_SOLVED (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}

static void
obd_page_solved_dispose (GObject *object)
{
  ObdPageSolved *self = OBD_PAGE_SOLVED (object);

  if (self->message_exam != NULL)
    obd_exam_cancel (self->message_exam);
  g_clear_object (&self->message_exam);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_PAGE_SOLVED);
  G_OBJECT_CLASS (obd_page_solved_parent_class)->dispose (object);
}

static void
obd_page_solved_class_init (ObdPageSolvedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_solved_dispose;
  page_class->entered = obd_page_solved_entered;
  page_class->primary = obd_page_solved_primary;
  page_class->narrow_changed = obd_page_solved_narrow_changed;
  page_class->focus = obd_page_solved_focus;
  g_type_ensure (OBD_TYPE_FIELD_ROW);
  g_type_ensure (OBD_TYPE_KEEP_ROW);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_REPORT_ACTIONS);
  g_type_ensure (OBD_TYPE_ROUTE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-solved.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, route);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, heading);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, summary);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, proofs);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, outbox);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, keep);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, recipient);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, send);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, sent);
  gtk_widget_class_bind_template_child (widget_class, ObdPageSolved, report);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_clicked_cb);
}

static void
obd_page_solved_init (ObdPageSolved *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_compat_button_fix_name (self->send);
}
