#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""batch: tables of every kind, many at once, gentle to servers and accounts, interrupted and resumed."""
import array
import fcntl
import json
import os
import signal
import subprocess
import tempfile
import termios
import threading
import time

import cli
from batchserver import BatchServer, Counter, TimeServer

COLUMNS = 'address,host,port,security,username,authentication,sender,recipient,password_file'
QUICK = ('--only-typed', '--offline', '--allow-plaintext-password')


class BatchCase(cli.Case):
    """A folder for the table and what belongs to it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.servers = []
        self.write('right', BatchServer.RIGHT)
        self.write('wrong', 'canary-battery')
        self.write('other', 'canary-staple')

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), 'wb') as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return self.path(name)

    def table(self, *rows, header=COLUMNS, end='\n'):
        return self.write('list.csv', end.join((header, *rows)) + end)

    def server(self, *names, hold=None):
        """A server and the options that let it listen as NAMES, port 2525."""
        server = BatchServer(hold)
        self.addCleanup(server.close)
        words = []
        for name in names or ('mail.larkspur.example',):
            words += ['--connect-to', f'{name}:2525:127.0.0.1:{server.port}']
        return server, words

    @staticmethod
    def row(login, password='right', host='mail.larkspur.example', **more):
        cells = {'address': f'{login}@larkspur.example', 'host': host, 'port': '2525',
                 'security': 'none', 'authentication': 'plain', 'password_file': password, **more}
        return ','.join(cells.get(name, '') for name in COLUMNS.split(','))

    def batch(self, *arguments, **more):
        """(exit status, {row: JSON}); the lines have to be whole."""
        done = cli.run('batch', *arguments, **more)
        self.check_secret(done)
        return done.returncode, self.read(done.out), done.err

    def read(self, text):
        self.assertTrue(text == '' or text.endswith('\n'))
        rows = {}
        for line in text.splitlines():
            answer = json.loads(line)
            rows[answer['row']] = answer
        return rows

    def check_secret(self, done):
        for word in ('canary', BatchServer.RIGHT):
            self.assertNotIn(word, done.out + done.err)


class Tables(BatchCase):
    def errors(self, path, *more):
        status, rows, err = self.batch(path, *QUICK, *more)
        return status, {number: row.get('error') for number, row in rows.items()}, err

    def test_header(self):
        row = 'anna@larkspur.example,127.0.0.1,1,none'
        for header in ('address,host,port,security', 'Address,HOST,Port,Security',
                       ' address , host ,port,security', '"address","host","port","security"'):
            for start in (b'', b'\xef\xbb\xbf'):
                for end in ('\n', '\r\n', '\r'):
                    path = self.write('list.csv', start + f'{header}{end}{row}{end}'.encode())
                    status, rows, _ = self.batch(path, *QUICK)
                    self.assertEqual((status, rows[1]['verdict']['cause'], rows[1]['line']),
                                     (1, 'connection-refused', 2), (header, end))

    def test_order_of_columns(self):
        path = self.table('1,none,anna@larkspur.example,127.0.0.1', header='port,security,address,host')
        _, rows, _ = self.batch(path, *QUICK)
        account = rows[1]['account']
        self.assertEqual((account['address'], account['host'], account['port'], account['security']),
                         ('anna@larkspur.example', '127.0.0.1', 1, 'none'))

    def test_no_table(self):
        for data, says in (
                ('', 'empty'), ('\n\n', 'empty'), ('host,port\n', 'address'),
                ('address,colour\n', ['colour', 'password_file']),
                ('address,address\n', 'twice'), ('address;host\n', 'semicolons'),
                ('address\thost\n', 'tabs'), ('address,password\n', 'password_file'),
                ('address,"host\n', 'quotation mark'), (b'addr\xff,host\n', 'UTF-8'),
                ('address\n'.encode('utf-16'), 'UTF-16'), ('a\0,b\n', 'zero'),
                ('x' * 100000, 'too long')):
            with self.subTest(says=says):
                self.check_usage('batch', self.write('list.csv', data), says=says)
        self.check_usage('batch', self.path('none.csv'), says=['none.csv', 'No such file'])
        self.check_usage('batch', self.folder, says=[self.folder, 'directory'])
        done = self.check_usage('batch', self.path('wrong'), says='no column')
        self.assertNotIn('canary', done.err)

    def test_usage(self):
        path = self.table()
        self.check_usage('batch', says='FILE.csv')
        self.check_usage('batch', path, path, says='one')
        for jobs in ('0', '65', '-1', 'many', '1.5'):
            self.check_usage('batch', path, '--jobs', jobs, says='--jobs')
        self.check_usage('batch', path, '--timeout', '0', says='--timeout')
        self.check_usage('batch', path, '--ca-file', self.path('right'), says='--ca-file')
        self.check_usage('batch', path, '--resume', self.path('none'), says=['--resume', 'No such'])
        self.check_usage('batch', path, '--resume', path, says=['--resume', 'line 1'])
        self.assertIn('--resume results.jsonl >>', cli.run('batch', '--help').out)

    def test_nobody(self):
        status, rows, err = self.batch(self.table())
        self.assertEqual((status, rows), (0, {}))
        self.assertIn('0 rows done', err)

    def test_bad_rows(self):
        good = self.row('anna', '', host='127.0.0.1', port='1')
        bad = [
            (self.row('no at').replace('@', ''), 'address'),
            (self.row('anna', port='0'), 'port'), (self.row('anna', port='65536'), 'port'),
            (self.row('anna', port='2x'), 'port'), (self.row('anna', security='ssl'), 'security'),
            (self.row('anna', authentication='magic'), 'authentication'),
            (self.row('anna', sender='nobody'), 'sender'),
            (self.row('anna', recipient='nobody'), 'recipient'),
            (self.row('anna', username='an\x01na'), 'username'),
            (self.row('anna', 'none'), 'No such file'), (self.row('anna', '.'), 'plain file'),
            (self.row('anna', 'empty'), 'empty'),
            (',' * 8, 'address'), ('anna@larkspur.example', '1 field'), (good + ',', '10 fields'),
            (good + '"', 'quotation mark'), ('"' + good, 'never closed'),
        ]
        self.write('empty', '')
        os.mkfifo(self.path('pipe'))
        bad.append((self.row('anna', 'pipe'), 'plain file'))
        rows = [line for row, _ in bad for line in (row, good)]
        status, answers, _ = self.batch(self.table(*rows), *QUICK)
        self.assertEqual((status, len(answers)), (1, len(rows)))
        for number, (row, says) in enumerate(bad):
            answer = answers[2 * number + 1]
            self.assertEqual(set(answer), {'row', 'line', 'error'}, row)
            self.assertEqual(answer['line'], 2 * number + 2)
            self.assertIn(says, answer['error'])
            self.assertEqual(answers[2 * number + 2]['verdict']['cause'], 'connection-refused')

    def test_bad_bytes(self):
        good = self.row('anna', '', host='127.0.0.1', port='1').encode()
        data = b'\n'.join((COLUMNS.encode(), good, b'\xff' + good, b'', b'\0' + good,
                           b'x' * 100000, good))
        status, rows, _ = self.batch(self.write('list.csv', data), *QUICK)
        self.assertEqual((status, sorted(rows)), (1, [1, 2, 3, 4, 5]))
        self.assertEqual([rows[n]['line'] for n in sorted(rows)], [2, 3, 5, 6, 7])
        for number, says in ((2, 'UTF-8'), (3, 'zero'), (4, 'too long')):
            self.assertIn(says, rows[number]['error'])

    def test_cells_are_never_told(self):
        """A row that was shifted by a cell holds a password where the port should be."""
        rows = [self.row('anna', **{name: 'canary\x02'}) for name in COLUMNS.split(',')
                if name not in ('host', 'password_file')]
        self.batch(self.table(*rows), *QUICK)

    def test_quoted(self):
        server, wire = self.server()
        path = self.table(self.row('"""an,na""', username='"an"",na"').replace('"""an,na""', 'anna'))
        status, rows, _ = self.batch(path, *QUICK, *wire)
        self.assertEqual((status, rows[1]['account']['username']), (0, 'an",na'))
        self.assertEqual(server.sign_ins, [('an",na', BatchServer.RIGHT)])


class Examining(BatchCase):
    def test_healthy(self):
        _, wire = self.server()
        status, rows, err = self.batch(self.table(self.row('anna'), self.row('bert')), *QUICK, *wire)
        self.assertEqual(status, 0)
        for row in rows.values():
            self.assertEqual((row['verdict']['cause'], row['status'], row['sign_in'], row['schema']),
                             ('healthy', 0, 'accepted', 1))
        self.assertIn('2 rows done: 2 healthy, 0 with a problem', err)

    def test_in_the_order_in_which_they_finish(self):
        """The first row is held until the second one's line was read."""
        second = threading.Event()
        _, wire = self.server(hold=lambda login: login.startswith('anna') and second.wait(20))
        path = self.table(self.row('anna'), self.row('bert'))
        with self.start(path, *QUICK, *wire) as process:
            self.assertEqual(json.loads(process.stdout.readline())['row'], 2)
            second.set()
            self.assertEqual(json.loads(process.stdout.readline())['row'], 1)
            self.assertEqual(process.wait(20), 0)

    def start(self, *arguments, **more):
        return subprocess.Popen([cli.CLI, 'batch', *arguments], stdout=more.pop('stdout', -1),
                                stderr=subprocess.PIPE, **more)

    def test_jobs(self):
        """Four servers, four rows: each is answered only when all four are there."""
        names = [f'mail{n}.larkspur.example' for n in range(4)]
        gate = threading.Barrier(4, timeout=20)
        server, wire = self.server(*names, hold=lambda login: gate.wait())
        path = self.table(*(self.row(f'user{n}', host=name) for n, name in enumerate(names)))
        status, _, _ = self.batch(path, '--jobs', '4', *QUICK, *wire)
        self.assertEqual((status, server.most), (0, 4))

    def test_gentle_to_a_server(self):
        """Many rows of one server, then others: it sees three at once, and the others do not wait."""
        gate = threading.Barrier(4, timeout=20)
        first = {f'user{n}@larkspur.example' for n in range(3)} | {'last@larkspur.example'}
        server, wire = self.server('mail.larkspur.example', 'mail.otherplace.example',
                                   hold=lambda login: login in first and gate.wait())
        rows = [self.row(f'user{n}') for n in range(40)]
        path = self.table(*rows, self.row('last', host='mail.otherplace.example'))
        status, answers, _ = self.batch(path, '--jobs', '20', *QUICK, *wire)
        self.assertEqual((status, len(answers)), (0, 41))
        # Three of the one server and the one of the other.
        self.assertEqual(server.most, 4)

    def test_time_servers_are_asked_once(self):
        with TimeServer() as server:
            wire = ['--connect-to', f'pool.ntp.org:123:127.0.0.1:{server.port}']
            path = self.table(*(self.row(f'user{n}', '', host='127.0.0.1', port='1')
                                for n in range(5)))
            _, rows, _ = self.batch(path, '--jobs', '1', '--no-discovery', *wire)
        self.assertEqual([row['clock']['source'] for row in rows.values()], ['ntp'] * 5)
        self.assertEqual(server.asked, 1)

    def test_public_database_is_asked_once_for_a_domain(self):
        with Counter() as database:
            wire = ['--ispdb', 'https://database.example/', '--connect-to',
                    f'database.example:443:127.0.0.1:{database.port}']
            asked = []
            # Where the name service does not answer, discovery takes all the time that it gets.
            for domains in (['larkspur.example'], ['larkspur.example'] * 3,
                            ['larkspur.example', 'otherplace.example'] * 2):
                before = database.connections
                self.batch(self.table(*(f'user{n}@{domain},127.0.0.1,1,none,,,,,'
                                        for n, domain in enumerate(domains))), '--jobs', '1',
                           '--timeout', '5', *wire)
                asked.append(database.connections - before)
        self.assertGreater(asked[0], 0)
        self.assertEqual(asked, [asked[0], asked[0], 2 * asked[0]])

    def test_accounts_are_not_locked(self):
        server, wire = self.server('mail.larkspur.example', 'smtp.larkspur.example')
        path = self.table(self.row('anna', 'wrong'), self.row('anna', 'wrong'),
                          self.row('anna', 'other'), self.row('bert', 'wrong'),
                          self.row('anna', 'wrong', host='smtp.larkspur.example'),
                          self.row('Bert', 'wrong', username='anna@Larkspur.example'),
                          self.row('anna', 'other', host='smtp.larkspur.example'),
                          self.row('carl'), self.row('carl'))
        status, rows, _ = self.batch(path, *QUICK, *wire)
        self.assertEqual(status, 1)
        self.assertEqual([rows[n]['sign_in'] for n in sorted(rows)],
                         ['refused', 'withheld', 'withheld', 'refused', 'withheld', 'withheld',
                          'refused', 'accepted', 'accepted'])
        self.assertEqual(sorted(server.sign_ins), sorted([
            ('anna@larkspur.example', 'canary-battery'), ('bert@larkspur.example', 'canary-battery'),
            ('anna@larkspur.example', 'canary-staple'),
            ('carl@larkspur.example', BatchServer.RIGHT),
            ('carl@larkspur.example', BatchServer.RIGHT)]))
        self.assertEqual(rows[2]['verdict']['rule'], 'unknown/password-withheld')
        self.assertEqual(rows[2]['status'], 3)

    def test_names_are_hidden(self):
        _, wire = self.server()
        path = self.table(self.row('anna', recipient='tom@otherplace.example'))
        for level, hidden in (('public', ('anna', 'larkspur', 'tom@', 'otherplace')), ('provider', ('tom@',))):
            done = cli.run('batch', path, *QUICK, *wire, '--redact', level, '--transcript')
            self.assertEqual(done.returncode, 0)
            for word in hidden:
                self.assertNotIn(word, done.out + done.err)

    def test_reports(self):
        _, wire = self.server()
        path = self.table(self.row('anna'), 'nobody', self.row('bert', 'wrong'))
        self.batch(path, *QUICK, *wire, '--report', self.path('report.json'))
        self.assertEqual(sorted(name for name in os.listdir(self.folder) if 'report' in name),
                         ['report-1.json', 'report-3.json'])
        done = cli.run('replay', self.path('report-3.json'))
        self.assertEqual(done.returncode, 1)

    def test_lines_can_be_replayed(self):
        _, wire = self.server()
        _, rows, _ = self.batch(self.table(self.row('anna', 'wrong')), *QUICK, *wire)
        line = self.write('line.json', json.dumps(rows[1]))
        again = json.loads(cli.run('replay', line, '--json').out)
        self.assertEqual(again['verdict'], rows[1]['verdict'])

    def test_streams(self):
        """A table that is still being written: the answer comes before the next row does."""
        _, wire = self.server()
        with self.start('-', *QUICK, *wire, stdin=subprocess.PIPE, cwd=self.folder) as process:
            process.stdin.write(COLUMNS.encode() + b'\n')
            for number, login in enumerate(('anna', 'bert', 'carl'), 1):
                process.stdin.write(self.row(login).encode() + b'\n')
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())['row'], number)
            process.stdin.close()
            self.assertEqual(process.wait(20), 0)

    def test_output_that_cannot_be_written(self):
        _, wire = self.server()
        path = self.table(*(self.row(f'user{n}') for n in range(50)))
        with open('/dev/full', 'wb') as full, self.start(path, *QUICK, *wire, stdout=full) as process:
            _, err = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 2)
            self.assertIn(b'Standard output cannot be written', err)
        with self.start(path, *QUICK, *wire) as process:
            process.stdout.close()
            self.assertEqual(process.wait(30), 2)

    def test_reader_that_does_not_read(self):
        """Nobody reads what is printed: the second signal ends it at once."""
        path = self.table(*('x' * 10 for _ in range(20000)))
        with self.start(path) as process:
            room = fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
            self.wait_for(lambda: self.waiting(process.stdout) > room - 200)
            process.terminate()
            self.wait_for(lambda: process.terminate() or process.poll() is not None)
            self.assertEqual(process.returncode, 3)

    @staticmethod
    def waiting(pipe):
        """How many bytes nobody has read."""
        count = array.array('i', [0])
        fcntl.ioctl(pipe, termios.FIONREAD, count)
        return count[0]

    def wait_for(self, condition):
        """Until CONDITION; never for ever."""
        end = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)

    def test_memory(self):
        """Four hundred thousand rows take no more memory than a thousand."""
        most = []
        for count in (1000, 400000):
            good = self.row('anna', '', host='127.0.0.1', port='1')
            # As many exams in both: only the table is longer.
            path = self.table(*(good if n % (count // 100) == 0 else f'row {n}'
                                for n in range(count)))
            most.append(self.measure(path, *QUICK))
        self.assertLess(most[1] - most[0], 4 * 1024, most)

    @staticmethod
    def measure(*arguments):
        """The most memory that the run took, in KiB."""
        # The sanitizer keeps what was freed, up to that much.
        env = dict(os.environ, ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', '')
                   + ':quarantine_size_mb=1:thread_local_quarantine_size_kb=16')
        # A child's most counts what its parent held when it began, and this program holds the table.
        program = ('import os, resource, sys; pid = os.posix_spawn(sys.argv[1], sys.argv[1:], '
                   'os.environ); os.waitpid(pid, 0); '
                   'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)')
        done = subprocess.run(['/usr/bin/python3', '-ISc', program, cli.CLI, 'batch', *arguments],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, check=True)
        return int(done.stderr.split()[-1])


class Resuming(BatchCase):
    def resume(self, path, *more, status=None):
        """Runs the command that README shows; returns all lines and what standard error says."""
        results = self.path('results.jsonl')
        with open(results, 'ab') as file:
            done = subprocess.run([cli.CLI, 'batch', path, *QUICK, '--resume', results, *more],
                                  stdout=file, stderr=subprocess.PIPE, timeout=60, check=False)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr)
        with open(results, encoding='utf-8') as file:
            return file.read().splitlines(), done.stderr.decode()

    def interrupt(self, path, wire, number):
        """Begins, and sends the signal NUMBER when the first row has been told."""
        release = threading.Event()
        server = BatchServer(lambda login: login.startswith('held') and release.wait(20))
        self.addCleanup(server.close)
        words = ['--connect-to', f'mail.larkspur.example:2525:127.0.0.1:{server.port}']
        process = subprocess.Popen([cli.CLI, 'batch', path, *QUICK, *words], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        with process:
            first = process.stdout.readline()
            process.send_signal(number)
            rest, err = process.communicate(timeout=20)
        release.set()
        self.assertEqual(process.returncode, 3, err)
        self.assertIn(b'Stopped before the end', err)
        with open(self.path('results.jsonl'), 'wb') as file:
            file.write(first + rest)
        return self.read((first + rest).decode())

    def test_interrupted_and_resumed(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number):
                path = self.table(self.row('anna'), self.row('held1'), self.row('held2'),
                                  self.row('held3'), self.row('bert'))
                told = self.interrupt(path, None, number)
                self.assertIn(1, told)
                self.assertEqual(set(told) & {2, 3, 4}, set())
                server, wire = self.server()
                lines, err = self.resume(path, *wire, status=0)
                self.assertEqual(sorted(json.loads(line)['row'] for line in lines), [1, 2, 3, 4, 5])
                self.assertEqual(len(server.sign_ins), 5 - len(told))
                self.assertIn(f'{len(told)} of them earlier', err)
                self.assertNotIn('Stopped', err)

    def test_nothing_left_to_do(self):
        server, wire = self.server()
        path = self.table(self.row('anna'), 'nobody', self.row('bert', 'wrong'))
        before, _ = self.resume(path, *wire, status=1)
        after, err = self.resume(path, *wire, status=1)
        self.assertEqual((before, len(server.sign_ins)), (after, 2))
        self.assertIn('3 of them earlier', err)

    def test_changed_rows(self):
        server, wire = self.server()
        rows = [self.row('anna'), self.row('bert', 'wrong'), 'nobody', self.row('carl')]
        self.resume(self.table(*rows), *wire, status=1)
        rows[1], rows[2] = self.row('bert'), self.row('dora')
        server.sign_ins.clear()
        lines, _ = self.resume(self.table(*rows), *wire, status=0)
        self.assertEqual(sorted(login for login, _ in server.sign_ins),
                         ['bert@larkspur.example', 'dora@larkspur.example'])
        self.assertEqual(len(lines), 6)
        last = {json.loads(line)['row']: json.loads(line).get('status') for line in lines}
        self.assertEqual(last, {1: 0, 2: 0, 3: 0, 4: 0})

    def test_row_that_moved(self):
        """Its number is another one: what was told under the old one would mislead."""
        server, wire = self.server()
        self.resume(self.table(self.row('anna'), self.row('bert')), *wire, status=0)
        server.sign_ins.clear()
        self.resume(self.table(self.row('bert'), self.row('anna')), *wire, status=0)
        self.assertEqual(len(server.sign_ins), 2)

    def test_bad_row_is_looked_at_again(self):
        _, wire = self.server()
        path = self.table(self.row('anna', 'later'))
        self.resume(path, *wire, status=1)
        self.write('later', BatchServer.RIGHT)
        lines, _ = self.resume(path, *wire, status=0)
        self.assertIn('No such file', json.loads(lines[0])['error'])
        self.assertEqual(json.loads(lines[1])['status'], 0)

    def test_line_that_was_cut_off(self):
        _, wire = self.server()
        path = self.table(self.row('anna'), self.row('bert'))
        self.resume(path, *wire, status=0)
        results = self.path('results.jsonl')
        whole = os.path.getsize(results)
        for cut in (1, 2, 100, 5000):
            os.truncate(results, whole - cut)
            lines, _ = self.resume(path, *wire, status=0)
            self.assertEqual(sorted(json.loads(line)['row'] for line in lines), [1, 2])

    def test_refused_sign_ins_still_count(self):
        server, wire = self.server()
        rows = [self.row('anna', 'wrong')]
        self.resume(self.table(*rows), *wire, status=1)
        rows += [self.row('anna', 'other'), self.row('bert')]
        lines, _ = self.resume(self.table(*rows), *wire, status=1)
        told = {json.loads(line)['row']: json.loads(line)['sign_in'] for line in lines}
        self.assertEqual((len(lines), told), (3, {1: 'refused', 2: 'withheld', 3: 'accepted'}))
        self.assertEqual(len(server.sign_ins), 2)

    def test_hidden_names(self):
        """What a public report hides cannot be noticed to have changed, all else can."""
        server, wire = self.server()
        more = [*wire, '--redact', 'public']
        self.resume(self.table(self.row('anna'), self.row('bert')), *more, status=0)
        server.sign_ins.clear()
        rows = [self.row('anna'), self.row('bert', authentication='login')]
        lines, _ = self.resume(self.table(*rows), *more)
        self.assertEqual(sorted(json.loads(line)['row'] for line in lines), [1, 2, 2])
        for word in ('anna', 'bert', 'larkspur'):
            self.assertNotIn(word, ''.join(lines))

    def test_output_would_be_overwritten(self):
        path = self.table(self.row('anna', '', host='127.0.0.1', port='1'))
        self.resume(path, status=1)
        results = self.path('results.jsonl')
        before = os.path.getsize(results)
        with open(results, 'r+b') as file:
            done = subprocess.run([cli.CLI, 'batch', path, '--resume', results], stdout=file,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'>>', done.stderr)
        self.assertEqual(os.path.getsize(results), before)

    def test_into_another_file(self):
        """Only the rest is printed; lines that a program wrote anew are understood as well."""
        server, wire = self.server()
        path = self.table(self.row('anna'), self.row('bert'))
        _, rows, _ = self.batch(path, *QUICK, *wire)
        server.sign_ins.clear()
        results = self.write('some.jsonl', json.dumps(rows[2], separators=(',', ':')) + '\n\n')
        status, again, _ = self.batch(path, *QUICK, *wire, '--resume', results)
        self.assertEqual((status, sorted(again)), (0, [1]))
        self.assertEqual(len(server.sign_ins), 1)


cli.main()
