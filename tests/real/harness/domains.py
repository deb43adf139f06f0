# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of discovery: how a domain is set up → which server is chosen, who named it, and how
each source is told to have ended.

A row is the domain NAME.example with a mailbox of Anna's. Each source that knows the domain names
another host, so that the choice shows who was believed: `auto` stands for auto.NAME.example, a name
with a dot for itself. A word of pages.FAULTS with "!" before it says how the source fails instead.
"""

from dataclasses import dataclass, field

# Where the name service asks, for domains whose own servers are dead or silent.
DEAD, SILENT = '10.77.0.3', '10.77.9.8'
HTTP_SOURCES = ('autoconfig', 'well_known', 'ispdb')
NICKS = {'listed': 'provider-list', 'autoconfig': 'autoconfig', 'well_known': 'well-known',
         'ispdb': 'ispdb', 'srv': 'srv', 'mx': 'mx'}


@dataclass(frozen=True)
class Domain:
    """One row."""

    name: str
    # --- what each source has for it ---
    listed: str = ''          # an organisation's file of providers on this computer
    autoconfig: str = ''      # https://autoconfig.DOMAIN/mail/config-v1.1.xml
    well_known: str = ''      # https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml
    ispdb: str = ''           # the public database
    srv: tuple = ()           # "_service host port priority weight"; host "." is a decided no
    spare_mx: str = ''        # a second mail exchanger
    mx: str = ''              # the mail exchanger, and the page of its domain's own:
    hoster: str = ''          # https://autoconfig.MX-DOMAIN/mail/config-v1.1.xml
    plain: str = ''           # the same as autoconfig, but over HTTP alone
    usual: tuple = ()         # usual names that are there: "smtp"
    mail: tuple = ()          # hosts where a mail server is
    dns: str = ''             # DEAD or SILENT: who has to be asked for all names below the domain,
    dns_below: str = ''       # or below this name of it
    username: str = '%EMAILADDRESS%'
    written: str = ''         # the domain as a person writes it
    args: tuple = ()
    # --- what has to come out ---
    chosen: str = ''          # host of the first outgoing server; empty: none
    source: str = ''
    trusted: bool = True
    doubtful: bool = False
    login: str = 'anna@DOMAIN'
    outcomes: dict = field(default_factory=dict)  # where they do not follow from the above
    sees: tuple = ()          # further words of the text form
    reasons: dict = field(default_factory=dict)   # source → words of `reason` in the JSON

    @property
    def domain(self):
        """The mailbox's domain."""
        return f'{self.name}.example'

    @property
    def address(self):
        """The mailbox, as a person writes it."""
        return f'anna@{self.written or self.domain}'

    @property
    def mx_domain(self):
        """The registered domain of the mail exchanger."""
        return '.'.join(self.mx.split('.')[-2:])

    @property
    def mx_is_listed(self):
        """The organisation's file of providers knows whose mail exchanger that is."""
        return self.mx_domain == 'listed-hoster.example'

    def host(self, word):
        """The full name of a host."""
        return word if '.' in word else f'{word}.{self.domain}'

    def served(self):
        """The hosts behind which the mail server is."""
        return [self.host(word) for word in (*self.usual, *self.mail)]

    def records(self):
        """dnsmasq's options."""
        for line in self.srv:
            service, host, port, *rest = line.split()
            target = '' if host == '.' else ',' + ','.join([self.host(host), port, *rest])
            yield f'--srv-host={service}._tcp.{self.domain}{target}'
        if self.mx:
            yield f'--mx-host={self.domain},{self.mx},10'
        if self.spare_mx:
            yield f'--mx-host={self.domain},{self.spare_mx},20'
        if self.dns:
            yield f'--server=/{self.dns_below}{self.domain}/{self.dns}'


ALL = dict(autoconfig='auto', well_known='known', ispdb='db',
           srv=('_submissions out 465 0 0',), mx='mx.hoster.example')
# Whom the list knows for certain, nobody else is asked about.
LIST_ALONE = {**dict.fromkeys(NICKS.values(), 'skipped'), 'provider-list': 'found'}


