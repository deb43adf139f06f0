# SPDX-License-Identifier: GPL-3.0-or-later
"""Courier: `conf` are lines of its configuration for every port, `confs` port → lines."""

SETUPS = {
    'courier': dict(kind='courier', names=['mail.courier.example']),
}
