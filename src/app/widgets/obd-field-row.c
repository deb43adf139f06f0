/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-field-row.h"

#include "obd-choice.h"
#include "obd-compat.h"
#include "obd-pair-layout.h"

#include <glib/gi18n-lib.h>

/* Narrower than this nobody sees what they type; the answers go below instead. */
#define LEAST_ENTRY_WIDTH 130

struct _ObdFieldRow
{
  AdwPreferencesRow  parent_instance;

  gboolean           secret;
  gboolean           answers;
  char              *placeholder;
  GtkWidget         *caption;
  GtkWidget         *entry;
  GtkWidget         *problem;
  GtkWidget         *choice; /* (nullable) */
  gboolean           quiet;
  gboolean           narrow;
};

typedef enum
{
  PROP_PLACEHOLDER = 1,
  PROP_SECRET,
  PROP_ANSWERS,
  PROP_NUMERIC,
} ObdFieldRowProperty;

static GParamSpec *properties[PROP_NUMERIC + 1];

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdFieldRow, obd_field_row, ADW_TYPE_PREFERENCES_ROW)

/* Index of the answers in the choice. */
enum
{
  ANSWER_EMPTY,
  ANSWER_UNKNOWN,
};

static void
show_placeholder (ObdFieldRow *self)
{
  int answer = self->choice != NULL ? obd_choice_get_selected (OBD_CHOICE (self->choice)) : -1;
  const char *text = self->placeholder;

  if (answer == ANSWER_EMPTY)
    text = _("nothing is filled in");
  else if (answer == ANSWER_UNKNOWN)
    text = _("not known");
  g_object_set (self->entry, "placeholder-text", text != NULL ? text : "", NULL);
}

/* What is filled in needs no answer: where room is scarce it goes to the text. */
static void
show_choice (ObdFieldRow *self)
{
  if (self->choice != NULL)
    gtk_widget_set_visible (self->choice,
                            !self->narrow || *obd_field_row_get_text (self) == '\0');
}

static void
emit_changed (ObdFieldRow *self)
{
  show_placeholder (self);
  show_choice (self);
  obd_field_row_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
text_changed_cb (ObdFieldRow *self)
{
  if (self->quiet)
    return;
  if (self->choice != NULL && *obd_field_row_get_text (self) != '\0')
    obd_choice_set_selected (OBD_CHOICE (self->choice), -1);
  emit_changed (self);
}

static void
answered_cb (ObdFieldRow *self)
{
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->quiet = FALSE;
  emit_changed (self);
}

static void
activate_cb (ObdFieldRow *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* A click anywhere on the row means the field. */
static void
pressed_cb (ObdFieldRow     *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  obd_field_row_focus (self);
}

static GtkWidget *
make_entry (ObdFieldRow *self)
{
  if (self->secret)
    return g_object_new (GTK_TYPE_PASSWORD_ENTRY, "show-peek-icon", TRUE, "hexpand", TRUE,
                         NULL);
  return g_object_new (GTK_TYPE_ENTRY, "width-chars", 4, "hexpand", TRUE, NULL);
}

static GtkWidget *
make_column (ObdFieldRow *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->caption = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "soft");
  g_object_bind_property (self, "title", self->caption, "label", G_BINDING_SYNC_CREATE);
  self->entry = make_entry (self);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->caption, NULL, -1);
  self->problem = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_add_css_class (self->problem, "problem");
  gtk_box_append (GTK_BOX (column), self->caption);
  gtk_box_append (GTK_BOX (column), self->entry);
  gtk_box_append (GTK_BOX (column), self->problem);
  gtk_widget_set_size_request (column, LEAST_ENTRY_WIDTH, -1);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  return column;
}

static void
title_changed_cb (ObdFieldRow *self)
{
  obd_choice_set_about (OBD_CHOICE (self->choice),
                        adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
make_choice (ObdFieldRow *self,
             GtkWidget   *content)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  self->choice = obd_choice_new ();
  /* TRANSLATORS: nothing is filled in in that field of the device */
  obd_choice_add (OBD_CHOICE (self->choice), C_("field", "Empty"), title);
  obd_choice_add (OBD_CHOICE (self->choice), _("Don’t know"), title);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
  gtk_box_append (GTK_BOX (content), self->choice);
}

static void
obd_field_row_constructed (GObject *object)
{
  ObdFieldRow *self = OBD_FIELD_ROW (object);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();

  G_OBJECT_CLASS (obd_field_row_parent_class)->constructed (object);
  gtk_widget_set_layout_manager (content, obd_pair_layout_new (12, 6, -1));
  gtk_widget_add_css_class (content, "field");
  gtk_box_append (GTK_BOX (content), make_column (self));
  if (self->answers)
    make_choice (self, content);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), content);
  show_placeholder (self);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
