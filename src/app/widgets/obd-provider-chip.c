/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-chip.h"

#include <glib/gi18n-lib.h>

struct _ObdProviderChip
{
  AdwBin     parent_instance;

  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *name;
};

G_DEFINE_FINAL_TYPE (ObdProviderChip, obd_provider_chip, ADW_TYPE_BIN)

static void
obd_provider_chip_class_init (ObdProviderChipClass *klass)
{
}

static void
obd_provider_chip_init (ObdProviderChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 16, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->name = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 22,
                             NULL);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->name, "caption-heading");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "chip");
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
obd_provider_chip_new (void)
{
  return g_object_new (OBD_TYPE_PROVIDER_CHIP, NULL);
}

static void
set_look (ObdProviderChip *self,
          gboolean         chosen)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                chosen ? "obd-person-symbolic" : "obd-mark-good-symbolic");
  gtk_widget_remove_css_class (self->button, chosen ? "good" : "accent");
  gtk_widget_add_css_class (self->button, chosen ? "accent" : "good");
}

void
obd_provider_chip_show (ObdProviderChip   *self,
                        const ObdProvider *provider,
                        gboolean           chosen)
{
  g_autofree char *spoken = NULL;
  g_autofree char *query = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), provider != NULL);
  if (provider == NULL)
    return;
  query = obd_provider_dup_query (provider);
  /* TRANSLATORS: read out by a screen reader; %s is a mail provider. */
  spoken = g_strdup_printf (chosen ? _("You chose %s. Show its settings")
                                   : _("A mailbox at %s. Show its settings"),
                            provider->name);
  if (g_strcmp0 (spoken, gtk_widget_get_tooltip_text (self->button)) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->name), provider->name);
  set_look (self, chosen);
  gtk_widget_set_tooltip_text (self->button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", query);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.look-up");
}

char *
obd_provider_dup_query (const ObdProvider *provider)
{
  const char *domain = provider->domains[0];

  if (domain == NULL)
    return g_strdup (provider->name);
  return g_strdup (g_str_has_prefix (domain, "*.") ? domain + 2 : domain);
}
