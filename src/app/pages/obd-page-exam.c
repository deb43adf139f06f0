/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-exam.h"

#include "obd-pair-layout.h"
#include "obd-route-picture.h"
#include "obd-step-list.h"

#include <glib/gi18n-lib.h>

/* A screen reader says the running sentence; nobody can listen to more than one a second. */
#define SENTENCE_PAUSE G_TIME_SPAN_SECOND
#define CLOCK_INTERVAL 100

struct _ObdPageExam
{
  ObdPage          parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox          *content;
  GtkWidget       *route_card;
  ObdRoutePicture *route;
  GtkWidget       *running;
  GtkLabel        *sentence;
  GtkLabel        *count;
  GtkWidget       *all_checks;
  AdwActionRow    *all_checks_row;
  GtkImage        *all_checks_arrow;
  ObdStepList     *steps;

  ObdExam         *exam;
  gboolean         shown;
  gboolean         unfolded;
  guint            clock;
  gint64           said_at;
};

G_DEFINE_FINAL_TYPE (ObdPageExam, obd_page_exam, OBD_TYPE_PAGE)

static const char *const sentences[OBD_N_STATIONS] = {
  [OBD_STATION_DEVICE] = N_("Reading the clock of this computer"),
  [OBD_STATION_NETWORK] = N_("Looking for a way into the network"),
  [OBD_STATION_NAME] = N_("Asking where the server is"),
  [OBD_STATION_PORT] = N_("Knocking at the server’s ports"),
  [OBD_STATION_ENCRYPTION] = N_("Agreeing with the server on encryption"),
  [OBD_STATION_SIGN_IN] = N_("Asking the server how it wants you to sign in"),
  [OBD_STATION_RELAYING] = N_("Asking whether the server passes mail on"),
  [OBD_STATION_RECIPIENT] = N_("Asking whether the recipient is accepted"),
};

static const char *
find_sentence (ObdPageExam *self)
{
  ObdConclusion *conclusion = obd_exam_get_conclusion (self->exam);

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    if (conclusion->route[i].state == OBD_STATION_RUNNING)
      return _(sentences[i]);
  return obd_exam_is_running (self->exam) ? _("Comparing with the other usual ports")
                                          : _("The checks are done");
}

static void
say (ObdPageExam *self)
{
  const char *sentence = find_sentence (self);
  gint64 now = g_get_monotonic_time ();

  if (now - self->said_at < SENTENCE_PAUSE
      || g_str_equal (sentence, gtk_label_get_label (self->sentence)))
    return;
  self->said_at = now;
  gtk_label_set_label (self->sentence, sentence);
}

static gboolean
is_over (ObdStationState state)
{
  return state != OBD_STATION_WAITING && state != OBD_STATION_RUNNING;
}

static void
show_count (ObdPageExam *self)
{
  GListModel *steps = obd_exam_get_steps (self->exam);
  guint total = g_list_model_get_n_items (steps);
  guint done = 0;
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < total; i++)
    {
      g_autoptr (ObdStep) step = g_list_model_get_item (steps, i);

      done += is_over (obd_step_get_state (step));
    }
  /* TRANSLATORS: %1$u of %2$u checks are done, after %3$.1f seconds */
  text = g_strdup_printf (ngettext ("%1$u of %2$u check done · %3$.1f s",
                                    "%1$u of %2$u checks done · %3$.1f s", total),
                          done, total, obd_exam_get_elapsed (self->exam) / 1000);
  gtk_label_set_label (self->count, text);
  all = g_strdup_printf (ngettext ("%u check", "All %u checks", total), total);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all_checks_row), all);
}

static void
show_progress (ObdPageExam *self)
{
  obd_route_picture_set_route (self->route, obd_exam_get_conclusion (self->exam)->route);
  show_count (self);
  say (self);
}

static void
exam_changed_cb (ObdPageExam *self)
{
  if (self->shown)
    show_progress (self);
}

static gboolean
clock_cb (gpointer data)
{
  ObdPageExam *self = data;

  show_count (self);
  say (self);
  return G_SOURCE_CONTINUE;
}

/* A result is never held back for an animation: the next page follows at once. */
static void
exam_finished_cb (ObdPageExam *self)
{
  ObdConclusion *conclusion = obd_exam_get_conclusion (self->exam);

  g_clear_handle_id (&self->clock, g_source_remove);
  if (!self->shown)
    return;
  show_progress (self);
  if (obd_diagnosis_get_cause (conclusion->verdict) == OBD_CAUSE_HEALTHY)
    obd_page_go_to (OBD_PAGE (self), OBD_NAME_SOLVED);
  else
    obd_page_go_to (OBD_PAGE (self), OBD_NAME_DIAGNOSIS);
}

