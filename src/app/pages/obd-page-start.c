/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-start.h"

#include "obd-classifier.h"
#include "obd-device-card.h"
#include "obd-guide.h"
#include "obd-hints.h"
#include "obd-mark.h"
#include "obd-pair-layout.h"

#include <glib/gi18n-lib.h>

/* Longer messages are kept whole in the case; the menu shows their beginning. */
#define MENU_LABEL_LENGTH 60
/* Three fit a window of 360 px; the second three stand beside or below them. */
#define CARDS_IN_A_ROW 3

struct _ObdPageStart
{
  ObdPage        parent_instance;

  GtkBox        *first_devices;
  GtkBox        *more_devices;
  GtkWidget     *version_list;
  AdwComboRow   *version;
  GtkLabel      *message_heading;
  GtkTextView   *message;
  GtkWidget     *reading_mark;
  GtkLabel      *reading;
  GtkMenuButton *messages;
  GPtrArray     *cards; /* (element-type ObdDeviceCard), borrowed */
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (ObdPageStart, obd_page_start, OBD_TYPE_PAGE)

static char *
dup_message (ObdPageStart *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Says at once what the words usually mean; the exam finds out whether it is true. */
static void
show_reading (ObdPageStart *self,
              const char   *text)
{
  g_auto (ObdReading) reading = { 0 };
  g_autofree char *markup = NULL;
  const char *hint = NULL;
  gboolean blank = text[strspn (text, " \t\r\n")] == '\0';

  if (!blank)
    obd_classify (text, OBD_STAGE_NONE, OBD_SIGNED_IN_UNKNOWN, &reading);
  hint = blank ? NULL : obd_hint_for_cause (reading.cause);
  gtk_widget_set_visible (self->reading_mark, hint != NULL);
  if (hint != NULL)
    markup = g_markup_printf_escaped ("<b>%s</b> %s", _("Recognised."), hint);
  else
    markup = g_markup_escape_text (blank ? _("You can leave this empty.")
                                         : _("Not a message we know. The exam will tell."), -1);
  gtk_label_set_markup (self->reading, markup);
}

static void
message_changed_cb (ObdPageStart *self)
{
  g_autofree char *text = dup_message (self);

  show_reading (self, text);
  if (!self->filling)
    obd_case_set_text (obd_page_get_case (OBD_PAGE (self)), OBD_FIELD_MESSAGE, text);
}

static guint
find_version (const ObdDevice *device,
              const char      *id)
{
  guint index = 0;

  for (const ObdDeviceVersion *v = device->versions; v->id != NULL; v++, index++)
    if (g_strcmp0 (v->id, id) == 0)
      return index;
  return index; /* the row after them all: not known */
}

static void
show_versions (ObdPageStart    *self,
               const ObdDevice *device)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean any = device != NULL && device->versions != NULL && device->versions[0].id != NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->version_list, any);
  if (!any)
    return;
  for (const ObdDeviceVersion *v = device->versions; v->id != NULL; v++)
    gtk_string_list_append (labels, _(v->label));
  gtk_string_list_append (labels, _("Not known"));
  /* TRANSLATORS: %s is the device, such as iPhone or iPad */
  title = g_strdup_printf (_("Version on the %s"), _(device->label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version), title);
  self->filling = TRUE;
  adw_combo_row_set_model (self->version, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (
      self->version, find_version (device, obd_case_get_text (obd_case, OBD_FIELD_DEVICE_VERSION)));
  self->filling = FALSE;
}

static const ObdDevice *
get_device (ObdPageStart *self)
{
  return obd_device_find (
      obd_case_get_text (obd_page_get_case (OBD_PAGE (self)), OBD_FIELD_DEVICE));
}

static void
version_selected_cb (ObdPageStart *self)
{
  const ObdDevice *device = get_device (self);
  guint index = adw_combo_row_get_selected (self->version);

  if (self->filling || device == NULL || index == GTK_INVALID_LIST_POSITION)
    return;
  /* past the last version stands "not known", whose id is NULL */
  obd_case_set_text (obd_page_get_case (OBD_PAGE (self)), OBD_FIELD_DEVICE_VERSION,
                     device->versions[index].id);
}

static void
card_toggled_cb (ObdPageStart  *self,
                 ObdDeviceCard *card)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  const ObdDevice *device = obd_device_card_get_device (card);