def _alone():
    """Every source as the only one that knows the domain."""
    yield Domain('alone-list', listed='list', chosen='list', source='provider-list',
                 outcomes=LIST_ALONE, sees=('a mailbox at Larkspur University',))
    yield Domain('alone-autoconfig', autoconfig='auto', chosen='auto', source='autoconfig')
    yield Domain('alone-well-known', well_known='known', chosen='known', source='well-known')
    yield Domain('alone-ispdb', ispdb='db', chosen='db', source='ispdb')
    yield Domain('alone-srv', srv=('_submissions out 465 0 0',), chosen='out', source='srv',
                 login='')
    yield Domain('alone-srv-old', srv=('_submission out 587 0 0',), chosen='out', source='srv',
                 login='')
    yield Domain('alone-mx-list', mx='mx.listed-hoster.example', chosen='out.listed-hoster.example',
                 source='mx', trusted=False,
                 sees=('not signed by anybody: no password goes there',))
    yield Domain('alone-mx-page', mx='mx.page-hoster.example', hoster='out.page-hoster.example',
                 chosen='out.page-hoster.example', source='mx', trusted=False)
    yield Domain('alone-usual', usual=('smtp',), chosen='smtp', source='guess', doubtful=True,
                 login='')
    yield Domain('alone-nobody')


def _ladder():
    """All contradict each other: the most credible that is there is believed."""
    left = dict(ALL, listed='list', usual=('smtp',))
    order = [('listed', 'list', True), ('autoconfig', 'auto', True), ('well_known', 'known', True),
             ('ispdb', 'db', True), ('srv', 'out', True)]
    for source, chosen, _ in order:
        login = {} if source != 'srv' else dict(login='')
        outcomes = LIST_ALONE if source == 'listed' else {}
        yield Domain(f'ladder-{NICKS[source]}', chosen=chosen, source=NICKS[source],
                     outcomes=outcomes, **login, **left)
        left = {key: value for key, value in left.items() if key != source}


def _failing():
    """Every source down or slow while all the others answer."""
    believed = {'autoconfig': 'known', 'well_known': 'auto', 'ispdb': 'auto'}
    for source, chosen in believed.items():
        by = 'well-known' if chosen == 'known' else 'autoconfig'
        for fault in ('closed', 'silent', 'slow', 'error', 'cut', 'not-tls', 'expired',
                      'self-signed'):
            yield Domain(f'{NICKS[source]}-{fault}', chosen=chosen, source=by,
                         **{**ALL, source: f'!{fault}'})
    outcome = 'name-service'
    for words, address in (('dead', DEAD), ('silent', SILENT)):
        yield Domain(f'srv-{words}', chosen='auto', source='autoconfig', dns=address,
                     dns_below='_tcp.', outcomes={'srv': outcome}, **{**ALL, 'srv': ()})
        # One kind of service record alone: the others count as soon as they are there.
        yield Domain(f'srv-one-{words}', chosen='out', source='srv', login='', dns=address,
                     dns_below='_imap._tcp.', srv=('_submissions out 465 0 0',))
        yield Domain(f'srv-first-{words}', chosen='out', source='srv', login='', dns=address,
                     dns_below='_submissions._tcp.', srv=('_submission out 587 0 0',))
        # Without its name servers a domain has no pages of its own either; the database knows it.
        yield Domain(f'names-{words}', ispdb='db', chosen='db', source='ispdb', dns=address,
                     outcomes=dict.fromkeys(('autoconfig', 'well-known', 'srv', 'mx'), outcome))
    yield Domain('everything-slow', chosen='out', source='srv', login='',
                 **{**ALL, **dict.fromkeys(HTTP_SOURCES, '!slow')})
    yield Domain('everything-silent', chosen='out', source='srv', login='',
                 **{**ALL, **dict.fromkeys(HTTP_SOURCES, '!silent')})
    yield Domain('everything-down', **dict.fromkeys(HTTP_SOURCES, '!closed'))


# Fault → what the JSON gives as the reason.
HOSTILE = {
    'entities': 'DOCTYPE', 'deep': 'deep', 'huge': 'too large', 'gzip-bomb': 'too large',
    'wrong-charset': 'UTF-8', 'page': 'web page', 'to-file': 'not https',
    'to-literal': 'a numeric address', 'to-other': 'another domain', 'to-open': 'not https',
    'loop': 'too often',
}