obd_field_row_get_property (GObject    *object,
                            guint       property,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ObdFieldRow *self = OBD_FIELD_ROW (object);

  switch ((ObdFieldRowProperty) property)
    {
    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;
    case PROP_SECRET:
      g_value_set_boolean (value, self->secret);
      break;
    case PROP_ANSWERS:
      g_value_set_boolean (value, self->answers);
      break;
    case PROP_NUMERIC:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_field_row_set_property (GObject      *object,
                            guint         property,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ObdFieldRow *self = OBD_FIELD_ROW (object);

  switch ((ObdFieldRowProperty) property)
    {
    case PROP_PLACEHOLDER:
      g_free (self->placeholder);
      self->placeholder = g_value_dup_string (value);
      if (self->entry != NULL)
        show_placeholder (self);
      break;
    case PROP_SECRET:
      self->secret = g_value_get_boolean (value);
      break;
    case PROP_ANSWERS:
      self->answers = g_value_get_boolean (value);
      break;
    case PROP_NUMERIC:
      if (g_value_get_boolean (value))
        g_object_set (self->entry, "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_field_row_finalize (GObject *object)
{
  g_free (OBD_FIELD_ROW (object)->placeholder);
  G_OBJECT_CLASS (obd_field_row_parent_class)->finalize (object);
}

static void
obd_field_row_class_init (ObdFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = obd_field_row_constructed;
  object_class->get_property = obd_field_row_get_property;
  object_class->set_property = obd_field_row_set_property;
  object_class->finalize = obd_field_row_finalize;
  properties[PROP_PLACEHOLDER] = g_param_spec_string (
      "placeholder", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SECRET] = g_param_spec_boolean (
      "secret", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ANSWERS] = g_param_spec_boolean (
      "answers", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NUMERIC] = g_param_spec_boolean ("numeric", NULL, NULL, FALSE,
                                                   G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", OBD_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", OBD_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
obd_field_row_init (ObdFieldRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field-row");
}

const char *
obd_field_row_get_text (ObdFieldRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

ObdFieldState
obd_field_row_get_state (ObdFieldRow *self)
{
  if (*obd_field_row_get_text (self) != '\0')
    return OBD_FIELD_FILLED;
  if (self->choice != NULL && obd_choice_get_selected (OBD_CHOICE (self->choice)) == ANSWER_EMPTY)
    return OBD_FIELD_EMPTY;
  return OBD_FIELD_UNKNOWN;
}

void
obd_field_row_set (ObdFieldRow   *self,
                   ObdFieldState  state,
                   const char    *text)
{
  const char *wanted = state == OBD_FIELD_FILLED && text != NULL ? text : "";

  self->quiet = TRUE;
  if (!g_str_equal (obd_field_row_get_text (self), wanted))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), wanted);
  if (self->choice != NULL && state != OBD_FIELD_UNKNOWN)
    obd_choice_set_selected (OBD_CHOICE (self->choice),
                             state == OBD_FIELD_EMPTY ? ANSWER_EMPTY : -1);
  self->quiet = FALSE;
  show_placeholder (self);
  show_choice (self);
  obd_field_row_set_error (self, NULL);
}

void
obd_field_row_set_error (ObdFieldRow *self,
                         const char  *sentence)
{
  gtk_widget_set_visible (self->problem, sentence != NULL);
  gtk_label_set_label (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  if (sentence == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry),
                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

void
obd_field_row_focus (ObdFieldRow *self)
{
  gtk_widget_grab_focus (self->entry);
}

void
obd_field_row_set_narrow (ObdFieldRow *self,
                          gboolean     narrow)
{
  self->narrow = narrow;
  show_choice (self);
}

void
obd_field_row_set_end (ObdFieldRow *self,
                       GtkWidget   *widget)
{
  g_return_if_fail (self->choice == NULL);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), widget);
}
