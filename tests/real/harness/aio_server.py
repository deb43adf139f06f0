#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server made of aiosmtpd, as programs have it built in; standard input tells in JSON

  name, chain, password    as every server of the lab has them
  ports                    port → {"tls": from the first byte, "starttls": required first,
                           "auth": "required", or "plain" (offered in the clear too)}
  answers                  hook (AUTH, MAIL, RCPT, DATA) → reply of its own

Tells each sign-in on standard output.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    """The program's own answers."""

    def __init__(self, answers):
        self.answers = answers

    async def handle_MAIL(self, _server, _session, envelope, address, options):
        """MAIL FROM."""
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get('MAIL', '250 OK')

    async def handle_RCPT(self, _server, session, envelope, address, _options):
        """RCPT TO: others' domains only for those who signed in."""
        if 'RCPT' in self.answers:
            return self.answers['RCPT']
        if not session.authenticated and not address.endswith('@larkspur.example'):
            return '550 not relaying'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, _server, _session, _envelope):
        """The message."""
        return self.answers.get('DATA', '250 Message accepted for delivery')


def authenticator(options):
    """Who may sign in, and what is answered."""
    users = {f'{user}@larkspur.example'.encode() for user in ('anna', 'bert')}

    def check(_server, session, _envelope, _mechanism, data):
        good = data.login in users and data.password == options['password'].encode()
        print(f'sign-in {good} from {session.peer[0]}', flush=True)
        if 'AUTH' in options['answers']:
            return AuthResult(success=False, handled=False, message=options['answers']['AUTH'])
        return AuthResult(success=good, handled=False)
    return check


async def serve(options):
    """Listen on every port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options['chain'])
    loop = asyncio.get_running_loop()
    for port, how in options['ports'].items():
        def make(how=how):
            return SMTP(Handler(options['answers']), hostname=options['name'],
                        ident='Python SMTP', enable_SMTPUTF8=True,
                        tls_context=None if how.get('tls') else context,
                        require_starttls=how.get('starttls', False),
                        authenticator=authenticator(options),
                        auth_required=how.get('auth') == 'required',
                        auth_require_tls=how.get('auth') != 'plain' and not how.get('tls'),
                        auth_exclude_mechanism=options.get('without'))
        for address in ('0.0.0.0', '::'):
            await loop.create_server(make, address, int(port), reuse_address=True,
                                     ssl=context if how.get('tls') else None)
    await asyncio.Event().wait()


if __name__ == '__main__':
    asyncio.run(serve(json.load(sys.stdin)))
