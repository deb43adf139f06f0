# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx as a submission front end: it asks for the sign-in itself and passes on to `needs`: where
those go who signed in, and where everybody else goes. `ports` as in nginx.PORTS."""


def _nginx(name, inside='backend', outside='classic', **more):
    return dict(kind='nginx', names=[f'{name}.nginx.example'], needs=[inside, outside], **more)


SETUPS = {
    'nginx': _nginx('mail'),
    # Nothing runs behind it.
    'nginx-alone': _nginx('alone', 'nobody', 'nobody'),
    # It takes nothing but client certificates.
    'nginx-external': _nginx('external', ports={587: ('', 'only', 'external'),
                                                465: (' ssl', 'off', 'external')}),
    'nginx-cram': _nginx('cram', ports={587: ('', 'only', 'cram-md5')}),
    # Encryption is offered, and sign-in in the clear as well.
    'nginx-lenient': _nginx('lenient', ports={587: ('', 'on', 'plain login')}),
    # OpenSSL's lowest security level still speaks TLS 1.1.
    'nginx-old-tls': _nginx('old', tls='ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;'),
    'nginx-incomplete': _nginx('incomplete', chain='incomplete'),
    'nginx-weak-key': _nginx('weak', chain='weak-key', tls='ssl_ciphers ALL:@SECLEVEL=0;'),
}
