/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-fixes.h"

#include "obd-compat.h"
#include "obd-fix-status.h"
#include "obd-guide.h"
#include "obd-pair-layout.h"
#include "obd-phone-picture.h"
#include "obd-step-dots.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CROP_NARROW 250  /* of the phone, 360 px wide */
#define COPIED_MS 2000   /* how long the button shows that it copied */

struct _ObdPageFixes
{
  ObdPage           parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox            *foot;
  GtkBox            *column;
  GtkBox            *heading;
  GtkBox            *progress;
  GtkLabel          *name;
  GtkWidget         *chip;
  GtkImage          *chip_mark;
  GtkLabel          *chip_word;
  ObdStepDots       *dots;
  GtkLabel          *count;
  GtkLabel          *reason;
  GtkLabel          *path;
  GtkLabel          *instruction;
  GtkLabel          *note;
  GtkWidget         *type_card;
  GtkLabel          *type_this;
  GtkButton         *copy;
  GtkWidget         *expect_row;
  GtkLabel          *expect;
  GtkLabel          *hint;
  GtkWidget         *answers;
  GtkLabel          *question;
  GtkWidget         *yes;
  GtkWidget         *no;
  GtkWidget         *other;
  GtkWidget         *picture;
  ObdPhonePicture   *phone;
  GtkLabel          *caption;
  GtkWidget         *previous;
  AdwButtonContent  *previous_content;
  GtkButton         *skip;

  char             **fixes;  /* remedy ids in the order they are shown */
  guint              fix;
  guint              step;
  gboolean           last_done; /* the last step was answered with Yes */
  ObdGuide          *guide;
  GHashTable        *values; /* placeholder → the mailbox's value */
  guint              copied;
  gulong             dark_handler;
};

G_DEFINE_FINAL_TYPE (ObdPageFixes, obd_page_fixes, OBD_TYPE_PAGE)

static ObdCase *
get_case (ObdPageFixes *self)
{
  return obd_page_get_case (OBD_PAGE (self));
}

static const ObdGuideStep *
get_step (ObdPageFixes *self)
{
  return self->guide->steps->pdata[self->step];
}

