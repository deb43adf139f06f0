/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The keys that probes publish and rules read. Times are microseconds unless said otherwise. */

/* --- probe "clock" (subject: the run) --- */
#define OBD_KEY_CLOCK_OFFSET_MS "clock-offset-ms" /* int: true time minus this computer's */
/* int: this computer's time when the offset was measured, seconds since 1970 UTC */
#define OBD_KEY_CLOCK_NOW "clock-now"
/* text: "ntp", "https", "certificate"; missing = none */
#define OBD_KEY_CLOCK_SOURCE "clock-source"
/* flag: it stands before the day on which this version was written: wrong for certain */
#define OBD_KEY_CLOCK_IMPOSSIBLE "clock-impossible"
/* text: the web server whose answer told the time, with source "https" */
#define OBD_KEY_CLOCK_HOST "clock-host"

/* --- probe "time-setting" (subject: the run) --- */
/* flag: the system is set to keep the clock by itself; missing = it did not say */
#define OBD_KEY_CLOCK_AUTOMATIC "clock-automatic"
/* flag: the system thinks that it does; an opinion, never a proof */
#define OBD_KEY_CLOCK_IN_STEP "clock-in-step"

/* --- probe "network" (subject: the run); an opinion of the system, never a proof --- */
/* flag: GNetworkMonitor:network-available */
#define OBD_KEY_NETWORK_AVAILABLE "network-available"
/* text: "local", "limited", "portal", "full" */
#define OBD_KEY_NETWORK_CONNECTIVITY "network-connectivity"
/* flag: a system proxy is set (and not used) */
#define OBD_KEY_NETWORK_PROXY "network-proxy"

/* --- probe "portal" (subject: the run) --- */
/* text: "open" (the true page answered), "portal" (somebody else did); missing = neither */
#define OBD_KEY_PORTAL_ANSWER "portal-answer"
#define OBD_KEY_PORTAL_STATUS "portal-status"     /* int: HTTP status of the answer */
#define OBD_KEY_PORTAL_LEADS_TO "portal-leads-to" /* text: host that a redirect points to */
/* flag: the mail server's name and that of the page lead to one address */
#define OBD_KEY_PORTAL_ONE_ADDRESS "portal-one-address"

/* --- probe "recipient" (subject: the run) --- */
/* text: what the name service says of the recipient's domain: "taken" (mail can be brought there),
 * "refused" (null MX, RFC 7505), "nowhere" (no such domain, or nothing there takes mail); missing =
 * it did not answer */
#define OBD_KEY_RECIPIENT_MAIL "recipient-mail"

/* --- probe "name" (subject: a host) --- */
#define OBD_KEY_NAME_ADDRESSES "name-addresses" /* texts: numeric addresses */
/* flag: taken from the address book (--connect-to) */
#define OBD_KEY_NAME_MAPPED "name-mapped"

/* --- probe "smtp" (subject: an endpoint) --- */
/* text: "typed", "control", "offer", "cure", "family" (the other Internet address) */
#define OBD_KEY_SMTP_ROLE "role"
#define OBD_KEY_SMTP_BANNER "banner"               /* text: the words of the greeting */
/* text: the name by which the server calls itself in its answer to EHLO or HELO */
#define OBD_KEY_SMTP_HELO_NAME "helo-name"
/* flag: what came in place of SMTP or TLS was a web page */
#define OBD_KEY_SMTP_SPEAKS_HTTP "speaks-http"
#define OBD_KEY_SMTP_HELO_ONLY "helo-only"         /* flag: EHLO refused, HELO taken */
#define OBD_KEY_SMTP_EXTENSIONS "extensions"       /* texts: EHLO keywords as valid in the end */
#define OBD_KEY_SMTP_STARTTLS_OFFERED "starttls-offered" /* flag: in the plain EHLO */
/* flag: the server was ready for STARTTLS, of which its answer to EHLO did not speak */
#define OBD_KEY_SMTP_STARTTLS_HIDDEN "starttls-hidden"
#define OBD_KEY_SMTP_AUTH_PLAIN "auth-plain"       /* texts: mechanisms offered before encryption */
#define OBD_KEY_SMTP_AUTH_TLS "auth-tls"           /* texts: mechanisms offered inside TLS */
#define OBD_KEY_SMTP_MECHANISM "mechanism"         /* text: what AUTH was tried with, upper case */
#define OBD_KEY_SMTP_USERNAME "username"           /* text: what AUTH was tried with */
#define OBD_KEY_SMTP_AUTHENTICATED "authenticated" /* flag: 235 was the answer */
/* flag: what AUTH was tried with looks like an app password, see obd_secret_looks_made(); missing =
 * not tried */
#define OBD_KEY_SMTP_LOOKS_MADE "password-looks-made"
/* flag: security none was typed, STARTTLS was used for the password */
#define OBD_KEY_SMTP_UPGRADED "upgraded"
#define OBD_KEY_SMTP_ENCRYPTED "encrypted"         /* flag: the conversation ran inside TLS */
#define OBD_KEY_SMTP_VERIFIED "verified"           /* flag: the certificate passed */
/* flag: the connection did not leave this machine */
#define OBD_KEY_SMTP_LOCAL "local"
/* text: "sender" or "recipient": an address beyond ASCII, that cannot be said to a server which does
 * not offer SMTPUTF8 */
