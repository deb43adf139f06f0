/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-step.h"

#include "obd-step-private.h"

struct _ObdStep
{
  GObject          parent;
  GThread         *thread; /* the one that may touch it (not owned) */
  char            *id;
  char            *title;
  char            *detail;
  ObdStationState  state;
  double           duration;
  ObdStationId     station;
};

G_DEFINE_FINAL_TYPE (ObdStep, obd_step, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_STATE,
  PROP_DURATION_MS,
  PROP_STATION,
} ObdStepProperty;

static GParamSpec *properties[PROP_STATION + 1];

static void
obd_step_get_property (GObject    *object,
                       guint       property,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ObdStep *self = OBD_STEP (object);

  switch ((ObdStepProperty) property)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_DURATION_MS:
      g_value_set_double (value, self->duration);
      break;
    case PROP_STATION:
      g_value_set_int (value, self->station);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_step_finalize (GObject *object)
{
  ObdStep *self = OBD_STEP (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (obd_step_parent_class)->finalize (object);
}

static void
obd_step_class_init (ObdStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = obd_step_get_property;
  object_class->finalize = obd_step_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, "", flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, OBD_STATION_WAITING,
                                             OBD_STATION_NOT_TESTED, OBD_STATION_WAITING, flags);
  properties[PROP_DURATION_MS] = g_param_spec_double ("duration-ms", NULL, NULL, -1, G_MAXDOUBLE,
                                                      -1, flags);
  properties[PROP_STATION] = g_param_spec_int ("station", NULL, NULL, 0, OBD_N_STATIONS - 1, 0,
                                               flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
obd_step_init (ObdStep *self)
{
  self->thread = g_thread_self ();
  self->detail = g_strdup ("");
  self->duration = -1;
}

ObdStep *
obd_step_new (const char   *id,
              const char   *title,
              ObdStationId  station)
{
  ObdStep *self = g_object_new (OBD_TYPE_STEP, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->station = station;
  return self;
}

void
obd_step_set_detail (ObdStep    *self,
                     const char *detail)
{
  g_assert (self->thread == g_thread_self ());

  if (g_str_equal (self->detail, detail))
    return;
  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
obd_step_set_state (ObdStep         *self,
                    ObdStationState  state)
{
  g_assert (self->thread == g_thread_self ());

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
obd_step_set_duration (ObdStep *self,
                       double   duration)
{
  g_assert (self->thread == g_thread_self ());

  if (self->duration == duration)
    return;
  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_MS]);
}

const char *
obd_step_get_id (ObdStep *self)
{
  return self->id;
}

const char *
obd_step_get_title (ObdStep *self)
{
  return self->title;
}

const char *
obd_step_get_detail (ObdStep *self)
{
  return self->detail;
}

ObdStationState
obd_step_get_state (ObdStep *self)
{
  return self->state;
}

double
obd_step_get_duration (ObdStep *self)
{
  return self->duration;
}

ObdStationId
obd_step_get_station (ObdStep *self)
{
  return self->station;
}
