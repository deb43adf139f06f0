# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx as a submission front end: it asks for the sign-in itself and passes on to `needs`: where
those go who signed in, and where everybody else goes."""

SETUPS = {
    'nginx': dict(kind='nginx', names=['mail.nginx.example'], needs=['backend', 'classic']),
}
