# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers made of the library aiosmtpd: `ports` and `answers` are explained in aio_server.py."""

_STARTTLS = dict(starttls=True, auth='required')

SETUPS = {
    'aiosmtpd': dict(kind='aiosmtpd', names=['mail.aiosmtpd.example']),
}
