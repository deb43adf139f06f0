# SPDX-License-Identifier: GPL-3.0-or-later
"""Real mail servers in network namespaces of their own, and the scenarios that are played on them."""
