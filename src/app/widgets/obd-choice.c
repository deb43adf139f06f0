/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-choice.h"

struct _ObdChoice
{
  GtkWidget  parent_instance;

  GPtrArray *answers; /* (element-type GtkToggleButton), borrowed */
  gboolean   quiet;   /* not a person's doing */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdChoice, obd_choice, GTK_TYPE_WIDGET)

static void
toggled_cb (ObdChoice       *self,
            GtkToggleButton *answer)
{
  if (!self->quiet && gtk_toggle_button_get_active (answer))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
obd_choice_dispose (GObject *object)
{
  ObdChoice *self = OBD_CHOICE (object);

  GtkWidget *child = NULL;

  g_ptr_array_set_size (self->answers, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (obd_choice_parent_class)->dispose (object);
}

static void
obd_choice_finalize (GObject *object)
{
  g_ptr_array_unref (OBD_CHOICE (object)->answers);
  G_OBJECT_CLASS (obd_choice_parent_class)->finalize (object);
}

static void
obd_choice_class_init (ObdChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_choice_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "choice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHANGED] = g_signal_new ("changed", OBD_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
obd_choice_init (ObdChoice *self)
{
  self->answers = g_ptr_array_new ();
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
obd_choice_new (void)
{
  return g_object_new (OBD_TYPE_CHOICE, NULL);
}

void
obd_choice_add (ObdChoice  *self,
                const char *label,
                const char *about)
{
  GtkWidget *answer = gtk_toggle_button_new_with_label (label);

  if (self->answers->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (answer),
                                 g_ptr_array_index (self->answers, 0));
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  about, -1);
  g_ptr_array_add (self->answers, answer);
  g_signal_connect_object (answer, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (answer, GTK_WIDGET (self));
}

int
obd_choice_get_selected (ObdChoice *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->answers, i)))
      return i;
  return -1;
}

void
obd_choice_set_selected (ObdChoice *self,
                         int        index)
{
  self->quiet = TRUE;
  for (guint i = 0; i < self->answers->len; i++)
    gtk_toggle_button_set_active (g_ptr_array_index (self->answers, i), (int) i == index);
  self->quiet = FALSE;
}

void
obd_choice_set_about (ObdChoice  *self,
                      const char *about)
{
  for (guint i = 0; i < self->answers->len; i++)
    gtk_accessible_update_property (g_ptr_array_index (self->answers, i),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}
