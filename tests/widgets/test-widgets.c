/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader is told, and how the pictures take their room. GTK_A11Y=test: no bus. */

#include "config.h"

#include "obd-guide.h"
#include "obd-phone-picture.h"
#include "obd-portions.h"
#include "obd-print-text.h"
#include "obd-route-line.h"
#include "obd-route-motion.h"
#include "obd-route-picture.h"
#include "obd-station.h"
#include "obd-step-dots.h"

#include <glib/gstdio.h>

static const ObdStationView stopped[OBD_N_STATIONS] = {
  { OBD_STATION_GOOD }, { OBD_STATION_GOOD }, { OBD_STATION_GOOD },
  { OBD_STATION_WARNING, (char *) "Port 25" },
  { OBD_STATION_WARNING, (char *) "Not used" },
  { OBD_STATION_WARNING, (char *) "Left out",
    (char *) "Sign-in: left out. The iPhone has no user name." },
  { OBD_STATION_STUCK },
  { OBD_STATION_NOT_TESTED },
};

static GtkWidget *
nth_station (GtkWidget *picture,
             int        n)
{
  GtkWidget *child = gtk_widget_get_first_child (picture);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (OBD_IS_STATION (child) && n-- == 0)
      return child;
  return NULL;
}

static void
test_route_roles (void)
{
  GtkWidget *picture = g_object_ref_sink (obd_route_picture_new ());

  obd_route_picture_set_route (OBD_ROUTE_PICTURE (picture), stopped);
  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, "The mail’s way");
  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      GtkWidget *station = nth_station (picture, i);

      gtk_test_accessible_assert_role (station, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_relation (station, GTK_ACCESSIBLE_RELATION_POS_IN_SET, i + 1);
      gtk_test_accessible_assert_relation (station, GTK_ACCESSIBLE_RELATION_SET_SIZE, 8);
    }
  gtk_test_accessible_assert_property (nth_station (picture, OBD_STATION_SIGN_IN),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sign-in: left out. The iPhone has no user name.");
  /* Where the engine says no sentence, the name and the word are one. */
  gtk_test_accessible_assert_property (nth_station (picture, OBD_STATION_RELAYING),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Relaying: Stops here");
  gtk_test_accessible_assert_property (nth_station (picture, OBD_STATION_RECIPIENT),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Recipient: Not tested");
  g_object_unref (picture);
}

static int
height_for (GtkWidget *widget,
            int        width)
{
  int height = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
test_route_form (void)
{
  GtkWidget *picture = g_object_ref_sink (obd_route_picture_new ());
  int minimum = 0;

  obd_route_picture_set_route (OBD_ROUTE_PICTURE (picture), stopped);
  gtk_widget_measure (picture, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 312); /* a window of 360 px, less its edges */
  g_assert_cmpint (height_for (picture, 1200), <, 200);
  g_assert_cmpint (height_for (picture, 312), >=, 8 * OBD_STATION_PITCH_VERTICAL);
  obd_route_picture_set_form (OBD_ROUTE_PICTURE (picture), OBD_ROUTE_FORM_SHORT);
  g_assert_cmpint (height_for (picture, 312), ==, 44);
  g_object_unref (picture);
}

static void
activated_cb (ObdRoutePicture *picture,
              int              station,
              int             *seen)
{
  *seen = station;
}

/* One tab stop; the arrow keys move inside, Enter tells which station it is. */
static void
test_route_keyboard (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *picture = obd_route_picture_new ();
  int seen = -1;

  gtk_window_set_child (GTK_WINDOW (window), picture);
  obd_route_picture_set_route (OBD_ROUTE_PICTURE (picture), stopped);
  g_signal_connect (picture, "station-activated", G_CALLBACK (activated_cb), &seen);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (picture) == 0)
    g_main_context_iteration (NULL, TRUE);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_child_focus (picture, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 nth_station (picture, OBD_STATION_RELAYING));
  g_assert_true (gtk_widget_child_focus (picture, GTK_DIR_LEFT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 nth_station (picture, OBD_STATION_SIGN_IN));
  g_assert_false (gtk_widget_child_focus (picture, GTK_DIR_TAB_FORWARD));
  gtk_widget_set_direction (picture, GTK_TEXT_DIR_RTL);
  g_assert_true (gtk_widget_child_focus (picture, GTK_DIR_LEFT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 nth_station (picture, OBD_STATION_RELAYING));
  g_signal_emit_by_name (picture, "station-activated", 6);
  g_assert_cmpint (seen, ==, 6);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_route_target (void)
{
  ObdStationState states[OBD_N_STATIONS] = { OBD_STATION_WAITING };

  g_assert_cmpfloat (obd_route_line_target (states), ==, -1);
  states[0] = OBD_STATION_RUNNING;
  g_assert_cmpfloat (obd_route_line_target (states), ==, -1);
  states[0] = OBD_STATION_GOOD;
  g_assert_cmpfloat (obd_route_line_target (states), ==, 0.5);
  states[1] = OBD_STATION_WARNING;
  states[2] = OBD_STATION_STUCK;
  g_assert_cmpfloat (obd_route_line_target (states), ==, 1.5);
  for (int i = 0; i < OBD_N_STATIONS; i++)
    states[i] = OBD_STATION_GOOD;
  g_assert_cmpfloat (obd_route_line_target (states), ==, 6.5);
  states[6] = states[7] = OBD_STATION_NOT_TESTED;
  g_assert_cmpfloat (obd_route_line_target (states), ==, 5.5);
}

static gboolean
is_playing (AdwAnimation *animation)
{
  return adw_animation_get_state (animation) == ADW_ANIMATION_PLAYING;
}

static double
begin_of (AdwAnimation *travel)
{
  return adw_timed_animation_get_value_from (ADW_TIMED_ANIMATION (travel));
}

static void
fill (ObdStationState states[OBD_N_STATIONS],
      ObdStationState state)
{
  for (int i = 0; i < OBD_N_STATIONS; i++)
    states[i] = state;
}

/* Out of sight all of it jumps; a journey that nobody saw is kept until somebody can. */
static void
test_route_motion_unseen (void)
{
  GtkWidget *widget = g_object_ref_sink (adw_bin_new ());
  ObdStationState states[OBD_N_STATIONS];
  ObdRouteMotion motion = { NULL };

  fill (states, OBD_STATION_GOOD);
  states[OBD_STATION_RELAYING] = OBD_STATION_STUCK;
  obd_route_motion_init (&motion, widget);
  g_assert_cmpfloat (motion.travelled, ==, -1);
  obd_route_motion_update (&motion, states);
  g_assert_cmpfloat (motion.travelled, ==, 5.5);
  g_assert_cmpfloat (motion.barrier, ==, 1);
  g_assert_false (motion.journey);
  fill (states, OBD_STATION_GOOD);
  obd_route_motion_update (&motion, states);
  g_assert_cmpfloat (motion.travelled, ==, 6.5);
  g_assert_cmpfloat (motion.barrier, ==, -1);
  g_assert_true (motion.journey);
  obd_route_motion_update (&motion, states);
  g_assert_false (motion.journey); /* it was good before */
  obd_route_motion_clear (&motion);
  g_object_unref (widget);
}

/* In sight the envelope moves on from where it is, and the barrier falls. */
static void
test_route_motion_seen (void)
{
  GtkWidget *window = gtk_window_new ();
  ObdStationState states[OBD_N_STATIONS];
  ObdRouteMotion motion = { NULL };

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  fill (states, OBD_STATION_GOOD);
  obd_route_motion_init (&motion, window);
  obd_route_motion_update (&motion, states);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);

  obd_route_motion_begin (&motion);
  g_assert_true (is_playing (motion.travel));
  g_assert_cmpfloat (begin_of (motion.travel), ==, 0);
  adw_animation_skip (motion.travel);
  g_assert_cmpfloat (motion.travelled, ==, 6.5);
  obd_route_motion_begin (&motion); /* it has been seen */
  g_assert_false (is_playing (motion.travel));

  states[OBD_STATION_PORT] = OBD_STATION_STUCK;
  obd_route_motion_update (&motion, states);
  g_assert_true (is_playing (motion.travel));
  g_assert_true (is_playing (motion.fall));
  g_assert_cmpfloat (begin_of (motion.travel), ==, 6.5);
  adw_animation_skip (motion.travel);
  adw_animation_skip (motion.fall);
  g_assert_cmpfloat (motion.travelled, ==, 2.5);
  g_assert_cmpfloat (motion.barrier, ==, 1);
  obd_route_motion_clear (&motion);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_phone (void)
{
  g_autoptr (ObdGuide) guide = obd_guide_find ("iphone", "17", "enter-outgoing-credentials");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *picture = g_object_ref_sink (obd_phone_picture_new ());
  const ObdGuideStep *step = guide->steps->pdata[5];

  g_hash_table_insert (values, (char *) "smtp-host", (char *) "mail.larkspur.example");
  g_hash_table_insert (values, (char *) "username", (char *) "anna@larkspur.example");
  obd_phone_picture_set_step (OBD_PHONE_PICTURE (picture), step->screen, values, 6);
  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Picture of the screen mail.larkspur.example");
  gtk_test_accessible_assert_property (
    picture, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "Tap the row User Name, row 3, and type anna@larkspur.example");
  g_assert_cmpint (height_for (picture, 292), ==, 520);
  obd_phone_picture_set_crop (OBD_PHONE_PICTURE (picture), 250);
  g_assert_cmpint (height_for (picture, 292), ==, 250);

  obd_phone_picture_set_step (OBD_PHONE_PICTURE (picture), NULL, values, 0);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Picture of a phone");
  g_object_unref (picture);
}

/* Any screen of any guide is drawn without a complaint. */
static void
test_every_screen (void)
{
  static const char *const fixes[] = { "delete-and-re-add", "set-clock", "allow-mail-app",
                                       "change-security", "other-smtp-server" };
  const ObdDevice *device = obd_device_find ("iphone");
  GtkWidget *picture = g_object_ref_sink (obd_phone_picture_new ());

  for (gsize v = 0; device->versions[v].id != NULL; v++)
    for (gsize f = 0; f < G_N_ELEMENTS (fixes); f++)
      {
        g_autoptr (ObdGuide) guide = obd_guide_find ("iphone", device->versions[v].id, fixes[f]);

        for (guint i = 0; i < guide->steps->len; i++)
          {
            const ObdGuideStep *step = guide->steps->pdata[i];

            obd_phone_picture_set_step (OBD_PHONE_PICTURE (picture), step->screen, NULL,
                                        (int) i + 1);
            g_assert_cmpint (height_for (picture, 292), >=, 520);
          }
      }
  g_object_unref (picture);
}

static void
test_dots (void)
{
  GtkWidget *dots = g_object_ref_sink (obd_step_dots_new ());

  obd_step_dots_set_step (OBD_STEP_DOTS (dots), 3, 6);
  gtk_test_accessible_assert_role (dots, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (dots, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 3.0);
  gtk_test_accessible_assert_property (dots, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 6.0);
  gtk_test_accessible_assert_property (dots, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Step 3 of 6");
  g_object_unref (dots);
}

/* A list of N_MADE, made in portions: how many there are, and how many each frame made. */
#define N_MADE 20

typedef struct
{
  GtkWidget *window;
  guint      n;
  gint64     frame;
  guint      in_frame;
  guint      most; /* in one frame */
} Made;

static gboolean
make_nth (guint    index,
          gpointer data)
{
  Made *made = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (made->window);
  gint64 frame = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : -1;

  if (index >= N_MADE)
    return FALSE;
  g_assert_cmpuint (index, ==, made->n);
  made->n++;
  made->in_frame = frame == made->frame ? made->in_frame + 1 : 1;
  made->frame = frame;
  made->most = MAX (made->most, made->in_frame);
  return TRUE;
}

static void
test_portions (void)
{
  Made made = { .window = gtk_window_new (), .frame = -2 };
  ObdPortions portions = { 0 };

  obd_portions_start (&portions, made.window, 5, 3, make_nth, &made);
  g_assert_cmpuint (made.n, ==, 5);
  made.most = 0;
  gtk_window_present (GTK_WINDOW (made.window));
  while (made.n < N_MADE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (made.most, ==, 3);
  while (portions.tick != 0)
    g_main_context_iteration (NULL, TRUE);
  /* Begun anew in the middle, it begins with the first one; stopped, it makes no more. */
  made.n = 0;
  obd_portions_start (&portions, made.window, 5, 3, make_nth, &made);
  made.n = 0;
  obd_portions_start (&portions, made.window, 2, 3, make_nth, &made);
  g_assert_cmpuint (made.n, ==, 2);
  obd_portions_stop (&portions);
  obd_portions_stop (&portions);
  /* a list of its own shows when frames have passed */
  {
    Made other = { .window = made.window, .frame = -2 };
    ObdPortions later = { 0 };

    obd_portions_start (&later, made.window, 1, 1, make_nth, &other);
    while (other.n < N_MADE)
      g_main_context_iteration (NULL, TRUE);
    obd_portions_stop (&later);
  }
  g_assert_cmpuint (made.n, ==, 2);
  gtk_window_destroy (GTK_WINDOW (made.window));
}

/* A report of 200 numbered lines on paper, read back by another program. */
static void
test_print (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obd-print-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "report.pdf", NULL);
  const char *argv[] = { "pdftotext", "-layout", pdf, "-", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *read = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pages = NULL;

  for (guint i = 1; i <= 200; i++)
    g_string_append_printf (text, "line %u of the report, with words up to column seventy-eight "
                                  "or so|\n", i);
  operation = obd_print_text_new ("Outbox Doctor", text->str);
  gtk_print_operation_set_export_filename (operation, pdf);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &read,
                               NULL, NULL, &error));
  g_assert_no_error (error);
  pages = g_strsplit (read, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages), >, 3);
  for (guint i = 1; i <= 200; i++)
    {
      g_autofree char *line = g_strdup_printf ("line %u of the report, with words up to column "
                                               "seventy-eight or so|", i);
      char *found = strstr (read, line);

      g_test_message ("%s", line);
      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, line));
    }
  g_assert_nonnull (strstr (pages[0], "Outbox Doctor, page 1 of "));
  g_assert_nonnull (strstr (pages[1], "Outbox Doctor, page 2 of "));
  g_assert_null (strstr (pages[1], "line 1 of"));
  g_remove (pdf);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/route/roles", test_route_roles);
  g_test_add_func ("/route/form", test_route_form);
  g_test_add_func ("/route/keyboard", test_route_keyboard);
  g_test_add_func ("/route/target", test_route_target);
  g_test_add_func ("/route/motion-unseen", test_route_motion_unseen);
  g_test_add_func ("/route/motion-seen", test_route_motion_seen);
  g_test_add_func ("/phone/picture", test_phone);
  g_test_add_func ("/phone/every-screen", test_every_screen);
  g_test_add_func ("/dots", test_dots);
  g_test_add_func ("/portions", test_portions);
  g_test_add_func ("/print", test_print);
  return g_test_run ();
}
