# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of servers that a row of setups can name: one module each.

Each has make (servers, key, row): it writes the server's files and returns an object with
  ports          the ports that it listens on when it is ready
  start (network, space)   returns the process, which stays in the foreground
  log            the file in which it tells of its clients, or None
and, where that log names clients by their addresses,
  sessions (lines)   what those lines say of one client: dicts with "line" and some of auth (how
                 often a password was tried), mail, rcpt, data
  is_busy (lines)    whether a line about that client is still to come (optional)
"""

from . import chasquid, courier, dovecot, exim, nginx, opensmtpd, others, pages, postfix, qpsmtpd, \
    sendmail, shield, stand_ins

KINDS = {
    'postfix': postfix.make,
    'dovecot': dovecot.make,
    'mailbox': dovecot.make_mailbox,
    'exim': exim.make,
    'sendmail': sendmail.make,
    'courier': courier.make,
    'opensmtpd': opensmtpd.make,
    'chasquid': chasquid.make,
    'qpsmtpd': qpsmtpd.make,
    'nginx': nginx.make_mail,
    'web': nginx.make_web,
    'pages': pages.make,
    'aiosmtpd': stand_ins.make_aiosmtpd,
    'shield': shield.make,
    'ssh': others.make_ssh,
    'ftp': others.make_ftp,
    'imap': others.make_imap,
    'portal': others.make_portal,
    'meddler': stand_ins.make_meddler,
    'full-queue': stand_ins.make_full_queue,
    'nothing': stand_ins.make_nothing,
}
