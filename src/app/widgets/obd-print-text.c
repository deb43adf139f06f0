/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-print-text.h"

#include <glib/gi18n-lib.h>

#define JOB_KEY "obd-print-job"
#define FONT "Monospace 9" /* 80 columns: 152 mm, which A4 and Letter have between the margins */
#define MARGIN 20.0        /* mm */
#define FOOT 24.0          /* points kept free for the line at the foot */

typedef struct
{
  char        *title;
  char        *text;
  PangoLayout *layout; /* (nullable): from "begin-print" on */
  GArray      *pages;  /* of int: the line with which each page begins, and the end of the last */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->title);
  g_free (job->text);
  g_clear_object (&job->layout);
  g_array_unref (job->pages);
  g_free (job);
}

static PangoLayout *
make_layout (GtkPrintContext *context,
             const char      *text)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, gtk_print_context_get_width (context) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* Fills the pages with whole lines; a line higher than a page has one to itself. */
static void
paginate (Job   *job,
          double height)
{
  PangoLayoutIter *iter = pango_layout_get_iter (job->layout);
  int limit = height * PANGO_SCALE;
  int top = 0;
  int line = 0;

  g_array_set_size (job->pages, 0);
  g_array_append_val (job->pages, line);
  do
    {
      int from = 0;
      int to = 0;

      pango_layout_iter_get_line_yrange (iter, &from, &to);
      if (to - top > limit && from > top)
        {
          g_array_append_val (job->pages, line);
          top = from;
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  g_array_append_val (job->pages, line);
  pango_layout_iter_free (iter);
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                Job               *job)
{
  g_clear_object (&job->layout);
  job->layout = make_layout (context, job->text);
  paginate (job, gtk_print_context_get_height (context) - FOOT);
  gtk_print_operation_set_n_pages (operation, (int) job->pages->len - 1);
}

static void
draw_lines (Job     *job,
            cairo_t *cr,
            int      first,
            int      end)
{
  PangoLayoutIter *iter = pango_layout_get_iter (job->layout);
  int top = 0;

  for (int line = 0; line < end; line++, pango_layout_iter_next_line (iter))
    {
      PangoRectangle logical;

      if (line < first)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      if (line == first)
        top = logical.y;
      cairo_move_to (cr, logical.x / (double) PANGO_SCALE,
                     (pango_layout_iter_get_baseline (iter) - top) / (double) PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  pango_layout_iter_free (iter);
}

static void
draw_foot (Job             *job,
           GtkPrintContext *context,
           int              page)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  /* TRANSLATORS: at the foot of a printed page: what is printed, page, number of pages */
  g_autofree char *text = g_strdup_printf (_("%1$s, page %2$d of %3$u"), job->title, page + 1,
                                           job->pages->len - 1);
  g_autoptr (PangoLayout) layout = make_layout (context, text);
  int height = 0;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, 0, gtk_print_context_get_height (context) - height / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  draw_lines (job, gtk_print_context_get_cairo_context (context),
              g_array_index (job->pages, int, page), g_array_index (job->pages, int, page + 1));
  draw_foot (job, context, page);
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new (); /* the paper that is usual in this country */

  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  return setup;
}

GtkPrintOperation *
obd_print_text_new (const char *title,
                    const char *text)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup ();
  Job *job = g_new0 (Job, 1);

  job->title = g_strdup (title);
  job->text = g_strdup (text);
  job->pages = g_array_new (FALSE, FALSE, sizeof (int));
  g_object_set_data_full (G_OBJECT (operation), JOB_KEY, job, job_free);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_default_page_setup (operation, setup);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  return operation;
}
