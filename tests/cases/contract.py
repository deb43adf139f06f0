# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract's JSON of a diagnosis: every field it names, and what may stand there. More fields may."""
import re

CAUSES = set('''offline captive-portal clock-wrong host-not-found port-blocked connection-refused
connection-dropped tls-mode-mismatch starttls-required tls-certificate tls-version interception
auth-required auth-failed app-password-required oauth-required auth-mechanism smtp-auth-disabled
account-locked sender-not-allowed wrong-server pop-before-smtp recipient-unknown recipient-domain
recipient-full greylisted rate-limited ip-blocked helo-rejected content-rejected
sender-domain-auth message-too-large server-error protocol-error unknown healthy'''.split())
STAGES = set('''dns connect banner ehlo starttls tls auth mail rcpt data end-of-data'''.split())
SECURITY = {'none', 'starttls', 'tls'}
SETTINGS = set('server port security username password authentication sender'.split())
SOURCES = set('provider-list autoconfig well-known ispdb srv mx guess'.split())
RFC_3339_UTC = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z')


def number(low=None, high=None):
    return lambda v: (isinstance(v, (int, float)) and not isinstance(v, bool)
                      and (low is None or v >= low) and (high is None or v <= high))


def integer(low, high):
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def text(value):
    return isinstance(value, str)


def words(value):
    return isinstance(value, str) and value.strip() != '' and '\n' not in value


def one_of(values):
    return lambda v: v in values


def flag(value):
    return isinstance(value, bool)


def maybe(shape):
    """The value, or null."""
    return (shape,)


CODELESS = ('imap:', 'pop3:')  # protocols whose replies have no number
PORT = integer(1, 65535)
TIME = RFC_3339_UTC.fullmatch
# A dictionary names fields, a list holds the shape of its items, a tuple allows null.
SHAPE = {
    'schema': one_of({1}),
    'version': words,
    'started': TIME,
    'duration_ms': number(0),
    'account': {'address': words, 'host': maybe(text), 'port': maybe(PORT),
                'security': maybe(one_of(SECURITY)), 'username': maybe(text),
                'authentication': maybe(words)},
    'verdict': {'cause': one_of(CAUSES), 'confidence': number(0, 1), 'summary': words,
                'because': [words],
                'others': [{'cause': one_of(CAUSES), 'confidence': number(0, 1)}],
                'remedies': [re.compile(r'[a-z][a-z-]+').fullmatch]},
    'working_settings': maybe({'host': words, 'port': PORT, 'security': one_of(SECURITY),
                               'username': maybe(text), 'authentication': maybe(words),
                               'verified': one_of({'signed-in', 'accepts-sender', 'connects'})}),
    'differences': [{'setting': one_of(SETTINGS), 'now': maybe(text), 'should_be': words}],
    'clock': {'offset_ms': maybe(number()),
              'source': one_of({'ntp', 'https', 'certificate', 'none'})},
    'discovery': [{'source': one_of(SOURCES), 'outcome': words, 'duration_ms': number(0)}],
    'probes': [{
        'id': words, 'host': maybe(text), 'address': maybe(text), 'port': maybe(PORT),
        'security': maybe(one_of(SECURITY)), 'signed_in': flag,
        'outcome': one_of({'ok', 'failed', 'skipped', 'cancelled'}), 'stage': maybe(one_of(STAGES)),
        'reply': maybe({'code': integer(0, 999), 'enhanced': maybe(text), 'text': text}),
        'cause': maybe(one_of(CAUSES)),
        'spans': [{'stage': one_of(STAGES), 'start_ms': number(0), 'end_ms': number(0)}],
        'tls': maybe({'version': maybe(text), 'cipher': maybe(text), 'subject': maybe(text),
                      'issuer': maybe(text), 'not_after': maybe(TIME), 'problems': [words]}),
    }],
    'transcript': [lambda v: True],
}


def check(value, shape, where):
    """Yields what is wrong with VALUE."""
    if isinstance(shape, tuple):
        if value is not None:
            yield from check(value, shape[0], where)
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f'{where}: {value!r} is no object'
            return
        for key, inner in shape.items():
            if key not in value:
                yield f'{where}.{key} is missing'
            else:
                yield from check(value[key], inner, f'{where}.{key}')
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f'{where}: {value!r} is no array'
            return
        for number_, item in enumerate(value):
            yield from check(item, shape[0], f'{where}[{number_}]')
    elif not shape(value):
        yield f'{where}: {value!r}'


def problems(report):
    """What in REPORT is not as the contract says; a list of sentences."""
    found = list(check(report, SHAPE, 'report'))
    if found:
        return found
    ids = [probe['id'] for probe in report['probes']]
    found += [f'two probes are called {i}' for i in set(ids) if ids.count(i) > 1]
    found += [f'because: there is no probe {i}' for i in report['verdict']['because']
              if i not in ids]
    found += [f'{probe["id"]}: reply.code is {code}' for probe in report['probes']
              for code in [probe['reply']['code'] if probe['reply'] else None]
              if code is not None and (code == 0) != probe['id'].startswith(CODELESS)
              or code in range(1, 100)]
    found += [f'{probe["id"]}: a span ends before it begins' for probe in report['probes']
              for span in probe['spans'] if span['end_ms'] < span['start_ms']]
    return found
