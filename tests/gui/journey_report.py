#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on a diagnosis, saved in every form and printed into a file: without the password,
and in the public form without names; a place that cannot be written is one sentence."""
import html
import json
import os
import pathlib
import subprocess

import journey
from mail_server import ADDRESS, HOST, MailServer

CANARY, WRONG = 'Kanarie-7c41d2', 'Kanarie-wrong-55'
RECIPIENT = 'tom@otherplace.example'
SENTENCE = 'The server does not know this user name with this password'


def caption(app, words):
    """The row's caption once it says so."""
    return app.wait_for(lambda: next((n.name for n in app.nodes(shown=False)
                                      if words in n.name), None), 10, words)


def save_as(app, name):
    """Through GTK's file chooser, whose entry for the name has the focus."""
    journey.press(app, 'Save the report')
    app.wait_for(lambda: next(iter(app.find_all('push button', 'Save')), None), 10, 'the chooser')
    app.key('ctrl+a')
    app.type(str(name))
    app.wait_for(lambda: next((n for n in app.nodes() if n.text == str(name)), None), 5, 'the name')
    app.key('Return')


def check_saved(app, home):
    """Each ending has its form; nobody else may read it; no password, no name of others in it."""
    read = {'report.json': lambda text: json.loads(text)['verdict']['summary'],
            'report.html': html.unescape, 'report.md': str, 'report.txt': str, 'report': str}
    for name, words in read.items():
        save_as(app, home / name)
        caption(app, f'Saved as {name}.')
        text = (home / name).read_text(encoding='utf-8')
        assert SENTENCE in words(text), text
        assert HOST in text and RECIPIENT not in text and WRONG not in text, text
        assert (home / name).stat().st_mode & 0o777 == 0o600, name


def check_public(app, home):
    journey.answer(app, 'What the report hides', 'Public')
    save_as(app, home / 'public.txt')
    caption(app, 'Saved as public.txt.')
    text = (home / 'public.txt').read_text(encoding='utf-8')
    assert SENTENCE in text and HOST not in text and ADDRESS not in text, text


def check_unwritable(app):
    """One sentence that names the file; the report stays there to be saved elsewhere."""
    save_as(app, '/proc/report.txt')
    print(caption(app, 'report.txt was not saved: '))


def check_printed(app, home):
    """GTK's own dialog, and its printer that writes a file."""
    journey.press(app, 'Print the report')
    app.find('label', 'Print to File', shown=False)
    dialog = app.wait_for(lambda: next((n for n in app.root.children() if n.name == 'Print'), None),
                          10, 'the dialog')
    # GTK's list of printers is seen by no bus; keys reach it from the notebook, which has the focus.
    notebook = app.wait_for(lambda: next((n for _, n in dialog.walk() if 'focused' in n.states),
                                         None), 10, 'the focus')
    app.key('Tab')
    app.wait_for(lambda: 'focused' not in notebook.states, 5, 'the focus to move on')
    app.key('Down')
    journey.press(app, 'Print')
    caption(app, 'Given to the printer.')
    text = subprocess.run(['pdftotext', home / 'Outbox Doctor report.pdf', '-'], check=True,
                          capture_output=True, text=True).stdout
    assert SENTENCE in ' '.join(text.split()) and 'page 1 of ' in text, text
    assert HOST not in text and ADDRESS not in text, text


with journey.start(env=journey.without_leak_check(), args=(server := MailServer(CANARY)).options(587)) as app:
    home = pathlib.Path(os.environ['HOME'])
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    journey.fill_mailbox(app, address=ADDRESS, password=WRONG, recipient=RECIPIENT, host=HOST,
                         port=587, username=ADDRESS, security='starttls')
    assert journey.examine(app) == 'The diagnosis'
    check_saved(app, home)
    check_unwritable(app)
    check_public(app, home)
    check_printed(app, home)
    journey.check_tidy(app, WRONG)
server.close()
print('4 passed, 0 failed')
