# SPDX-License-Identifier: GPL-3.0-or-later
"""qpsmtpd: `plugins` are lines of its list of plugins, `files` further files of its configuration."""

SETUPS = {
    'qpsmtpd': dict(kind='qpsmtpd', names=['mail.qpsmtpd.example']),
}
