/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-diagnosis.h"

#include "obd-cause-list.h"
#include "obd-change-list.h"
#include "obd-compat.h"
#include "obd-conclusion-words.h"
#include "obd-guide.h"
#include "obd-pair-layout.h"
#include "obd-report-actions.h"
#include "obd-route-picture.h"
#include "obd-rows.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>

struct _ObdPageDiagnosis
{
  ObdPage          parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel        *sentence;
  AdwBin          *actor;
  GtkLabel        *tested_again;
  GtkLabel        *explanation;
  ObdRoutePicture *route;
  GtkLabel        *stop;
  GtkBox          *pair;
  GtkWidget       *proofs;
  GtkLabel        *sureness;
  GtkListBox      *evidence;
  GtkWidget       *changes;
  GtkLabel        *changes_heading;
  ObdChangeList   *change_list;
  GtkLabel        *source;
  ObdCauseList    *instead;
  GtkWidget       *remedies_group;
  GtkListBox      *remedies;
  ObdCauseList    *next;
  ObdCauseList    *besides;
  ObdReportActions *report;
  GtkButton       *conversation;
};

G_DEFINE_FINAL_TYPE (ObdPageDiagnosis, obd_page_diagnosis, OBD_TYPE_PAGE)

static ObdConclusion *
get_conclusion (ObdPageDiagnosis *self)
{
  return obd_case_get_conclusion (obd_page_get_case (OBD_PAGE (self)));
}

static void
show_actor (ObdPageDiagnosis *self,
            ObdDiagnosis     *verdict)
{
  static const struct
  {
    const char *icon;
    const char *css;
  } looks[] = {
    [OBD_ACTOR_YOU] = { "obd-person-symbolic", "good" },
    [OBD_ACTOR_PROVIDER] = { "obd-provider-symbolic", "accent" },
    [OBD_ACTOR_DEVICE_MAKER] = { "obd-station-device-symbolic", "accent" },
    [OBD_ACTOR_NETWORK] = { "obd-station-network-symbolic", "accent" },
    [OBD_ACTOR_SERVER_ADMIN] = { "obd-provider-symbolic", "accent" },
  };
  ObdActor actor = obd_diagnosis_get_actor (verdict);
  g_autofree char *label = obd_diagnosis_dup_actor_label (verdict);

  adw_bin_set_child (self->actor, obd_chip_new (looks[actor].icon, label, looks[actor].css));
  /* Who can act is told only where there is something to do. */
  gtk_widget_set_visible (GTK_WIDGET (self->actor),
                          obd_diagnosis_get_remedies (verdict)[0] != NULL);
}

/* What would tell two causes apart stands beside the other one, if there is one. */
static gboolean
is_told_elsewhere (ObdConclusion     *conclusion,
                   const ObdEvidence *proof)
{
  g_autofree char *apart = obd_diagnosis_dup_apart (conclusion->verdict);

  if (g_strcmp0 (apart, proof->text) != 0)
    return FALSE;
  for (guint i = 0; i < conclusion->others->len; i++)
    if (obd_diagnosis_is_rival (g_ptr_array_index (conclusion->others, i)))
      return TRUE;
  return FALSE;
}

static void
fill_evidence (ObdPageDiagnosis *self,
               ObdConclusion    *conclusion)
{
  GPtrArray *evidence = obd_diagnosis_get_evidence (conclusion->verdict);
  const char *sureness = obd_diagnosis_get_sureness (conclusion->verdict);

  obd_list_clear (self->evidence);
  for (guint i = 0; i < evidence->len; i++)
    {
      const ObdEvidence *proof = g_ptr_array_index (evidence, i);
      ObdStationState state = obd_mark_for_tone (proof->tone);

      if (is_told_elsewhere (conclusion, proof))
        continue;
      gtk_list_box_append (self->evidence,
                           proof->server_words != NULL
                               ? obd_row_new_server_words (state, proof->lead, proof->text,
                                                           proof->server_words)
                               : obd_row_new_sentence (state, proof->lead, proof->text, NULL,
                                                       NULL));
    }
  gtk_label_set_label (self->sureness, sureness != NULL ? sureness : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sureness), sureness != NULL);
  gtk_widget_set_visible (self->proofs, evidence->len > 0);
}

static char *
dup_remedy_caption (ObdCase    *obd_case,
                    const char *remedy)
{
  g_autoptr (ObdGuide) guide
      = obd_guide_find (obd_case_get_text (obd_case, OBD_FIELD_DEVICE),
                        obd_case_get_text (obd_case, OBD_FIELD_DEVICE_VERSION), remedy);

  return g_strdup_printf (ngettext ("%u step", "%u steps", guide->steps->len), guide->steps->len);
}

