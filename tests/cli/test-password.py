#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The password goes to the server and nowhere else; what the server echoes is hidden as well."""
import base64
import json
import os
import subprocess
import tempfile
import urllib.parse

import cli
from smtpserver import Server

ADDRESS = 'anna@larkspur.example'
CANARY = 'Kanarie/47+vögel ü'


def forms(password):
    """The password as it is and as it may be dressed up."""
    raw = password.encode()
    yield password
    yield base64.b64encode(raw).decode()
    yield base64.b64encode(b'\0' + ADDRESS.encode() + b'\0' + raw).decode()
    yield urllib.parse.quote(password, safe='')
    yield raw.hex()


class Password(cli.Case):
    def arguments(self, server, *more):
        return ['diagnose', ADDRESS, '--host', 'mail.larkspur.example', '--port', '2525',
                '--security', 'none', '--username', ADDRESS, '--authentication', 'plain',
                '--allow-plaintext-password', '--only-typed', '--offline', '--connect-to',
                f'mail.larkspur.example:2525:127.0.0.1:{server.port}', *more]

    def check_hidden(self, text):
        for form in forms(CANARY):
            self.assertNotIn(form, text)
            self.assertNotIn(form, text.replace('\\/', '/'))

    def test_echo_is_hidden(self):
        echo = b'535-5.7.8 ' + b' '.join(form.encode() for form in forms(CANARY))
        server = Server(echo + b'\r\n535 5.7.8 not this one')
        with tempfile.TemporaryDirectory() as folder:
            secret = os.path.join(folder, 'secret')
            with open(secret, 'w', encoding='utf-8') as file:
                file.write(CANARY + '\n')
            for suffix in ('json', 'html', 'md', 'txt'):
                report = os.path.join(folder, 'report.' + suffix)
                done = cli.run(*self.arguments(server, '--password-file', secret, '--transcript',
                                               '--report', report))
                self.assertEqual(done.returncode, 1, done.err)
                with open(report, encoding='utf-8') as file:
                    self.check_hidden(file.read() + done.out + done.err)
            done = cli.run(*self.arguments(server, '--password-file', '-', '--transcript', '--json'),
                           text=CANARY + '\n')
            self.check_hidden(done.out + done.err)
            self.assertEqual(json.loads(done.out)['verdict']['cause'], 'auth-failed')
        sent = [line for line in server.got if line.startswith(b'AUTH')]
        self.assertEqual(len(sent), 5)
        for line in sent:
            self.assertEqual(base64.b64decode(line.split()[2]).split(b'\0')[2].decode(), CANARY)
        server.close()

    def test_line_ends(self):
        server = Server(b'235 ok')
        for given, meant in ((b'a b\n', b'a b'), (b'a b\r\n', b'a b'), (b'a b\n\n', b'a b\n'),
                             (b' a b ', b' a b '), (b'a b\r', b'a b\r')):
            server.got.clear()
            cli.run(*self.arguments(server, '--password-file', '-'), data=given)
            sent = [line for line in server.got if line.startswith(b'AUTH PLAIN')]
            self.assertEqual([base64.b64decode(line.split()[2]).split(b'\0')[2] for line in sent],
                             [meant], given)
        server.close()

    def test_not_in_the_process_table_and_bounded_by_a_signal(self):
        server = Server(hang=True)
        reader, writer = os.pipe()
        os.write(writer, CANARY.encode())
        os.close(writer)
        with subprocess.Popen([cli.CLI, *self.arguments(server, '--password-fd', str(reader),
                                                        '--json')],
                              pass_fds=[reader], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            os.close(reader)
            self.assertTrue(server.asked.wait(20))
            for name in ('cmdline', 'environ'):
                with open(f'/proc/{process.pid}/{name}', 'rb') as file:
                    self.check_hidden(file.read().decode(errors='replace'))
            with open(f'/proc/{process.pid}/limits', encoding='utf-8') as file:
                core = next(line for line in file if line.startswith('Max core file size'))
            # 1 is the kernel's word for: not even to a crash handler (core(5)).
            self.assertIn(core.split()[4], ('0', '1'))
            process.terminate()
            out, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 3, err)
        self.assertIs(json.loads(out)['interrupted'], True)
        self.check_hidden((out + err).decode())
        server.close()

    def test_without_password_exit_3(self):
        server = Server()
        done = cli.run(*self.arguments(server, '--json'))
        self.assertEqual(done.returncode, 3, done.out)
        self.assertEqual(json.loads(done.out)['verdict']['cause'], 'unknown')
        self.assertEqual([line for line in server.got if line.startswith(b'AUTH')], [])
        server.close()

    def test_host_that_is_no_name_is_a_finding(self):
        for host in ('smtp://mail.larkspur.example:25/', 'mail .larkspur.example', 'x' * 10000):
            done = cli.run('diagnose', ADDRESS, '--host', host, '--port', '25', '--security',
                           'none', '--no-auth', '--only-typed', '--offline', '--json')
            self.assertEqual(done.returncode, 1, (done.out[:300], done.err))
            self.assertEqual(json.loads(done.out)['verdict']['cause'], 'host-not-found')

    def test_keyring_without_a_service(self):
        self.check_usage('diagnose', ADDRESS, '--from-keyring', says='--from-keyring')


cli.main()
