/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-search.h"
#include "obd-wire-test.h"

G_BEGIN_DECLS

#define LAB_DOMAIN "larkspur.example"
/* Its local part must not be heard anywhere but at the mailbox's own domain, over HTTPS. */
#define LAB_ADDRESS "anna.canary@" LAB_DOMAIN
#define LAB_DATABASE "https://db.example.net/v1/"

/* What a web server says: a configuration file that names one outgoing server, over TLS and in the
 * open; or a status line and nothing else. Scripts of #ObdScriptServer. */
#define LAB_CONFIG(host) \
  "s:<clientConfig><emailProvider><displayName>Lark</displayName><outgoingServer type='smtp'>" \
  "<hostname>" host "</hostname><port>465</port><socketType>SSL</socketType>" \
  "<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>"
#define LAB_PAGE(host) \
  "T\nQ\nS:HTTP/1.1 200 OK\nS:Content-Type: text/xml\nS:Connection: close\nS:\n" LAB_CONFIG (host)
#define LAB_OPEN_PAGE(host) "Q\nS:HTTP/1.1 200 OK\nS:Connection: close\nS:\n" LAB_CONFIG (host)
#define LAB_ONLY(line) "T\nQ\nS:HTTP/1.1 " line "\nS:Content-Length: 0\nS:"

/* A server and what it plays; it is alone at its host and port. */
typedef struct
{
  const char *host;
  guint16     port;
  const char *script;
  gboolean    wrong_name; /* its certificate is for another host */
} LabServer;

typedef struct
{
  const char *question; /* "_submissions._tcp.larkspur.example", "mx larkspur.example" */
  const char *answer;   /* "priority port target", several with commas between; "fail"; "silent" (no
                         * answer while the world lasts); "late …" (once LabWorld.others questions
                         * have been answered) */
} LabRecord;

/* The Internet of one case; what is not in it does not exist. An empty row ends a list. */
typedef struct
{
  LabServer servers[6];
  LabRecord records[6];
  guint     others;
} LabWorld;

/**
 * Lab:
 * @servers: (element-type ObdScriptServer): in the order of the world
 * @search: for %LAB_ADDRESS, with the world's provider list: the provider "listed" has the MX hosts
 *   below listed.example and the server smtp.listed.example, "gateway" those below gateway.example,
 *   "known" has the domain known.example
 */
typedef struct
{
  const LabWorld     *world;
  ObdTestCertificate *root;
  GPtrArray          *servers;
  ObdSearch          *search;
} Lab;

void  lab_init    (Lab            *lab,
                   const LabWorld *world,
                   const char     *address);
void  lab_clear   (Lab            *lab);
/* Waits until the name service has answered @n questions, those that it knows nothing about too. */
void  lab_await_answers (guint        n);
/* What the @index-th server heard; waits until its last connection is over. (transfer full) */
char *lab_dup_heard (Lab          *lab,
                     guint         index);

G_END_DECLS
