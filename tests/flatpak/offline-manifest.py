#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest as it can be built without the network: MANIFEST SOURCE GSASL VERSION, to stdout.

Only where sources come from changes: the project's own folder by its full path, the gsasl module
from a folder, the runtime's branch.
"""
import json
import sys

manifest_path, source, gsasl, version = sys.argv[1:]
with open(manifest_path, encoding='utf-8') as file:
    manifest = json.load(file)
manifest['runtime-version'] = version
for module in manifest['modules']:
    if module['name'] == 'gsasl':
        module.clear()
        module.update({
            'name': 'gsasl',
            'buildsystem': 'simple',
            'build-commands': ['cp -a lib include /app/'],
            'sources': [{'type': 'dir', 'path': gsasl}],
        })
    else:
        module['sources'] = [{'type': 'dir', 'path': source, 'skip': ['_build', '.cache', '.git']}]
json.dump(manifest, sys.stdout, indent=2)
