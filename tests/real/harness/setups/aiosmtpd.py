# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers made of the library aiosmtpd: `ports` and `answers` are explained in aio_server.py; the
answers have the form of what the largest mailbox providers say."""


def _aiosmtpd(name, **more):
    return dict(kind='aiosmtpd', names=[f'{name}.aiosmtpd.example'], **more)


SETUPS = {
    'aiosmtpd': dict(kind='aiosmtpd', names=['mail.aiosmtpd.example']),
    'aiosmtpd-in-clear': _aiosmtpd('clear', ports={587: {'auth': 'plain'}}),
    'aiosmtpd-app-password': _aiosmtpd('apppassword', answers={
        'AUTH': '534-5.7.9 Please generate a separate password for this program\r\n'
                '534 5.7.9 on the security page of your account'}),
    'aiosmtpd-tenant': _aiosmtpd('tenant', answers={
        'AUTH': '535 5.7.139 Authentication unsuccessful, sending is switched off for the tenant'}),
    'aiosmtpd-oauth': _aiosmtpd('oauth', answers={
        'AUTH': '535 5.7.3 Basic authentication is no longer supported, use modern authentication'}),
    'aiosmtpd-suspended': _aiosmtpd('suspended', answers={
        'AUTH': '535 5.7.0 This account is suspended until you have verified your phone number'}),
    'aiosmtpd-send-as': _aiosmtpd('sendas', answers={
        'MAIL': '550 5.7.60 Client does not have permissions to send as this sender'}),
    'aiosmtpd-daily': _aiosmtpd('daily', answers={
        'RCPT': '550 5.4.5 Daily user sending limit exceeded'}),
    'aiosmtpd-dmarc': _aiosmtpd('dmarc', answers={
        'DATA': '550 5.7.26 Unauthenticated email from larkspur.example is not accepted due to the '
                "domain's DMARC policy"}),
    'aiosmtpd-attachment': _aiosmtpd('attachment', answers={
        'DATA': '552 5.7.0 Our system detected an attachment of a blocked type'}),
    'aiosmtpd-too-much': _aiosmtpd('toomuch', answers={'DATA': '552 5.3.4 Message too big'}),
}
