/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-assistant.h"

#include "obd-compat.h"
#include "obd-page-conversation.h"
#include "obd-page-diagnosis.h"
#include "obd-page-exam.h"
#include "obd-page-fixes.h"
#include "obd-page-mailbox.h"
#include "obd-page-passwords.h"
#include "obd-page-practice.h"
#include "obd-page-solved.h"
#include "obd-page-start.h"

#include <glib/gi18n-lib.h>

struct _ObdAssistant
{
  AdwBin          parent_instance;

  ObdCase        *obd_case;
  ObdPage        *page;    /* the one shown; borrowed from the stack */
  GPtrArray      *history; /* (element-type ObdPage): where Back leads, nearest last */

  AdwWindowTitle *title;
  GtkWidget      *back;
  GtkRevealer    *practice;
  AdwToastOverlay *toasts;
  GtkStack       *stack;
  GtkWidget      *bar;
  GtkBox         *bar_start;
  GtkBox         *bar_end;
  GtkButton      *primary;
};

G_DEFINE_FINAL_TYPE (ObdAssistant, obd_assistant, ADW_TYPE_BIN)

static void
fill_box (GtkBox    *box,
          GtkWidget *wanted)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  if (child == wanted)
    return;
  if (child != NULL)
    gtk_box_remove (box, child);
  if (wanted != NULL)
    gtk_box_append (box, wanted);
}

static void
update_primary (ObdAssistant *self)
{
  const char *label = obd_page_get_primary_label (self->page);
  GtkWidget *primary = GTK_WIDGET (self->primary);

  gtk_widget_set_visible (primary, label != NULL);
  if (label != NULL)
    obd_compat_button_set_label (self->primary, label);
  gtk_widget_set_sensitive (primary, obd_page_get_primary_sensitive (self->page));
  if (obd_page_get_primary_suggested (self->page))
    gtk_widget_add_css_class (primary, "suggested-action");
  else
    gtk_widget_remove_css_class (primary, "suggested-action");
}

/* Brings header and bottom bar in line with what the page says. */
static void
update_bars (ObdAssistant *self)
{
  GtkWidget *start = obd_page_get_bar_start (self->page);
  GtkWidget *end = obd_page_get_bar_end (self->page);
  const char *subtitle = obd_page_get_subtitle (self->page);

  adw_window_title_set_title (self->title, obd_page_get_title (self->page));
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->back, self->history->len > 0);
  fill_box (self->bar_start, start);
  fill_box (self->bar_end, end);
  update_primary (self);
  gtk_widget_set_visible (self->bar, start != NULL || end != NULL
                                         || obd_page_get_primary_label (self->page) != NULL);
}

/* GTK 4.8 tells screen readers of every page of a stack, shown or not. */
static void
hide_other_pages (ObdAssistant *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != GTK_WIDGET (self->page), -1);
}

static void
page_notify_cb (ObdAssistant *self,
                GParamSpec   *pspec,
                ObdPage      *page)
{
  if (page == self->page)
    update_bars (self);
}

static void
take_focus_cb (gpointer data)
{
  g_autoptr (ObdAssistant) self = data;

  if (self->page != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    obd_page_take_focus (self->page);
}

static void
show_page (ObdAssistant           *self,
           ObdPage                *page,
           GtkStackTransitionType  transition)
{
  if (page == self->page)
    return;
  if (self->page != NULL)
    obd_page_leave (self->page);
  self->page = page;
  obd_page_enter (page);
  if (page != self->page)
    return; /* the page has sent us on */
  gtk_stack_set_transition_type (self->stack, transition);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  hide_other_pages (self);
  update_bars (self);
  /* the old page still holds the focus; hand it on once the new one is mapped */
  g_idle_add_once (take_focus_cb, g_object_ref (self));
}

/* A page that was already on the way is gone back to, so the history never grows in circles. */
static void
remember_page (ObdAssistant *self,
               ObdPage      *next)
{
  guint index;

  if (self->page != NULL && !obd_page_is_transient (self->page))
    g_ptr_array_add (self->history, self->page);
  if (g_ptr_array_find (self->history, next, &index))
    g_ptr_array_set_size (self->history, index);
}

void
obd_assistant_go_to (ObdAssistant *self,
                     const char   *name)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->stack, name);

  g_return_if_fail (OBD_IS_PAGE (child));
  if (OBD_PAGE (child) == self->page)
    return;
  remember_page (self, OBD_PAGE (child));
  show_page (self, OBD_PAGE (child), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
}

