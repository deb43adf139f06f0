#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays and what does not: the summary goes to the clipboard without the password; another day
the address and the device are remembered, and the password is not."""
import journey
from mail_server import ADDRESS, HOST, MailServer

CANARY = 'Kanarie-3e90ab'
RECIPIENT = 'tom@otherplace.example'


def copied_report(app):
    """The report as it comes out of the clipboard, by the program's own Paste."""
    journey.press(app, 'Copy the report')
    journey.press(app, 'Examine another mailbox')
    journey.wait_page(app, 'Outbox Doctor')
    journey.press(app, 'Paste')
    return app.wait_for(lambda: journey.field(app, 'What does it say?').text, 5, 'the report')


server = MailServer(CANARY)
with journey.start(args=server.options(587)) as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    journey.fill_mailbox(app, address=ADDRESS, password=CANARY, recipient=RECIPIENT, host=HOST,
                         port=587, username=ADDRESS, security='starttls')
    assert journey.examine(app) == 'All is well'
    report = copied_report(app)
    assert HOST in report, report
    assert CANARY not in report and RECIPIENT not in report, report

    # Examining another mailbox begins with nothing.
    journey.go_to_mailbox(app)
    assert not journey.field(app, 'Password').text
    assert not journey.field(app, 'Who did you write to?').text

    app.restart()
    app.wait_for(lambda: [n for n in app.find_all('push button', 'iPhone or iPad', False)
                          if 'pressed' in n.states], 5, 'the device')
    journey.go_to_mailbox(app)
    assert journey.field(app, 'Mail address').text == ADDRESS
    for name in ('Password', 'Who did you write to?', 'Host Name', 'User Name'):
        assert not journey.field(app, name).text, name
    kept = app.sh('gsettings', 'list-recursively', 'io.github.outboxdoctor.OutboxDoctor')
    assert ADDRESS in kept and CANARY not in kept, kept
    journey.check_tidy(app, CANARY)
server.close()
print('1 passed, 0 failed')
