/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-fixes-private.h"

#include "obd-compat.h"
#include "obd-fix-status.h"
#include "obd-pair-layout.h"

#include <glib/gi18n-lib.h>

#define CROP_NARROW 250  /* of the phone, 360 px wide */
#define COPIED_MS 2000   /* how long the button shows that it copied */

G_DEFINE_FINAL_TYPE (ObdPageFixes, obd_page_fixes, OBD_TYPE_PAGE)

static ObdCase *
get_case (ObdPageFixes *self)
{
  return obd_page_get_case (OBD_PAGE (self));
}

static gboolean
is_last_step (ObdPageFixes *self)
{
  return self->step + 1 == self->guide->steps->len;
}

/* A screen reader shall say the new step first. */
static void
focus_instruction (ObdPageFixes *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->instruction));
  gtk_label_select_region (self->instruction, 0, 0);
}

static void
go_to_step (ObdPageFixes *self,
            guint         step)
{
  self->step = step;
  self->last_done = FALSE;
  obd_page_fixes_show_step (self);
  focus_instruction (self);
}

static gboolean
go_back_within (ObdPageFixes *self)
{
  if (self->last_done || self->step > 0)
    go_to_step (self, self->last_done ? self->step : self->step - 1);
  else if (self->fix > 0)
    obd_page_fixes_show_fix (self, self->fix - 1, TRUE);
  else
    return FALSE;
  return TRUE;
}

/* --- Buttons --- */

static void
yes_clicked_cb (ObdPageFixes *self)
{
  if (!is_last_step (self))
    {
      go_to_step (self, self->step + 1);
      return;
    }
  self->last_done = TRUE;
  obd_page_fixes_show_answers (self);
  focus_instruction (self);
}

static void
no_clicked_cb (ObdPageFixes *self)
{
  gboolean pictured = obd_page_fixes_get_step (self)->screen != NULL;

  obd_page_fixes_show_hint (
    self, pictured ? _("Only the ringed row matters; names and order differ from version to "
                       "version. Scroll a little up and down for it. The search field at the "
                       "top of Settings finds it too.")
                   : _("Take your time. If this step cannot be done, skip this fix: the next "
                       "one leads another way."));
}

static void
other_clicked_cb (ObdPageFixes *self)
{
  g_autofree char *path = obd_page_fixes_get_step (self)->path != NULL
                            ? obd_guide_fill (obd_page_fixes_get_step (self)->path, self->values)
                            : NULL;
  g_autofree char *text = NULL;

  if (path != NULL)
    /* TRANSLATORS: %s is the way through the device's menus: "Settings › Mail › Accounts" */
    text = g_strdup_printf (_("Go back to the beginning and take this way once more: %s. If a row "
                              "is missing, skip this fix: the next one leads another way."),
                            path);
  if (text == NULL)
    text = g_strdup (_("Skip this fix: the next one leads another way. Nothing is lost by it."));
  obd_page_fixes_show_hint (self, text);
}

static void
previous_clicked_cb (ObdPageFixes *self)
{
  go_back_within (self);
}

static void
skip_clicked_cb (ObdPageFixes *self)
{
  if (self->fixes[self->fix + 1] == NULL)
    {
      obd_page_go_to (OBD_PAGE (self), OBD_NAME_DIAGNOSIS);
      return;
    }
  obd_page_fixes_show_fix (self, self->fix + 1, FALSE);
  focus_instruction (self);
}

static void
show_copied_over_cb (gpointer user_data)
{
  ObdPageFixes *self = user_data;

  self->copied = 0;
  gtk_button_set_icon_name (self->copy, "edit-copy-symbolic");
}

static void
copy_clicked_cb (ObdPageFixes *self)
{
  g_autofree char *text = obd_guide_fill (obd_page_fixes_get_step (self)->type_this, self->values);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_button_set_icon_name (self->copy, "object-select-symbolic");
  g_clear_handle_id (&self->copied, g_source_remove);
  self->copied = g_timeout_add_once (COPIED_MS, show_copied_over_cb, self);
}

/* --- The page --- */

static guint
find_chosen (ObdPageFixes *self)
{
  const char *chosen = obd_case_get_remedy (get_case (self));

  for (guint i = 0; chosen != NULL && self->fixes[i] != NULL; i++)
    if (g_str_equal (self->fixes[i], chosen))
      return i;
  return 0;
}

static void
obd_page_fixes_entered (ObdPage *page)
{
  ObdPageFixes *self = OBD_PAGE_FIXES (page);
  ObdConclusion *conclusion = obd_case_get_conclusion (get_case (self));

  if (conclusion == NULL)
    return;
  g_clear_pointer (&self->fixes, g_strfreev);
  self->fixes = obd_fix_list (conclusion);
  obd_page_fixes_fill_values (self);
  obd_page_fixes_show_fix (self, find_chosen (self), FALSE);
}

