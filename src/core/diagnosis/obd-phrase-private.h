/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-phrase.h"

G_BEGIN_DECLS

/* What one placeholder stands for. Transfer full, nullable: not known. */

char *obd_phrase_dup_names            (const ObdPhrase *self);
char *obd_phrase_dup_not_before       (const ObdPhrase *self);
char *obd_phrase_dup_not_after        (const ObdPhrase *self);
char *obd_phrase_dup_versions         (const ObdPhrase *self);
char *obd_phrase_dup_refused_versions (const ObdPhrase *self);
char *obd_phrase_dup_right_host       (const ObdPhrase *self);
char *obd_phrase_dup_issuer           (const ObdPhrase *self);
char *obd_phrase_dup_weakness         (const ObdPhrase *self);

/* The texts of a fact of the finding, "TLS 1.0, TLS 1.1"; they stay together in every language. */
char *obd_phrase_dup_texts (const ObdPhrase *self,
                            const char      *key);

/* obd-phrase-account.c */

char *obd_phrase_dup_right_server     (const ObdPhrase *self);
char *obd_phrase_dup_own_sender       (const ObdPhrase *self);
char *obd_phrase_dup_block_list       (const ObdPhrase *self);
char *obd_phrase_dup_size             (const ObdPhrase *self);
char *obd_phrase_dup_size_limit       (const ObdPhrase *self);
char *obd_phrase_dup_told_username    (const ObdPhrase *self);

G_END_DECLS