static void
fill_remedies (ObdPageDiagnosis *self,
               ObdDiagnosis     *verdict)
{
  const char *const *remedies = obd_diagnosis_get_remedies (verdict);
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  guint n = 0;

  obd_list_clear (self->remedies);
  for (; remedies[n] != NULL; n++)
    {
      const ObdRemedy *remedy = obd_remedy_find (remedies[n]);
      g_autofree char *number = g_strdup_printf ("%u", n + 1);
      g_autofree char *caption = dup_remedy_caption (obd_case, remedies[n]);

      gtk_list_box_append (
          self->remedies,
          obd_row_new_link (number, remedy != NULL ? _(remedy->label) : remedies[n], caption,
                            n == 0 ? obd_chip_new (NULL, _("Likeliest"), "accent") : NULL));
    }
  gtk_widget_set_visible (self->remedies_group, n > 0);
  obd_page_set_primary_label (OBD_PAGE (self), n > 0 ? _("_Show me the fix") : _("_Examine again"));
}

static void
fill_others (ObdPageDiagnosis *self,
             ObdConclusion    *conclusion)
{
  obd_cause_list_fill (self->instead, OBD_CAUSES_INSTEAD, conclusion->others, conclusion->verdict);
  obd_cause_list_fill (self->next, OBD_CAUSES_NEXT, conclusion->others, conclusion->verdict);
  obd_cause_list_fill (self->besides, OBD_CAUSES_BESIDES, conclusion->others, conclusion->verdict);
}

static void
fill_changes (ObdPageDiagnosis *self,
              ObdConclusion    *conclusion)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  g_autofree char *heading = obd_words_has_to_change (obd_case);
  g_autofree char *source = obd_conclusion_words_source (conclusion);
  guint n = obd_change_list_fill (self->change_list,
                                  obd_case_get_text (obd_case, OBD_FIELD_DEVICE),
                                  conclusion->differences,
                                  obd_page_is_narrow (OBD_PAGE (self)));

  gtk_label_set_label (self->changes_heading, heading);
  gtk_label_set_label (self->source, source);
  gtk_widget_set_visible (GTK_WIDGET (self->source), *source != '\0');
  gtk_widget_set_visible (self->changes, n > 0);
}

/* Beside the title, which says why. (nullable): the mail stops nowhere. */
static const char *
find_stop (ObdConclusion *conclusion)
{
  static const char *const stops[OBD_N_STATIONS] = {
    [OBD_STATION_DEVICE] = N_("Stops at the device"),
    [OBD_STATION_NETWORK] = N_("Stops at the network"),
    [OBD_STATION_NAME] = N_("Stops at the server’s name"),
    [OBD_STATION_PORT] = N_("Stops at the port"),
    [OBD_STATION_ENCRYPTION] = N_("Stops at the encryption"),
    [OBD_STATION_SIGN_IN] = N_("Stops at the sign-in"),
    [OBD_STATION_RELAYING] = N_("Stops at relaying"),
    [OBD_STATION_RECIPIENT] = N_("Stops at the recipient"),
  };

  for (guint i = 0; i < OBD_N_STATIONS; i++)
    if (conclusion->route[i].state == OBD_STATION_STUCK)
      return _(stops[i]);
  return NULL;
}

static void
show_route (ObdPageDiagnosis *self,
            ObdConclusion    *conclusion)
{
  gboolean narrow = obd_page_is_narrow (OBD_PAGE (self));
  const char *stop = find_stop (conclusion);
  const ObdTarget *target = obd_exam_get_target (
      obd_case_get_exam (obd_page_get_case (OBD_PAGE (self))));

  obd_route_picture_set_form (self->route,
                              narrow ? OBD_ROUTE_FORM_SHORT : OBD_ROUTE_FORM_AUTO);
  obd_route_picture_set_host (self->route, target->host);
  obd_route_picture_set_route (self->route, conclusion->route);
  gtk_label_set_label (self->stop, stop != NULL ? stop : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stop), narrow && stop != NULL);
}

static void
show_tested_again (ObdPageDiagnosis *self,
                   ObdConclusion    *conclusion)
{
  ObdConclusion *before
      = obd_case_get_conclusion_before (obd_page_get_case (OBD_PAGE (self)));
  gboolean same = before != NULL
                  && obd_diagnosis_get_cause (before->verdict)
                         == obd_diagnosis_get_cause (conclusion->verdict);

  gtk_widget_set_visible (GTK_WIDGET (self->tested_again), before != NULL);
  gtk_label_set_label (self->tested_again,
                       same ? _("Tested again, as the device should be now: it still stops here.")
                            : _("Tested again: the first fix worked. Now the mail stops later on."));
}