  if (self->filling || !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)))
    return;
  if (!g_str_equal (obd_case_get_text (obd_case, OBD_FIELD_DEVICE), device->id))
    {
      obd_case_set_text (obd_case, OBD_FIELD_DEVICE, device->id);
      obd_case_set_text (obd_case, OBD_FIELD_DEVICE_VERSION, device->default_version);
    }
  show_versions (self, device);
  obd_page_set_primary_sensitive (OBD_PAGE (self), TRUE);
}

static void
add_cards (ObdPageStart *self)
{
  for (const ObdDevice *device = obd_device_list (); device->id != NULL; device++)
    {
      GtkWidget *card = obd_device_card_new (device);
      GtkBox *box = self->cards->len < CARDS_IN_A_ROW ? self->first_devices : self->more_devices;

      if (self->cards->len > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card),
                                     g_ptr_array_index (self->cards, 0));
      g_ptr_array_add (self->cards, card);
      g_signal_connect_object (card, "toggled", G_CALLBACK (card_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (box, card);
    }
}

static void
choose_message_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  ObdPageStart *self = OBD_PAGE_START (widget);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message),
                            _(g_variant_get_string (parameter, NULL)), -1);
}

static void
fill_messages_menu (ObdPageStart *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (const char *const *message = obd_hint_list_messages (); *message != NULL; message++)
    {
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;
      const char *text = _(*message);

      if (g_utf8_strlen (text, -1) > MENU_LABEL_LENGTH)
        {
          g_autofree char *end = g_utf8_substring (
              text, g_utf8_strlen (text, -1) - MENU_LABEL_LENGTH, g_utf8_strlen (text, -1));
          label = g_strconcat ("…", end, NULL);
        }
      item = g_menu_item_new (label != NULL ? label : text, NULL);
      g_menu_item_set_action_and_target (item, "start.message", "s", *message);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->messages, G_MENU_MODEL (menu));
}

static void
paste_clicked_cb (ObdPageStart *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);

  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_text_buffer_paste_clipboard (buffer, gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, TRUE);
}

static void
practice_activated_cb (ObdPageStart *self)
{
  obd_page_go_to (OBD_PAGE (self), OBD_NAME_PRACTICE);
}

static void
obd_page_start_entered (ObdPage *page)
{
  ObdPageStart *self = OBD_PAGE_START (page);
  ObdCase *obd_case = obd_page_get_case (page);
  const ObdDevice *device = get_device (self);

  self->filling = TRUE;
  for (guint i = 0; i < self->cards->len; i++)
    {
      ObdDeviceCard *card = g_ptr_array_index (self->cards, i);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card),
                                    obd_device_card_get_device (card) == device);
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message),
                            obd_case_get_text (obd_case, OBD_FIELD_MESSAGE), -1);
  self->filling = FALSE;
  show_versions (self, device);
  obd_page_set_primary_sensitive (page, device != NULL);
}

static void
obd_page_start_primary (ObdPage *page)
{
  obd_page_go_to (page, OBD_NAME_MAILBOX);
}

static void
obd_page_start_focus (ObdPage *page)
{
  ObdPageStart *self = OBD_PAGE_START (page);

  for (guint i = 0; i < self->cards->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->cards, i)))
      {
        gtk_widget_grab_focus (g_ptr_array_index (self->cards, i));
        return;
      }
  gtk_widget_grab_focus (g_ptr_array_index (self->cards, 0));
}

static void
obd_page_start_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_START);
  g_clear_pointer (&OBD_PAGE_START (object)->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (obd_page_start_parent_class)->dispose (object);
}

static void
obd_page_start_class_init (ObdPageStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_start_dispose;
  page_class->entered = obd_page_start_entered;
  page_class->primary = obd_page_start_primary;
  page_class->focus = obd_page_start_focus;
  g_type_ensure (OBD_TYPE_MARK);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-start.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, first_devices);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, more_devices);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, version_list);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, version);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, message_heading);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, message);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, reading_mark);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, reading);
  gtk_widget_class_bind_template_child (widget_class, ObdPageStart, messages);
  gtk_widget_class_bind_template_callback (widget_class, message_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, version_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_activated_cb);
  gtk_widget_class_install_action (widget_class, "start.message", "s", choose_message_action);
}

static void
obd_page_start_init (ObdPageStart *self)
{
  self->cards = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->message),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->message_heading,
                                  NULL, -1);
  add_cards (self);
  fill_messages_menu (self);
  show_reading (self, "");
}
