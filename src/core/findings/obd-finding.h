/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-endpoint.h"
#include "obd-reply.h"
#include "obd-service.h"
#include "obd-stage.h"
#include "obd-tls-facts.h"
#include "obd-trace.h"

G_BEGIN_DECLS

/**
 * ObdOutcome:
 *
 * How a probe ended; the contract's `probes[].outcome`.
 */
typedef enum
{
  OBD_OUTCOME_OK,
  OBD_OUTCOME_FAILED,    /* something to be told was found: see the fault and the stage */
  OBD_OUTCOME_SKIPPED,   /* not needed, not allowed, or what it needs is missing */
  OBD_OUTCOME_CANCELLED, /* stopped by the person, or given up because its answer is known */
} ObdOutcome;

/**
 * ObdFault:
 *
 * What happened at the stage where a probe stopped, in the words of the wire; what it *means* is
 * for the rules to say.
 */
typedef enum
{
  OBD_FAULT_NONE,
  OBD_FAULT_NAME_UNKNOWN,  /* the name service says that the name does not exist */
  OBD_FAULT_NAME_SERVICE,  /* the name service did not answer, or failed */
  OBD_FAULT_SILENT,        /* no answer to a SYN */
  OBD_FAULT_UNREACHABLE,   /* the network refused: no route, host unreachable, prohibited */
  OBD_FAULT_REFUSED,       /* connection refused (RST to the SYN) */
  OBD_FAULT_DROPPED,       /* connected, then closed or reset */
  OBD_FAULT_TIMEOUT,       /* connected, and no (full) answer when time was up */
  OBD_FAULT_REPLY,         /* a well-formed refusal: see the reply */
  OBD_FAULT_PROTOCOL,      /* not SMTP, a code that cannot stand here, an endless reply */
  OBD_FAULT_NOT_TLS,       /* the other side did not speak TLS */
  OBD_FAULT_TLS_HANDSHAKE, /* TLS alert or failure that is neither of the next two */
  OBD_FAULT_TLS_VERSION,   /* no version, cipher or key in common, or too old */
  OBD_FAULT_CERTIFICATE,   /* the handshake worked, the certificate did not pass: see tls->problems */
  OBD_FAULT_NO_STARTTLS,   /* STARTTLS wanted and not offered */
  OBD_FAULT_INJECTED,      /* plain text arrived behind the reply to STARTTLS */
  OBD_FAULT_NO_AUTH,       /* sign-in wanted and no AUTH offered on this connection */
  OBD_FAULT_NO_MECHANISM,  /* AUTH offered, none that the device is set to and this library knows */
  OBD_FAULT_UNSAFE,        /* password held back: connection unencrypted or unverified */
  OBD_FAULT_NO_PASSWORD,   /* sign-in wanted and no password given to the program */
  OBD_FAULT_PREAUTH,       /* the server took us for signed in, without having asked for anything */
} ObdFault;

/* "none", "name-unknown", … (used by reports and case files). */
const char *obd_fault_to_nick     (ObdFault    fault);
gboolean    obd_fault_from_nick   (const char *nick,
                                   ObdFault   *fault);
const char *obd_outcome_to_nick   (ObdOutcome  outcome);
gboolean    obd_outcome_from_nick (const char *nick,
                                   ObdOutcome *outcome);

/**
 * ObdFinding:
 * @probe: the kind of probe: "clock", "network", "name", "smtp", "incoming"
 * @id: unique in a run: "clock", "name:HOST", "smtp:HOST:PORT:SECURITY:signed-in|anonymous|offer",
 *   "imap:HOST:PORT:SECURITY:signed-in|offer" and "pop3:…" of the probe "incoming"
 * @endpoint: (nullable): what it was about; for "name" an endpoint with port 0
 * @address: (nullable): the numeric address the conversation used
 * @typed: it examined exactly what the device is set to
 * @signed_in: AUTH was tried on this connection
 * @outcome: how it ended
 * @stage: the last stage it entered
 * @fault: what stopped it there, %OBD_FAULT_NONE if nothing did
 * @reply: (nullable): the reply that decided
 * @tls: (nullable): what the handshake showed
 * @trace: (nullable): times and redacted words
 * @facts: key → #GVariant, the keys of obd-keys.h
 *
 * The sealed result of one probe: immutable, reference counted, safe to share between threads.
 * Read the fields, never write them.
 */
typedef struct
{
  const char  *probe; /* interned */
  char        *id;
  ObdEndpoint *endpoint;
  char        *address;
  gboolean     typed;
  gboolean     signed_in;
  ObdOutcome   outcome;
  ObdStage     stage;
  ObdFault     fault;
  ObdReply    *reply;
  ObdTlsFacts *tls;
  ObdTrace    *trace;
  GHashTable  *facts;
} ObdFinding;

/**
 * obd_finding_new:
 * @probe: kind of probe
 * @id: unique in a run
 *
 * Begins a finding. The maker fills the fields and calls the setters, then gives it to
 * obd_finding_seal(); from then on nobody writes it.
 *
 * Returns: (transfer full): a finding that is not sealed yet
 */
ObdFinding *obd_finding_new         (const char       *probe,
                                     const char       *id);
void        obd_finding_set_flag    (ObdFinding       *finding,
                                     const char       *key,
                                     gboolean          value);
void        obd_finding_set_int     (ObdFinding       *finding,
                                     const char       *key,
                                     gint64            value);
void        obd_finding_set_text    (ObdFinding       *finding,
                                     const char       *key,
                                     const char       *value);
void        obd_finding_set_texts   (ObdFinding         *finding,
                                     const char         *key,
                                     const char *const  *value);
/* (transfer full) → (transfer full); after it every setter is a programming error. */
ObdFinding *obd_finding_seal        (ObdFinding       *finding);

ObdFinding *obd_finding_ref         (const ObdFinding *finding);
void        obd_finding_unref       (ObdFinding       *finding);
gboolean    obd_finding_has         (const ObdFinding *finding,
                                     const char       *key);
/* FALSE, 0 and %NULL where the key is missing. */
gboolean    obd_finding_get_flag    (const ObdFinding *finding,
                                     const char       *key);
gint64      obd_finding_get_int     (const ObdFinding *finding,
                                     const char       *key);
const char *obd_finding_get_text    (const ObdFinding *finding,
                                     const char       *key);
/* (transfer container) (nullable): free with g_free(). */
const char **obd_finding_get_texts  (const ObdFinding *finding,
                                     const char       *key);
/* (transfer full) (element-type ObdService): what the finding of a search tells, the best first. */
GPtrArray  *obd_finding_dup_services (const ObdFinding *finding);
gboolean    obd_finding_texts_contain (const ObdFinding *finding,
                                       const char       *key,
                                       const char       *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdFinding, obd_finding_unref)

G_END_DECLS
