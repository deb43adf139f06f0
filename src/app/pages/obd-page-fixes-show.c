/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of a fix shows: the fix, its state, one step of its guide with its picture. */

#include "config.h"

#include "obd-page-fixes-private.h"

#include "obd-compat.h"
#include "obd-fix-status.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static ObdCase *
get_case (ObdPageFixes *self)
{
  return obd_page_get_case (OBD_PAGE (self));
}

const ObdGuideStep *
obd_page_fixes_get_step (ObdPageFixes *self)
{
  return self->guide->steps->pdata[self->step];
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

void
obd_page_fixes_show_hint (ObdPageFixes *self,
                          const char   *text)
{
  show_text (self->hint, text);
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
void
obd_page_fixes_show_answers (ObdPageFixes *self)
{
  gboolean narrow = obd_page_is_narrow (OBD_PAGE (self));
  gboolean pictured = obd_page_fixes_get_step (self)->screen != NULL;

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

void
obd_page_fixes_show_instruction (ObdPageFixes *self)
{
  g_autofree char *markup = make_markup (self, obd_page_fixes_get_step (self)->instruction);

  gtk_label_set_markup (self->instruction, markup);
}

void
obd_page_fixes_show_step (ObdPageFixes *self)
{
  const ObdGuideStep *step = obd_page_fixes_get_step (self);
  guint total = self->guide->steps->len;
  g_autofree char *count = g_strdup_printf (_("Step %d of %d"), (int) self->step + 1, (int) total);

  obd_step_dots_set_step (self->dots, (int) self->step + 1, (int) total);
  gtk_label_set_label (self->count, count);
  show_filled (self, self->path, obd_page_is_narrow (OBD_PAGE (self)) ? NULL : step->path);
  obd_page_fixes_show_instruction (self);
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
  obd_page_fixes_show_answers (self);
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

void
obd_page_fixes_show_titles (ObdPageFixes *self)
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

void
obd_page_fixes_show_fix (ObdPageFixes *self,
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
  obd_page_fixes_show_titles (self);
  show_status (self);
  obd_page_fixes_show_step (self);
}