static void
drop_exam (ObdPageExam *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  if (self->exam != NULL)
    g_signal_handlers_disconnect_by_data (self->exam, self);
  g_clear_object (&self->exam);
}

static void
take_exam (ObdPageExam *self)
{
  const ObdTarget *target = NULL;

  drop_exam (self);
  self->exam = g_object_ref (obd_case_get_exam (obd_page_get_case (OBD_PAGE (self))));
  target = obd_exam_get_target (self->exam);
  obd_page_set_subtitle (OBD_PAGE (self), target->address);
  obd_route_picture_set_host (self->route, target->host);
  obd_step_list_set_steps (self->steps, obd_exam_get_steps (self->exam));
  g_signal_connect_object (self->exam, "changed", G_CALLBACK (exam_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exam, "finished", G_CALLBACK (exam_finished_cb), self,
                           G_CONNECT_SWAPPED);
  self->clock = g_timeout_add (CLOCK_INTERVAL, clock_cb, self);
  self->said_at = 0;
  show_progress (self);
}

static void
obd_page_exam_entered (ObdPage *page)
{
  ObdPageExam *self = OBD_PAGE_EXAM (page);

  self->shown = TRUE;
  obd_page_set_primary_sensitive (page, TRUE);
  take_exam (self);
}

/* Leaving a running exam stops it. */
static void
obd_page_exam_left (ObdPage *page)
{
  ObdPageExam *self = OBD_PAGE_EXAM (page);

  self->shown = FALSE;
  if (self->exam != NULL && obd_exam_is_running (self->exam))
    obd_exam_cancel (self->exam);
  g_clear_handle_id (&self->clock, g_source_remove);
}

/* "finished" follows, and with it the page that shows what was found so far. */
static void
obd_page_exam_primary (ObdPage *page)
{
  obd_page_set_primary_sensitive (page, FALSE);
  obd_exam_cancel (OBD_PAGE_EXAM (page)->exam);
}

static void
show_folding (ObdPageExam *self)
{
  gboolean narrow = obd_page_is_narrow (OBD_PAGE (self));

  gtk_widget_set_visible (self->all_checks, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), !narrow || self->unfolded);
  gtk_image_set_from_icon_name (self->all_checks_arrow,
                                self->unfolded ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->all_checks_row),
                               GTK_ACCESSIBLE_STATE_EXPANDED, self->unfolded, -1);
}

static void
all_checks_activated_cb (ObdPageExam *self)
{
  self->unfolded = !self->unfolded;
  show_folding (self);
}

/* In one column the route is tall: what runs just now is said above it. */
static void
obd_page_exam_narrow_changed (ObdPage *page)
{
  ObdPageExam *self = OBD_PAGE_EXAM (page);

  gtk_box_reorder_child_after (self->content, self->running,
                               obd_page_is_narrow (page) ? NULL : self->route_card);
  show_folding (self);
}

/* The focus may be on what is taller than the window, which would be scrolled to its end. */
static void
obd_page_exam_focus (ObdPage *page)
{
  ObdPageExam *self = OBD_PAGE_EXAM (page);

  OBD_PAGE_CLASS (obd_page_exam_parent_class)->focus (page);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
station_activated_cb (ObdPageExam *self,
                      int          station)
{
  self->unfolded = TRUE;
  show_folding (self);
  obd_step_list_focus_check (self->steps, (ObdStationId) station);
}

static void
obd_page_exam_dispose (GObject *object)
{
  drop_exam (OBD_PAGE_EXAM (object));
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_EXAM);
  G_OBJECT_CLASS (obd_page_exam_parent_class)->dispose (object);
}

static void
obd_page_exam_class_init (ObdPageExamClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_exam_dispose;
  page_class->entered = obd_page_exam_entered;
  page_class->left = obd_page_exam_left;
  page_class->primary = obd_page_exam_primary;
  page_class->narrow_changed = obd_page_exam_narrow_changed;
  page_class->focus = obd_page_exam_focus;
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_ROUTE_PICTURE);
  g_type_ensure (OBD_TYPE_STEP_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-exam.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, content);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, route_card);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, route);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, running);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, sentence);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, count);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, all_checks);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, all_checks_row);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, all_checks_arrow);
  gtk_widget_class_bind_template_child (widget_class, ObdPageExam, steps);
  gtk_widget_class_bind_template_callback (widget_class, all_checks_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, station_activated_cb);
}

static void
obd_page_exam_init (ObdPageExam *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_folding (self);
}
