#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diagnosis says why each setting has to change and who says so, how sure it is, what else it
may be and how to tell, and what has to be mended after it."""
import os
import pathlib
import re

import journey
from mail_server import MailServer

CANARY = 'Kanarie-93ab10'
RECIPIENT = 'tom@otherplace.example'
LIST = r'the list of known providers, as of [A-Z]\w+ 20\d\d'
PLAIN = str.maketrans('', '', '\u2066\u2067\u2068\u2069')


def texts(app):
    """Everything on the page, what is scrolled out of sight as well, from top to bottom."""
    return [node.name.translate(PLAIN) for node in app.nodes(shown=False)
            if node.role in ('label', 'list item') and node.name and node.rect[2] > 0]


def find_text(app, pattern, timeout=10):
    return app.wait_for(lambda: next((text for text in texts(app) if re.search(pattern, text)),
                                     None), timeout, pattern)


def between(found, first, last=None):
    """The texts from FIRST (left out) to LAST."""
    assert first in found, (first, found)
    rest = found[found.index(first) + 1:]
    return rest[:rest.index(last)] if last in rest else rest


def examine(app, address, host, port, security, username=journey.EMPTY):
    journey.fill_mailbox(app, address=address, password=CANARY, recipient=RECIPIENT, host=host,
                         port=port, security=security, username=username)
    journey.press(app, 'Examine')


def wait_diagnosis(app):
    journey.wait_page(app, 'The diagnosis', timeout=60)
    return texts(app)


def back(app):
    app.key('Escape')
    journey.wait_page(app, 'The mailbox')


def shoot(app, name):
    folder = pathlib.Path(os.environ.get('OBD_SHOTS', app.dir), 'reasons')
    folder.mkdir(parents=True, exist_ok=True)
    app.screenshot(str(folder / f'{name}.png'))


def check_source(app):
    """A provider that our list knows, and whose server greets late on purpose."""
    examine(app, 'anna@gmx.net', 'mail.gmx.net', 25, 'none')
    find_text(app, r'^mail\.gmx\.net, port \d+, says ' + LIST + '$')
    found = wait_diagnosis(app)
    shoot(app, 'source')
    assert any(re.fullmatch(rf'Who says so: {LIST}\.', text) for text in found), found
    for reason in ('Port 25 begins without encryption', 'Your provider wants the whole mail'):
        assert any(text.startswith(reason) for text in found), (reason, found)
    assert 'This is proved by what was seen.' in found, found
    assert any(re.match(r'mail\.gmx\.net lets everybody wait \d+ s', text)
               for text in between(found, 'Also worth knowing')), found
    assert 'What it may be instead' not in found, found
    back(app)


def check_two_causes(app):
    """Out of date by a clock that nobody confirms: the certificate, or the clock."""
    examine(app, 'anna@larkspur.example', 'mail.larkspur.example', 587, 'starttls',
            'anna@larkspur.example')
    found = wait_diagnosis(app)
    shoot(app, 'instead')
    assert any(text.startswith('This is likely, not proved') for text in found), found
    instead = between(found, 'What it may be instead', 'What helps, likeliest first')
    assert instead[0].startswith('Possible: The clock of this computer may be wrong'), instead
    apart = [text for text in found if text.startswith('To be sure:')]
    assert len(apart) == 1 and apart[0] in instead, apart
    back(app)


def check_two_faults(app):
    """No sign-in on the device, and a password that would not do either."""
    examine(app, 'eva@thistle.example', 'mail.thistle.example', 25, 'none')
    found = wait_diagnosis(app)
    shoot(app, 'next')
    assert any(text.startswith('Your iPhone sends without signing in') for text in found), found
    after = between(found, 'What has to be mended after that')
    assert any('password' in text for text in after), after
    back(app)


slow = MailServer(CANARY, host='mail.gmx.net', pause=6)
expired = MailServer(CANARY, days=-1)
wary = MailServer('quite another one', host='mail.thistle.example')
roots = pathlib.Path(slow.folder.name, 'roots.pem')
roots.write_text(''.join(pathlib.Path(server.root).read_text(encoding='ascii')
                         for server in (slow, expired, wary)), encoding='ascii')
with journey.start(args=['--offline', '--ca-file', str(roots), *slow.places(25, 587),
                         *expired.places(587), *wary.places(25, 587)]) as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    check_two_faults(app)
    check_two_causes(app)
    check_source(app)
    journey.check_tidy(app, CANARY)
for server in (slow, expired, wary):
    server.close()
print('3 passed, 0 failed')
