#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is asked besides the mail servers: said in plain words, one switch each, worked by keys
alone, and remembered another day."""
import os
import pathlib

import journey

NAMES = ('The public list of mail settings',
         'A web page, to see whether the network wants a sign-in')


def window(app):
    """The preferences; None when they are closed."""
    return next((node for node in app.root.children() if node.name == 'Preferences'), None)


def switches(app):
    """Name → its switch."""
    found = {node.name: node for _, node in window(app).walk()
             if node.role in ('switch', 'toggle button', 'check box') and node.rect[2] > 0}
    assert set(found) == set(NAMES), found
    return found


def are_on(app):
    return [bool({'checked', 'pressed'} & switches(app)[name].states) for name in NAMES]


def open_preferences(app):
    app.key('ctrl+comma')
    app.wait_for(lambda: window(app), 5, 'the preferences')
    app.wait_for(lambda: any('focused' in node.states for _, node in window(app).walk()), 5,
                 'its focus')


def close_preferences(app):
    app.key('Escape')
    app.wait_for(lambda: not window(app), 5, 'the end of the preferences')


def shoot(app):
    folder = pathlib.Path(os.environ.get('OBD_SHOTS', app.dir), 'preferences')
    folder.mkdir(parents=True, exist_ok=True)
    app.screenshot(str(folder / 'preferences.png'))


with journey.start() as app:
    journey.open_menu(app, 'Preferences')
    app.wait_for(lambda: window(app) and switches(app), 5, 'the preferences')
    shoot(app)
    assert are_on(app) == [True, True]
    said = ' '.join(node.name for _, node in window(app).walk() if node.role == 'label')
    assert 'what stands after the @' in said and 'password' in said, said
    # what is below cannot be reached while they are open, rightly
    grave = [found for found in app.audit(min_contrast=3.0)
             if found[0] in journey.GRAVE and found[0] != 'unreachable']
    assert not grave, grave
    close_preferences(app)
    open_preferences(app)  # the first switch has the focus
    app.key('space')
    app.wait_for(lambda: are_on(app) == [False, True], 5, 'the first switch to be off')
    app.key('ctrl+comma')  # once is enough
    assert sum(node.name == 'Preferences' for node in app.root.children()) == 1
    close_preferences(app)
    app.restart()
    open_preferences(app)
    assert are_on(app) == [False, True], 'not remembered'
    app.key('Down', 'space')
    app.wait_for(lambda: are_on(app) == [False, False], 5, 'the second switch to be off')
    app.key('Up', 'space')
    app.wait_for(lambda: are_on(app) == [True, False], 5, 'the first switch to be on again')
    close_preferences(app)
    journey.check_tidy(app)
print('1 passed, 0 failed')
