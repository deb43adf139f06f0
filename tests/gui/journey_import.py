#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Thunderbird and Apple profiles have set is taken over, only on request, never a password;
what was typed comes back with Undo; a file that is of no use is one sentence."""
import os
import pathlib
import re

import journey

CANARY = 'Kanarie-5b1e77'
PREFS = '''// Mozilla User Preferences
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.identities", "id2");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.accountmanager.accounts", "account1,account2");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id1.useremail", "anna@larkspur.example");
user_pref("mail.identity.id2.smtpServer", "smtp2");
user_pref("mail.identity.id2.useremail", "tom@otherplace.example");
user_pref("mail.server.server1.hostname", "imap.larkspur.example");
user_pref("mail.server.server1.port", 993);
user_pref("mail.server.server1.socketType", 3);
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.userName", "anna");
user_pref("mail.server.server2.hostname", "pop.otherplace.example");
user_pref("mail.server.server2.type", "pop3");
user_pref("mail.server.server2.userName", "tom");
user_pref("mail.smtpserver.smtp1.authMethod", 1);
user_pref("mail.smtpserver.smtp1.hostname", "mail.larkspur.example");
user_pref("mail.smtpserver.smtp1.port", 25);
user_pref("mail.smtpserver.smtp1.try_ssl", 0);
user_pref("mail.smtpserver.smtp2.authMethod", 3);
user_pref("mail.smtpserver.smtp2.hostname", "smtp.otherplace.example");
user_pref("mail.smtpserver.smtp2.port", 465);
user_pref("mail.smtpserver.smtp2.try_ssl", 3);
user_pref("mail.smtpserver.smtp2.username", "tom");
'''
PROFILES = ('[Profile0]\nName=default\nIsRelative=1\nPath=q1.default\nDefault=1\n\n'
            '[General]\nVersion=2\n')
APPLE = f'''<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.mail.managed</string>
<key>EmailAccountType</key><string>EmailTypeIMAP</string>
<key>EmailAddress</key><string>eva@thistle.example</string>
<key>OutgoingMailServerAuthentication</key><string>EmailAuthPassword</string>
<key>OutgoingMailServerHostName</key><string>mail.thistle.example</string>
<key>OutgoingMailServerPortNumber</key><integer>587</integer>
<key>OutgoingMailServerUseSSL</key><true/>
<key>OutgoingMailServerUsername</key><string>eva</string>
<key>OutgoingPassword</key><string>{CANARY}</string>
</dict></array><key>PayloadType</key><string>Configuration</string></dict></plist>
'''
RECIPIENT = 'Who did you write to?'
TYPED = {'Mail address': 'typed@elsewhere.example', 'Outgoing server': 'typed.elsewhere.example',
         'User name': 'typed', 'Port': '2525'}

THUNDERBIRD, PROFILE = 'Thunderbird on this computer', 'An Apple profile (.mobileconfig)'
# Name → what is asked for, and what it holds; None: an empty folder
USELESS = {
    'holiday.mobileconfig': (PROFILE, b'\x89PNG\r\n\x1a\n' * 20),
    'cut.mobileconfig': (PROFILE, APPLE.encode()[:400]),
    'wifi.mobileconfig': (PROFILE, APPLE.replace('mail', 'wifi').encode()),
    'empty.mobileconfig': (PROFILE, b''),
    'photos': (THUNDERBIRD, None),
}


def values(app):
    """What stands in the four fields, from one walk through the window."""
    fields = {node.name: node for node in reversed(app.nodes(shown=False))
              if node.role in ('text', 'entry')}
    return {name: fields[name].text for name in TYPED if name in fields}


def wait_values(app, expected):
    app.wait_for(lambda: values(app) == expected, 10, f'{expected}')


def window(app, name):
    return app.wait_for(lambda: next((node for node in app.root.children() if node.name == name),
                                     None), 10, f'window {name!r}')


def ask(app, item):
    """The menu and its item; returns once the file chooser is there."""
    app.click(app.find('push button', 'Take over from…', shown=False), 'action')
    app.click(app.find('menu item', item), 'action')
    return app.wait_for(lambda: next(iter(app.find_all('push button', 'Take over')), None), 10,
                        'the file chooser')


def choose_path(app, path):
    """Types a path, as "/" begins one in GTK's file chooser."""
    app.type(str(path))
    entry = app.wait_for(lambda: next((n for n in app.nodes() if n.role in ('text', 'entry')
                                       and n.text == str(path)), None), 5, 'the path')
    assert entry
    app.key('Return')


