#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring is not there, is locked, dies, hangs: one sentence each, the wizard goes on, what was
typed is still there; and once the keyring is well, the password is stored after all."""
import os
import pathlib
import subprocess
import sys
import tempfile

import journey
from mail_server import ADDRESS, HOST, MailServer

CANARY = 'Kanarie-b4dda7'
MOCK = pathlib.Path(__file__).parent.parent / 'vault' / 'mock_secrets.py'
# A session bus that starts what the screen reader needs and nothing else: no keyring by itself.
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<servicedir>{folder}</servicedir><policy context="default"><allow send_destination="*"
 eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'''
DAYS = [
    (None, 'This session has no keyring, so no password can be kept.'),
    (['--locked', '--prompt', 'dismiss'], 'The keyring is locked and was not unlocked.'),
    (['--on', 'CreateItem=die'], 'The keyring stopped in the middle of its work.'),
    (['--on', 'CreateItem=hang'], 'The keyring has not answered for 10 seconds.'),
]


def make_bus(folder):
    for name in ('org.a11y.Bus', 'ca.desrt.dconf'):
        service = pathlib.Path('/usr/share/dbus-1/services', name + '.service')
        if service.exists():
            (folder / service.name).symlink_to(service)
    path = folder / 'bus.conf'
    path.write_text(BUS.format(folder=folder), encoding='utf-8')
    return path


def start_mock(words):
    mock = subprocess.Popen([sys.executable, MOCK, *words], stdout=subprocess.PIPE, text=True)
    assert mock.stdout.readline() == 'READY\n'
    return mock


def find_switch(app):
    return next(node for node in app.nodes() if node.name == 'Keep the password'
                and node.role in ('switch', 'toggle button', 'check box'))


def try_to_keep(app, sentence, on=False):
    """Turns the switch on; it stays only where the sentence says that it was stored."""
    app.click(app.scroll_to(find_switch(app)))
    app.find('label', sentence, timeout=40)
    app.wait_for(lambda: 'sensitive' in find_switch(app).states, 5, 'the switch')
    assert ('checked' in find_switch(app).states) is on, sentence


def check_mailbox(app):
    """Nothing of what was typed is lost."""
    for name, text in (('Mail address', ADDRESS), ('Who did you write to?', 'tom@otherplace.example'),
                       ('Host Name', HOST), ('Server Port', '587'), ('User Name', ADDRESS)):
        assert journey.field(app, name).text == text, name
    assert journey.field(app, 'Password').text


server = MailServer(CANARY)
with tempfile.TemporaryDirectory(prefix='bad-days.') as folder, \
        journey.start(args=server.options(587), bus=make_bus(pathlib.Path(folder))) as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    journey.fill_mailbox(app, address=ADDRESS, password=CANARY, recipient='tom@otherplace.example',
                         host=HOST, port=587, username=ADDRESS, security='starttls')
    assert journey.examine(app) == 'All is well'
    for words, sentence in DAYS:
        mock = start_mock(words) if words else None
        try_to_keep(app, sentence)
        if mock:
            mock.kill()
            mock.wait()

    journey.press(app, 'Send a test message')
    app.find('status bar', f'The server took a test message for {ADDRESS}.', timeout=20)
    journey.open_menu(app, 'Stored passwords')
    journey.wait_page(app, 'Stored passwords')
    app.find('label', DAYS[0][1], timeout=10)
    app.key('Escape')
    journey.wait_page(app, 'All is well')
    app.key('Escape')
    journey.wait_page(app, 'The mailbox')
    check_mailbox(app)

    mock = start_mock([])
    assert journey.examine(app) == 'All is well'
    try_to_keep(app, 'Stored in this computer’s keyring.', on=True)
    assert app.sh('secret-tool', 'lookup', 'address', ADDRESS) == CANARY
    mock.kill()
    mock.wait()
    for root, _, names in os.walk(os.environ['HOME']):
        for name in names:
            assert CANARY.encode() not in pathlib.Path(root, name).read_bytes(), name
    journey.check_tidy(app, CANARY)
server.close()
print('1 passed, 0 failed')
