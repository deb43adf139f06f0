#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Made the PEM files beside it, once: valid from 2020 to 2099 whatever the clock of the test machine
# says (and "expired" never). They protect nothing.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"; echo 01 > "$work/serial"
cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = test
[test]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
subjectAltName = DNS:mail.example.test
extendedKeyUsage = serverAuth
CNF
new () { # name, extensions, from, to, extra arguments of "openssl ca"
  openssl req -new -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" -subj "/CN=$5" 2>/dev/null
  openssl ca -batch -config "$work/ca.cnf" -extensions "$2" -startdate "$3" -enddate "$4" \
    -in "$work/$1.csr" -out "$work/$1.pem" -notext $6 2>/dev/null
}
new ca authority 20200101000000Z 20991231235959Z "Exam test authority" "-selfsign -keyfile $work/ca.key"
signed="-cert $work/ca.pem -keyfile $work/ca.key"
new good server 20200101000000Z 20991231235959Z mail.example.test "$signed"
new expired server 20200101000000Z 20210101000000Z mail.example.test "$signed"
cp "$work/ca.pem" ca.pem
cat "$work/good.pem" "$work/good.key" > good.pem
cat "$work/expired.pem" "$work/expired.key" > expired.pem
