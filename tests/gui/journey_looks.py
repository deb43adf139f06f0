#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as somebody sees it, a picture of each in OBD_SHOTS/LOOK, and what can be told of a look
without eyes.

  journey_looks.py light|dark|narrow|contrast|large|mirrored|pseudo
"""
import os
import pathlib
import re
import sys
import tempfile

import journey
import pseudo_locale

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
WINDOW = (860, 680)
# Words that are nobody's to translate: addresses, names, numbers, what servers and phones say.
FOREIGN = re.compile(r'@|larkspur| › |^[\W\d]*$|^[SC*]: |^\* |^\d{3} |TLS|PLAIN|\d+ ms|^(Minimize|Maximize'
                     r'|Close|Outbox Doctor)$', re.M)

LOOKS = {
    'light': {},
    'dark': {'env': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}},
    'contrast': {'env': {'ADW_DEBUG_HIGH_CONTRAST': '1'}},
    'narrow': {'size': (360, 640)},
    'large': {'text_scale': 1.5},
    'mirrored': {'env': {'LANGUAGE': 'he'}},
    'pseudo': {'env': {'LANGUAGE': 'en_XA'}},
}
# The platform's own light and dark styles have paler words than we would (brief.md §2).
LEAST_CONTRAST = {'light': 3.0, 'dark': 4.5, 'contrast': 4.5}


def is_cut(node):
    """Scrolled out of sight, at least in part."""
    pane = next((parent for parent in node.parents() if parent.role == 'scroll pane'), None)
    return pane and (node.rect[1] < pane.rect[1]
                     or node.rect[1] + node.rect[3] > pane.rect[1] + pane.rect[3])


def check_contrast(app, look):
    if look not in LEAST_CONTRAST:
        return
    # What lies below another window is paler on purpose.
    nodes = [node for _, node in app.root.children()[-1].walk()]
    found = [(node, text) for _, node, text in app._contrast(nodes, LEAST_CONTRAST[look])
             if not is_cut(node)]
    # White on the accent is the platform's own button, 3.8 : 1, and stays (brief.md §2).
    bad = [(repr(node), text) for node, text in found
           if float(text.split(':')[0]) < 3.7
           or not any(parent.role == 'push button' for parent in node.parents())]
    assert not bad, bad


def check_room(app, look):
    """Nothing is wider than the window, and the window no wider than asked for."""
    if look != 'narrow':
        return
    frame = next(node for node in app.root.children() if node.role == 'frame')
    assert frame.rect[2] <= 360, frame
    wide = [node for node in app.nodes() if node.role in ('label', 'push button', 'text')
            and node.rect[0] + node.rect[2] > 360]
    assert not wide, wide


def check_translated(app, look):
    if look != 'pseudo':
        return
    bare = [(node.role, text) for window in app.root.children() for _, node in window.walk()
            if node.role in ('label', 'push button', 'toggle button', 'list item', 'status bar')
            for text in [node.name] if text and '⟦' not in text and not FOREIGN.search(text)
            and not in_picture(node)]
    assert not bare, bare


def in_picture(node):
    """The phone's screen speaks the phone's language."""
    return any('⟦Picture' in parent.name or 'Picture of' in parent.name
               for parent in node.parents())


def check_turned(app, look):
    """In a language that is read from the right, the first card is the rightmost."""
    if look == 'mirrored':
        cards = [app.find('push button', name).rect[0] for name in ('iPhone or iPad', 'Mac')]
        assert cards[0] > cards[1], cards


class Album:
    def __init__(self, app, look):
        self.app, self.look, self.count = app, look, 0
        self.folder = pathlib.Path(os.environ.get('OBD_SHOTS', tempfile.gettempdir()), look)
        self.folder.mkdir(parents=True, exist_ok=True)

    def take(self, name):
        """A picture once nothing moves any more, and the checks."""
        self.app.sh('xdotool', 'mousemove', '1', '1')
        path, before = self.folder / f'{self.count:02}-{name}.png', None
        for _ in range(10):
            self.app.screenshot(str(path))
            width, height = min(LOOKS[self.look].get('size', WINDOW), WINDOW)
            self.app.sh('mogrify', '-crop', f'{width}x{height}+0+0', '+repage', str(path))
            now = path.read_bytes()
            if now == before or name == 'exam':  # which never stands still
                break
            before = now
        self.count += 1
        check_contrast(self.app, self.look)
        check_room(self.app, self.look)
        check_translated(self.app, self.look)


def take_with_end(app, album, name):
    """The page as it comes up, and its end, where the report is."""
    album.take(name)
    app.scroll_to(app.find('push button', journey.speak('Print the report'), shown=False))
    album.take(f'{name}-end')


def walk_fix(app, album):
    """The first steps of the first fix, with their pictures."""
    for number in range(3):
        album.take(f'fix-step-{number + 1}')
        journey.press(app, 'Yes')
        app.wait_for(lambda: app.find_all('push button', re.compile(f'{number + 1}')), 5, 'a step')


def visit(app, look):
    album = Album(app, look)
    narrow = look == 'narrow'
    album.take('start')
    journey.choose_device(app)
    check_turned(app, look)
    album.take('start-iphone')
    journey.go_to_mailbox(app)
    journey.fill(app, journey.speak('Password'), 'canary-looks', secret=True)
    journey.check_receiving(app)
    album.take('mailbox-receiving')
    app.key('Escape')
    journey.wait_page(app, 'Outbox Doctor')
    journey.choose_practice(app, 'The server hangs')
    album.take('mailbox')
    journey.press(app, 'Examine')
    journey.wait_page(app, 'Following the mail')
    album.take('exam')
    journey.press(app, 'Stop')
    journey.wait_page(app, 'The diagnosis')
    album.take('stopped')
    journey.press(app, 'End practice')
    journey.wait_page(app, 'Outbox Doctor')
    journey.choose_practice(app, 'Relaying denied until signed in')
    assert journey.examine(app) == journey.speak('The diagnosis')
    take_with_end(app, album, 'diagnosis')
    journey.press(app, 'Conversation' if narrow else 'Show the conversation')
    journey.wait_page(app, 'The conversation')
    album.take('conversation')
    app.key('Escape')
    journey.wait_page(app, 'The diagnosis')
    journey.show_fix(app)
    walk_fix(app, album)
    journey.press(app, 'Test again' if narrow else 'I did this: test again')
    journey.wait_page(app, 'Solved')
    take_with_end(app, album, 'solved')
    journey.open_menu(app, 'Stored passwords')
    journey.wait_page(app, 'Stored passwords')
    album.take('passwords')
    app.key('ctrl+comma')
    app.wait_for(lambda: len(app.root.children()) > 1, 5, 'the preferences')
    album.take('preferences')
    app.key('Escape')
    app.wait_for(lambda: len(app.root.children()) == 1, 5, 'the end of the preferences')
    print(f'{album.count} pictures in {album.folder}')


def main(look):
    with tempfile.TemporaryDirectory(prefix='looks.') as folder:
        options = dict(LOOKS[look])
        language = options.get('env', {}).get('LANGUAGE')
        if language:
            pseudo_locale.make(SOURCE, folder)
            options['env'] = {**options['env'], 'OBD_LOCALEDIR': folder}
        if language == 'en_XA':
            journey.speak = pseudo_locale.lengthen
        # Nothing blinks or slides in the pictures.
        still = 'Gtk/EnableAnimations 0\nNet/CursorBlink 0\n'
        with journey.start(keyring='pw', xsettings=still, **options) as app:
            visit(app, look)
            journey.check_tidy(app, 'canary-looks')


main(sys.argv[1])
