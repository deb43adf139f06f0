#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page has names for everything, no focus trap and nothing that Tab cannot reach."""
import journey


def audit(app, page):
    found = [f for f in app.audit(tabs=120, min_contrast=3.0) if f[0] in journey.GRAVE]
    assert not found, (page, found)


with journey.start() as app:
    audit(app, 'start')
    journey.choose_device(app)
    journey.choose_practice(app, 'Relaying denied until signed in')
    audit(app, 'mailbox')
    journey.examine(app)
    audit(app, 'diagnosis')
    journey.press(app, 'Show the conversation')
    journey.wait_page(app, 'The conversation')
    audit(app, 'conversation')
    app.key('Escape')
    journey.wait_page(app, 'The diagnosis')
    journey.show_fix(app)
    audit(app, 'fix')
    journey.test_again(app)
    audit(app, 'solved')
    journey.check_tidy(app)
print('6 passed, 0 failed')
