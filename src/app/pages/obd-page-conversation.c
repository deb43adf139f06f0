/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-conversation.h"

#include "obd-compat.h"
#include "obd-portions.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

/* With those of the first frame, as many as a usual window shows. */
#define FIRST_TALKS 2
#define TALKS_A_FRAME 2

struct _ObdPageConversation
{
  ObdPage      parent_instance;

  GtkBox      *talks;

  GPtrArray   *findings; /* (element-type ObdFinding): one talk each */
  ObdPortions  portions;
};

G_DEFINE_FINAL_TYPE (ObdPageConversation, obd_page_conversation, OBD_TYPE_PAGE)

/* The wire redacts where a line is born: no secret can be in here. */
static char *
dup_lines (const ObdFinding *finding)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < obd_trace_get_n_lines (finding->trace); i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, obd_trace_get_line (finding->trace, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
encryption_of (const ObdFinding *finding)
{
  switch (finding->endpoint->security)
    {
    case OBD_SECURITY_TLS:
      return _("SSL from the start");
    case OBD_SECURITY_STARTTLS:
      return "STARTTLS";
    default:
      return _("no encryption");
    }
}

static char *
dup_title (const ObdFinding *finding)
{
  const ObdEndpoint *endpoint = finding->endpoint;

  if (endpoint == NULL || endpoint->port == 0)
    return g_strdup (finding->id);
  if (finding->typed)
    /* TRANSLATORS: a conversation with a server: name, port; as the device has it */
    return g_strdup_printf (_("%1$s, port %2$u, as it is set now"), endpoint->host, endpoint->port);
  /* TRANSLATORS: a conversation with a server: name, port, how it is encrypted, with sign-in or not */
  return g_strdup_printf (_("%1$s, port %2$u, %3$s, %4$s"), endpoint->host, endpoint->port,
                          encryption_of (finding),
                          finding->signed_in ? _("with sign-in") : _("without sign-in"));
}

static void
append_talk (ObdPageConversation *self,
             const ObdFinding    *finding)
{
  g_autofree char *title = dup_title (finding);
  g_autofree char *lines = dup_lines (finding);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE,
                                     "hexpand", TRUE, NULL);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", lines, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), obd_copy_button_new (lines, _("Copy this conversation")));
  gtk_widget_add_css_class (words, "monospace");
  gtk_widget_add_css_class (words, "card");
  gtk_widget_add_css_class (words, "talk");
  /* server words are never mirrored */
  gtk_widget_set_direction (words, GTK_TEXT_DIR_LTR);
  gtk_box_append (self->talks, head);
  gtk_box_append (self->talks, words);
}

static gint
compare_talks (gconstpointer a,
               gconstpointer b)
{
  const ObdFinding *first = *(const ObdFinding *const *) a;
  const ObdFinding *second = *(const ObdFinding *const *) b;

  return first->typed != second->typed ? second->typed - first->typed
                                       : strcmp (first->id, second->id);
}

/* (element-type ObdFinding): the typed server first, and the others in an order that does not depend
 * on who answered first. */
static GPtrArray *
list_talks (ObdFindings *findings)
{
  GPtrArray *talks = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_finding_unref);

  for (guint i = 0; findings != NULL && i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (finding->trace != NULL && obd_trace_get_n_lines (finding->trace) > 0)
        g_ptr_array_add (talks, obd_finding_ref (finding));
    }
  g_ptr_array_sort (talks, compare_talks);
  return talks;
}

static gboolean
make_talk (guint    index,
           gpointer data)
{
  ObdPageConversation *self = data;

  if (index >= self->findings->len)
    return FALSE;
  append_talk (self, g_ptr_array_index (self->findings, index));
  return TRUE;
}

static void
drop_talks (ObdPageConversation *self)
{
  GtkWidget *child = NULL;

  obd_portions_stop (&self->portions);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->talks))) != NULL)
    gtk_box_remove (self->talks, child);
}

static void
obd_page_conversation_entered (ObdPage *page)
{
  ObdPageConversation *self = OBD_PAGE_CONVERSATION (page);
  ObdExam *exam = obd_case_get_exam (obd_page_get_case (page));

  drop_talks (self);
  self->findings = list_talks (exam != NULL ? obd_exam_get_findings (exam) : NULL);
  obd_page_set_subtitle (page,
                         obd_case_get_text (obd_page_get_case (page), OBD_FIELD_ADDRESS));
  obd_portions_start (&self->portions, GTK_WIDGET (self->talks), FIRST_TALKS, TALKS_A_FRAME,
                      make_talk, self);
}

static void
obd_page_conversation_left (ObdPage *page)
{
  obd_portions_stop (&OBD_PAGE_CONVERSATION (page)->portions);
}

static void
obd_page_conversation_dispose (GObject *object)
{
  ObdPageConversation *self = OBD_PAGE_CONVERSATION (object);

  obd_portions_stop (&self->portions);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_CONVERSATION);
  G_OBJECT_CLASS (obd_page_conversation_parent_class)->dispose (object);
}

static void
obd_page_conversation_class_init (ObdPageConversationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_conversation_dispose;
  OBD_PAGE_CLASS (klass)->entered = obd_page_conversation_entered;
  OBD_PAGE_CLASS (klass)->left = obd_page_conversation_left;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-conversation.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPageConversation, talks);
}

static void
obd_page_conversation_init (ObdPageConversation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
