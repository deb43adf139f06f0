#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/count-tests.py against records that the real meson wrote of good and bad programs.

usage: test-count-tests.py SOURCE-ROOT
"""
import os
import pathlib
import subprocess
import sys
import tempfile

COUNTER = pathlib.Path(sys.argv[1]) / 'build-aux' / 'count-tests.py'
PYTHON = '/usr/bin/python3'
# Program → its text, and the protocol by which meson reads it.
PROGRAMS = {
    'good': ('print("1..2"); print("ok 1 one"); print("ok 2 two")', 'tap'),
    'fails': ('print("1..2"); print("ok 1 one"); print("not ok 2 two")', 'tap'),
    'noisy': ('print("1..1"); print("# a " + chr(1) + chr(2) + chr(27) + " b"); print("ok 1 one")', 'tap'),
    'explains': ('print("1..2"); print("not ok 1 one"); print("# the reason"); print("not ok 2 two"); '
                 'print("# another"); print("# and more")', 'tap'),
    'skips': ('print("1..2"); print("ok 1 one"); print("ok 2 two # SKIP no moon")', 'tap'),
    'aborts': ('import os; print("1..3"); print("ok 1 one", flush=True); os.abort()', 'tap'),
    'exits': ('print("1..1"); print("ok 1 one"); raise SystemExit(3)', 'tap'),
    'stops': ('print("1..3"); print("ok 1 one"); print("ok 2 two")', 'tap'),
    'plain': ('', 'exitcode'),
    'plain-fails': ('raise SystemExit(1)', 'exitcode'),
    'plain-skips': ('raise SystemExit(77)', 'exitcode'),
}


def record(folder, names):
    """Lets meson run those programs; returns the folder of its records."""
    folder.mkdir()
    lines = ["project('numbers')"]
    for name in names:
        text, protocol = PROGRAMS[name]
        (folder / f'{name}.py').write_text(text, encoding='utf-8')
        lines.append(f"test('{name}', find_program('{PYTHON}'), args: files('{name}.py'),"
                     f" protocol: '{protocol}')")
    (folder / 'meson.build').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    env = {key: value for key, value in os.environ.items() if not key.startswith('MESON')}
    build = folder / 'build'
    subprocess.run(['meson', 'setup', build, folder], check=True, capture_output=True, env=env)
    subprocess.run(['meson', 'test', '-C', build], check=False, capture_output=True, env=env)
    return build / 'meson-logs'


def count(*words):
    done = subprocess.run([PYTHON, COUNTER, *map(str, words)], capture_output=True, text=True,
                          check=False)
    lines = done.stdout.splitlines()
    # They come in the order in which meson saw them end, which is nobody's to know.
    return done.returncode, lines[-1] if lines else '', sorted(lines[:-1])


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError(f'{what}: {got!r}, expected {wanted!r}')
    print('ok', what)


def main(base):
    good = record(base / 'all-good', ['good', 'plain'])
    expect('all good', count(0, good), (0, '3 passed, 0 failed', []))
    expect('control characters', count(0, record(base / 'noisy', ['noisy'])),
           (0, '1 passed, 0 failed', []))
    expect('two builds', count(0, good, good), (0, '6 passed, 0 failed', []))
    expect('a build that failed', count(1, good),
           (1, '3 passed, 1 failed', ['failed: 1 build(s)']))
    expect('a skip is named', count(0, record(base / 'skip', ['skips', 'plain-skips'])),
           (0, '1 passed, 0 failed, 2 skipped',
            ['skipped: plain-skips: plain-skips', 'skipped: skips: 2 two no moon']))
    for name, line, told in (
            ('fails', '1 passed, 1 failed', 'failed: fails: 2 two'),
            ('aborts', '1 passed, 1 failed', 'failed: aborts: ended with ERROR'),
            ('exits', '1 passed, 1 failed', 'failed: exits: ended with ERROR'),
            ('stops', '2 passed, 1 failed', 'failed: stops: ended with ERROR'),
            ('plain-fails', '0 passed, 1 failed', 'failed: plain-fails: plain-fails')):
        expect(name, count(0, record(base / name, [name])), (1, line, [told]))
    # Sorted here; each reason is printed below what it belongs to.
    expect('reasons', count(0, record(base / 'explains', ['explains'])),
           (1, '0 passed, 2 failed', ['  # and more', '  # another', '  # the reason',
                                      'failed: explains: 1 one', 'failed: explains: 2 two']))
    both = record(base / 'both', ['good', 'aborts'])
    expect('good and dead', count(0, both)[:2], (1, '3 passed, 1 failed'))
    (both / 'testlog.json').unlink()
    expect('half a record', count(0, both)[0], 1)
    expect('no record', count(0, base / 'nowhere')[0], 1)
    (good / 'testlog.junit.xml').write_text('<testsuites>', encoding='utf-8')
    expect('a torn record', count(0, good)[0], 1)
    expect('nothing at all', count(0)[0], 1)


with tempfile.TemporaryDirectory(prefix='count-tests.') as scratch:
    main(pathlib.Path(scratch))
