/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-station-private.h"

#include "obd-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (ObdStation, obd_station, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  const char *icon;
} stations[OBD_N_STATIONS] = {
  [OBD_STATION_DEVICE] = { N_("Device"), "obd-station-device-symbolic" },
  [OBD_STATION_NETWORK] = { N_("Network"), "obd-station-network-symbolic" },
  [OBD_STATION_NAME] = { N_("Server name"), "obd-station-name-symbolic" },
  [OBD_STATION_PORT] = { N_("Port"), "obd-station-port-symbolic" },
  [OBD_STATION_ENCRYPTION] = { N_("Encryption"), "obd-station-encryption-symbolic" },
  /* TRANSLATORS: a noun: the step in which the mail program signs in at the server */
  [OBD_STATION_SIGN_IN] = { N_("Sign-in"), "obd-station-sign-in-symbolic" },
  /* TRANSLATORS: the server passing mail on to other servers */
  [OBD_STATION_RELAYING] = { N_("Relaying"), "obd-station-relaying-symbolic" },
  [OBD_STATION_RECIPIENT] = { N_("Recipient"), "obd-station-recipient-symbolic" },
};

static const struct
{
  const char *css;
  const char *word;
  const char *badge; /* on the plate; %NULL none */
  const char *back;  /* behind the plate */
  const char *mark;  /* in short form; %NULL: the plate itself */
} states[] = {
  [OBD_STATION_WAITING] = { "at-waiting", N_("Waiting"), NULL, NULL, "obd-mark-waiting-symbolic" },
  [OBD_STATION_RUNNING] = { "at-running", N_("Checking…"), NULL, NULL, NULL },
  [OBD_STATION_GOOD] = { "at-good", N_("Good"), "obd-badge-good-symbolic", NULL,
                         "obd-mark-good-symbolic" },
  [OBD_STATION_WARNING] = { "at-warning", N_("Needs care"), "obd-badge-warning-symbolic", NULL,
                            "obd-mark-warning-symbolic" },
  [OBD_STATION_STUCK] = { "at-stuck", N_("Stops here"), NULL, "obd-plate-stuck-symbolic",
                          "obd-plate-stuck-symbolic" },
  [OBD_STATION_NOT_REACHED] = { "at-not-reached", N_("Not reached"), NULL,
                                "obd-plate-not-reached-symbolic",
                                "obd-mark-not-reached-symbolic" },
  [OBD_STATION_NOT_TESTED] = { "at-not-reached", N_("Not tested"), NULL,
                               "obd-plate-not-reached-symbolic",
                               "obd-mark-not-reached-symbolic" },
};

static void
update_pictures (ObdStation *self)
{
  static const int icon_sizes[] = { 22, 16, 15 };
  static const int back_sizes[] = { 48, 30, 30 };
  static const int badge_sizes[] = { 22, 17, 0 };
  gboolean is_short = self->shape == OBD_ROUTE_SHORT;
  gboolean stuck = self->state == OBD_STATION_STUCK;
  const char *back = is_short ? states[self->state].mark : states[self->state].back;
  const char *badge = is_short ? NULL : states[self->state].badge;
  int badge_size = badge_sizes[self->shape] + 2 * (self->state == OBD_STATION_WARNING);

  gtk_widget_set_visible (self->shape_image, back != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->shape_image), back);
  gtk_image_set_pixel_size (GTK_IMAGE (self->shape_image),
                            is_short && !stuck ? 20 : back_sizes[self->shape]);
  gtk_widget_set_visible (self->plate, !is_short || stuck || back == NULL);
  gtk_widget_set_visible (self->icon, !is_short || stuck);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), icon_sizes[self->shape]);
  gtk_widget_set_visible (self->badge, badge != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->badge), badge);
  gtk_image_set_pixel_size (GTK_IMAGE (self->badge), badge_size);
  /* Not `visible`: texts that are not shown in this shape are still measured for another. */
  gtk_widget_set_child_visible (self->name, !is_short);
  gtk_widget_set_child_visible (self->word, !is_short);
  gtk_widget_set_child_visible (self->detail, obd_station_has_detail (self));
}

/* What the sentence says beyond name and word, which stand beside it: "Sign-in: left out. The
 * iPhone has no user name." → "The iPhone has no user name." */
static const char *
detail_of (ObdStation *self,
           const char *sentence)
{
  const char *name = gtk_label_get_label (GTK_LABEL (self->name));
  const char *rest = sentence;
  const char *end = NULL;

  if (g_str_has_prefix (rest, name) && rest[strlen (name)] == ':')
    rest += strlen (name) + 1;
  while (*rest == ' ')
    rest++;
  end = strstr (rest, ". ");
  return end != NULL && rest != sentence ? end + 2 : rest == sentence ? rest : "";
}

/* While an exam runs, the same view comes again and again. */
static gboolean
shows (ObdStation           *self,
       const ObdStationView *view,
       const char           *word,
       const char           *sentence)
{
  return self->sentence != NULL && self->state == view->state
         && g_str_equal (self->sentence, sentence)
         && g_str_equal (gtk_label_get_label (GTK_LABEL (self->word)), word);
}

