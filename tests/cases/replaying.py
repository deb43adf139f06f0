# SPDX-License-Identifier: GPL-3.0-or-later
"""A report that is replayed has to say what it said: used for every case and every real scenario."""
import json
import os
import subprocess
import tempfile

LEVELS = ((), ('--redact', 'provider'), ('--redact', 'public'))
# All that was concluded; what was observed is compared through it.
CONCLUDED = ('verdict', 'working_settings', 'differences', 'clock', 'account', 'probes')


def replay(cli, report, *options, environment=None):
    """(exit status, JSON) of the report, given as a dictionary, replayed."""
    with tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8') as file:
        json.dump(report, file, ensure_ascii=False)
        file.flush()
        done = subprocess.run([cli, 'replay', file.name, '--json', *options], timeout=60,
                              env=environment or os.environ, capture_output=True, text=True,
                              check=False)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr.strip()


def differences(before, after):
    """What of the conclusions changed, a line each."""
    if not isinstance(after, dict):
        return [f'not replayed: {after}']
    return [f'{name}: replayed as {after.get(name)!r}, was {before[name]!r}'
            for name in CONCLUDED if before[name] != after.get(name)]


def problems(cli, report, code, environment=None):
    """Replays the report as it is, and with names hidden, and that once more."""
    found = []
    for level in LEVELS:
        status, again = replay(cli, report, *level, environment=environment)
        if not isinstance(again, dict):
            return [*found, f'not replayed {level}: {again}']
        if level:
            twice_status, twice = replay(cli, again, environment=environment)
            lines = differences(again, twice)
            lines += [f'cause: {again["verdict"]["rule"]}'] * (
                again['verdict']['rule'] != report['verdict']['rule'])
        else:
            twice_status, lines = code, differences(report, again)
        if (status, twice_status) != (code, code):
            lines.append(f'exit status {status}, {twice_status}, was {code}')
        found += [f'{" ".join(level) or "as it was"}: {line}' for line in lines]
    return found
