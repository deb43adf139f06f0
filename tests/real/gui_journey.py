#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard's whole way against the real Postfix, until gnome-keyring holds the password.

  gui_journey.py --program PROGRAM [--schemas DIR] [--screenshots DIR] [NAME…]

Each journey runs with its display, buses and keyring inside the namespace of a client of the lab,
whose /etc/ssl trusts the lab's authority: the program itself needs no option at all.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'gui')]

# pylint: disable=wrong-import-position
import lab as servers
from harness.scenario import ADDRESS, MAIL, OUTSIDE
from harness.world import Lab

TOOLS = {'Xvfb': 'xvfb', 'xfwm4': 'xfwm4', 'xsettingsd': 'xsettingsd', 'xdotool': 'xdotool',
         'import': 'imagemagick', 'gnome-keyring-daemon': 'gnome-keyring',
         'secret-tool': 'libsecret-tools', 'dbus-daemon': 'dbus-daemon'}
LIMIT = 150


# --- inside: one journey, in a client's namespace ---

def _shot(app, name):
    folder = os.environ.get('OBD_SCREENSHOTS')
    if folder:
        app.screenshot(f'{folder}/{name}.png')


def _stored(app):
    return app.sh('secret-tool', 'lookup', 'address', ADDRESS).rstrip('\n')


def _check_tree(app, canaries):
    """The password is nowhere in the accessibility tree but in its own entry."""
    for node in app.nodes(shown=False):
        texts = [node.name, node.desc] + ([] if node.role == 'password text' else [node.text])
        for canary in canaries:
            assert not any(canary in (text or '') for text in texts), f'the password is in {node}'


def _keep(journey, app, canaries, name):
    _shot(app, f'{name}-solved')
    assert _stored(app) == '', 'something was stored before it was asked for'
    print('keyring:', journey.keep_password(app))
    _check_tree(app, canaries)
    _shot(app, f'{name}-stored')
    assert _stored(app) == canaries[0], 'the keyring does not hold the password'
    journey.check_tidy(app, canaries[0])


def relay_denied(journey, right, _wrong):
    """Port 25 without sign-in; the fix; the retest; the keyring."""
    with journey.start(keyring='lab') as app:
        journey.choose_device(app)
        journey.go_to_mailbox(app)
        journey.fill_mailbox(app, address=ADDRESS, password=right, recipient=OUTSIDE, host=MAIL,
                             port=25, username=journey.EMPTY, security='none',
                             device_password='Empty')
        _shot(app, 'relay-mailbox')
        assert journey.examine(app) == 'The diagnosis'
        told = journey.read_diagnosis(app)
        _shot(app, 'relay-diagnosis')
        assert 'without signing in' in told['sentence'], told['sentence']
        assert any('554 5.7.1' in text for text in told['text']), told['text']
        assert told['changes'].get('Server Port') == '465', told['changes']
        assert told['changes'].get('User Name') == ADDRESS, told['changes']
        _check_tree(app, [right])
        journey.show_fix(app)
        app.wait_for(lambda: not app.find_all('label', 'How we know'), 5, 'the page to be turned')
        _shot(app, 'relay-fix')
        assert journey.test_again(app) in ('Solved', 'All is well')
        _keep(journey, app, [right], 'relay')


def wrong_password(journey, right, wrong):
    """A wrong password first: nothing is stored of it; then the right one."""
    with journey.start(keyring='lab') as app:
        journey.choose_device(app)
        journey.go_to_mailbox(app)
        journey.fill_mailbox(app, address=ADDRESS, password=wrong, recipient=OUTSIDE, host=MAIL,
                             port=465, username=ADDRESS, security='tls',
                             device_password='Filled in')
        assert journey.examine(app) == 'The diagnosis'
        told = journey.read_diagnosis(app)
        _shot(app, 'wrong-diagnosis')
        assert 'password' in told['sentence'], told['sentence']
        assert _stored(app) == '', 'a refused password was stored'
        for _ in range(3):
            if journey.title(app) == 'The mailbox':
                break
            before = journey.title(app)
            journey.press(app, 'Back')
            app.wait_for(lambda was=before: journey.title(app) != was, 10, 'the page before')
        # Nothing of what was typed is lost on the way back.
        assert journey.field(app, 'Mail address').text == ADDRESS
        journey.fill(app, 'Password', right, secret=True)
        assert journey.examine(app) in ('Solved', 'All is well')
        _keep(journey, app, [right, wrong], 'wrong')


