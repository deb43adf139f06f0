#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mailbox page says before anything is tested: whose mailbox it is, what is special there,
and slips of the keyboard, which are never corrected silently."""
import re

import journey

ADDRESS, RECIPIENT, HOST = 'Mail address', 'Who did you write to?', 'Host Name'


def hints(app):
    """The questions that are shown, with the new value of each."""
    names = [node.name.replace('\u2068', '').replace('\u2069', '')
             for node in app.find_all('list item', shown=False)
             if 'visible' in node.states]
    return [match.group(1) for name in names if (match := re.match(r'Did you mean (.*?)\?', name))]


def wait_hints(app, *expected):
    app.wait_for(lambda: hints(app) == list(expected), 5, f'{expected}, not {hints(app)}')


def sentences(app):
    return [node.name for node in app.find_all('label', shown=False)]


def check_slips(app):
    journey.fill(app, ADDRESS, 'anna@gmial.com')
    wait_hints(app, 'anna@gmail.com')
    assert journey.field(app, ADDRESS).text == 'anna@gmial.com', 'corrected without being asked'
    journey.fill(app, RECIPIENT, 'tom@hotmial.com')
    wait_hints(app, 'anna@gmail.com', 'tom@hotmail.com')
    journey.press(app, 'Change')  # the first one
    app.wait_for(lambda: journey.field(app, ADDRESS).text == 'anna@gmail.com', 5, 'the change')
    wait_hints(app, 'tom@hotmail.com')
    assert journey.field(app, RECIPIENT).text == 'tom@hotmial.com'
    journey.press(app, 'Dismiss this hint')
    wait_hints(app)
    assert journey.field(app, RECIPIENT).text == 'tom@hotmial.com'
    # the mailbox's own domain is certainly meant
    journey.fill(app, ADDRESS, 'anna@larkspur.example')
    journey.fill(app, RECIPIENT, 'tom@larkspru.example')
    wait_hints(app, 'tom@larkspur.example')
    journey.fill(app, RECIPIENT, 'tom@larkspur.example')
    wait_hints(app)
    journey.fill(app, HOST, 'smpt.gmail.com')
    wait_hints(app, 'smtp.gmail.com')
    journey.fill(app, HOST, 'mail.larkspur.example')
    wait_hints(app)


def check_keyboard(app):
    """Back from the next field to the button, and Enter."""
    journey.fill(app, ADDRESS, '')
    app.type('anna@gmial.com', journey.field(app, ADDRESS))
    app.key('Tab')  # leaving the field asks at once
    wait_hints(app, 'anna@gmail.com')

    def on_button():
        app.key('shift+Tab')
        node = app.focused()
        return node is not None and node.name == 'Change' and node

    button = app.wait_for(on_button, 5, 'the focus on the button')
    assert button.desc == 'Change it to anna@gmail.com', button.desc
    app.key('Return')
    app.wait_for(lambda: journey.field(app, ADDRESS).text == 'anna@gmail.com', 5, 'the change')


def check_notes(app):
    """Address, the chip beside it, the beginning of the note (None where nothing is special)."""
    for address, chip, note in (
            ('anna@gmail.com', 'Gmail', 'Gmail wants a separate password'),
            ('anna@outlook.com', 'Outlook.com', 'Outlook.com takes no password'),
            ('anna@tuta.com', 'Tuta', 'No mail program can send for Tuta'),
            ('anna@proton.me', 'Proton Mail', 'Proton Mail works only through a program'),
            ('anna@gmx.de', 'GMX', 'At GMX, something has to be switched on'),
            ('anna@free.fr', 'Free', None),
            ('anna@larkspur.example', None, None)):
        journey.fill(app, ADDRESS, address)
        button = f'A mailbox at {chip}. Show its settings'
        app.wait_for(lambda: bool(app.find_all('push button', button)) == bool(chip), 5, address)
        plain = [text.replace('\u2068', '').replace('\u2069', '') for text in sentences(app)]
        assert note is None or any(text.startswith(note) for text in plain), (address, plain)
        dated = [text for text in plain if re.match('From our provider list, as of .* 20..', text)]
        assert bool(dated) == bool(note) or address == 'anna@free.fr', (address, dated)


def check_chip(app):
    """The chip leads to the provider's settings, with this mailbox's user name."""
    journey.fill(app, ADDRESS, 'anna@gmx.de')
    journey.press(app, 'A mailbox at GMX. Show its settings')
    app.find('list item', re.compile('^(User Name): anna@gmx.de'), timeout=10)
    app.key('Escape')
    app.wait_for(lambda: len(app.root.children()) == 1, 5, 'the end of the look-up')


with journey.start() as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    check_slips(app)
    check_keyboard(app)
    check_notes(app)
    check_chip(app)
    journey.check_tidy(app)
print('4 passed, 0 failed')