void
obd_station_set_view (ObdStation           *self,
                      const ObdStationView *view)
{
  const char *word = NULL;
  const char *sentence = NULL;
  g_autofree char *fallback = NULL;

  g_return_if_fail (OBD_IS_STATION (self));
  g_return_if_fail (view != NULL && (guint) view->state < G_N_ELEMENTS (states));

  word = view->word != NULL && view->word[0] != '\0'
           ? view->word
           : g_dgettext (GETTEXT_PACKAGE, states[view->state].word);
  fallback = g_strdup_printf ("%s: %s", gtk_label_get_label (GTK_LABEL (self->name)), word);
  sentence = view->sentence != NULL && view->sentence[0] != '\0' ? view->sentence : fallback;
  if (shows (self, view, word, sentence))
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), states[self->state].css);
  self->state = view->state;
  gtk_widget_add_css_class (GTK_WIDGET (self), states[self->state].css);
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_label_set_label (GTK_LABEL (self->detail),
                       sentence != fallback ? detail_of (self, sentence) : "");
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  update_pictures (self);
  obd_station_update_arc (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

ObdStationState
obd_station_get_state (ObdStation *self)
{
  g_return_val_if_fail (OBD_IS_STATION (self), OBD_STATION_WAITING);

  return self->state;
}

void
obd_station_set_shape (ObdStation    *self,
                       ObdRouteShape  shape)
{
  g_return_if_fail (OBD_IS_STATION (self));

  if (self->shape == shape)
    return;
  self->shape = shape;
  gtk_label_set_xalign (GTK_LABEL (self->name), shape == OBD_ROUTE_VERTICAL ? 0 : 0.5f);
  if (shape == OBD_ROUTE_VERTICAL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "vertical");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "vertical");
  update_pictures (self);
}

static void
obd_station_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  ObdStation *self = OBD_STATION (widget);

  GTK_WIDGET_CLASS (obd_station_parent_class)->snapshot (widget, snapshot);
  if (self->state == OBD_STATION_RUNNING)
    obd_station_draw_arc (self, snapshot);
}

static void
obd_station_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_station_parent_class)->map (widget);
  obd_station_update_arc (OBD_STATION (widget));
}

static void
obd_station_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_station_parent_class)->unmap (widget);
  obd_station_update_arc (OBD_STATION (widget));
}

/* gtk_widget_set_tooltip_text() asks the display server where the pointer is, five times over, and
 * waits for each answer. */
static gboolean
obd_station_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard,
                           GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, OBD_STATION (widget)->sentence);
  return TRUE;
}

static void
obd_station_finalize (GObject *object)
{
  g_free (OBD_STATION (object)->sentence);
  G_OBJECT_CLASS (obd_station_parent_class)->finalize (object);
}

static void
obd_station_dispose (GObject *object)
{
  ObdStation *self = OBD_STATION (object);

  self->shape_image = self->plate = self->icon = self->badge = NULL;
  self->name = self->detail = self->word = NULL;
  obd_widgets_remove_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (obd_station_parent_class)->dispose (object);
}

static void
obd_station_class_init (ObdStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = obd_station_dispose;
  object_class->finalize = obd_station_finalize;
  widget_class->snapshot = obd_station_snapshot;
  widget_class->query_tooltip = obd_station_query_tooltip;
  widget_class->map = obd_station_map;
  widget_class->unmap = obd_station_unmap;
  obd_station_class_add_layout (widget_class);
  gtk_widget_class_set_css_name (widget_class, "station");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
add_label (ObdStation *self,
           const char *css)
{
  GtkWidget *label = obd_widgets_silent (GTK_TYPE_LABEL);

  gtk_widget_add_css_class (label, css);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static GtkWidget *
add_image (ObdStation *self,
           const char *css)
{
  GtkWidget *image = obd_widgets_silent (GTK_TYPE_IMAGE);

  gtk_widget_add_css_class (image, css);
  gtk_widget_set_parent (image, GTK_WIDGET (self));
  return image;
}

static void
obd_station_init (ObdStation *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), states[self->state].css);
  self->shape_image = add_image (self, "shape");
  self->plate = obd_widgets_silent (ADW_TYPE_BIN);
  gtk_widget_add_css_class (self->plate, "plate");
  gtk_widget_set_parent (self->plate, GTK_WIDGET (self));
  self->icon = obd_widgets_silent (GTK_TYPE_IMAGE);
  adw_bin_set_child (ADW_BIN (self->plate), self->icon);
  self->badge = add_image (self, "badge");
  self->name = add_label (self, "name");
  self->detail = add_label (self, "detail");
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  self->word = add_label (self, "word");
}

GtkWidget *
obd_station_new (ObdStationId id)
{
  ObdStation *self = NULL;

  g_return_val_if_fail ((guint) id < OBD_N_STATIONS, NULL);

  self = g_object_new (OBD_TYPE_STATION, NULL);
  self->id = id;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), stations[id].icon);
  if (id == OBD_STATION_RELAYING)
    gtk_widget_add_css_class (self->icon, "directed");
  gtk_label_set_label (GTK_LABEL (self->name), g_dgettext (GETTEXT_PACKAGE, stations[id].name));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) id + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                  (int) OBD_N_STATIONS, -1);
  obd_station_set_view (self, &(ObdStationView) { .state = OBD_STATION_WAITING });
  return GTK_WIDGET (self);
}