def _hostile():
    """Documents and redirects that are made to do harm; the other sources are believed instead."""
    for fault, reason in HOSTILE.items():
        yield Domain(f'hostile-{fault}', autoconfig=f'!{fault}', ispdb='db', chosen='db',
                     source='ispdb', reasons={'autoconfig': reason})
    for source in ('well_known', 'ispdb'):
        for fault in ('entities', 'huge', 'to-other'):
            yield Domain(f'hostile-{NICKS[source]}-{fault}', chosen='out', source='srv', login='',
                         srv=('_submissions out 465 0 0',), **{source: f'!{fault}'},
                         reasons={NICKS[source]: HOSTILE[fault]})
    yield Domain('hostile-all', autoconfig='!entities', well_known='!to-literal', ispdb='!huge',
                 chosen='out', source='srv', login='', srv=('_submissions out 465 0 0',))
    yield Domain('hostile-usual', autoconfig='!entities', well_known='!to-file', ispdb='!huge',
                 usual=('smtp',), chosen='smtp', source='guess', doubtful=True, login='')
    yield Domain('hostile-alone', autoconfig='!entities')
    # No certificate could prove a server that has but a number; the page's other server counts.
    yield Domain('names-a-number', autoconfig='10.77.0.4', chosen='out', source='srv', login='',
                 srv=('_submissions out 465 0 0',), outcomes={'autoconfig': 'found'})


def _receivers():
    """The pages of the mail exchanger's own domain, each broken in its way."""
    for fault in ('closed', 'slow', 'silent', 'expired', 'entities', 'to-other'):
        yield Domain(f'mx-{fault}', mx=f'mx.{fault}-hoster.example', hoster=f'!{fault}',
                     srv=('_submissions out 465 0 0',), chosen='out', source='srv', login='')
        yield Domain(f'mx-{fault}-usual', mx=f'mx.{fault}-host.example', hoster=f'!{fault}',
                     usual=('mail',), chosen='mail', source='guess', doubtful=True, login='')


def _details():
    """What else a set-up can hold."""
    yield Domain('hop', autoconfig='!hop', chosen='auto', source='autoconfig',
                 outcomes={'autoconfig': 'found'})
    yield Domain('plain-own', plain='auto', chosen='auto', source='autoconfig',
                 outcomes={'autoconfig': 'found'})
    yield Domain('plain-foreign', plain='mail.otherplace.example', chosen='mail.otherplace.example',
                 source='autoconfig', trusted=False, doubtful=True,
                 outcomes={'autoconfig': 'found'})
    yield Domain('plain-foreign-database', plain='mail.otherplace.example', ispdb='db', chosen='db',
                 source='ispdb', outcomes={'autoconfig': 'found'})
    yield Domain('srv-foreign', srv=('_submissions mail.otherplace.example 465 0 0',),
                 chosen='mail.otherplace.example', source='srv', trusted=False, login='')
    yield Domain('srv-none', srv=('_submissions . 0', '_submission . 0'),
                 outcomes={'srv': 'none-offered'})
    yield Domain('srv-priority', chosen='first', source='srv', login='',
                 srv=('_submissions last 465 20 0', '_submissions first 465 10 0'))
    yield Domain('srv-many', chosen='h0', source='srv', login='',
                 srv=tuple(f'_submissions h{n} 465 {n} 0' for n in range(60)))
    yield Domain('confirmed', chosen='same', source='ispdb', ispdb='same',
                 srv=('_submissions same 465 0 0',))
    yield Domain('xn--bcher-kva', written='bücher.example', autoconfig='auto', chosen='auto',
                 source='autoconfig')
    yield Domain('local-part', autoconfig='auto', username='%EMAILLOCALPART%', chosen='auto',
                 source='autoconfig', login='anna')
    yield Domain('offline', chosen='list', source='provider-list', args=('--offline',),
                 **{**ALL, 'listed': 'list'},
                 outcomes=LIST_ALONE)
    yield Domain('no-database', chosen='out', source='srv', login='', args=('--no-ispdb',),
                 ispdb='db', srv=('_submissions out 465 0 0',), mx='mx.hoster.example',
                 outcomes={'ispdb': 'skipped'})