def said(app, beginning):
    return app.wait_for(lambda: next((n.name for n in app.nodes(shown=False)
                                      if n.name.startswith(beginning)), None), 10, beginning)


def undo(app):
    app.click(app.find('push button', re.compile('^Undo')), 'action')  # Adw 1.2 says it twice


def check_thunderbird(app):
    """One of two accounts, from the folder that the chooser begins in."""
    app.click(ask(app, THUNDERBIRD), 'action')
    chooser = window(app, 'Which account?')
    names = ['anna@larkspur.example', 'tom@otherplace.example']
    app.wait_for(lambda: [node.name for _, node in chooser.walk() if node.role == 'list item'] == names,
                 5, f'{names} to choose from')
    app.wait_for(lambda: any('focused' in node.states for _, node in chooser.walk()), 5, 'the focus')
    app.key('Return')  # the first one has it
    wait_values(app, {'Mail address': 'anna@larkspur.example', 'Port': '25',
                      'Outgoing server': 'mail.larkspur.example', 'User name': ''})
    said(app, 'Taken over from Thunderbird: \u2068anna@larkspur.example')
    empty = next(n for n in app.find_all(None, 'Empty', False) if n.desc == 'User name')
    assert 'pressed' in empty.states or 'checked' in empty.states, empty.states
    # what is typed in the meantime is no part of what is undone
    journey.fill(app, RECIPIENT, 'eva@thistle.example')
    journey.fill(app, 'Password', CANARY, secret=True)
    undo(app)
    wait_values(app, TYPED)
    assert journey.field(app, RECIPIENT).text == 'eva@thistle.example', 'lost with Undo'
    assert journey.field(app, 'Password').text == CANARY, 'lost with Undo'
    journey.fill(app, 'Password', '')


def check_change_of_mind(app):
    ask(app, THUNDERBIRD)
    app.key('Escape')
    app.wait_for(lambda: len(app.root.children()) == 1, 5, 'the end of the chooser')
    app.click(ask(app, THUNDERBIRD), 'action')
    window(app, 'Which account?')
    app.key('Escape')
    app.wait_for(lambda: len(app.root.children()) == 1, 5, 'the end of the question')
    wait_values(app, TYPED)


def check_apple(app, folder):
    ask(app, PROFILE)
    choose_path(app, folder / 'mail.mobileconfig')
    wait_values(app, {'Mail address': 'eva@thistle.example', 'Port': '587',
                      'Outgoing server': 'mail.thistle.example', 'User name': 'eva'})
    assert journey.field(app, 'Password').text == '', 'a password was taken over'
    assert CANARY not in app.dump_tree()
    undo(app)
    wait_values(app, TYPED)


def check_useless(app, folder):
    """Each is one sentence with the name of what was chosen, and changes nothing."""
    for name, (kind, content) in USELESS.items():
        path = folder / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
        ask(app, kind)
        choose_path(app, path)
        sentence = app.wait_for(lambda name=name: next((n.name for n in app.nodes(shown=False)
                                                        if name in n.name), None), 10, name)
        print(sentence)
        assert sentence.endswith('.') and not re.search(r'\. \w', sentence), sentence
        wait_values(app, TYPED)


# What reads the files is looked through for leaks in tests/imports, the window in the other journeys.
with journey.start(env=journey.without_leak_check()) as app:
    home = pathlib.Path(os.environ['HOME'])
    profile = home / '.thunderbird' / 'q1.default'
    profile.mkdir(parents=True)
    (profile.parent / 'profiles.ini').write_text(PROFILES, encoding='utf-8')
    (profile / 'prefs.js').write_text(PREFS, encoding='utf-8')
    (home / 'mail.mobileconfig').write_text(APPLE, encoding='utf-8')
    journey.choose_device(app, 'This computer')
    journey.go_to_mailbox(app)
    for name, text in TYPED.items():
        journey.fill(app, name, text)
    check_thunderbird(app)
    check_change_of_mind(app)
    check_apple(app, home)
    check_useless(app, home)
    journey.check_tidy(app, CANARY)
print('4 passed, 0 failed')