/* Asks for a password first where one is needed; then no exam begins yet. */
static void
obd_page_fixes_primary (ObdPage *page)
{
  ObdCase *obd_case = obd_page_get_case (page);
  ObdExam *before = obd_case_get_exam (obd_case);

  if (obd_case_get_conclusion (obd_case) == NULL)
    return;
  obd_case_test_again (obd_case);
  if (obd_case_get_exam (obd_case) != before)
    obd_page_go_to (page, OBD_NAME_EXAM);
}

static gboolean
obd_page_fixes_back (ObdPage *page)
{
  ObdPageFixes *self = OBD_PAGE_FIXES (page);

  return self->guide != NULL && self->step > 0 && go_back_within (self);
}

static void
move_to (GtkWidget *widget,
         GtkBox    *home)
{
  GtkBox *now = GTK_BOX (gtk_widget_get_parent (widget));

  if (now == home)
    return;
  g_object_ref (widget);
  gtk_box_remove (now, widget);
  gtk_box_append (home, widget);
  g_object_unref (widget);
}

/* At 360 px the answers stand below what scrolls, always in reach, and the picture shows a window
 * of itself. */
static void
obd_page_fixes_narrow_changed (ObdPage *page)
{
  ObdPageFixes *self = OBD_PAGE_FIXES (page);
  gboolean narrow = obd_page_is_narrow (page);

  obd_phone_picture_set_crop (self->phone, narrow ? CROP_NARROW : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), !narrow);
  move_to (self->answers, narrow ? self->foot : self->column);
  move_to (self->chip, narrow ? self->progress : self->heading);
  gtk_label_set_xalign (self->question, narrow ? 0.5f : 0);
  if (self->guide == NULL)
    return;
  obd_page_fixes_show_titles (self);
  obd_page_fixes_show_step (self);
}

static void
obd_page_fixes_focus (ObdPage *page)
{
  focus_instruction (OBD_PAGE_FIXES (page));
}

/* The accent colour inside the instruction's markup follows the style. */
static void
dark_cb (ObdPageFixes *self)
{
  if (self->guide != NULL)
    obd_page_fixes_show_instruction (self);
}

static void
obd_page_fixes_dispose (GObject *object)
{
  ObdPageFixes *self = OBD_PAGE_FIXES (object);

  g_clear_handle_id (&self->copied, g_source_remove);
  g_clear_signal_handler (&self->dark_handler, adw_style_manager_get_default ());
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_FIXES);

  G_OBJECT_CLASS (obd_page_fixes_parent_class)->dispose (object);
}

static void
obd_page_fixes_finalize (GObject *object)
{
  ObdPageFixes *self = OBD_PAGE_FIXES (object);

  g_clear_pointer (&self->fixes, g_strfreev);
  g_clear_pointer (&self->guide, obd_guide_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);

  G_OBJECT_CLASS (obd_page_fixes_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, ObdPageFixes, child)
  BIND (scroller);
  BIND (foot);
  BIND (column);
  BIND (heading);
  BIND (progress);
  BIND (name);
  BIND (chip);
  BIND (chip_mark);
  BIND (chip_word);
  BIND (dots);
  BIND (count);
  BIND (reason);
  BIND (path);
  BIND (instruction);
  BIND (note);
  BIND (type_card);
  BIND (type_this);
  BIND (copy);
  BIND (expect_row);
  BIND (expect);
  BIND (hint);
  BIND (answers);
  BIND (question);
  BIND (yes);
  BIND (no);
  BIND (other);
  BIND (picture);
  BIND (phone);
  BIND (caption);
  BIND (previous);
  BIND (previous_content);
  BIND (skip);
#undef BIND
}

static void
obd_page_fixes_class_init (ObdPageFixesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_PHONE_PICTURE);
  g_type_ensure (OBD_TYPE_STEP_DOTS);

  G_OBJECT_CLASS (klass)->dispose = obd_page_fixes_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_page_fixes_finalize;
  page_class->entered = obd_page_fixes_entered;
  page_class->primary = obd_page_fixes_primary;
  page_class->back = obd_page_fixes_back;
  page_class->narrow_changed = obd_page_fixes_narrow_changed;
  page_class->focus = obd_page_fixes_focus;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/obd-page-fixes.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, yes_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
obd_page_fixes_init (ObdPageFixes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_compat_button_fix_name (GTK_BUTTON (self->yes));
  obd_compat_button_fix_name (GTK_BUTTON (self->no));
  obd_compat_button_fix_name (GTK_BUTTON (self->other));
  self->dark_handler = g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                                                G_CALLBACK (dark_cb), self, G_CONNECT_SWAPPED);
}
