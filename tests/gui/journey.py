# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's way through the wizard, in steps that every journey (and the real servers' one) shares.

    with journey.start(program) as app:
        journey.choose_device(app, 'iPhone or iPad')
        journey.fill_mailbox(app, address=..., password=..., host=..., username=journey.EMPTY)
        journey.examine(app)
        print(journey.read_diagnosis(app))
"""
import os
import re

from a11y_driver import launch

# How the program says what is written here in English; journey_looks.py has it speak otherwise.
speak = str

EMPTY, UNKNOWN = 'Empty', 'Don’t know'
SECURITY = {'none': 'Off', 'starttls': 'On', 'tls': 'On', None: UNKNOWN}
# What the audit may say nothing of; contrast is judged in high contrast and dark, where it counts.
GRAVE = ('no-name', 'name-doubled', 'image', 'focus-trap', 'unreachable')


def environment(**more):
    """The program's surroundings; a build tree needs no installed schema."""
    env = {'G_DEBUG': 'fatal-criticals', 'GDK_DEBUG': 'gl-disable', 'LANG': 'C.UTF-8',
           'GSETTINGS_SCHEMA_DIR': os.environ.get('OBD_SCHEMA_DIR', '')}
    env.update({key: value for key, value in os.environ.items()
                if key in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS')})
    env.update(more)
    return {key: value for key, value in env.items() if value}


def without_leak_check():
    """Surroundings for a journey through GTK's file chooser: it loses names for good, in
    libcloudproviders and perhaps elsewhere, and the quick unwinder sees nothing to tell them by."""
    return {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'}


def start(program=None, args=(), env=None, size=(960, 780), **options):
    program = program or os.environ['OBD_PROGRAM']
    argv = program if isinstance(program, list) else [program]
    return launch([*argv, *args], environment(**(env or {})), size=size, timeout=30, **options)


def title(app):
    """What the header bar says: which page is shown."""
    frame = next(node for node in app.root.children() if node.role == 'frame')
    return next(node.name for _, node in frame.walk() if node.role == 'label' and node.name)


def wait_page(app, name, timeout=20):
    app.wait_for(lambda: title(app) == speak(name), timeout, f'page {name!r}')


def press(app, name, timeout=10):
    """A button with that word on it, as a screen reader presses it."""
    node = app.wait_for(lambda: next((n for n in app.find_all('push button', speak(name), False)
                                      if 'sensitive' in n.states), None), timeout, f'button {name}')
    app.click(node, 'action')


def choose_device(app, name='iPhone or iPad'):
    """The card; where a device has versions, a row for them comes up and moves what is below."""
    press(app, name)
    app.wait_for(lambda: next((n for n in app.find_all('push button', speak(name), False)
                               if 'pressed' in n.states), None), 5, f'{name} to be chosen')
    if name == 'iPhone or iPad':
        app.find('combo box')


def go_to_mailbox(app):
    press(app, 'Next')
    wait_page(app, 'The mailbox')


def choose_practice(app, scenario):
    row = app.find('list item', speak('Try it with a practice mailbox'), shown=False)
    app.click(app.scroll_to(row))
    wait_page(app, 'Practice')
    app.click(app.scroll_to(app.find('list item', speak(scenario), shown=False)))
    wait_page(app, 'The mailbox')


def field(app, name, nth=0):
    """The entry with that caption."""
    return app.wait_for(lambda: [n for n in app.nodes(shown=False) if n.name == name
                                 and n.role in ('text', 'password text', 'entry')][nth:nth + 1],
                        5, f'field {name!r}')[0]


def answer(app, about, word):
    """Presses one answer of the pill that is about something: Empty, Don’t know, Off, On."""
    node = app.wait_for(lambda: next((n for n in app.find_all(None, word, False) if n.desc == about
                                      and n.role in ('push button', 'toggle button')), None),
                        5, f'{about}: {word}')
    app.click(node, 'action')


def fill(app, name, value, secret=False):
    if value is None:
        return
    if value in (EMPTY, UNKNOWN):
        answer(app, name, value)
        return
    node = field(app, name)
    if secret:
        app.secrets.add(value)
    app.set_text(node, value)


def fill_mailbox(app, address=None, password=None, recipient=None, sender=None, host=None,
                 port=None, username=None, security=False, device_password=None, labels=None):
    """Fills in what is given; EMPTY and UNKNOWN press the answers. Labels are the iPhone's."""
    labels = labels or {'host': 'Host Name', 'port': 'Server Port', 'username': 'User Name',
                        'security': 'Use SSL'}
    fill(app, 'Mail address', address)
    fill(app, 'Password', password, secret=True)
    fill(app, 'Who did you write to?', recipient)
    fill(app, 'From address, if it is a different one', sender)
    fill(app, labels['host'], host)
    fill(app, labels['username'], username)
    if device_password:
        answer(app, 'Password on the device', device_password)
    if security is not False:
        answer(app, 'Use SSL', SECURITY[security])
    fill(app, labels['port'], str(port) if port is not None else None)


def receiving_switches(app):
    """"Also check receiving", if it is there to be seen."""
    return [n for n in app.nodes(shown=False) if n.name == speak('Also check receiving')
            and n.role in ('switch', 'toggle button', 'check box') and n.rect[2] > 0]


def check_receiving(app):
    """Asks for receiving to be checked as well."""
    switch = app.wait_for(lambda: receiving_switches(app), 5, 'the switch for receiving')[0]
    app.click(switch, 'action')
    app.wait_for(lambda: {'checked', 'pressed'} & receiving_switches(app)[0].states, 5,
                 'the switch to be on')


def examine(app, timeout=60):
    """Presses Examine and waits for the page that follows the exam; returns its title."""
    press(app, 'Examine')
    return wait_result(app, timeout)


def wait_result(app, timeout=60):
    pages = [speak(page) for page in ('The diagnosis', 'Solved', 'All is well')]
    return app.wait_for(lambda: (found := title(app)) in pages and found, timeout, 'a result')


def read_diagnosis(app):
    """The one sentence, the rows of evidence, the changes and the remedies, as text."""
    names = [node.name for node in app.nodes() if node.role in ('label', 'list item') and node.name]
    changes = dict(match.groups() for name in names
                   if (match := re.match(r'(.+): now .+, should be (.+)', name)))
    pane = next(node for node in app.find_all('scroll pane') if node.rect[3] > 100)
    sentence = next(node.name for _, node in pane.walk() if node.role == 'label' and node.name)
    return {'sentence': sentence, 'text': names, 'changes': changes}


def show_fix(app):
    press(app, 'Show me the fix')
    wait_fix(app)


def wait_fix(app):
    """ "Fix 1 of 3". """
    app.wait_for(lambda: re.search(r'\d+ .* \d+', title(app)), 10, 'a fix')


def test_again(app, timeout=60):
    node = app.wait_for(lambda: next((n for n in app.nodes() if n.role == 'push button'
                                      and 'est again' in n.name and 'sensitive' in n.states), None),
                        10, 'I did this: test again')
    app.click(node, 'action')
    return wait_result(app, timeout)


def keep_password(app, timeout=20):
    """Turns the keyring's switch on and waits for the sentence that says what came of it."""
    switch = app.wait_for(lambda: next((n for n in app.nodes() if n.name == 'Keep the password'
                                        and n.role in ('switch', 'toggle button', 'check box')),
                                       None), 5, 'the switch')
    app.click(app.scroll_to(switch))
    return app.wait_for(lambda: next((n.name for n in app.find_all('label')
                                      if re.match(r'Stored |The keyring|No ', n.name)
                                      or 'keyring' in n.name and 'accepted' not in n.name), None),
                        timeout, 'the keyring’s answer')


def open_menu(app, item):
    """The main menu, and one of its items."""
    button = next(node for node in app.find_all('push button') if node.name == speak('Main menu'))
    app.click(button)
    app.click(app.wait_for(lambda: next((n for n in app.find_all('menu item')
                                         if n.name == speak(item)), None), 5, item), 'action')


def check_tidy(app, canary=None):
    """Ends the program; nothing it wrote may hold a complaint of the toolkit, or the password."""
    app.key('ctrl+q')
    code, log = app.close()
    assert code == 0, f'exit status {code}\n{log}'
    assert 'CRITICAL' not in log, log
    if canary:
        assert canary not in log, 'the password is in the log'
