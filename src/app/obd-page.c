/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page.h"

typedef struct
{
  ObdCase   *obd_case;
  char      *title;
  char      *subtitle;
  char      *primary_label;
  gboolean   primary_sensitive;
  gboolean   primary_suggested;
  gboolean   narrow;
  gboolean   transient;
  GtkWidget *bar_start;
  GtkWidget *bar_end;
} ObdPagePrivate;

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_PRIMARY_LABEL,
  PROP_PRIMARY_SENSITIVE,
  PROP_PRIMARY_SUGGESTED,
  PROP_BAR_START,
  PROP_BAR_END,
  PROP_CASE,
  PROP_NARROW,
  PROP_TRANSIENT,
} ObdPageProperty;

static GParamSpec *properties[PROP_TRANSIENT + 1];

enum
{
  GO_TO,
  GO_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ObdPage, obd_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((ObdPagePrivate *) obd_page_get_instance_private (self))

static void
set_string (ObdPage         *self,
            char           **slot,
            const char      *value,
            ObdPageProperty  property)
{
  if (g_strcmp0 (*slot, value) == 0)
    return;
  g_free (*slot);
  *slot = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (ObdPage         *self,
          gboolean        *slot,
          gboolean         value,
          ObdPageProperty  property)
{
  if (*slot == !!value)
    return;
  *slot = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
obd_page_real_focus (ObdPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
obd_page_get_property (GObject    *object,
                       guint       property,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ObdPagePrivate *priv = PRIVATE (OBD_PAGE (object));

  switch ((ObdPageProperty) property)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_PRIMARY_LABEL:
      g_value_set_string (value, priv->primary_label);
      break;
    case PROP_PRIMARY_SENSITIVE:
      g_value_set_boolean (value, priv->primary_sensitive);
      break;
    case PROP_PRIMARY_SUGGESTED:
      g_value_set_boolean (value, priv->primary_suggested);
      break;
    case PROP_BAR_START:
      g_value_set_object (value, priv->bar_start);
      break;
    case PROP_BAR_END:
      g_value_set_object (value, priv->bar_end);
      break;
    case PROP_CASE:
      g_value_set_object (value, priv->obd_case);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    case PROP_TRANSIENT:
      g_value_set_boolean (value, priv->transient);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_page_set_property (GObject      *object,
                       guint         property,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  ObdPage *self = OBD_PAGE (object);
  ObdPagePrivate *priv = PRIVATE (self);

  switch ((ObdPageProperty) property)
    {
    case PROP_TITLE:
      obd_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      obd_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_PRIMARY_LABEL:
      obd_page_set_primary_label (self, g_value_get_string (value));
      break;
    case PROP_PRIMARY_SENSITIVE:
      obd_page_set_primary_sensitive (self, g_value_get_boolean (value));
      break;
    case PROP_PRIMARY_SUGGESTED:
      obd_page_set_primary_suggested (self, g_value_get_boolean (value));
      break;
    case PROP_BAR_START:
      if (g_set_object (&priv->bar_start, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_BAR_END:
      if (g_set_object (&priv->bar_end, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CASE:
      obd_page_set_case (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      obd_page_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_TRANSIENT:
      set_flag (self, &priv->transient, g_value_get_boolean (value), PROP_TRANSIENT);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_page_dispose (GObject *object)
{
  ObdPagePrivate *priv = PRIVATE (OBD_PAGE (object));

  g_clear_object (&priv->bar_start);
  g_clear_object (&priv->bar_end);
  g_clear_object (&priv->obd_case);
  G_OBJECT_CLASS (obd_page_parent_class)->dispose (object);
}

static void
obd_page_finalize (GObject *object)
{
  ObdPagePrivate *priv = PRIVATE (OBD_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->primary_label);
  G_OBJECT_CLASS (obd_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_PRIMARY_LABEL] = g_param_spec_string ("primary-label", NULL, NULL, NULL, flags);
  properties[PROP_PRIMARY_SENSITIVE]
      = g_param_spec_boolean ("primary-sensitive", NULL, NULL, TRUE, flags);
  properties[PROP_PRIMARY_SUGGESTED]
      = g_param_spec_boolean ("primary-suggested", NULL, NULL, TRUE, flags);
  properties[PROP_BAR_START]
      = g_param_spec_object ("bar-start", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_BAR_END] = g_param_spec_object ("bar-end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CASE] = g_param_spec_object ("case", NULL, NULL, OBD_TYPE_CASE, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_TRANSIENT] = g_param_spec_boolean ("transient", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
obd_page_class_init (ObdPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = obd_page_get_property;
  object_class->set_property = obd_page_set_property;
  object_class->dispose = obd_page_dispose;
  object_class->finalize = obd_page_finalize;
  klass->focus = obd_page_real_focus;
  install_properties (object_class);

  signals[GO_TO] = g_signal_new ("go-to", OBD_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GO_BACK] = g_signal_new ("go-back", OBD_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
obd_page_init (ObdPage *self)
{
  ObdPagePrivate *priv = PRIVATE (self);

  priv->primary_sensitive = TRUE;
  priv->primary_suggested = TRUE;
}

ObdCase *
obd_page_get_case (ObdPage *self)
{
  return PRIVATE (self)->obd_case;
}

void
obd_page_set_case (ObdPage *self,
                   ObdCase *obd_case)
{
  if (!g_set_object (&PRIVATE (self)->obd_case, obd_case))
    return;
  if (obd_case != NULL && OBD_PAGE_GET_CLASS (self)->case_set != NULL)
    OBD_PAGE_GET_CLASS (self)->case_set (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CASE]);
}

const char *
obd_page_get_title (ObdPage *self)
{
  return PRIVATE (self)->title;
}

void
obd_page_set_title (ObdPage    *self,
                    const char *title)
{
  set_string (self, &PRIVATE (self)->title, title, PROP_TITLE);
}

const char *
obd_page_get_subtitle (ObdPage *self)
{
  return PRIVATE (self)->subtitle;
}

void
obd_page_set_subtitle (ObdPage    *self,
                       const char *subtitle)
{
  set_string (self, &PRIVATE (self)->subtitle, subtitle, PROP_SUBTITLE);
}

const char *
obd_page_get_primary_label (ObdPage *self)
{
  return PRIVATE (self)->primary_label;
}

void
obd_page_set_primary_label (ObdPage    *self,
                            const char *label)
{
  set_string (self, &PRIVATE (self)->primary_label, label, PROP_PRIMARY_LABEL);
}

gboolean
obd_page_get_primary_sensitive (ObdPage *self)
{
  return PRIVATE (self)->primary_sensitive;
}

void
obd_page_set_primary_sensitive (ObdPage *self,
                                gboolean sensitive)
{
  set_flag (self, &PRIVATE (self)->primary_sensitive, sensitive, PROP_PRIMARY_SENSITIVE);
}

gboolean
obd_page_get_primary_suggested (ObdPage *self)
{
  return PRIVATE (self)->primary_suggested;
}

void
obd_page_set_primary_suggested (ObdPage *self,
                                gboolean suggested)
{
  set_flag (self, &PRIVATE (self)->primary_suggested, suggested, PROP_PRIMARY_SUGGESTED);
}

GtkWidget *
obd_page_get_bar_start (ObdPage *self)
{
  return PRIVATE (self)->bar_start;
}

GtkWidget *
obd_page_get_bar_end (ObdPage *self)
{
  return PRIVATE (self)->bar_end;
}

gboolean
obd_page_is_narrow (ObdPage *self)
{
  return PRIVATE (self)->narrow;
}

void
obd_page_set_narrow (ObdPage *self,
                     gboolean narrow)
{
  if (PRIVATE (self)->narrow == !!narrow)
    return;
  set_flag (self, &PRIVATE (self)->narrow, narrow, PROP_NARROW);
  if (OBD_PAGE_GET_CLASS (self)->narrow_changed != NULL)
    OBD_PAGE_GET_CLASS (self)->narrow_changed (self);
}

gboolean
obd_page_is_transient (ObdPage *self)
{
  return PRIVATE (self)->transient;
}

void
obd_page_go_to (ObdPage    *self,
                const char *name)
{
  g_signal_emit (self, signals[GO_TO], 0, name);
}

void
obd_page_go_back (ObdPage *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
}
