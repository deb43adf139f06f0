#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile made by Debian's own Thunderbird imports right: real-thunderbird.py PRINT-IMPORT.

Thunderbird makes the profile and its profiles.ini itself; the accounts reach it by user.js, as
administrators do it, and it writes them into prefs.js in its own way, with the local folders and
all else that it keeps there.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIP = 77
LIMIT = 90

ACCOUNTS = '''
user_pref("mail.accountmanager.accounts", "account1,account3");
user_pref("mail.accountmanager.defaultaccount", "account1");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account3.identities", "id3");
user_pref("mail.account.account3.server", "server3");
user_pref("mail.identity.id1.fullName", "Anna \\"Ä\\" B.");
user_pref("mail.identity.id1.useremail", "anna@larkspur.example");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id1.valid", true);
user_pref("mail.identity.id3.useremail", "tom@otherplace.example");
user_pref("mail.identity.id3.valid", true);
user_pref("mail.server.server1.hostname", "imap.larkspur.example");
user_pref("mail.server.server1.name", "Lärkspur");
user_pref("mail.server.server1.port", 993);
user_pref("mail.server.server1.socketType", 3);
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.userName", "anna@larkspur.example");
user_pref("mail.server.server3.hostname", "pop.otherplace.example");
user_pref("mail.server.server3.name", "tom@otherplace.example");
user_pref("mail.server.server3.port", 110);
user_pref("mail.server.server3.socketType", 2);
user_pref("mail.server.server3.type", "pop3");
user_pref("mail.server.server3.userName", "tom");
user_pref("mail.smtpservers", "smtp1,smtp2");
user_pref("mail.smtp.defaultserver", "smtp2");
user_pref("mail.smtpserver.smtp1.hostname", "mail.larkspur.example");
user_pref("mail.smtpserver.smtp1.port", 25);
user_pref("mail.smtpserver.smtp1.try_ssl", 0);
user_pref("mail.smtpserver.smtp1.authMethod", 1);
user_pref("mail.smtpserver.smtp2.hostname", "smtp.otherplace.example");
user_pref("mail.smtpserver.smtp2.port", 465);
user_pref("mail.smtpserver.smtp2.try_ssl", 3);
user_pref("mail.smtpserver.smtp2.authMethod", 3);
user_pref("mail.smtpserver.smtp2.username", "tom");
'''
EXPECTED = '''\
Lärkspur|anna@larkspur.example|mail.larkspur.example:25:none||none|imap|imap.larkspur.example:993:tls|anna@larkspur.example
tom@otherplace.example|tom@otherplace.example|smtp.otherplace.example:465:tls|tom|password|pop3|pop.otherplace.example:110:starttls|tom
'''


def wait_until(condition, what, thunderbird):
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end or thunderbird.poll() is not None:
            raise TimeoutError(f'waited for {what}')
        time.sleep(0.1)


def make_profile(home):
    """Lets Thunderbird make a profile with the accounts; returns its folder of profiles."""
    environment = {'HOME': str(home), 'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8',
                   'DBUS_SESSION_BUS_ADDRESS': 'disabled:', 'MOZ_CRASHREPORTER_DISABLE': '1'}
    options = {'env': environment, 'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
    subprocess.run(['thunderbird', '--headless', '-CreateProfile', 'larkspur'], check=True,
                   timeout=LIMIT, **options)
    folder = home / '.thunderbird'
    profile = next(folder.glob('*.larkspur'))
    (profile / 'user.js').write_text(ACCOUNTS, encoding='utf-8')
    thunderbird = subprocess.Popen(['thunderbird', '--headless', '-P', 'larkspur'],
                                   start_new_session=True, **options)
    prefs = profile / 'prefs.js'
    try:
        # It adds the local folders as an account of its own once it has read the others.
        wait_until(lambda: prefs.exists() and 'Local Folders' in prefs.read_text(encoding='utf-8')
                   and 'smtp.otherplace.example' in prefs.read_text(encoding='utf-8'),
                   'Thunderbird to write the accounts', thunderbird)
    finally:
        os.killpg(thunderbird.pid, signal.SIGKILL)
        thunderbird.wait()
    (profile / 'user.js').unlink()
    return folder


def main():
    if not shutil.which('thunderbird'):
        print('not installed: thunderbird')
        return SKIP
    with tempfile.TemporaryDirectory(prefix='obd-thunderbird-') as home:
        folder = make_profile(pathlib.Path(home))
        done = subprocess.run([sys.argv[1], folder], capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr, end='')
    if done.stdout != EXPECTED:
        print(f'expected:\n{EXPECTED}', end='')
        return 1
    return 0


sys.exit(main())
