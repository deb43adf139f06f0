#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Also check receiving: offered with a password only, off until asked for, worked by keys, kept."""
import journey

NAME = 'Also check receiving'
switches = journey.receiving_switches


def is_on(app):
    return bool({'checked', 'pressed'} & switches(app)[0].states)


def tab_to_switch(app):
    """Tab, as often as it takes; the row or its switch may hold the focus."""
    for _ in range(20):
        node = app.focused()
        if node is not None and (node.name == NAME or NAME in [n.name for _, n in node.walk(False)]):
            return
        app.key('Tab')
    raise AssertionError(f'Tab never came to {NAME}')


with journey.start() as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    assert not switches(app), 'offered without a password'
    journey.fill_mailbox(app, address='anna@larkspur.example', password='canary-receiving')
    app.wait_for(lambda: switches(app), 5, NAME)
    assert not is_on(app), 'on before anybody asked for it'
    assert not [f for f in app.audit(tabs=120, min_contrast=3.0) if f[0] in journey.GRAVE]
    app.click(journey.field(app, 'Mail address'))
    tab_to_switch(app)
    app.key('space')
    app.wait_for(lambda: is_on(app), 5, 'the switch to be on')
    # Back and forth: what was chosen stays.
    app.key('Escape')
    journey.wait_page(app, 'Outbox Doctor')
    journey.go_to_mailbox(app)
    app.wait_for(lambda: switches(app) and is_on(app), 5, 'the choice to be kept')
    # Without the password it is of no use.
    journey.fill(app, 'Password', '')
    app.wait_for(lambda: not switches(app), 5, f'{NAME} to go')
    app.key('Escape')
    journey.wait_page(app, 'Outbox Doctor')
    # Practice has no incoming server, and does not offer what it cannot do.
    journey.choose_practice(app, 'Relaying denied until signed in')
    assert not switches(app), 'offered in practice'
    journey.check_tidy(app, 'canary-receiving')
print('1 passed, 0 failed')
