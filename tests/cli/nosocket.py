# SPDX-License-Identifier: GPL-3.0-or-later
"""Forbids a process to open a socket: the kernel kills it if it tries (seccomp, SIGSYS)."""
import ctypes
import platform
import struct

# The system call numbers of socket(2), by machine.
SOCKET = {'x86_64': 41, 'aarch64': 198, 'riscv64': 198}
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
ALLOW = 0x7fff0000
KILL_PROCESS = 0x80000000
LOAD_NUMBER = (0x20, 0, 0, 0)  # BPF_LD | BPF_W | BPF_ABS, offset of seccomp_data.nr
RETURN = 0x06                  # BPF_RET | BPF_K
JUMP_EQUAL = 0x15              # BPF_JMP | BPF_JEQ | BPF_K


class Program(ctypes.Structure):
    """struct sock_fprog"""
    _fields_ = [('length', ctypes.c_ushort), ('filter', ctypes.c_char_p)]


def available():
    """This machine's numbers are known."""
    return platform.machine() in SOCKET


def forbid():
    """For subprocess's preexec_fn."""
    rows = [LOAD_NUMBER, (JUMP_EQUAL, 0, 1, SOCKET[platform.machine()]),
            (RETURN, 0, 0, KILL_PROCESS), (RETURN, 0, 0, ALLOW)]
    code = b''.join(struct.pack('HBBI', *row) for row in rows)
    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(rows), code)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or \
            libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), 'seccomp')
