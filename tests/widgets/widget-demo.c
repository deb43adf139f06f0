/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows our widgets in every state, for people who change them and for screenshots. Not installed.
 * widget-demo route|narrow|short|phone|motion [WIDTH] */

#include "config.h"

#include "obd-guide.h"
#include "obd-phone-picture.h"
#include "obd-route-picture.h"
#include "obd-station.h"

#include <stdlib.h>

static const ObdStationView stopped[OBD_N_STATIONS] = {
  { OBD_STATION_GOOD, NULL, (char *) "Device: good. iPhone, iOS 17." },
  { OBD_STATION_GOOD, NULL, (char *) "Network: good. Reaches the Internet." },
  { OBD_STATION_GOOD, NULL, (char *) "Server name: good. Two addresses found." },
  { OBD_STATION_WARNING, (char *) "Port 25", (char *) "Port: 25. Open, but offers no sign-in." },
  { OBD_STATION_WARNING, (char *) "Not used", (char *) "Encryption: not used. Off on the iPhone." },
  { OBD_STATION_WARNING, (char *) "Left out",
    (char *) "Sign-in: left out. The iPhone has no user name." },
  { OBD_STATION_STUCK, NULL, (char *) "Relaying: stops here. 554 5.7.1 Relay access denied." },
  { OBD_STATION_NOT_REACHED, NULL, NULL },
};

static const ObdStationView running[OBD_N_STATIONS] = {
  { OBD_STATION_GOOD, NULL, (char *) "Device: good. iPhone, iOS 17." },
  { OBD_STATION_GOOD, NULL, (char *) "Network: good. Reaches the Internet." },
  { OBD_STATION_GOOD, NULL, (char *) "Server name: good. Two addresses found." },
  { OBD_STATION_WARNING, (char *) "Port 25", (char *) "Port: 25. Open, but offers no sign-in." },
  { OBD_STATION_WARNING, (char *) "Not used", (char *) "Encryption: not used. Off on the iPhone." },
  { OBD_STATION_RUNNING, NULL, (char *) "Sign-in: checking. Asking on port 587." },
  { OBD_STATION_WAITING, NULL, NULL },
  { OBD_STATION_WAITING, NULL, NULL },
};

static const ObdStationView solved[OBD_N_STATIONS] = {
  { OBD_STATION_GOOD }, { OBD_STATION_GOOD }, { OBD_STATION_GOOD },
  { OBD_STATION_GOOD, (char *) "Port 587" },
  { OBD_STATION_GOOD, (char *) "TLS 1.3" },
  { OBD_STATION_GOOD, (char *) "Signed in" },
  { OBD_STATION_GOOD, (char *) "Allowed" },
  { OBD_STATION_GOOD, (char *) "Accepted" },
};

static const ObdStationView untested[OBD_N_STATIONS] = {
  { OBD_STATION_GOOD }, { OBD_STATION_GOOD }, { OBD_STATION_GOOD },
  { OBD_STATION_GOOD, (char *) "Port 587" },
  { OBD_STATION_GOOD, (char *) "TLS 1.3" },
  { OBD_STATION_GOOD, (char *) "Signed in" },
  { OBD_STATION_NOT_TESTED },
  { OBD_STATION_NOT_TESTED },
};

static GtkWidget *
card (const ObdStationView *route,
      ObdRouteForm          form)
{
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *picture = obd_route_picture_new ();

  gtk_widget_add_css_class (bin, "card");
  obd_route_picture_set_form (OBD_ROUTE_PICTURE (picture), form);
  obd_route_picture_set_host (OBD_ROUTE_PICTURE (picture), "mail.larkspur.example");
  obd_route_picture_set_route (OBD_ROUTE_PICTURE (picture), route);
  adw_bin_set_child (ADW_BIN (bin), picture);
  return bin;
}

static gboolean
move_cb (gpointer picture)
{
  static int i = 0;
  const ObdStationView *const all[] = { running, stopped, solved, untested };

  obd_route_picture_set_route (picture, all[i++ % 4]);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
phone (void)
{
  g_autoptr (ObdGuide) guide = obd_guide_find ("iphone", "17", "enter-outgoing-credentials");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  static const int steps[] = { 4, 5, 5, 7 };

  g_hash_table_insert (values, (char *) "username", (char *) "anna@larkspur.example");
  g_hash_table_insert (values, (char *) "address", (char *) "anna@larkspur.example");
  g_hash_table_insert (values, (char *) "smtp-host", (char *) "mail.larkspur.example");
  g_hash_table_insert (values, (char *) "now-host", (char *) "mail.larkspur.example");
  g_hash_table_insert (values, (char *) "now-port", (char *) "25");
  g_hash_table_insert (values, (char *) "use-ssl", (char *) "off");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      ObdGuideStep *step = guide->steps->pdata[steps[i]];
      GtkWidget *picture = obd_phone_picture_new ();

      obd_phone_picture_set_step (OBD_PHONE_PICTURE (picture), step->screen, values, steps[i] + 1);
      if (i == 2)
        gtk_widget_set_size_request (picture, 292, 284);
      gtk_widget_set_valign (picture, i == 2 ? GTK_ALIGN_START : GTK_ALIGN_FILL);
      gtk_box_append (GTK_BOX (row), picture);
    }
  return row;
}

static GtkWidget *
content (const char *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *first = NULL;

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  if (g_str_equal (what, "phone"))
    {
      gtk_box_append (GTK_BOX (box), phone ());
      return box;
    }
  if (g_str_equal (what, "narrow"))
    {
      gtk_box_append (GTK_BOX (box), card (running, OBD_ROUTE_FORM_AUTO));
      return box;
    }
  first = card (stopped, g_str_equal (what, "short") ? OBD_ROUTE_FORM_SHORT : OBD_ROUTE_FORM_AUTO);
  gtk_box_append (GTK_BOX (box), first);
  if (g_str_equal (what, "motion"))
    g_timeout_add_seconds (2, move_cb, adw_bin_get_child (ADW_BIN (first)));
  gtk_box_append (GTK_BOX (box), card (running, OBD_ROUTE_FORM_AUTO));
  gtk_box_append (GTK_BOX (box), card (solved, OBD_ROUTE_FORM_AUTO));
  gtk_box_append (GTK_BOX (box), card (untested, OBD_ROUTE_FORM_AUTO));
  gtk_box_append (GTK_BOX (box), card (running, OBD_ROUTE_FORM_SHORT));
  return box;
}

int
main (int   argc,
      char *argv[])
{
  const char *what = argc > 1 ? argv[1] : "route";
  GtkWidget *window = NULL;

  adw_init ();
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), argc > 2 ? atoi (argv[2]) : 860, -1);
  gtk_window_set_title (GTK_WINDOW (window), "Widgets");
  adw_window_set_content (ADW_WINDOW (window), content (what));
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