def receiving_works(journey, right, _wrong):
    """Sending refuses the password; receiving, found and asked on request, takes it."""
    with journey.start() as app:
        journey.choose_device(app)
        journey.go_to_mailbox(app)
        journey.fill_mailbox(app, address=ADDRESS, password=right, recipient=OUTSIDE,
                             host='smtp.split.example', port=587, username=ADDRESS,
                             security='starttls', device_password='Filled in')
        journey.check_receiving(app)
        _shot(app, 'receiving-mailbox')
        assert journey.examine(app) == 'The diagnosis'
        told = journey.read_diagnosis(app)
        _shot(app, 'receiving-diagnosis')
        assert 'right for receiving' in told['sentence'], told['sentence']
        assert any('imap.larkspur.example' in text and 'took the same user name' in text
                   for text in told['text']), told['text']
        _check_tree(app, [right])
        journey.check_tidy(app, right)


def crash(journey, right, _wrong):
    """The program crashes while it knows the password: no core file, although one might be left."""
    os.chdir(os.environ['TMPDIR'])
    with journey.start(['prlimit', '--core=unlimited', os.environ['OBD_PROGRAM']]) as app:
        journey.choose_device(app)
        journey.go_to_mailbox(app)
        journey.fill_mailbox(app, address=ADDRESS, password=right, recipient=OUTSIDE, host=MAIL,
                             port=465, username=ADDRESS, security='tls')
        assert journey.examine(app) in ('Solved', 'All is well')
        for name in ('cmdline', 'environ'):
            assert right.encode() not in Path(f'/proc/{app.proc.pid}/{name}').read_bytes(), name
        app.proc.send_signal(signal.SIGABRT)
        assert app.proc.wait(20) == -signal.SIGABRT
        assert right not in app.output(), 'the password is in the log'
    left = [path.name for path in Path('.').rglob('*') if 'core' in path.name and path.is_file()]
    assert not left, left


# name → (journey, sign-ins that the servers have to see at most, setups that run)
JOURNEYS = {'relay-denied': (relay_denied, 2, ('classic',)),
            'wrong-password-first': (wrong_password, 2, ('classic',)),
            'crash-keeps-the-secret': (crash, 1, ('classic',)),
            'receiving-works': (receiving_works, 2, ('split', 'box'))}


def inside(name):
    """Play NAME here; the passwords come by standard input."""
    import journey  # pylint: disable=import-outside-toplevel
    right, wrong = sys.stdin.read().split()
    JOURNEYS[name][0](journey, right, wrong)


# --- outside: the lab around it ---

def play(lab, name, options):
    """Run one journey in a client of its own; returns what is wrong with it."""
    lab.servers.start(*JOURNEYS[name][2])
    client = lab.client()
    lab.network.trust(client.space, lab.authority.roots)
    home = tempfile.mkdtemp(prefix='obd-journey.')
    env = {**os.environ, 'OBD_PROGRAM': str(options.program.resolve()), 'TMPDIR': home,
           'OBD_SCHEMA_DIR': str(options.schemas.resolve() if options.schemas else ''),
           'OBD_SCREENSHOTS': str(options.screenshots.resolve() if options.screenshots else '')}
    try:
        done = subprocess.run(
            lab.network.command(client.space, sys.executable, __file__, '--inside', name),
            input='{right} {wrong}'.format(**lab.passwords), capture_output=True, text=True,
            env=env, timeout=LIMIT, check=False)
        problems = [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()
        sign_ins = sum(session.get('auth', 0) for session in client.sessions(0))
        if sign_ins > JOURNEYS[name][1]:
            problems.append(f'the servers saw {sign_ins} sign-ins')
        return problems
    except subprocess.TimeoutExpired as error:
        return [f'not done after {LIMIT} s', *(error.stderr or b'').decode().splitlines()]
    finally:
        client.close()
        shutil.rmtree(home, ignore_errors=True)


def missing():
    """Why no journey can be made here, or None."""
    packages = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    return servers.missing() or ('not installed: ' + ', '.join(packages) if packages else None)


def main():
    """All journeys, or those named, as TAP."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', type=Path)
    parser.add_argument('--schemas', type=Path)
    parser.add_argument('--screenshots', type=Path)
    parser.add_argument('--inside', choices=sorted(JOURNEYS))
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    if options.inside:
        inside(options.inside)
        return 0
    if reason := missing():
        print(f'1..0 # SKIP {reason}')
        return 0
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    names = options.names or list(JOURNEYS)
    failed = 0
    print(f'TAP version 13\n1..{len(names)}', flush=True)
    with Lab(None) as lab:
        for number, name in enumerate(names, 1):
            try:
                problems = play(lab, name, options)
            except Exception:  # pylint: disable=broad-except
                problems = traceback.format_exc().splitlines()
            failed += bool(problems)
            print(f'{"not ok" if problems else "ok"} {number} - {name}')
            for line in problems:
                print(f'# {line}')
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
