# SPDX-License-Identifier: GPL-3.0-or-later
"""chasquid: `limit` are the megabytes of a message that it takes."""

SETUPS = {
    'chasquid': dict(kind='chasquid', names=['mail.chasquid.example']),
    'chasquid-small': dict(kind='chasquid', names=['small.chasquid.example'], limit=1),
    'chasquid-future': dict(kind='chasquid', names=['future.chasquid.example'], chain='future'),
    'chasquid-lost': dict(kind='chasquid', names=['lost.chasquid.example'], sasl='sasl-nobody'),
}
