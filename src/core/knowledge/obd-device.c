/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide.h"

#include <glib/gi18n-lib.h>

/* Apple went from 18 to 26. Newest first, so that a combo box begins with the likeliest. */
static const ObdDeviceVersion iphone_versions[] = {
  { "26", N_("iOS 26 or newer") },
  { "18", N_("iOS 18") },
  { "17", N_("iOS 17") },
  { "16", N_("iOS 16") },
  { "15", N_("iOS 15") },
  { "14", N_("iOS 14") },
  { "13", N_("iOS 13") },
  { "12", N_("iOS 12") },
  { "11", N_("iOS 11") },
  { "10", N_("iOS 10") },
  { "9", N_("iOS 9 or older") },
  { NULL, NULL },
};

static const ObdDeviceVersion no_versions[] = { { NULL, NULL } };

static const ObdDevice devices[] = {
  {
    .id = "iphone",
    .label = N_("iPhone or iPad"),
    .noun = N_("iPhone"),
    .icon_name = "obd-device-iphone",
    .versions = iphone_versions,
    .default_version = "26",
  },
  {
    .id = "mac",
    .label = N_("Mac"),
    .noun = N_("Mac"),
    .icon_name = "obd-device-mac",
    .versions = no_versions,
  },
  {
    .id = "android",
    .label = N_("Android phone"),
    .noun = N_("phone"),
    .icon_name = "obd-device-android",
    .versions = no_versions,
  },
  {
    .id = "outlook-windows",
    .label = N_("Outlook on Windows"),
    .noun = N_("Outlook"),
    .icon_name = "obd-device-outlook-windows",
    .versions = no_versions,
  },
  {
    .id = "this-computer",
    .label = N_("This computer"),
    .noun = N_("mail program"),
    .icon_name = "obd-device-this-computer",
    .versions = no_versions,
  },
  {
    .id = "other",
    .label = N_("Something else"),
    .noun = N_("device"),
    .icon_name = "obd-device-other",
    .versions = no_versions,
  },
  { .id = NULL },
};

const ObdDevice *
obd_device_list (void)
{
  return devices;
}

const ObdDevice *
obd_device_find (const char *id)
{
  for (gsize i = 0; devices[i].id != NULL; i++)
    if (g_strcmp0 (devices[i].id, id) == 0)
      return &devices[i];
  return NULL;
}
