/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-note.h"

#include "obd-note-card.h"
#include "obd-provider-chip.h"
#include "obd-provider-words.h"

#include <glib/gi18n-lib.h>

struct _ObdProviderNote
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (ObdProviderNote, obd_provider_note, ADW_TYPE_BIN)

static GtkWidget *
make_look_up (const ObdProvider *provider)
{
  g_autofree char *query = obd_provider_dup_query (provider);
  GtkWidget *button = gtk_button_new_with_label (_("All its settings"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", query);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.look-up");
  return button;
}

static GtkWidget *
make_links (const ObdProvider *provider)
{
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  gtk_box_append (GTK_BOX (links), make_look_up (provider));
  if (provider->help != NULL)
    gtk_box_append (GTK_BOX (links), obd_link_new (_("Its help page"), provider->help));
  return links;
}

static void
obd_provider_note_class_init (ObdProviderNoteClass *klass)
{
}

static void
obd_provider_note_init (ObdProviderNote *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
obd_provider_note_show (ObdProviderNote   *self,
                        const ObdProvider *provider)
{
  g_autofree char *headline = provider != NULL ? obd_provider_words_headline (provider) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *origin = NULL;
  GtkWidget *card = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), headline != NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  if (headline == NULL)
    return;
  card = obd_note_card_new (headline);
  for (guint i = 0; provider->switch_on[i] != NULL; i++)
    obd_note_card_add_text (card, provider->switch_on[i], FALSE);
  if (provider->switch_on[0] == NULL && provider->notes[0] != NULL)
    obd_note_card_add_text (card, provider->notes[0], FALSE);
  origin = obd_provider_words_origin (provider, now);
  obd_note_card_add_text (card, origin, TRUE);
  obd_note_card_add (card, make_links (provider));
  adw_bin_set_child (ADW_BIN (self), card);
}