#define OBD_KEY_SMTP_UNSAYABLE "unsayable"
#define OBD_KEY_SMTP_SENDER_OK "sender-ok"         /* flag: MAIL accepted */
/* text: after a refusal the account's own address was tried as the sender, in a transaction of its
 * own with the same recipient */
#define OBD_KEY_SMTP_OWN_SENDER "own-sender"
#define OBD_KEY_SMTP_OWN_SENDER_OK "own-sender-ok" /* flag: that was accepted */
#define OBD_KEY_SMTP_RECIPIENT_OK "recipient-ok"   /* flag: RCPT accepted */
#define OBD_KEY_SMTP_RECIPIENT_OUTSIDE "recipient-outside" /* flag: RCPT went to another domain */
#define OBD_KEY_SMTP_MESSAGE_SENT "message-sent"   /* flag: the test message was taken after DATA */
/* int: bytes dropped behind the STARTTLS reply */
#define OBD_KEY_SMTP_INJECTED "injected-bytes"
#define OBD_KEY_SMTP_SIZE_LIMIT "size-limit"       /* int: bytes, from SIZE (RFC 1870) */
/* text: "connected", "refused", "silent", "unreachable", "cancelled" */
#define OBD_KEY_SMTP_IPV4 "ipv4"
#define OBD_KEY_SMTP_IPV6 "ipv6"                   /* text: the same */
#define OBD_KEY_SMTP_IPV4_ADDRESS "ipv4-address"   /* text */
#define OBD_KEY_SMTP_IPV6_ADDRESS "ipv6-address"   /* text */
/* flag: given up because the other mode answered on this port */
#define OBD_KEY_SMTP_OUTDONE "outdone"

/* --- probe "incoming" (subject: an endpoint): the keys of "smtp" up to the sign-in, where "extensions"
 * are the capabilities and the mechanisms may be "PASSWORD" (the protocol's own command) and "APOP",
 * and besides --- */
#define OBD_KEY_INCOMING_PROTOCOL "protocol"  /* text: "imap", "pop3" */
/* text: what the server wanted shown (RFC 9051 section 7.1, ALERT) */
#define OBD_KEY_INCOMING_ALERT "alert"
/* text: the response code of the answer to the sign-in, upper case (RFC 5530, RFC 3206) */
#define OBD_KEY_INCOMING_CODE "response-code"

/* --- only in what was read back from a report (subject: a finding with a reply) --- */
/* text: the cause that the reply's words meant before names were hidden in them */
#define OBD_KEY_READING_CAUSE "reading-cause"
#define OBD_KEY_READING_PERCENT "reading-percent" /* int: how sure that was */
#define OBD_KEY_READING_MATCHED "reading-matched" /* text: the words that decided, names hidden */

/* --- probe "smtp", where encryption came to nothing or the certificate did not pass --- */
/* texts: "TLS 1.0" …: versions that the server took when each was tried alone, at OpenSSL's
 * security level 0; missing = not tried */
#define OBD_KEY_TLS_TAKEN "tls-taken"
#define OBD_KEY_TLS_REFUSED "tls-refused" /* texts: versions that it refused then */
/* int: the last alert with which it did (RFC 8446 section 6) */
#define OBD_KEY_TLS_ALERT "tls-alert"
/* text: a name of the certificate that leads to the same address and port */
#define OBD_KEY_TLS_RIGHT_HOST "tls-right-host"

/* --- probe "discovery" (subject: one source of settings) --- */
#define OBD_KEY_SEARCH_SOURCE "source"            /* text: nick of an #ObdSource */
#define OBD_KEY_SEARCH_OUTCOME "search-outcome"   /* text: nick of an ObdSearchOutcome */
#define OBD_KEY_SEARCH_WHERE "search-where"       /* text: the page, record or list entry */
#define OBD_KEY_SEARCH_REASON "search-reason"     /* text, in English: what exactly was wrong */
#define OBD_KEY_SEARCH_SERVICES "search-services" /* texts: obd_service_to_text(), the best first */
/* flag: nothing that a less credible source says could matter any more */
#define OBD_KEY_SEARCH_FINAL "search-final"
#define OBD_KEY_SEARCH_PROVIDER "search-provider" /* text: id in the provider list */
#define OBD_KEY_SEARCH_NAME "search-name"         /* text: what the provider is called */
#define OBD_KEY_SEARCH_HELP "search-help"         /* text: its help page */
/* flag: the server that was typed is an outgoing one of another provider, by the provider list */
#define OBD_KEY_SEARCH_FOREIGN "search-foreign"
/* texts: those of the incoming servers that were typed which are another provider's, likewise */
#define OBD_KEY_SEARCH_FOREIGN_INCOMING "search-foreign-incoming"
/* flag: its sources differ about how people sign in there */
#define OBD_KEY_SEARCH_METHODS_DOUBTFUL "search-methods-doubtful"
/* flag: the server that was typed is one by which the mailbox's provider receives, by its name or by
 * the name service */
#define OBD_KEY_SEARCH_EXCHANGER "search-exchanger"
#define OBD_KEY_SEARCH_MX "search-mx"             /* text: the domain's first mail exchanger */
