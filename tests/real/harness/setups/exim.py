# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim: `main` goes to the main section, `acls` are ACLs of its own, `rcpt` goes before the test for
a sign-in, `relay` in place of "relay not permitted", `data` into the ACL of the message, `routers`
before its own, `authenticators` in place of Dovecot's."""


def _exim(name, **more):
    return dict(kind='exim', names=[f'{name}.exim.example'], **more)


SETUPS = {
    # As Debian and exim.org suggest it; sign-in on every port, after TLS.
    'exim': dict(kind='exim', names=['mail.exim.example']),
    # Another provider's, who knows nobody of larkspur.example.
    'exim-meadow': dict(kind='exim', names=['smtp.meadow.example'], sasl='sasl-meadow',
                        main='domainlist local_domains = meadow.example'),
    # Words that speak of two ways in one breath, as a well-known control panel has them.
    'exim-panel': _exim('panel', relay=r"""
  deny    domains = ! +local_domains
          message = $sender_host_address is currently not permitted to relay through this server. \
                    Perhaps you have not logged into the pop/imap server in the last 30 minutes or \
                    do not have SMTP Authentication turned on in your email client.
"""),
    # Knows people by the mail that they have fetched, and offers no sign-in at all.
    'exim-pop': _exim('pop', ports=(25, 587), main='auth_advertise_hosts =', relay=r"""
  deny    domains = ! +local_domains
          ! hosts = 192.0.2.7
          message = Please check your mail (POP) before sending
"""),
    # MAIL is refused before TLS.
    'exim-tls': _exim('tls', main='acl_smtp_mail = acl_check_mail', acls="""
acl_check_mail:
  deny    ! encrypted = *
          message = Encryption is required, use STARTTLS first
  accept
"""),
    'exim-grey': _exim('grey', rcpt="""
  defer   message = Greylisted. Please try again in 300 seconds
"""),
    'exim-rate': _exim('rate', rcpt="""
  defer   ratelimit = 1 / 1h / per_rcpt / strict
          message = Sender rate $sender_rate / $sender_rate_period exceeds the limit of \
                    $sender_rate_limit
"""),
    'exim-blocklist': _exim('blocklist', rcpt="""
  deny    dnslists = bl.lab.example
          message = rejected because $sender_host_address is in a black list at $dnslist_domain
"""),
    'exim-blocklist-at-once': _exim('atonce', main='acl_smtp_connect = acl_check_connect', acls="""
acl_check_connect:
  deny    dnslists = bl.lab.example
          message = $sender_host_address is listed at $dnslist_domain
  accept
"""),
    'exim-helo': _exim('helo', main='acl_smtp_helo = acl_check_helo', acls=r"""
acl_check_helo:
  deny    condition = ${if match{$sender_helo_name}{\N^\[\N}}
          message = Access denied - Invalid HELO name (See RFC2821 4.1.1.1)
  accept
"""),
    'exim-size': _exim('size', main='message_size_limit = 1M'),
    'exim-spam': _exim('spam', data="""
  deny    message = This message scored 12.3 spam points.
"""),
    'exim-spf': _exim('spf', rcpt="""
  deny    spf = fail
          message = $sender_host_address is not allowed to send mail from $sender_address_domain
"""),
    'exim-verify': _exim('verify', rcpt="""
  require verify = recipient
""", routers="""
elsewhere:
  driver = dnslookup
  domains = ! +local_domains
  ignore_target_hosts = 127.0.0.0/8
  transport = nowhere
  no_more
"""),
    'exim-owner': _exim('owner', rcpt="""
  deny    authenticated = *
          condition = ${if !eqi{$sender_address}{$authenticated_id}}
          message = Sender address $sender_address does not belong to user $authenticated_id
"""),
    'exim-oauth': _exim('oauth', authenticators="""
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_condition = no
bearer:
  driver = plaintext
  public_name = OAUTHBEARER
  server_condition = no
"""),
    'exim-ntlm': _exim('ntlm', authenticators="""
ntlm:
  driver = spa
  public_name = NTLM
  server_password = nobody-knows
"""),
    # The accounts' data base is away.
    'exim-lost': _exim('lost', sasl='sasl-nobody'),
    'exim-broken': _exim('broken', rcpt="""
  deny    condition = ${lookup{$sender_address}lsearch{/nonexistent/list}}
"""),
    # Greets late on purpose: RFC 5321 lets a client wait five minutes.
    'exim-slow': _exim('slow', main='acl_smtp_connect = acl_check_connect', acls="""
acl_check_connect:
  accept  delay = 12s
"""),
    'exim-tarpit': _exim('tarpit', main='acl_smtp_connect = acl_check_connect', acls="""
acl_check_connect:
  accept  delay = 40s
"""),
    # Few connections at a time from one computer.
    'exim-few': _exim('few', main='smtp_accept_max_per_host = 3'),
    # GnuTLS still serves what others refuse to load.
    'exim-weak-key': _exim('weak', chain='weak-key'),
    'exim-sha1': _exim('sha1', chain='sha1'),
    'exim-old-tls': _exim('old', main='tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.1'),
}
