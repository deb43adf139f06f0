/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long does the main thread stay away from poll ()? Loaded into a program from outside
 * (LD_PRELOAD), which stays as it is. Between two polls GTK's main loop is busy: a person who
 * clicks just then waits.
 *
 * At the end a line of JSON goes to the file JANK_OUT: turns of the loop, the longest one in
 * milliseconds, and how many were beyond JANK_MS. Of the longest one also the processor time it
 * took, how often it waited for something, and how often the machine gave the processor to
 * somebody else, which is no fault of the program. Each turn beyond the limit leaves a line
 * before that, with the stack as it was when the limit had just passed.
 *
 * SIGRTMAX - 2 makes it forget what was up to then: the start of the program is another
 * question. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define STACK_DEPTH 48
#define WATCH_INTERVAL_MS 5

typedef int (*Poll) (struct pollfd *fds, nfds_t n, int timeout);

static Poll real_poll;
static pthread_t main_thread;
static _Atomic long busy_since; /* microseconds; 0: in poll () */
static struct rusage used_since;
static long limit_us = 100000;
static int out = STDERR_FILENO;

static volatile sig_atomic_t forget;
static unsigned long turns, beyond;
static long worst_us;
static struct rusage worst_used; /* since it began */

static long
read_clock (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

/* X and EGL poll as well, in the midst of a turn: those do not count. */
static int
is_glib (void *caller)
{
  Dl_info info;

  return dladdr (caller, &info) != 0 && info.dli_fname != NULL
         && strstr (info.dli_fname, "libglib-2.0") != NULL;
}

static void
take_worst (long took)
{
  struct rusage now;

  getrusage (RUSAGE_THREAD, &now);
  worst_us = took;
  timersub (&now.ru_utime, &used_since.ru_utime, &worst_used.ru_utime);
  timersub (&now.ru_stime, &used_since.ru_stime, &worst_used.ru_stime);
  worst_used.ru_nvcsw = now.ru_nvcsw - used_since.ru_nvcsw;
  worst_used.ru_nivcsw = now.ru_nivcsw - used_since.ru_nivcsw;
}

static void
end_turn (void)
{
  long since = atomic_exchange (&busy_since, 0);
  long took = read_clock () - since;

  if (since == 0)
    return;
  if (forget)
    {
      forget = 0;
      turns = beyond = 0;
      worst_us = 0;
      return;
    }
  turns++;
  beyond += took > limit_us;
  if (took > worst_us)
    take_worst (took);
}

int poll (struct pollfd *fds, nfds_t n, int timeout);

int
poll (struct pollfd *fds,
      nfds_t         n,
      int            timeout)
{
  int result;

  if (syscall (SYS_gettid) != getpid () || !is_glib (__builtin_return_address (0)))
    return real_poll (fds, n, timeout);
  end_turn ();
  result = real_poll (fds, n, timeout);
  getrusage (RUSAGE_THREAD, &used_since);
  atomic_store (&busy_since, read_clock ());
  return result;
}

static void
write_stack (int signal)
{
  static const char head[] = "the main loop is busy for too long:\n";
  void *stack[STACK_DEPTH];

  if (atomic_load (&busy_since) == 0 || write (out, head, sizeof head - 1) < 0)
    return;
  backtrace_symbols_fd (stack, backtrace (stack, STACK_DEPTH), out);
}

static void
start_afresh (int signal)
{
  forget = 1;
}

static void *
watch (void *data)
{
  long told = 0;

  for (;;)
    {
      long since = atomic_load (&busy_since);

      if (since != 0 && since != told && read_clock () - since > limit_us)
        {
          told = since;
          pthread_kill (main_thread, SIGRTMAX - 1);
        }
      real_poll (NULL, 0, WATCH_INTERVAL_MS);
    }
  return NULL;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *limit = getenv ("JANK_MS");
  const char *path = getenv ("JANK_OUT");
  pthread_t thread;
  void *stack[1];

  backtrace (stack, 1); /* loads what it needs now, and not within the handler */
  main_thread = pthread_self ();
  real_poll = (Poll) dlsym (RTLD_NEXT, "poll");
  if (limit != NULL)
    limit_us = atol (limit) * 1000;
  if (path != NULL)
    out = open (path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  unsetenv ("LD_PRELOAD"); /* not for children */
  signal (SIGRTMAX - 1, write_stack);
  signal (SIGRTMAX - 2, start_afresh);
  pthread_create (&thread, NULL, watch, NULL);
}

__attribute__ ((destructor)) static void
end (void)
{
  struct timeval cpu;

  timeradd (&worst_used.ru_utime, &worst_used.ru_stime, &cpu);
  dprintf (out,
           "{\"turns\": %lu, \"beyond\": %lu, \"worst_ms\": %.1f, \"cpu_ms\": %.1f, "
           "\"waits\": %ld, \"preempted\": %ld}\n",
           turns, beyond, worst_us / 1000.0, cpu.tv_sec * 1000.0 + cpu.tv_usec / 1000.0,
           worst_used.ru_nvcsw, worst_used.ru_nivcsw);
}
