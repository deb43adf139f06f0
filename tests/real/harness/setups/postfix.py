# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix: `main` are settings of main.cf, `ports` maps a port to smtpd options of its own beyond
those of postfix.PORTS, `port_chains` a port to a certificate of another kind."""

from ..network import NET4, NET6

ALL_PORTS = {25: {}, 465: {}, 587: {}}
AUTH_ON_25 = {'smtpd_sasl_auth_enable': 'yes'}
OPTIONAL_TLS = {'smtpd_tls_security_level': 'may'}
NO_TLS = {'smtpd_tls_security_level': 'none'}

SETUPS = {
    # A usual Postfix: no sign-in on 25, encryption enforced on 587.
    'classic': dict(names=['mail.larkspur.example', 'smtp.larkspur.example'], ports=ALL_PORTS),
    # Port 25 takes sign-in too, after STARTTLS.
    'auth25': dict(names=['mail.auth25.example'], ports={25: AUTH_ON_25, 465: {}, 587: {}}),
    # Postfix's own default since 2.10: relaying is deferred (454), not refused.
    'deferring': dict(names=['mail.deferring.example'], ports=ALL_PORTS, main={
        'smtpd_relay_restrictions':
            'permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination'}),
    # Debian's commented example for 587: everybody who did not sign in is turned away in words
    # that speak of the client's host, not of relaying.
    'desk': dict(names=['mail.desk.example'], ports={
        465: {'smtpd_client_restrictions': 'permit_sasl_authenticated,reject'},
        587: {'smtpd_client_restrictions': 'permit_sasl_authenticated,reject'}}),
    # 587 shows its capabilities without encryption, but no AUTH.
    'optional': dict(names=['mail.optional.example'], ports={465: {}, 587: OPTIONAL_TLS}),
    # Sign-in is offered in the clear too, beside STARTTLS.
    'lenient': dict(names=['mail.lenient.example'], ports={587: OPTIONAL_TLS},
                    main={'smtpd_tls_auth_only': 'no'}),
    # No address beyond ASCII can be said here.
    'ascii': dict(names=['mail.ascii.example'], ports=ALL_PORTS, main={'smtputf8_enable': 'no'}),
    'only465': dict(names=['mail.only465.example'], ports={465: {}}),
    'only587': dict(names=['mail.only587.example'], ports={587: {}}),
    'expired': dict(names=['mail.expired.example'], chain='expired'),
    # Only 587 was forgotten when the certificate was renewed.
    'expired587': dict(names=['mail.halfrenewed.example'], port_chains={587: 'expired'}),
    'future': dict(names=['mail.future.example'], chain='future'),
    'wrongname': dict(names=['mail.wrongname.example'], cert_for=['mail.hosting.example']),
    'selfsigned': dict(names=['mail.selfsigned.example'], chain='self-signed'),
    'incomplete': dict(names=['mail.incomplete.example'], chain='incomplete'),
    'owned': dict(names=['mail.owned.example'], ports=ALL_PORTS, main={
        'smtpd_sender_login_maps': 'inline:{ anna@larkspur.example=anna@larkspur.example,'
                                   ' bert@larkspur.example=bert@larkspur.example }',
        'smtpd_sender_restrictions': 'reject_sender_login_mismatch'}),
    # Takes mail for its domain from everybody, and serves no ports for people.
    'exchanger': dict(names=['mx.exam-exchanger.example', 'spare.exam-exchanger.example',
                             'mx.exam-exchanger-srv.example',
                             'mx.exam-exchanger-alone.example'], ports={25: {}},
                      main={'virtual_mailbox_domains': 'exam-exchanger.example'}),
    # Knows the mailbox, and passes nothing on for anybody: its own people's mail goes elsewhere.
    'mailbox-only': dict(names=['mail.mailboxonly.example'], ports=ALL_PORTS, main={
        'smtpd_relay_restrictions': 'reject_unauth_destination'}),
    # Passes mail on for its own network, and offers nobody a sign-in.
    'network-only': dict(names=['mail.networkonly.example'], ports={25: {}}),
    'cram': dict(names=['mail.cram.example'], sasl='sasl-cram'),
    'mechanisms': dict(names=['mail.mechanisms.example'], sasl='sasl-all'),
    'trusted': dict(names=['mail.trusted.example'], ports={25: {}},
                    main={'mynetworks': f'127.0.0.0/8 {NET4}.0.0/16 [{NET6}]/64'}),
    # Turns everybody away before the greeting.
    'refusing': dict(names=['mail.refusing.example'], ports=ALL_PORTS, main={
        'smtpd_delay_reject': 'no', 'smtpd_client_restrictions': 'reject'}),
    # Wants to be introduced properly.
    'strict': dict(names=['mail.strict.example'], main={
        'smtpd_helo_required': 'yes', 'strict_rfc821_envelopes': 'yes',
        'disable_vrfy_command': 'yes',
        'smtpd_helo_restrictions': 'reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname',
        'smtpd_forbid_bare_newline': 'yes', 'smtpd_data_restrictions':
            'reject_unauth_pipelining'}),
    # No encryption anywhere, sign-in in the clear: a server of another age.
    'cleartext': dict(names=['mail.cleartext.example'], ports={25: AUTH_ON_25, 587: NO_TLS},
                      main={'smtpd_tls_security_level': 'none', 'smtpd_tls_auth_only': 'no'}),
    # SASL is configured, but nobody answers behind it: smtpd gives up in the middle of EHLO.
    'brokenauth': dict(names=['mail.brokenauth.example'], sasl='sasl-nobody'),
    # IPv6 is published, but that address never answers.
    'deaf6': dict(names=['mail.deaf6.example'], ports=ALL_PORTS, ipv6='deaf'),
    'refused6': dict(names=['mail.refused6.example'], ports=ALL_PORTS, ipv6='refused'),
    'deaf4': dict(names=['mail.deaf4.example'], ports=ALL_PORTS, ipv4='deaf'),
    'frozen': dict(names=['mail.frozen.example'], ports=ALL_PORTS, frozen=True),
    'only6': dict(names=['mail.only6.example'], families='6'),
    'only4': dict(names=['mail.only4.example'], families='4'),
    # Nothing newer than TLS 1.1, with what OpenSSL 3 needs to speak that at all.
    'oldtls': dict(names=['mail.oldtls.example'], main={
        'smtpd_tls_protocols': '<=TLSv1.1', 'smtpd_tls_mandatory_protocols': '<=TLSv1.1',
        'smtpd_tls_ciphers': 'low', 'smtpd_tls_mandatory_ciphers': 'low',
        'tls_low_cipherlist': 'ALL:@SECLEVEL=0'}),
    # Does not like how anybody introduces himself, signed in or not.
    'nohelo': dict(names=['mail.nohelo.example'], main={
        'smtpd_helo_required': 'yes', 'smtpd_helo_restrictions': 'reject'}),

    # --- what is held against a client, signed in or not ---
    'rbl': dict(names=['mail.rbl.example'], main={
        'smtpd_client_restrictions': 'reject_rbl_client bl.lab.example'}),
    'rbl-at-once': dict(names=['atonce.rbl.example'], main={
        'smtpd_delay_reject': 'no',
        'smtpd_client_restrictions': 'reject_rbl_client bl.lab.example'}),
    # Only against those who did not sign in, as submission ports have it.
    'rbl-strangers': dict(names=['strangers.rbl.example'], main={
        'smtpd_client_restrictions':
            'permit_sasl_authenticated, reject_rbl_client bl.lab.example'}),
    'postgrey': dict(names=['mail.postgrey.example'], beside='postgrey', main={
        'smtpd_recipient_restrictions': 'check_policy_service unix:{folder}/postgrey'}),
    'spf': dict(names=['mail.spf.example'], master='policyd-spf unix - n n - 0 spawn '
                'user=nobody argv=/usr/bin/policyd-spf {folder}/spf.conf', main={
                    'smtpd_recipient_restrictions':
                        'check_policy_service unix:private/policyd-spf'},
                files={'spf.conf': 'debugLevel = 1\nTestOnly = 1\nHELO_reject = Fail\n'
                                   'Mail_From_reject = Fail\n'
                                   'skip_addresses = 192.0.2.0/24\n'}),
    # So many connections a minute, and no more.
    'rate': dict(names=['mail.rate.example'], main={
        'smtpd_client_connection_rate_limit': '5'}),
    # So many at a time.
    'few': dict(names=['mail.few.example'], ports=ALL_PORTS, main={
        'smtpd_client_connection_count_limit': '1'}),
    'nohelo-address': dict(names=['mail.literal.example'], main={
        'smtpd_helo_required': 'yes',
        'smtpd_helo_restrictions': 'check_helo_access regexp:{folder}/helo'},
        files={'helo': '/^\\[/ REJECT introduce yourself with a name\n'}),
    # --- the recipient's side ---
    'lookup': dict(names=['mail.lookup.example'], main={
        'smtpd_recipient_restrictions': 'reject_unknown_recipient_domain'}),
    'quota': dict(names=['mail.quota.example'], sasl='sasl-quota', main={
        'smtpd_recipient_restrictions': 'check_policy_service unix:{dovecot}/quota'}),
    'content': dict(names=['mail.content.example'], main={
        'header_checks': 'regexp:{folder}/checks'},
        files={'checks': '/^Subject:/ REJECT this message looks like spam\n'}),
    # --- the server's own trouble ---
    'disk': dict(names=['mail.disk.example'], main={'queue_minfree': '2000000000000000'}),
    'milter': dict(names=['mail.milter.example'], main={
        'smtpd_milters': 'unix:{folder}/nobody', 'milter_default_action': 'tempfail'}),
    'policy': dict(names=['mail.policy.example'], main={
        'smtpd_recipient_restrictions': 'check_policy_service unix:{folder}/nobody'}),
    'scram': dict(names=['mail.scram.example'], sasl='sasl-scram'),
    'tokens': dict(names=['mail.tokens.example'], sasl='sasl-tokens'),
    # --- encryption ---
    'tls13': dict(names=['mail.tls13.example'], main={
        'smtpd_tls_protocols': '>=TLSv1.3', 'smtpd_tls_mandatory_protocols': '>=TLSv1.3'}),
    'stranger': dict(names=['mail.stranger.example'], chain='unknown-authority'),
    'nameless': dict(names=['mail.nameless.example'], chain='nameless'),
    # 465 was renewed by somebody else than 587.
    'two-faces': dict(names=['mail.twofaces.example'], port_chains={465: 'self-signed'}),
    # Greets at once and lets nobody speak for twelve seconds (postscreen's test for robots).
    'postscreen': dict(names=['mail.postscreen.example'], ports={587: {}}, screened=25, main={
        'postscreen_greet_wait': '12s', 'postscreen_access_list': '',
        'postscreen_cache_map': 'btree:{folder}/data/postscreen'}),
}
