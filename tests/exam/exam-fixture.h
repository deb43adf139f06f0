/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-server.h"
#include "obd-exam.h"
#include "obd-keys.h"

G_BEGIN_DECLS

#define FIXTURE_HOST "mail.example.test"

/* The main thread, GLib's worker and the thread that spawns GLib's pools: they live as long as the
 * process. */
#define FIXTURE_OWN_THREADS 3

/*
 * An exam of anna@example.test at mail.example.test against fake servers. Every usual port that
 * nothing serves is closed. Change the mailbox before the run.
 */
typedef struct
{
  ObdMailbox      mailbox;
  ObdSecret      *password;
  ObdAddressBook *book;
  GArray         *served;  /* guint16: known ports that are mapped */
  GPtrArray      *servers; /* FakeServer (owned) */
  ObdExam        *exam;    /* (nullable) */
  guint           timeout;
  guint           n_finished;
} Fixture;

Fixture          *fixture_new    (void);
void              fixture_free   (Fixture          *fixture);
/* Borrowed: serves @port as the exam knows it. */
FakeServer       *fixture_serve  (Fixture          *fixture,
                                  guint16           port,
                                  const FakeScript *script);
/* Borrowed: serves @port by another address of the other family, beside the one that is served. */
FakeServer       *fixture_serve_other_family (Fixture          *fixture,
                                              guint16           port,
                                              const FakeScript *script);
/* Maps @port to whatever listens on @real. */
void              fixture_map    (Fixture          *fixture,
                                  guint16           port,
                                  guint16           real);
/* Makes the exam. */
void              fixture_prepare (Fixture         *fixture);
/* Starts it and waits until it has finished, exactly once. */
void              fixture_finish (Fixture          *fixture);
/* Both. */
void              fixture_run    (Fixture          *fixture);
/* Borrowed; fails the test if there is no such finding. */
const ObdFinding *fixture_find   (Fixture          *fixture,
                                  const char       *id);
void              fixture_assert_verdict (Fixture  *fixture,
                                          ObdCause  cause);
void              fixture_assert_step (Fixture         *fixture,
                                       const char      *id,
                                       ObdStationState  state);

/* Number of names in a folder of /proc. */
guint             fixture_count_entries (const char *path);
/* Asks GLib's idle pool threads to go, and waits until at most @threads threads are left. */
void              fixture_await_threads (guint threads);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

G_END_DECLS
