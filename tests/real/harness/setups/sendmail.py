# SPDX-License-Identifier: GPL-3.0-or-later
"""Sendmail: `config` are lines of sendmail.mc, `access` its access table, `modifiers` those of
DaemonPortOptions by port, `mechanisms` and `auth_options` as sendmail.mc calls them."""

SETUPS = {
    'sendmail': dict(kind='sendmail', names=['mail.sendmail.example']),
}
