# SPDX-License-Identifier: GPL-3.0-or-later
"""What one scenario says: settings of a device, what is wrong, and what the verdict has to be."""

from dataclasses import dataclass, field

ADDRESS = 'anna@larkspur.example'
OUTSIDE = 'kim@faraway.example'
MAIL = 'mail.larkspur.example'

DROP = ('-j', 'DROP')
PROHIBIT = ('-j', 'REJECT', '--reject-with', 'prohibited')
RESET = ('-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset')

RIGHT, WRONG, NONE = 'right', 'wrong', None


@dataclass(frozen=True)
class Scenario:
    """One run of the program. What is not said is as a person with a working mailbox has it."""

    name: str
    setup: str                    # row of setups.SETUPS; its first name is the host
    port: int = 587
    security: str = 'starttls'
    # --- what the device and the person say ---
    host: str = ''                # another host than the setup's first name
    guess: bool = False           # host, port and security are left out
    address: str = ADDRESS
    password: str | None = RIGHT
    no_auth: bool = False
    recipient: str | None = OUTSIDE
    providers: str = ''           # an organisation's file of providers on this computer
    args: tuple = ()
    # --- what is wrong with the network and the computer ---
    firewall: dict = field(default_factory=dict)  # port → what the server's side does to it
    clock: str = ''               # libfaketime's offset
    ntp: bool = True              # the time service answers
    resolver: str = ''            # the name service asked instead of the lab's
    portal: str = ''              # the setup that answers all its questions for names
    beside: tuple = ()            # further setups that run
    redirect: dict = field(default_factory=dict)  # port → the setup where its connections end
    blocked: tuple = ()           # ports to which this network lets nothing out
    before: int = 0               # connections that this computer has made just before
    # --- what has to come out ---
    cause: str = 'healthy'
    rule: str = ''                # the verdict's row; not looked at where it is empty
    code: int = 1
    working: tuple | None = None  # see works ()
    sign_ins: int = 0             # how often any server was given a password
    differences: dict | None = None  # setting → should_be; None: not looked at
    others: tuple = ()            # causes that must be told beside the verdict
    delivered: str = ''           # the mailbox that received the one test message
    tried: int = 0                # messages that were sent and refused
    untouched: tuple = ()         # ports no packet went to
    named_by: str = ''            # the source that names the working settings
    unasked: bool = False         # no web page was asked for settings
    in_clear: bool = False        # AUTH without encryption is what was asked for
    slow: bool = False            # takes more than 15 s by nature


def works(port, security, host=None, proof='signed-in'):
    """Working settings; without HOST those of the setup's own name."""
    return (host, port, security, proof)


def healthy(name, setup, port, security, **more):
    """A scenario in which nothing is wrong."""
    return Scenario(name, setup, port, security, code=0, working=works(port, security), sign_ins=1,
                    **more)
