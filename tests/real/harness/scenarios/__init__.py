# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played on the servers, as data: one module a subject, each with its SCENARIOS."""

from . import encryption, healthy, network, sign_in

SCENARIOS = [scenario for module in (healthy, sign_in, encryption, network)
             for scenario in module.SCENARIOS]
