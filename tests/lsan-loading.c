/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Part of the window's program where it is built with AddressSanitizer, and of no other build.
 *
 * What libraries allocate while they are loaded lives as long as the process, and LeakSanitizer
 * need not look at it. GLib's table of quarks is such a thing: it has room for 2048 words, and when
 * there are more, a larger one takes its place and the old one is left behind on purpose, as others
 * may be reading it (glib/gquark.c, quark_new). A window that has spoken with real servers, over
 * libsoup and TLS, has more: GTK, libsoup and GnuTLS alone register some 2000. A line in lsan.supp
 * cannot say so: the frame that allocates has no name, and above it the stack is not seen.
 */

#include <sanitizer/lsan_interface.h>

static void
begin_loading (void)
{
  __lsan_disable ();
}

/* Runs before the constructors of the libraries; those of the program run after them. */
__attribute__ ((section (".preinit_array"), used))
static void (*const before_libraries) (void) = begin_loading;

static void __attribute__ ((constructor))
end_loading (void)
{
  __lsan_enable ();
}
