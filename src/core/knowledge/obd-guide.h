/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How sure a step's labels are; shown to people as such. */
typedef enum
{
  OBD_SURE_CONFIRMED,
  OBD_SURE_ONE_SOURCE,
  OBD_SURE_INFERRED,
} ObdSure;

typedef enum
{
  OBD_ROW_MORE,       /* leads to another screen */
  OBD_ROW_TEXT,       /* shows a value */
  OBD_ROW_TYPE,       /* a field to fill */
  OBD_ROW_SWITCH_ON,
  OBD_ROW_SWITCH_OFF,
  OBD_ROW_BUTTON,
} ObdRowKind;

/* One row of a drawn screen. @group starts a new card; its header may be empty. */
typedef struct
{
  ObdRowKind  kind;
  char       *label;     /* as on the device, in the device's language: never translated by us */
  char       *value;     /* (nullable): may hold {placeholders} */
  gboolean    highlight; /* the row to tap, fill or turn */
  gboolean    new_group;
  char       *group_title; /* (nullable) */
} ObdScreenRow;

typedef struct
{
  char      *title;
  char      *back;    /* (nullable): label of the back button */
  char      *action;  /* (nullable): label at the upper end: "Done" */
  gboolean   action_highlight;
  GPtrArray *rows;    /* ObdScreenRow (owned) */
} ObdScreen;

/**
 * ObdGuideStep:
 * @instruction: translatable; **bold** marks labels of the device; may hold {placeholders}
 * @note: (nullable): translatable
 * @path: (nullable): labels joined by " › ", as on the device
 * @type_this: (nullable): what to type, may hold {placeholders}
 * @expect: (nullable): translatable: "Then the address stands beside User Name."
 * @screen: (nullable): what the person sees
 */
typedef struct
{
  char      *instruction;
  char      *note;
  char      *path;
  char      *type_this;
  char      *expect;
  ObdSure    sure;
  ObdScreen *screen;
} ObdGuideStep;

/**
 * ObdGuide:
 *
 * The steps of one fix on one device and version. Immutable, reference counted.
 */
typedef struct
{
  char      *device;  /* "iphone" */
  char      *fix;     /* remedy id */
  char      *title;   /* translatable */
  GPtrArray *steps;   /* ObdGuideStep (owned) */
  gboolean   general; /* general wording: no guide of that device has this fix */
} ObdGuide;

typedef struct
{
  const char *id;    /* "17" */
  const char *label; /* "iOS 17" */
} ObdDeviceVersion;

/**
 * ObdDevice:
 *
 * A device or app a person can choose; borrowed from the library, never freed.
 */
typedef struct
{
  const char *id;          /* "iphone", "mac", "android", "outlook-windows", "this-computer", "other" */
  const char *label;       /* N_(): "iPhone or iPad" */
  const char *noun;        /* N_(): how sentences call it: "iPhone" */
  const char *icon_name;
  const ObdDeviceVersion *versions; /* newest first, ends with id NULL; may be empty */
  const char *default_version;      /* (nullable) */
} ObdDevice;

/* Borrowed; ends with id %NULL. In the order of the cards. */
const ObdDevice *obd_device_list (void);
const ObdDevice *obd_device_find (const char *id);

/**
 * obd_guide_find:
 * @device: (nullable): device id; %NULL or one without that guide gives general wording
 * @version: (nullable)
 * @fix: remedy id
 *
 * Never nothing: general wording stands in. Main thread; reads resources once and caches.
 *
 * Returns: (transfer full): the guide
 */
ObdGuide *obd_guide_find   (const char *device,
                            const char *version,
                            const char *fix);
ObdGuide *obd_guide_ref    (ObdGuide   *guide);
void      obd_guide_unref  (ObdGuide   *guide);

/**
 * obd_guide_fill:
 * @text: with {smtp-host}, {smtp-port}, {username}, {address}, {security}
 * @values: (element-type utf8 utf8): placeholder without braces → value
 *
 * Returns: (transfer full): @text filled in; a placeholder without a value becomes its plain name
 *   ("the outgoing server")
 */
char     *obd_guide_fill   (const char *text,
                            GHashTable *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdGuide, obd_guide_unref)

G_END_DECLS
