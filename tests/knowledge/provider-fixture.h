/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"

/* A drop-in folder of a test, removed with all that is in it. */
typedef struct _ProviderFolder ProviderFolder;

ProviderFolder  *provider_folder_new   (void);
void             provider_folder_free  (ProviderFolder *folder);
const char      *provider_folder_path  (ProviderFolder *folder);
/* Writes @length bytes (-1: up to the NUL) as the file @name. */
void             provider_folder_write (ProviderFolder *folder,
                                        const char     *name,
                                        const char     *text,
                                        gssize          length);
/* The built-in list with these folders over it; (nullable) @second. */
ObdProviderList *provider_folder_load  (ProviderFolder *first,
                                        ProviderFolder *second);
/* The built-in list alone. */
ObdProviderList *provider_built_in     (void);
/* (transfer full): "FILE:LINE: SENTENCE" of every problem, one a line, FILE without its folder. */
char            *provider_problems     (ObdProviderList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProviderFolder, provider_folder_free)
