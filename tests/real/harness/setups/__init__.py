# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers of the lab, as data. One row is one server: its names, its fault and its ports.

What every kind understands (each module says what its kind does beyond that):

`kind`      which module starts it, see kinds.KINDS; Postfix where nothing is said
`names`     what the name service knows it by (the first is its own name)
`chain`     the certificate's kind, see pki.Authority.chain
`cert_for`  other names for the certificate than the server's own
`ports`     the ports that it serves
`families`  which addresses the name service tells: "46", "4" or "6"
`ipv6`      its IPv6 address is "deaf" or "refused"; `ipv4` the same of the other one
`frozen`    once it listens, all its processes are stopped
`sasl`      which Dovecot answers its SASL questions: see SASL
`needs`     other rows that must run as well
"""

from . import aiosmtpd, chasquid, courier, domains, dovecot, exim, mailbox, nginx, opensmtpd, \
    postfix, qpsmtpd, sendmail, stand_ins

# Dovecot instances for other servers' SASL: see dovecot.Dovecot.
SASL = {
    'sasl-plain': {},
    'sasl-all': dict(mechanisms='plain login cram-md5'),
    'sasl-cram': dict(mechanisms='cram-md5'),
    'sasl-scram': dict(mechanisms='scram-sha-1 scram-sha-256'),
    'sasl-tokens': dict(mechanisms='xoauth2 oauthbearer'),
    # Bert's mailbox holds no more.
    'sasl-quota': dict(full='bert', conf='''
mail_plugins = quota
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1K
  quota_grace = 0
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "552 5.2.2 Mailbox is full"
}
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener quota {
    mode = 0666
  }
}
'''),
    # Accounts of many domains, all with the names of the one.
    'sasl-hosted': dict(conf='auth_username_format = %n@larkspur.example\n'
                             'auth_username_chars =\n'),
    # Another provider's accounts.
    'sasl-meadow': dict(domain='meadow.example'),
    # Sending has a password of its own, which nobody here knows.
    'sasl-other': dict(password='for-sending-only'),
}

MODULES = (postfix, dovecot, mailbox, exim, sendmail, courier, opensmtpd, chasquid, qpsmtpd,
           nginx, aiosmtpd, stand_ins, domains)

SETUPS = {key: row for module in MODULES for key, row in module.SETUPS.items()}