def _examined():
    """Where a mail server is as well: see scenarios/discovery.py."""
    yield Domain('exam-autoconfig', autoconfig='auto', mail=('auto',), chosen='auto',
                 source='autoconfig')
    yield Domain('exam-local-part', autoconfig='auto', username='%EMAILLOCALPART%', mail=('auto',),
                 chosen='auto', source='autoconfig', login='anna')
    yield Domain('exam-srv', srv=('_submissions out 465 0 0',), mail=('out',), chosen='out',
                 source='srv', login='')
    yield Domain('exam-forged', srv=('_submissions mail.other-hoster.example 465 0 0',),
                 mail=('mail.other-hoster.example',), chosen='mail.other-hoster.example',
                 source='srv', trusted=False, login='')
    yield Domain('exam-forged-silent', srv=('_submissions mail.third-hoster.example 465 0 0',),
                 mail=('mail.third-hoster.example',), autoconfig='!silent', ispdb='!slow',
                 chosen='mail.third-hoster.example', source='srv', trusted=False, login='')
    # Mail arrives at another server than the one that sends; at the same one.
    yield Domain('exam-exchanger', autoconfig='auto', mx='mx.exam-exchanger.example',
                 spare_mx='Spare.exam-exchanger.example', mail=('auto',), chosen='auto',
                 source='autoconfig')
    yield Domain('exam-exchanger-alone', mx='mx.exam-exchanger-alone.example', usual=('smtp',),
                 chosen='smtp', source='guess', doubtful=True, login='')
    yield Domain('exam-exchanger-srv', mx='mx.exam-exchanger-srv.example', mail=('out',),
                 srv=('_submissions out 465 0 0',), chosen='out', source='srv', login='')
    yield Domain('exam-exchanger-smtpd', autoconfig='auto', mx='mx.exam-exchanger-smtpd.example',
                 mail=('auto',), chosen='auto', source='autoconfig')
    yield Domain('exam-both', autoconfig='mx', mx='mx.exam-both.example', mail=('mx',),
                 chosen='mx', source='autoconfig')
    # The server that the provider names is not there any more.
    yield Domain('exam-outdated', autoconfig='gone', ispdb='db', mail=('db',), chosen='gone',
                 source='autoconfig')
    yield Domain('exam-slow', autoconfig='!slow', well_known='!silent', ispdb='db',
                 mail=('db', 'relay'), chosen='db', source='ispdb')
    yield Domain('exam-hostile', autoconfig='!entities', well_known='!to-other', usual=('mail',),
                 chosen='mail', source='guess', doubtful=True, login='')


# How many round trips the shortest honest chain of each source takes, and how it ends: the look-up,
# TCP, TLS 1.3 and the question for a page; the look-up, TCP, TLS 1.3, greeting and EHLO of the mail
# server on 465; then AUTH, where a password may go there. The usual names get it only when nobody
# else is left to ask, which takes as long as a page.
FLOORS = {'listed': 6, 'autoconfig': 10, 'well_known': 10, 'ispdb': 10, 'srv': 7, 'mx': 10,
          'usual': 6}
# What answers, where it is the only one that does; the table of tests/bench as well.
_ANSWERS = {'listed': {'listed': 'list'}, 'autoconfig': {'autoconfig': 'auto'},
            'well_known': {'well_known': 'known'}, 'ispdb': {'ispdb': 'db'},
            'srv': {'srv': ('_submissions out 465 0 0',), 'login': ''},
            'usual': {'usual': ('smtp',), 'doubtful': True, 'login': ''}}
# All others broken in one way: the web servers, and who is asked for the domain's service records.
BROKEN = {'silent': SILENT, 'slow': SILENT, 'closed': DEAD}


def _answer(source, name):
    """A source that answers, and the host that it names."""
    if source == 'mx':
        host = f'out.{name}-hoster.example'
        return dict(mx=f'mx.{name}-hoster.example', hoster=host, mail=(host,), chosen=host,
                    trusted=False, source='mx')
    fields = _ANSWERS[source]
    chosen = {'srv': 'out', 'usual': 'smtp'}.get(source) or fields[source]
    return dict(fields, chosen=chosen, source=NICKS.get(source, 'guess'),
                mail=() if source == 'usual' else (chosen,))


def _break_others(source, name, fault):
    """All other sources broken alike."""
    faults = {page: f'!{fault}' for page in HTTP_SOURCES if page != source}
    if source == 'srv': # one kind of its records as well
        faults.update(dns=BROKEN[fault], dns_below='_imap._tcp.')
    else:
        faults.update(dns=BROKEN[fault], dns_below='_tcp.', outcomes={'srv': 'name-service'})
    if source != 'mx':
        faults.update(mx=f'mx.{name}-hoster.example', hoster=f'!{fault}')
    return faults


def _far():
    """Every source alone, and beside others that are all broken; what tests/bench measures."""
    for source in FLOORS:
        name = f'far-{source.replace("_", "-")}'
        told = {'outcomes': LIST_ALONE} if source == 'listed' else {}
        yield Domain(f'{name}-alone', **_answer(source, f'{name}-alone'), **told)
        for fault in BROKEN if source != 'usual' else ():
            row = f'{name}-{fault}'
            yield Domain(row, **{**_break_others(source, row, fault), **_answer(source, row),
                                 **told})


_FAR = [*_far()]
MEASURED = {domain.name for domain in _FAR}
DOMAINS = [*_alone(), *_ladder(), *_failing(), *_hostile(), *_receivers(), *_details(),
           *_examined(), *_FAR]
RECORDS = [option for domain in DOMAINS for option in domain.records()]
