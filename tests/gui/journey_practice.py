#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first page through practice to Solved: diagnosis, the fixes, testing again, and nothing
left behind in the keyring."""
import journey

with journey.start(keyring='pw') as app:
    journey.choose_device(app)
    journey.choose_practice(app, 'Relaying denied until signed in')
    assert app.find('label', 'Practice: nothing here is real')
    assert journey.examine(app) == 'The diagnosis'

    seen = journey.read_diagnosis(app)
    assert 'without signing in' in seen['sentence'], seen
    assert seen['changes']['Server Port'] == '587', seen
    assert seen['changes']['User Name'] == 'anna@larkspur.example', seen
    assert seen['changes']['Use SSL'] == 'on', seen
    assert any('Relay access denied' in text for text in seen['text']), seen

    journey.press(app, 'Show the conversation')
    journey.wait_page(app, 'The conversation')
    app.key('Escape')
    journey.wait_page(app, 'The diagnosis')

    journey.show_fix(app)
    assert journey.test_again(app) == 'Solved'
    assert app.find('label', 'Mail goes out again')
    assert 'practice' in journey.keep_password(app)
    assert not app.sh('secret-tool', 'search', '--all', 'address', 'anna@larkspur.example')

    journey.press(app, 'Examine another mailbox')
    journey.wait_page(app, 'Outbox Doctor')
    assert not app.find_all('label', 'Practice: nothing here is real')
    journey.check_tidy(app)
print('1 passed, 0 failed')
