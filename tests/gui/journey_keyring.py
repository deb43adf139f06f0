#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong password first, then the right one; fixes, testing again, a test message, and the password in
the real keyring at the end, where it can be removed again. The canary is nowhere else."""
import os

import journey
from mail_server import ADDRESS, HOST, MailServer

CANARY = 'Kanarie-7f3a9c'
server = MailServer(CANARY)
with journey.start(args=server.options(25, 587), keyring='pw') as app:
    def check_nowhere():
        """Not on the command line, not in the environment, not in what a screen reader hears."""
        for name in ('cmdline', 'environ'):
            with open(f'/proc/{app.proc.pid}/{name}', 'rb') as file:
                assert CANARY.encode() not in file.read(), name
        spoken = [node for node in app.nodes() if CANARY in node.raw_name or CANARY in node.desc
                  or CANARY in node.text]
        assert len(spoken) <= 1, spoken
        assert all(node.role in ('text', 'password text', 'entry') for node in spoken), spoken

    journey.choose_device(app)
    journey.go_to_mailbox(app)
    journey.fill_mailbox(app, address=ADDRESS, password='wrong', recipient='tom@otherplace.example',
                         host=HOST, port=25, username=journey.EMPTY, security='none',
                         device_password='Empty')
    assert journey.examine(app) == 'The diagnosis'
    before = len(server.passwords)
    assert before == 1, server.passwords
    app.key('Escape')
    journey.wait_page(app, 'The mailbox')
    assert journey.field(app, 'Mail address').text == ADDRESS
    journey.fill_mailbox(app, password=CANARY)
    check_nowhere()

    assert journey.examine(app) == 'The diagnosis'
    assert 'without signing in' in journey.read_diagnosis(app)['sentence']
    assert len(server.passwords) == before + 1, server.passwords
    check_nowhere()
    journey.show_fix(app)
    check_nowhere()
    assert journey.test_again(app) == 'Solved'
    assert journey.keep_password(app) == 'Stored in this computer’s keyring.'
    assert app.sh('secret-tool', 'lookup', 'address', ADDRESS) == CANARY
    check_nowhere()
    journey.press(app, 'Send a test message')
    app.find('status bar', f'The server took a test message for {ADDRESS}.', timeout=20)

    journey.open_menu(app, 'Stored passwords')
    journey.wait_page(app, 'Stored passwords')
    journey.press(app, f'Remove the password of {ADDRESS}')
    app.find('label', 'Nothing is stored')
    app.wait_for(lambda: not app.sh('secret-tool', 'lookup', 'address', ADDRESS), 10, 'removal')
    for folder, _, names in os.walk(os.environ['HOME']):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                assert CANARY.encode() not in file.read(), name
    journey.check_tidy(app, CANARY)
server.close()
print('1 passed, 0 failed')
