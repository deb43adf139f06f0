#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+K: a provider's settings within a keystroke, by keyboard alone; what an organisation adds, what
is wrong with its files, and what is only a guess."""
import os
import pathlib
import re
import tempfile

import journey

OWN = '''[larkspur]
name = Larkspur University
domains = larkspur.example
smtp = mail.larkspur.example:587:starttls one-source
imap = imap.larkspur.example:993:tls
username = local-part
sign-in = password
switch-on = Switch on mail programs in the portal.
as-of = 2019-03
'''
BROKEN = '''[thistle]
name = Thistle Club
domains = thistle.example
smtp = mail.thistle.example:99999:tls
username = address
sign-in = password
'''


def lookup(app):
    """The look-up's window; None when it is closed."""
    return next((node for node in app.root.children() if node.name == 'Look up a provider'), None)


def rows(app):
    """What its rows say to a screen reader."""
    return [node.name for _, node in lookup(app).walk() if node.role == 'list item']


def open_lookup(app):
    app.key('ctrl+k')
    app.wait_for(lambda: lookup(app), 5, 'the look-up')
    # what is typed goes to it once it has the focus
    app.wait_for(lambda: any('focused' in node.states for _, node in lookup(app).walk()), 5, 'its focus')


def close_lookup(app):
    app.key('Escape')
    app.wait_for(lambda: not lookup(app), 5, 'the end of the look-up')


def check_row(app, start, more=''):
    row = app.wait_for(lambda: next((name for name in rows(app) if name.startswith(start)), None), 5,
                       f'{start} in {rows(app)}')
    assert more in row, row


def check_aol(app):
    open_lookup(app)
    app.key('ctrl+a')
    app.type('aol')
    check_row(app, 'Outgoing server: smtp.aol.com')
    check_row(app, 'Port: 465')
    check_row(app, 'Encryption: SSL/TLS', 'switch for SSL: on')
    check_row(app, 'User name: the whole mail address')
    check_row(app, 'Password: an app password')
    check_row(app, 'Also works: port 587, STARTTLS')
    check_row(app, 'IMAP: imap.aol.com', 'port 993, SSL/TLS')
    text = [node.name for _, node in lookup(app).walk() if node.role == 'label']
    assert any(re.match('.AOL. wants a separate password', name) for name in text), text
    assert any(re.match('From our provider list, as of [A-Z][a-z]+ 20', name) for name in text), text
    assert app.find('push button', 'Help page of AOL', shown=False)


def check_copy(app):
    """The copy button of the server; what is in the clipboard, pasted into the entry."""
    app.click(app.find('push button', 'Copy smtp.aol.com', shown=False), 'action')
    entry = next(node for _, node in lookup(app).walk() if node.role in ('entry', 'text'))

    def paste():
        """A button pressed by a screen reader stays down for a moment first."""
        app.key('ctrl+k', 'ctrl+v')
        return entry.text == 'smtp.aol.com'

    app.wait_for(paste, 5, f'the copied name, not {entry.text!r}')


def check_keyboard(app):
    """Down into the list, Enter to the settings, whose heading takes the focus, and out again."""
    app.key('ctrl+k', 'ctrl+a')
    app.type('gmx')
    app.wait_for(lambda: len([n for n in rows(app) if n.startswith('GMX')]) >= 2, 5, 'two of GMX')
    app.key('Down', 'Down')
    app.wait_for(lambda: app.focused() and app.focused().name.startswith('GMX (Germany'), 5,
                 'the focus in the list')
    check_row(app, 'Outgoing server: mail.gmx.net')
    app.key('Return')
    app.wait_for(lambda: app.focused() and app.focused().role == 'label', 5, 'the focus on the heading')
    assert app.focused().text.startswith('GMX (Germany'), app.focused()
    close_lookup(app)


def check_own(app):
    open_lookup(app)
    app.key('ctrl+a', 'BackSpace')
    first = app.wait_for(lambda: next((name for name in rows(app)), None), 5, 'a first provider')
    assert first == 'Larkspur University', first
    check_row(app, 'Outgoing server: mail.larkspur.example', 'Not certain')
    text = [node.name for _, node in lookup(app).walk() if node.role == 'label']
    assert any('good.providers' in name and 'it was true in March 2019' in name for name in text), text
    app.click(app.find('push button', '1 fault in a file of providers'), 'action')
    problem = app.wait_for(lambda: next((node.name for _, node in lookup(app).walk()
                                         if 'broken.providers, line 4' in node.name), None), 5,
                           'file and line of the fault')
    assert problem.endswith('.'), problem
    close_lookup(app)


def check_use(app):
    """For the mailbox that is being typed just now; nothing that was typed changes."""
    journey.choose_device(app, 'This computer')
    journey.go_to_mailbox(app)
    journey.fill(app, 'Mail address', 'anna@larkspur.example')
    open_lookup(app)
    app.key('ctrl+a')
    app.type('larkspur')
    check_row(app, 'User name: anna')
    app.click(app.find('push button', 'Use for this mailbox'), 'action')
    app.wait_for(lambda: not lookup(app), 5, 'the end of the look-up')
    app.find('label', re.compile('^The exam will try the servers of Larkspur University'))
    assert journey.field(app, 'Mail address').text == 'anna@larkspur.example'


with tempfile.TemporaryDirectory(prefix='lookup.') as config:
    folder = pathlib.Path(config, 'outbox-doctor', 'providers.d')
    folder.mkdir(parents=True)
    (folder / 'good.providers').write_text(OWN, encoding='utf-8')
    (folder / 'broken.providers').write_text(BROKEN, encoding='utf-8')
    with journey.start(env={'XDG_CONFIG_HOME': config}) as app:
        check_aol(app)
        check_copy(app)
        check_keyboard(app)
        check_own(app)
        check_use(app)
        journey.check_tidy(app)
print('5 passed, 0 failed')