static gboolean
is_last_step (ObdPageFixes *self)
{
  return self->step + 1 == self->guide->steps->len;
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
show_filled (ObdPageFixes *self,
             GtkLabel     *label,
             const char   *text)
{
  g_autofree char *filled = text != NULL ? obd_guide_fill (text, self->values) : NULL;

  show_text (label, filled);
}

/* **Label** becomes bold in the accent colour. The text is escaped before: values come from
 * people and servers. */
static char *
make_markup (ObdPageFixes *self,
             const char   *text)
{
  g_autofree char *filled = obd_guide_fill (text, self->values);
  g_autofree char *escaped = g_markup_escape_text (filled, -1);
  g_auto (GStrv) pieces = g_strsplit (escaped, "**", -1);
  GString *markup = g_string_new (NULL);
  GdkRGBA accent;

  obd_compat_lookup_color (GTK_WIDGET (self), "accent_color", &accent);
  for (gsize i = 0; pieces[i] != NULL; i++)
    if (i % 2 == 1)
      g_string_append_printf (markup, "<span foreground=\"#%02x%02x%02x\" alpha=\"100%%\">%s</span>",
                              (guint) (accent.red * 255), (guint) (accent.green * 255),
                              (guint) (accent.blue * 255), pieces[i]);
    else
      g_string_append (markup, pieces[i]);
  return g_string_free (markup, FALSE);
}

/* What to type is shown only where it is known: "the outgoing server" is no server. */
static gboolean
is_known (ObdPageFixes *self,
          const char   *text)
{
  const char *open = strchr (text, '{');

  while (open != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *key = close != NULL ? g_strndup (open + 1, (gsize) (close - open) - 1) : NULL;
      const char *value = key != NULL ? g_hash_table_lookup (self->values, key) : NULL;

      if (value == NULL || value[0] == '\0')
        return FALSE;
      open = strchr (close, '{');
    }
  return TRUE;
}

static void
show_type_this (ObdPageFixes *self,
                const char   *text)
{
  gboolean shown = text != NULL && is_known (self, text);
  g_autofree char *filled = shown ? obd_guide_fill (text, self->values) : NULL;
  g_autofree char *isolated = NULL;

  /* Addresses and host names stay left to right among right-to-left words. */
  isolated = shown ? g_strdup_printf ("\u2068%s\u2069", filled) : NULL;
  gtk_label_set_label (self->type_this, isolated != NULL ? isolated : "");
  gtk_widget_set_visible (self->type_card, shown);
  gtk_button_set_icon_name (self->copy, "edit-copy-symbolic");
}

static gboolean
is_english (void)
{
  const char *language = g_get_language_names ()[0];

  /* "C", "C.UTF-8" and "POSIX" leave the text as it is written: in English. */
  return g_str_has_prefix (language, "en") || g_ascii_isupper (language[0]);
}

static void
show_caption (ObdPageFixes       *self,
              const ObdGuideStep *step)
{
  g_autofree char *noun = obd_case_dup_device_noun (get_case (self));
  g_autofree char *sure = NULL;
  g_autofree char *text = NULL;

  /* TRANSLATORS: %s is the device: "iPhone" */
  if (step->sure == OBD_SURE_ONE_SOURCE)
    sure = g_strdup_printf (_("May look a little different on your %s."), noun);
  else if (step->sure == OBD_SURE_INFERRED)
    sure = g_strdup_printf (_("May look different on your %s: we have not seen this screen."), noun);
  if (!is_english () && step->screen != NULL)
    text = g_strdup_printf ("%s %s", _("The labels are in English."), sure != NULL ? sure : "");
  show_text (self->caption, text != NULL ? text : sure);
}

static void
show_picture (ObdPageFixes       *self,
              const ObdGuideStep *step)
{
  gtk_widget_set_visible (GTK_WIDGET (self->phone), step->screen != NULL);
  obd_phone_picture_set_step (self->phone, step->screen, self->values, (int) self->step + 1);
  show_caption (self, step);
  gtk_widget_set_visible (self->picture, step->screen != NULL ||
                                           gtk_widget_get_visible (GTK_WIDGET (self->caption)));
}

/* The last step's Yes leads to the test: then the one suggested button is the page's own. */
static void
show_answers (ObdPageFixes *self)
{
  gboolean narrow = obd_page_is_narrow (OBD_PAGE (self));
  gboolean pictured = get_step (self)->screen != NULL;

  if (self->last_done)
    gtk_label_set_label (self->question, _("That was the last step. Now test again."));
  else if (pictured)
    gtk_label_set_label (self->question, narrow ? _("Does your screen look like this?")
                                                : _("Does your screen look like this picture?"));
  else
    gtk_label_set_label (self->question, _("Is that done?"));
  gtk_widget_set_visible (gtk_widget_get_parent (self->yes), !self->last_done);
  gtk_widget_set_visible (self->other, pictured);
  obd_page_set_primary_suggested (OBD_PAGE (self), self->last_done);
}

static void
show_previous (ObdPageFixes *self)
{
  g_autofree char *label = NULL;

  if (self->step > 0)
    label = g_strdup_printf (_("Step %u"), self->step);
  else if (self->fix > 0)
    label = g_strdup (_("Fix before"));
  gtk_widget_set_visible (self->previous, label != NULL);
  if (label != NULL)
    adw_button_content_set_label (self->previous_content, label);
}

static void
show_step (ObdPageFixes *self)
{
  const ObdGuideStep *step = get_step (self);
  guint total = self->guide->steps->len;
  g_autofree char *markup = make_markup (self, step->instruction);
  g_autofree char *count = g_strdup_printf (_("Step %d of %d"), (int) self->step + 1, (int) total);

  obd_step_dots_set_step (self->dots, (int) self->step + 1, (int) total);
  gtk_label_set_label (self->count, count);
  show_filled (self, self->path, obd_page_is_narrow (OBD_PAGE (self)) ? NULL : step->path);
  gtk_label_set_markup (self->instruction, markup);
  show_filled (self, self->note, step->note);
  show_type_this (self, step->type_this);
  show_filled (self, self->expect, step->expect);
  gtk_widget_set_visible (self->expect_row,
                          step->expect != NULL && !obd_page_is_narrow (OBD_PAGE (self)));
  show_text (self->hint, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason),
                          self->step == 0 && !obd_page_is_narrow (OBD_PAGE (self)) &&
                            gtk_label_get_label (self->reason)[0] != '\0');
  show_picture (self, step);
  show_answers (self);
  show_previous (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_status (ObdPageFixes *self)
{
  static const struct
  {
    const char *css;
    const char *icon;
  } looks[] = {
    [OBD_FIX_CANNOT_CHECK] = { "at-not-reached", "obd-mark-not-reached-symbolic" },
    [OBD_FIX_NEEDS_FIXING] = { "at-warning", "obd-mark-warning-symbolic" },
    [OBD_FIX_ALREADY_RIGHT] = { "at-good", "obd-mark-good-symbolic" },
  };
  g_autofree char *reason = NULL;
  ObdFixState state = obd_fix_status (self->fixes[self->fix],
                                      obd_case_get_conclusion (get_case (self)),
                                      obd_case_get_text (get_case (self), OBD_FIELD_DEVICE),
                                      &reason);

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->chip, looks[i].css);
  gtk_widget_add_css_class (self->chip, looks[state].css);
  gtk_image_set_from_icon_name (self->chip_mark, looks[state].icon);
  gtk_label_set_label (self->chip_word, obd_fix_state_word (state));
  gtk_label_set_label (self->reason, reason);
  gtk_widget_set_tooltip_text (self->chip, reason);
}

static void
show_titles (ObdPageFixes *self)
{
  gboolean narrow = obd_page_is_narrow (OBD_PAGE (self));
  g_autofree char *device = obd_case_dup_device_title (get_case (self));
  g_autofree char *title = g_strdup_printf (_("Fix %u of %u"), self->fix + 1,
                                            g_strv_length (self->fixes));

  obd_page_set_title (OBD_PAGE (self), title);
  obd_page_set_subtitle (OBD_PAGE (self), narrow ? self->guide->title : device);
  gtk_label_set_label (self->name, self->guide->title);
  obd_compat_button_set_label (self->skip, self->fixes[self->fix + 1] != NULL
                                             ? narrow ? _("_Skip") : _("_Skip this fix")
                                             : _("To the _diagnosis"));
  obd_page_set_primary_label (OBD_PAGE (self), narrow ? _("_Test again")
                                                      : _("I did this: _test again"));
}

static void
show_fix (ObdPageFixes *self,
          guint         fix,
          gboolean      at_end)
{
  const char *version = obd_case_get_text (get_case (self), OBD_FIELD_DEVICE_VERSION);

  self->fix = fix;
  g_clear_pointer (&self->guide, obd_guide_unref);
  self->guide = obd_guide_find (obd_case_get_text (get_case (self), OBD_FIELD_DEVICE),
                                version[0] != '\0' ? version : NULL, self->fixes[fix]);
  self->step = at_end ? self->guide->steps->len - 1 : 0;
  self->last_done = FALSE;
  show_titles (self);
  show_status (self);
  show_step (self);
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
  show_step (self);
  focus_instruction (self);
}

static gboolean
go_back_within (ObdPageFixes *self)
{
  if (self->last_done || self->step > 0)
    go_to_step (self, self->last_done ? self->step : self->step - 1);
  else if (self->fix > 0)
    show_fix (self, self->fix - 1, TRUE);
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
  show_answers (self);
  focus_instruction (self);
}

static void
no_clicked_cb (ObdPageFixes *self)
{
  gboolean pictured = get_step (self)->screen != NULL;

  show_text (self->hint,
             pictured ? _("Only the ringed row matters; names and order differ from version to "
                          "version. Scroll a little up and down for it. The search field at the "
                          "top of Settings finds it too.")
                      : _("Take your time. If this step cannot be done, skip this fix: the next "
                          "one leads another way."));
}

static void
other_clicked_cb (ObdPageFixes *self)
{
  g_autofree char *path = get_step (self)->path != NULL
                            ? obd_guide_fill (get_step (self)->path, self->values)
                            : NULL;
  g_autofree char *text = NULL;

  if (path != NULL)
    /* TRANSLATORS: %s is the way through the device's menus: "Settings › Mail › Accounts" */
    text = g_strdup_printf (_("Go back to the beginning and take this way once more: %s. If a row "
                              "is missing, skip this fix: the next one leads another way."),
                            path);
  show_text (self->hint, text != NULL ? text
                                      : _("Skip this fix: the next one leads another way. Nothing "
                                          "is lost by it."));
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
  show_fix (self, self->fix + 1, FALSE);
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
  g_autofree char *text = obd_guide_fill (get_step (self)->type_this, self->values);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_button_set_icon_name (self->copy, "object-select-symbolic");
  g_clear_handle_id (&self->copied, g_source_remove);
  self->copied = g_timeout_add_once (COPIED_MS, show_copied_over_cb, self);
}

/* --- The page --- */

static const char *
device_switch (ObdCase *obd_case)
{
  switch (obd_case_get_security (obd_case))
    {
    case OBD_SECURITY_NONE:
      return "off";
    case OBD_SECURITY_STARTTLS:
    case OBD_SECURITY_TLS:
      return "on";
    default:
      return "";
    }
}

static void
put (GHashTable *values,
     const char *key,
     const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_hash_table_insert (values, g_strdup (key), g_strdup (value));
}

/* Beside what works, the pictures show what the device has now. */
static void
fill_values (ObdPageFixes *self)
{
  ObdCase *obd_case = get_case (self);
  const char *host = obd_case_get_text (obd_case, OBD_FIELD_HOST);

  g_clear_pointer (&self->values, g_hash_table_unref);
  self->values = obd_case_dup_guide_values (obd_case);
  put (self->values, "recipient", obd_case_get_text (obd_case, OBD_FIELD_RECIPIENT));
  put (self->values, "sender", obd_case_get_text (obd_case, OBD_FIELD_ADDRESS));
  put (self->values, "now-host",
       host[0] != '\0' ? host : g_hash_table_lookup (self->values, "smtp-host"));
  put (self->values, "now-port", obd_case_get_text (obd_case, OBD_FIELD_PORT));
  put (self->values, "now-username", obd_case_get_text (obd_case, OBD_FIELD_USERNAME));
  put (self->values, "use-ssl", device_switch (obd_case));
}

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
  fill_values (self);
  show_fix (self, find_chosen (self), FALSE);
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
  show_titles (self);
  show_step (self);
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
  g_autofree char *markup = NULL;

  if (self->guide == NULL)
    return;
  markup = make_markup (self, get_step (self)->instruction);
  gtk_label_set_markup (self->instruction, markup);
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
