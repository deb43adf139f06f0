# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: running it, and reading what it says."""
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / 'cases'))
from contract import CAUSES  # noqa: E402,F401  pylint: disable=wrong-import-position

CLI = os.environ.get('OBD_CLI', '')
SOURCE = os.environ.get('G_TEST_SRCDIR', '.')


def run(*arguments, text=None, data=None, timeout=60, **more):
    """Runs the program in an environment without a bus, a display or a writable home."""
    environment = dict(os.environ, HOME='/nonexistent', XDG_RUNTIME_DIR='/nonexistent',
                       DBUS_SESSION_BUS_ADDRESS='', LC_ALL='C.UTF-8')
    environment.pop('DISPLAY', None)
    environment.update(more.pop('env', {}))
    if text is not None:
        data = text.encode()
    done = subprocess.run([CLI, *arguments], input=data if data is not None else b'',
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                          env=environment, check=False, **more)
    # What was given as bytes comes back as such; in JSON a surrogate is an error all the same.
    done.out = done.stdout.decode(errors='surrogateescape')
    done.err = done.stderr.decode()
    return done


class Case(unittest.TestCase):
    maxDiff = None

    def check_usage(self, *arguments, says=(), text=None):
        """Exit 2, nothing on standard output, one line on standard error that names what."""
        done = run(*arguments, text=text)
        self.assertEqual(done.returncode, 2, (arguments, done.err))
        self.assertEqual(done.out, '', arguments)
        lines = done.err.splitlines()
        self.assertEqual(len(lines), 1, lines)
        self.assertLess(len(lines[0]), 500)
        self.assertTrue(lines[0].startswith('outbox-doctor-cli: '), lines)
        for word in [says] if isinstance(says, str) else says:
            self.assertIn(word, lines[0])
        return done


def main():
    unittest.main(verbosity=2, argv=[sys.argv[0]])
