/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-mailbox-private.h"

#include "obd-pair-layout.h"

G_DEFINE_FINAL_TYPE (ObdPageMailbox, obd_page_mailbox, OBD_TYPE_PAGE)

static void
obd_page_mailbox_primary (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  obd_mailbox_form_store (self);
  if (!obd_case_examine (obd_page_get_case (page), &error))
    obd_mailbox_form_show_problem (self, error);
}

/* Enter in a field means the suggested button. */
static void
entry_activated_cb (ObdPageMailbox *self)
{
  obd_page_mailbox_primary (OBD_PAGE (self));
}

static void
password_changed_cb (ObdPageMailbox *self)
{
  obd_mailbox_form_offer_receiving (self);
}

static void
take_over_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (widget);
  gboolean apple = g_str_equal (g_variant_get_string (parameter, NULL), "apple");

  obd_take_over_begin (self->take_over, obd_page_get_case (OBD_PAGE (self)),
                       apple ? OBD_IMPORT_FROM_APPLE : OBD_IMPORT_FROM_THUNDERBIRD);
}

static void
taken_cb (ObdPageMailbox *self)
{
  obd_mailbox_form_load (self);
  obd_mailbox_advice_refresh (self->advice);
  obd_where_card_show (self->where, obd_page_get_case (OBD_PAGE (self)));
}

/* The picture shows the row that is being filled in. */
static void
focus_moved_cb (ObdPageMailbox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

  if (row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    obd_where_card_highlight (self->where,
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
obd_page_mailbox_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_page_mailbox_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (focus_moved_cb), widget, G_CONNECT_SWAPPED);
}

static void
obd_page_mailbox_entered (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);
  g_autofree char *subtitle = obd_case_dup_device_title (obd_page_get_case (page));

  obd_case_make_ready (obd_page_get_case (page));
  obd_page_set_subtitle (page, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->password_hint), FALSE);
  obd_mailbox_form_name_rows (self);
  taken_cb (self);
}

static void
obd_page_mailbox_case_set (ObdPage *page)
{
  obd_mailbox_advice_begin (OBD_PAGE_MAILBOX (page)->advice, obd_page_get_case (page));
}

static void
obd_page_mailbox_left (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);

  obd_mailbox_form_store (self);
  obd_take_over_hush (self->take_over);
}

static void
obd_page_mailbox_narrow_changed (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);
  ObdFieldRow *const rows[] = { self->host, self->username, self->port };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    obd_field_row_set_narrow (rows[i], obd_page_is_narrow (page));
}

static void
obd_page_mailbox_focus (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);

  if (gtk_widget_get_visible (GTK_WIDGET (self->password_hint)))
    obd_field_row_focus (self->password);
  else if (*obd_field_row_get_text (self->address) == '\0')
    obd_field_row_focus (self->address);
  else
    obd_field_row_focus (self->host);
}

static void
obd_page_mailbox_dispose (GObject *object)
{
  if (OBD_PAGE_MAILBOX (object)->advice != NULL)
    g_object_run_dispose (G_OBJECT (OBD_PAGE_MAILBOX (object)->advice));
  g_clear_object (&OBD_PAGE_MAILBOX (object)->advice);
  if (OBD_PAGE_MAILBOX (object)->take_over != NULL)
    g_object_run_dispose (G_OBJECT (OBD_PAGE_MAILBOX (object)->take_over));
  g_clear_object (&OBD_PAGE_MAILBOX (object)->take_over);
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_MAILBOX);
  G_OBJECT_CLASS (obd_page_mailbox_parent_class)->dispose (object);
}

/* The rows that only the advice needs. */
static void
bind_advised (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    gssize      offset;
  } children[] = {
    { "address_hint", G_STRUCT_OFFSET (ObdMailboxFields, address_hint) },
    { "recipient_hint", G_STRUCT_OFFSET (ObdMailboxFields, recipient_hint) },
    { "host_hint", G_STRUCT_OFFSET (ObdMailboxFields, host_hint) },
    { "note", G_STRUCT_OFFSET (ObdMailboxFields, note) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, children[i].name, FALSE,
        G_STRUCT_OFFSET (ObdPageMailbox, advised) + children[i].offset);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, problem);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, password_hint);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, shows_now);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, address);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, password);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, receiving_row);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, receiving);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, recipient);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, sender);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, host);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, username);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, device_password);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, device_password_choice);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, ssl);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, ssl_choice);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, security);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, authentication);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, port);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, where);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, taken_over);
  bind_advised (widget_class);
}

static void
obd_page_mailbox_class_init (ObdPageMailboxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_mailbox_dispose;
  widget_class->root = obd_page_mailbox_root;
  page_class->entered = obd_page_mailbox_entered;
  page_class->case_set = obd_page_mailbox_case_set;
  page_class->left = obd_page_mailbox_left;
  page_class->primary = obd_page_mailbox_primary;
  page_class->narrow_changed = obd_page_mailbox_narrow_changed;
  page_class->focus = obd_page_mailbox_focus;
  g_type_ensure (OBD_TYPE_CHOICE);
  g_type_ensure (OBD_TYPE_FIELD_ROW);
  g_type_ensure (OBD_TYPE_HINT_ROW);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_PROVIDER_NOTE);
  g_type_ensure (OBD_TYPE_WHERE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-mailbox.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "mailbox.take-over", "s", take_over_action);
  gtk_widget_class_bind_template_callback (widget_class, password_changed_cb);
}

static void
obd_page_mailbox_init (ObdPageMailbox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_mailbox_form_fill_choices (self);
  self->advised.address = self->address;
  self->advised.recipient = self->recipient;
  self->advised.host = self->host;
  self->advice = obd_mailbox_advice_new (&self->advised);
  self->take_over = obd_take_over_new (GTK_WIDGET (self), self->taken_over);
  /* Whatever is typed by then stays, but for what is taken over or undone. */
  g_signal_connect_object (self->take_over, "taking", G_CALLBACK (obd_mailbox_form_store), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take_over, "taken", G_CALLBACK (taken_cb), self,
                           G_CONNECT_SWAPPED);
}

void
obd_page_mailbox_ask_password (ObdPageMailbox *self)
{
  obd_field_row_set (self->password, OBD_FIELD_UNKNOWN, NULL);
  obd_mailbox_form_offer_receiving (self);
  gtk_widget_set_visible (GTK_WIDGET (self->password_hint), TRUE);
  obd_field_row_focus (self->password);
}
