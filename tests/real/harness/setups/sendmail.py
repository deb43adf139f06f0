# SPDX-License-Identifier: GPL-3.0-or-later
"""Sendmail: `config` are lines of sendmail.mc, `access` its access table, `modifiers` those of
DaemonPortOptions by port, `mechanisms` and `auth_options` as sendmail.mc calls them."""


def _sendmail(name, **more):
    return dict(kind='sendmail', names=[f'{name}.sendmail.example'], **more)


SETUPS = {
    'sendmail': dict(kind='sendmail', names=['mail.sendmail.example']),
    # Its submission ports let nobody speak who did not sign in.
    'sendmail-strict': _sendmail('strict', modifiers={587: 'Ea', 465: 'sa'}),
    # That feature knows IPv4 alone.
    'sendmail-blocklist': _sendmail(
        'blocklist', families='4', config='FEATURE(`dnsbl\', `bl.lab.example\', `"550 Rejected: " '
                            '$&{client_addr} " listed at bl.lab.example"\')dnl'),
    'sendmail-small': _sendmail('small', config='define(`confMAX_MESSAGE_SIZE\', `1000000\')dnl'),
    'sendmail-disk': _sendmail('disk', config='define(`confMIN_FREE_BLOCKS\', `999999999\')dnl'),
    'sendmail-filter': _sendmail(
        'filter', config='INPUT_MAIL_FILTER(`gone\', `S=unix:/run/gone, F=T\')dnl'),
    'sendmail-pause': _sendmail('pause', config='FEATURE(`greet_pause\', `12000\')dnl'),
    'sendmail-long-pause': _sendmail('longpause',
                                     config='FEATURE(`greet_pause\', `40000\')dnl'),
    'sendmail-barred': _sendmail('barred', access='From:anna@larkspur.example\tREJECT\n'),
    'sendmail-users': _sendmail('users', config='FEATURE(`blocklist_recipients\')dnl', access='To:nemo@larkspur.example\t'
                                'ERROR:5.1.1:550 User unknown\n'),
    # What a client says of itself has to be a name.
    'sendmail-helo': _sendmail('helo', config='LOCAL_RULESETS\nSLocal_check_mail\n'
                               'R$*\t\t$: $&s\nR[ $* ]\t\t$#error $@ 5.7.1 '
                               '$: "550 HELO/EHLO argument is not a host name"'),
    'sendmail-digest': _sendmail('digest', mechanisms='DIGEST-MD5'),
    'sendmail-expired': _sendmail('expired', chain='expired'),
}
