#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way without a mouse: Tab, Space, Enter, mnemonics, Escape and Alt+Left."""
import journey

with journey.start() as app:
    app.wait_for(app.focused, 5, 'the focus')
    app.key('space')  # the first card
    app.key('alt+n')
    journey.wait_page(app, 'The mailbox')
    app.type('anna@larkspur.example')
    app.key('Escape')
    journey.wait_page(app, 'Outbox Doctor')
    app.key('alt+n')
    journey.wait_page(app, 'The mailbox')
    assert journey.field(app, 'Mail address').text == 'anna@larkspur.example'
    app.key('alt+Left')
    journey.wait_page(app, 'Outbox Doctor')

    def go_to(name):
        """Tabs on until that control has the focus."""
        for _ in range(40):
            node = app.focused()
            if node is not None and name in (node.name, node.text):
                return
            app.key('Tab')
        raise AssertionError(f'Tab never came to {name}')

    go_to('Try it with a practice mailbox')
    app.key('Return')
    journey.wait_page(app, 'Practice')
    go_to('Relaying denied until signed in')
    app.key('Return')
    journey.wait_page(app, 'The mailbox')
    app.key('alt+e')
    assert journey.wait_result(app) == 'The diagnosis'
    app.key('alt+c')
    journey.wait_page(app, 'The conversation')
    app.key('Escape')
    journey.wait_page(app, 'The diagnosis')
    app.key('alt+s')
    app.wait_for(lambda: journey.title(app).startswith('Fix '), 10, 'a fix')
    for _ in range(20):  # through the steps of the fix, then back to the diagnosis
        if journey.title(app) == 'The diagnosis':
            break
        app.key('Escape')
    journey.wait_page(app, 'The diagnosis')
    app.key('Escape')
    journey.wait_page(app, 'The mailbox')
    journey.check_tidy(app)
print('1 passed, 0 failed')