static void
show_conclusion (ObdPageDiagnosis *self)
{
  ObdConclusion *conclusion = get_conclusion (self);
  g_autofree char *title = NULL;
  g_autofree char *explanation = NULL;

  if (conclusion == NULL)
    return;
  title = obd_diagnosis_dup_title (conclusion->verdict);
  explanation = obd_diagnosis_dup_explanation (conclusion->verdict);
  gtk_label_set_label (self->sentence, title);
  gtk_label_set_label (self->explanation, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (GTK_WIDGET (self->explanation),
                          explanation != NULL && *explanation != '\0');
  show_actor (self, conclusion->verdict);
  show_route (self, conclusion);
  show_tested_again (self, conclusion);
  fill_evidence (self, conclusion);
  fill_changes (self, conclusion);
  fill_remedies (self, conclusion->verdict);
  fill_others (self, conclusion);
}

static void
show_fix (ObdPageDiagnosis *self,
          guint             index)
{
  const char *const *remedies = obd_diagnosis_get_remedies (get_conclusion (self)->verdict);

  obd_case_set_remedy (obd_page_get_case (OBD_PAGE (self)), remedies[index]);
  obd_page_go_to (OBD_PAGE (self), OBD_NAME_FIXES);
}

static void
remedy_activated_cb (ObdPageDiagnosis *self,
                     GtkListBoxRow    *row)
{
  show_fix (self, gtk_list_box_row_get_index (row));
}

static void
conversation_clicked_cb (ObdPageDiagnosis *self)
{
  obd_page_go_to (OBD_PAGE (self), OBD_NAME_CONVERSATION);
}

static void
obd_page_diagnosis_primary (ObdPage *page)
{
  ObdPageDiagnosis *self = OBD_PAGE_DIAGNOSIS (page);

  if (obd_diagnosis_get_remedies (get_conclusion (self)->verdict)[0] != NULL)
    show_fix (self, 0);
  else if (!obd_case_examine (obd_page_get_case (page), NULL))
    obd_page_go_to (page, OBD_NAME_MAILBOX);
}

static void
obd_page_diagnosis_entered (ObdPage *page)
{
  ObdPageDiagnosis *self = OBD_PAGE_DIAGNOSIS (page);

  obd_page_set_subtitle (page,
                         obd_case_get_text (obd_page_get_case (page), OBD_FIELD_ADDRESS));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_conclusion (self);
  obd_report_actions_show (self->report, obd_page_get_case (page));
}

/* The change table comes first where everything stands in one column. */
static void
obd_page_diagnosis_narrow_changed (ObdPage *page)
{
  ObdPageDiagnosis *self = OBD_PAGE_DIAGNOSIS (page);

  gtk_box_reorder_child_after (self->pair, self->changes,
                               obd_page_is_narrow (page) ? NULL : self->proofs);
  obd_compat_button_set_label (self->conversation, obd_page_is_narrow (page)
                                                       ? _("_Conversation")
                                                       : _("Show the _conversation"));
  show_conclusion (self);
}

/* The sentence is what a screen reader shall say first. */
static void
obd_page_diagnosis_focus (ObdPage *page)
{
  ObdPageDiagnosis *self = OBD_PAGE_DIAGNOSIS (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->sentence));
}

static void
obd_page_diagnosis_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_DIAGNOSIS);
  G_OBJECT_CLASS (obd_page_diagnosis_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, sentence);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, actor);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, tested_again);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, explanation);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, route);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, stop);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, pair);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, proofs);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, sureness);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, evidence);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, changes);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, changes_heading);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, change_list);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, source);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, instead);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, remedies_group);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, remedies);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, next);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, besides);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, report);
  gtk_widget_class_bind_template_child (widget_class, ObdPageDiagnosis, conversation);
}

static void
obd_page_diagnosis_class_init (ObdPageDiagnosisClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_diagnosis_dispose;
  page_class->entered = obd_page_diagnosis_entered;
  page_class->primary = obd_page_diagnosis_primary;
  page_class->narrow_changed = obd_page_diagnosis_narrow_changed;
  page_class->focus = obd_page_diagnosis_focus;
  g_type_ensure (OBD_TYPE_CAUSE_LIST);
  g_type_ensure (OBD_TYPE_CHANGE_LIST);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_REPORT_ACTIONS);
  g_type_ensure (OBD_TYPE_ROUTE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-diagnosis.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, remedy_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, conversation_clicked_cb);
}

static void
obd_page_diagnosis_init (ObdPageDiagnosis *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_compat_button_fix_name (self->conversation);
}
