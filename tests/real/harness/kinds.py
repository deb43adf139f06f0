# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of servers that a row of setups can name: one module each.

Each has make (servers, key, row): it writes the server's files and returns an object with
  ports          the ports that it listens on when it is ready
  start (network, space)
  log            the file in which it tells of its clients by their addresses, or None
  sessions (lines)   what those lines say of one client: dicts with "line" and some of auth (how
                 often a password was tried), mail, rcpt, data
  is_busy (lines)    whether a line about that client is still to come (optional)
"""

from . import dovecot, exim, postfix, stand_ins

KINDS = {
    'postfix': postfix.make,
    'dovecot': dovecot.make,
    'exim': exim.make,
    'meddler': stand_ins.make_meddler,
    'full-queue': stand_ins.make_full_queue,
    'nothing': stand_ins.make_nothing,
}