static void
go_back (ObdAssistant *self)
{
  ObdPage *page = NULL;

  if (self->page == NULL || obd_page_step_back (self->page) || self->history->len == 0)
    return;
  page = g_ptr_array_steal_index (self->history, self->history->len - 1);
  show_page (self, page, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
}

static void
go_back_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  go_back (OBD_ASSISTANT (widget));
}

static void
go_to_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  obd_assistant_go_to (OBD_ASSISTANT (widget), g_variant_get_string (parameter, NULL));
}

static void
page_go_to_cb (ObdAssistant *self,
               const char   *name,
               ObdPage      *page)
{
  if (page == self->page)
    obd_assistant_go_to (self, name);
}

static void
page_go_back_cb (ObdAssistant *self,
                 ObdPage      *page)
{
  if (page == self->page)
    go_back (self);
}

static void
primary_clicked_cb (ObdAssistant *self)
{
  obd_page_press_primary (self->page);
}

static void
exam_changed_cb (ObdAssistant *self)
{
  if (obd_case_get_exam (self->obd_case) != NULL)
    obd_assistant_go_to (self, OBD_NAME_EXAM);
}

static void
practice_changed_cb (ObdAssistant *self)
{
  gboolean practice = obd_case_get_practice (self->obd_case) != NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_revealer_set_reveal_child (self->practice, practice);
  gtk_widget_set_visible (GTK_WIDGET (self->practice), practice);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_title (GTK_WINDOW (root), practice ? _("Practice – Outbox Doctor")
                                                      : _("Outbox Doctor"));
}

static void
end_practice_cb (ObdAssistant *self)
{
  obd_case_reset (self->obd_case);
  obd_assistant_go_to (self, OBD_NAME_START);
}

static void
password_wanted_cb (ObdAssistant *self)
{
  obd_assistant_go_to (self, OBD_NAME_MAILBOX);
  obd_page_mailbox_ask_password (OBD_PAGE_MAILBOX (self->page));
}

static void
connect_pages (ObdAssistant *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_signal_connect_object (child, "notify", G_CALLBACK (page_notify_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "go-to", G_CALLBACK (page_go_to_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "go-back", G_CALLBACK (page_go_back_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
ensure_page_types (void)
{
  g_type_ensure (OBD_TYPE_PAGE_CONVERSATION);
  g_type_ensure (OBD_TYPE_PAGE_DIAGNOSIS);
  g_type_ensure (OBD_TYPE_PAGE_EXAM);
  g_type_ensure (OBD_TYPE_PAGE_FIXES);
  g_type_ensure (OBD_TYPE_PAGE_MAILBOX);
  g_type_ensure (OBD_TYPE_PAGE_PASSWORDS);
  g_type_ensure (OBD_TYPE_PAGE_PRACTICE);
  g_type_ensure (OBD_TYPE_PAGE_SOLVED);
  g_type_ensure (OBD_TYPE_PAGE_START);
}

static void
obd_assistant_dispose (GObject *object)
{
  ObdAssistant *self = OBD_ASSISTANT (object);

  self->page = NULL;
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_object (&self->obd_case);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_ASSISTANT);
  G_OBJECT_CLASS (obd_assistant_parent_class)->dispose (object);
}

static void
obd_assistant_class_init (ObdAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_assistant_dispose;
  ensure_page_types ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, practice);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, toasts);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, bar);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, bar_start);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, bar_end);
  gtk_widget_class_bind_template_child (widget_class, ObdAssistant, primary);
  gtk_widget_class_bind_template_callback (widget_class, primary_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_practice_cb);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, go_back_action);
  gtk_widget_class_install_action (widget_class, "assistant.go-to", "s", go_to_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "assistant.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "assistant.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Left, GDK_ALT_MASK,
                                       "assistant.back", NULL);
}

static void
obd_assistant_init (ObdAssistant *self)
{
  self->history = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_pages (self);
}

void
obd_assistant_set_case (ObdAssistant *self,
                        ObdCase      *obd_case)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  g_return_if_fail (self->obd_case == NULL);
  self->obd_case = g_object_ref (obd_case);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    obd_page_set_case (OBD_PAGE (child), obd_case);
  g_signal_connect_object (obd_case, "notify::exam", G_CALLBACK (exam_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (obd_case, "notify::practice", G_CALLBACK (practice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (obd_case, "password-wanted", G_CALLBACK (password_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  show_page (self, OBD_PAGE (gtk_stack_get_child_by_name (self->stack, OBD_NAME_START)),
             GTK_STACK_TRANSITION_TYPE_NONE);
}

void
obd_assistant_set_narrow (ObdAssistant *self,
                          gboolean      narrow)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    obd_page_set_narrow (OBD_PAGE (child), narrow);
}

void
obd_assistant_toast (ObdAssistant *self,
                     const char   *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}
