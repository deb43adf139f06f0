# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played on the servers, as data: one module a subject, each with its SCENARIOS."""

from . import aiosmtpd, behaviour, chasquid, courier, discovery, dovecot, elsewhere, \
    encryption, exim, healthy, interception, network, nginx, opensmtpd, postfix, qpsmtpd, receiving, sendmail, sign_in

MODULES = (healthy, sign_in, receiving, elsewhere, discovery, encryption, network, interception, behaviour,
           postfix, dovecot, exim, sendmail, courier, opensmtpd, chasquid, qpsmtpd, nginx, aiosmtpd)

SCENARIOS = [scenario for module in MODULES for scenario in module.SCENARIOS]
