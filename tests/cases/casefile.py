# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads case files and server scripts; README.md says how they are written."""
import dataclasses
import pathlib
import shlex

SERVERS = pathlib.Path(__file__).resolve().parent / 'servers'
DAYS = 86400


@dataclasses.dataclass
class Script:
    """What one port of one server does."""
    host: str
    port: int
    scene: set = dataclasses.field(default_factory=set)
    replies: dict = dataclasses.field(default_factory=dict)  # frozenset of words → lines

    @property
    def certificate(self):
        """Which certificate it shows."""
        return next((word.split()[1] for word in self.scene if word.startswith('certificate ')),
                    'good')

    @property
    def aliases(self):
        """Other names that lead to it."""
        return [word.split()[1] for word in self.scene if word.startswith('also ')]

    def find(self, words):
        """The reply whose key fits the WORDS and says most, or None."""
        fitting = [key for key in self.replies if key <= words]
        return self.replies[max(fitting, key=len)] if fitting else None


@dataclasses.dataclass
class Case:
    """One case file."""
    options: list = dataclasses.field(default_factory=list)
    recipient: str = ''
    recorded: str = ''
    password: str = 'right'
    time: int | None = None
    web: int | None = None
    portal: str = ''
    providers: dict = dataclasses.field(default_factory=dict)  # id → lines of its group
    control: str = ''
    expected: dict = dataclasses.field(default_factory=dict)
    servers: list = dataclasses.field(default_factory=list)

    @property
    def hosts(self):
        """The hosts the device is set to: their ports exist, if closed."""
        return [self.options[i + 1] for i, word in enumerate(self.options)
                if word == '--host' and '/' not in self.options[i + 1]]

    @property
    def ports(self):
        """Ports beyond the usual ones."""
        return [int(self.options[i + 1]) for i, word in enumerate(self.options)
                if word == '--port' and self.options[i + 1] not in ('25', '465', '587', '2525')]


def key_of(words):
    """"RCPT signed in" → its set of words; some only make it read well."""
    return frozenset(word.upper() for word in words.split() if word not in ('in', 'inside', 'from'))


def read_script(lines, script):
    """Fill SCRIPT from its lines."""
    key = None
    for line in lines:
        if not line or line.startswith('#'):
            continue
        if line.startswith('like '):
            path = SERVERS / f'{line[5:].strip()}.script'
            read_script(path.read_text(encoding='utf-8').splitlines(), script)
        elif line.startswith('> '):
            key = key_of(line[2:])
            script.replies[key] = []
        elif key is None:
            script.scene.add(line.strip())
        else:
            script.replies[key].append(line)


def take_setting(case, line):
    """One line of the case's head."""
    name, _, value = line.partition(':')
    value = value.strip()
    if name.startswith('expect '):
        case.expected[name[7:]] = value
    elif name == 'options':
        case.options = shlex.split(value)
    elif name.startswith('provider '):
        case.providers[name[9:]] = [fact.strip() for fact in value.split(';')]
    elif name in ('time', 'web'):
        setattr(case, name, int(value.rstrip('d')) * DAYS)
    elif name in ('recipient', 'recorded', 'password', 'portal', 'control'):
        setattr(case, name, value)
    else:
        raise ValueError(f'no such setting: {name}')


def read_case(path):
    """Read one case file."""
    case = Case()
    blocks = []
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('server '):
            host, _, port = line[7:].strip().rpartition(':')
            blocks.append((Script(host, int(port)), []))
        elif blocks:
            blocks[-1][1].append(line)
        elif line and not line.startswith('#'):
            take_setting(case, line)
    for script, lines in blocks:
        read_script(lines, script)
        case.servers.append(script)
    return case
