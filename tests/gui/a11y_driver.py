#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive a GTK 4 app over AT-SPI as a person would: own Xvfb + session bus + a11y bus + WM (+ keyring), or headless Wayland.

  with launch(['./app'], {'GSETTINGS_SCHEMA_DIR': 'build/data'}, keyring='pw') as a:
      a.click(a.find('push button', 'Start')); a.type('me@example.org', a.find('text', 'Email address'))
      a.wait_for(lambda: a.find_all('label', 'Done'), 10); a.screenshot('x.png'); assert not a.audit()
One App per Python process (libatspi binds to the first bus it sees).  Use Debian's /usr/bin/python3.
Packages: xvfb dbus dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0 xdotool x11-utils imagemagick xfwm4 xsettingsd
  adwaita-icon-theme librsvg2-common fonts-cantarell python3-pil libglib2.0-bin; weston for wayland=; gnome-keyring libsecret-tools for keyring=
CLI: a11y_driver.py [--size 1000x760] [-e K=V]... [--wayland 1|2] [--shot F.png] [--tree] [--audit] [--wait S] -- app args
"""
import argparse, atexit, ctypes, os, re, shutil, signal, subprocess, sys, tempfile, time, warnings
warnings.simplefilter('ignore', DeprecationWarning)
Atspi = None
# GTK 4.8: a widget without a name is called by its GType ("GtkImage"): that is no name
TYPE_NAME = re.compile(r'^(Gtk|Adw|Gdk|Gsk)[A-Z]\w*$')
ACTIONABLE = ('push button', 'toggle button', 'check box', 'radio button', 'combo box', 'text', 'password text', 'entry',
              'spin button', 'slider', 'switch', 'menu item', 'link', 'list item', 'page tab')


class Node:
    def __init__(self, app, acc, parent=None):
        self.app, self.acc, self.parent = app, acc, parent

    def __eq__(self, o): return isinstance(o, Node) and self.acc == o.acc
    def __hash__(self): return hash(self.acc)
    def __repr__(self): return f'<{self.role} {self.name!r} {self.rect}>'
    role = property(lambda s: s._try(s.acc.get_role_name, 'defunct'))
    raw_name = property(lambda s: s._try(s.acc.get_name, '') or '')
    desc = property(lambda s: s._try(s.acc.get_description, '') or '')

    def _try(self, f, default):
        from gi.repository import GLib
        try: return f()
        except GLib.Error: return default           # widget went away, or interface not there

    @property
    def name(self):                                  # '' for type names; "_Start Start" -> "Start" (GTK 4.8 mnemonics)
        n = self.raw_name
        for i in [m.start() for m in re.finditer(' ', n)]:
            if '_' in n[:i] and n[:i].replace('_', '', 1) == n[i + 1:]: n = n[i + 1:]; break
        return '' if TYPE_NAME.match(n) or n in self.app.type_names else n

    @property
    def states(self): return {s.value_nick for s in self._try(lambda: self.acc.get_state_set().get_states(), [])}

    @property
    def rect(self):                                  # window coordinates: GTK 4 has no screen coordinates
        e = self._try(lambda: self.acc.get_extents(Atspi.CoordType.WINDOW), None)
        return (e.x, e.y, e.width, e.height) if e else (0, 0, 0, 0)

    @property
    def text(self):
        t = self._try(self.acc.get_text_iface, None)
        return self._try(lambda: Atspi.Text.get_text(self.acc, 0, Atspi.Text.get_character_count(self.acc)), '') if t else self.name

    @property
    def actions(self):
        return [self._try(lambda i=i: Atspi.Action.get_action_name(self.acc, i), '') for i in range(self._try(self.acc.get_n_actions, 0))]

    def children(self):
        n = self._try(self.acc.get_child_count, 0)
        kids = (self._try(lambda i=i: self.acc.get_child_at_index(i), None) for i in range(n))
        return [Node(self.app, k, self) for k in kids if k]

    def parents(self):
        n = self
        while n.parent: n = n.parent; yield n

    def window(self):
        n = self
        while n.parent and n.role not in ('frame', 'dialog', 'window', 'alert') and not n.raw_name.startswith('GtkPopover') or \
            n.raw_name == 'GtkPopoverContent': n = n.parent
        return n

    def walk(self, shown=True, depth=0, clip=None):  # GTK 4.8: unmapped pages keep "visible" (no "showing"); judge by size and clip
        x, y, w, h = self.rect
        if shown and depth > 1 and self.raw_name != 'GtkStackPage' and self.role not in ('frame', 'dialog'):
            pop = self.raw_name.startswith('GtkPopover')
            off = clip and not pop and (x >= clip[0] + clip[2] or y >= clip[1] + clip[3] or x + w <= clip[0] or y + h <= clip[1])
            if not w or not h or off or 'visible' not in self.states: return
            clip = None if pop else clip
        elif self.role in ('frame', 'dialog'): clip = self.rect
        yield depth, self
        for c in self.children(): yield from c.walk(shown, depth + 1, clip)


class App:
    def __init__(self, argv, env=None, size=(1000, 760), wm='xfwm4', renderer='cairo', keyring=None, timeout=15,
                 type_names=(), text_scale=1, font='Cantarell 11', wayland=0, gsettings=(), bus=None, xsettings=''):
        assert Atspi is None, 'one App per process'; self.exit_wait = max(5, timeout)   # valgrind and LSan report late
        atexit.register(self.close)
        try: self._start(argv, dict(env or {}), size, wm, renderer, keyring, timeout, type_names, text_scale, font, wayland, gsettings, bus, xsettings)
        except BaseException: self.close(); raise

    def _start(self, argv, env, size, wm, renderer, keyring, timeout, type_names, text_scale, font, wayland, gsettings, bus, xsettings):
        global Atspi
        self.procs, self.secrets, self.type_names, self.dir = [], set(), set(type_names), tempfile.mkdtemp(prefix='a11y.')
        for v in ('WAYLAND_DISPLAY', 'XAUTHORITY', 'AT_SPI_BUS_ADDRESS', 'GTK_A11Y', 'NO_AT_BRIDGE'): os.environ.pop(v, None)
        for v in ('HOME', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME'):
            os.environ[v] = d = f'{self.dir}/{v.lower()}'; os.makedirs(d, 0o700)
        os.environ.update(**{'GDK_BACKEND': 'x11', 'GSK_RENDERER': renderer, 'LIBGL_ALWAYS_SOFTWARE': '1', 'XDG_CURRENT_DESKTOP': 'GNOME', **env})
        self.log = open(f'{self.dir}/helpers.log', 'w+'); self.wayland, self.scale = wayland, int(env.get('GDK_SCALE', 1))
        if wayland:                                  # looks as in GNOME (shadow, corners, gsettings fonts), wayland=2: 2x; no input: click(how='action')
            rt = os.environ['XDG_RUNTIME_DIR']; os.environ.pop('DISPLAY', None); os.environ.update(GDK_BACKEND='wayland', WAYLAND_DISPLAY='wl-a11y')
            open(f'{self.dir}/weston.ini', 'w').write('[core]\nbackend=headless-backend.so\n[shell]\npanel-position=none\nbackground-color=0xffdeddda\n')
            self._spawn(['weston', f'--config={self.dir}/weston.ini', f'--width={size[0]}', f'--height={size[1]}', f'--scale={wayland}',
                         '--socket=wl-a11y', '--debug', '--use-pixman']); self.wait_for(lambda: os.path.exists(f'{rt}/wl-a11y'), 5, 'weston')
        else:
            os.environ['DISPLAY'] = ':' + self._fd(['Xvfb', '-displayfd', '%d', '-screen', '0', '%dx%dx24' % tuple(size), '-dpi', '96', '-nolisten', 'tcp', '-noreset'])
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = self._fd(['dbus-daemon', f'--config-file={bus}' if bus else '--session', '--nofork', '--nopidfile', '--print-address=%d'])
        for g in list(gsettings) + ([('org.gnome.desktop.interface', 'text-scaling-factor', str(text_scale))] if text_scale != 1 else []):
            subprocess.run(['gsettings', 'set', *g], check=True)
        if not wayland:                              # GTK 4 on X11 takes font and text scale from XSETTINGS only, not from gsettings
            open(f'{self.dir}/xs', 'w').write(f'Gtk/FontName "{font}"\nXft/DPI {int(96 * 1024 * text_scale)}\nXft/Antialias 1\nXft/Hinting 1\n'
                                              f'Xft/HintStyle "hintslight"\nNet/IconThemeName "Adwaita"\n{xsettings}'); self._spawn(['xsettingsd', '-c', f'{self.dir}/xs'])
            for w in [wm] if isinstance(wm, str) else wm or (): self._spawn(w.split())
            X = ctypes.CDLL('libX11.so.6'); X.XOpenDisplay.restype = ctypes.c_void_p; d = ctypes.c_void_p(X.XOpenDisplay(None))
            cm = X.XInternAtom(d, b'_NET_WM_CM_S0', 0)               # GTK looks for WM and compositor once, at start: else square corners
            if wm: self.wait_for(lambda: ' = ' in self.sh('xprop', '-root', '_NET_SUPPORTED') and (wm != 'xfwm4' or X.XGetSelectionOwner(d, cm)), 9, 'window manager')
        if keyring is not None:                      # unlocked "login" keyring = default collection, no prompt
            k = self._spawn(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], stdin=subprocess.PIPE)
            k.stdin.write(keyring.encode()); k.stdin.close()
        import gi; gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi as A; Atspi = A
        Atspi.init()
        self.desktop = Atspi.get_desktop(0)
        self.log, self.t0 = open(f'{self.dir}/app.log', 'w+'), time.monotonic()     # from here on: the app's output only
        self.argv, self.timeout = argv, timeout; self._run()

    def _run(self):
        self.proc = self._spawn(self.argv)
        self.root = self.wait_for(self._find_app, self.timeout, 'application on the a11y bus')
        self.root.acc.set_cache_mask(Atspi.Cache.NONE)  # on the application, not the desktop; else states go stale
        self.wait_for(lambda: self.root.children(), self.timeout, 'a window')

    def restart(self):                               # as a person who closes the program and comes back another day
        self.proc.send_signal(signal.SIGTERM); assert self.proc.wait(self.exit_wait) == 0, self.output()
        del self.root; self._run()

    def _spawn(self, argv, **kw):
        die = lambda: ctypes.CDLL(None).prctl(1, signal.SIGTERM)    # PR_SET_PDEATHSIG: nothing outlives the test
        p = subprocess.Popen(argv, stdout=self.log, stderr=self.log, preexec_fn=die, **kw); self.procs.append(p); return p

    def _fd(self, argv):
        r, w = os.pipe(); self._spawn([a.replace('%d', str(w)) if '%d' in a else a for a in argv], pass_fds=[w]); os.close(w)
        return os.read(r, 4096).decode().strip()

    def _find_app(self):
        if self.proc.poll() is not None: raise RuntimeError(f'app exited {self.proc.returncode}: {self.output()}')
        for i in range(self.desktop.get_child_count()):
            a = self.desktop.get_child_at_index(i)
            try:
                if a and a.get_process_id() == self.proc.pid: return Node(self, a)
            except Exception: pass

    def output(self): self.log.flush(); return open(self.log.name, errors='replace').read()
    def sh(self, *a): return subprocess.run(a, capture_output=True, text=True).stdout

    # -- looking -------------------------------------------------------------------------------------------------
    def nodes(self, shown=True): return [n for _, n in self.root.walk(shown)]

    def find_all(self, role=None, name=None, shown=True):
        ok = (lambda n: True) if name is None else (lambda n: bool(name.search(n.name))) if hasattr(name, 'search') else (lambda n: n.name == name)
        return [n for n in self.nodes(shown) if (role is None or n.role == role) and ok(n)]

    def find(self, role=None, name=None, timeout=5, shown=True):
        return self.wait_for(lambda: next(iter(self.find_all(role, name, shown)), None), timeout, f'{role} {name!r}')

    def wait_for(self, cond, timeout=5, what='condition', every=0.05):
        end = time.monotonic() + timeout
        while True:
            r = cond()
            if r: return r
            if time.monotonic() > end: raise TimeoutError(f'no {what} in {timeout} s' + (f'\n{self.dump_tree()}' if hasattr(self, 'root') else self.output()))
            time.sleep(every)

    def read(self, node): return node.text

    def focused(self, probe=False):                  # GTK 4.8 + Adw 1.2: focus inside an AdwEntryRow is not reported at all;
        f = [n for n in self.nodes() if 'focused' in n.states]                             # probe=True types a letter to find it
        if f or not probe: return f[-1] if f else None
        old = {n: n.text for n in self.find_all('text')}; self.key('q')
        f = [n for n, t in old.items() if n.text != t]
        if f: self.key('BackSpace')
        return f[0] if f else None

    def dump_tree(self, shown=True):
        t = '\n'.join('  ' * d + f'{n.role} {n.raw_name!r}' + (f' ({n.desc})' if n.desc else '') + (f' ={n.text!r}' if n.role in ('text', 'entry') else '') +
                         f' {n.rect} ' + ','.join(sorted(n.states - {'visible', 'focusable'})) for d, n in self.root.walk(shown))
        for x in self.secrets: t = t.replace(x, '*' * len(x))      # GTK 4.8 hands out password entries in clear
        return t

    # -- acting --------------------------------------------------------------------------------------------------
    def xwin(self, w):                               # X window of a toplevel or popover node: misfit, x, y, id
        out = []
        for i in self.sh('xdotool', 'search', '--onlyvisible', '--pid', str(self.proc.pid)).split():
            g = {k: int(v) for k, v in (l.split('=') for l in self.sh('xdotool', 'getwindowgeometry', '--shell', i).split())}
            m = [int(v) for v in re.findall(r'\d+', self.sh('xprop', '-id', i, '_GTK_FRAME_EXTENTS').partition('=')[2])] or [0] * 4   # CSD shadow l r t b
            dx, dy = g['WIDTH'] - m[0] - m[1] - w.rect[2] * self.scale, g['HEIGHT'] - m[2] - m[3] - w.rect[3] * self.scale   # solid-csd border
            out.append((abs(dx) + abs(dy), g['X'] + m[0] + dx // 2, g['Y'] + m[2] + dy // 2, i))
        return min(out)

    def screen_xy(self, node, known=None):           # centre of the node on the screen; popovers are X windows of their own
        (x, y, w, h), top = node.rect, node.window()                                   # (GTK 4.8 gives them at their parent's corner)
        known = {} if known is None else known
        if top not in known: known[top] = self.xwin(top)
        _, X, Y, _ = known[top]
        return X + (x - top.rect[0] + w // 2) * self.scale, Y + (y - top.rect[1] + h // 2) * self.scale

    def click(self, node, how='mouse'):              # 'mouse': what a person does; 'action': what a screen reader does
        if how == 'action' or self.wayland: return Atspi.Action.do_action(node.acc, 0)
        x, y, old = *self.screen_xy(node), None
        while (x, y) != old: old = x, y; time.sleep(.06); x, y = self.screen_xy(node)   # a row may still be on its way to its place
        self.sh('xdotool', 'mousemove', '--sync', str(x), str(y), 'click', '1')

    def choose(self, combo, text):                   # AdwComboRow, GtkDropDown: open, pick from the popover
        self.click(combo)
        self.click(self.wait_for(lambda: next((n for n in self.find_all('label', text) if n.window().raw_name.startswith('GtkPopover')), None), 5, text))

    def key(self, *keys): self.sh('xdotool', 'key', '--clearmodifiers', '--delay', '20', *keys); time.sleep(0.05)

    def type(self, text, node=None, secret=False):   # real key events to the focused window
        if secret: self.secrets.add(text)
        if node: self.click(node); self.key('ctrl+a')
        self.sh('xdotool', 'type', '--delay', '12', '--', text); time.sleep(0.1)

    def set_text(self, node, text): return Atspi.EditableText.set_text_contents(node.acc, text)   # fast, no key events

    def scroll_to(self, node):                       # with the wheel (Component.ScrollTo is not there in GTK 4.8)
        pane = node
        while pane.role != 'scroll pane' or not all(pane.rect[2:]): pane = pane.parent
        for _ in range(60):
            y, h, p = node.rect[1], node.rect[3], pane.rect
            if p[1] <= y and y + h <= p[1] + p[3]: return node
            X, Y = self.screen_xy(pane); self.sh('xdotool', 'mousemove', str(X), str(Y), 'click', '5' if y > p[1] else '4'); time.sleep(.05)
        raise TimeoutError(f'cannot scroll to {node}')

    def screenshot(self, path):                      # wayland=: the window lies anywhere: take size + 200, then convert -trim +repage
        if not self.wayland: self.sh('import', '-silent', '-window', 'root', path); return path
        subprocess.run(['weston-screenshooter'], cwd=self.dir, check=True, capture_output=True)
        shutil.move(next(f'{self.dir}/{f}' for f in os.listdir(self.dir) if f.startswith('wayland-screenshot')), path); return path

    # -- judging -------------------------------------------------------------------------------------------------
    def audit(self, tabs=80, min_contrast=4.5, ignore=r"^(Minimize|Maximize|Close|Restore)$"):
        out, ns = [], self.nodes()

        def owner(n):                                # nearest actionable ancestor
            while n.parent and n.parent.role not in ACTIONABLE: n = n.parent
            return n.parent
        for n in ns:
            if n.role in ACTIONABLE and 'focusable' in n.states and not n.name:
                if n.role != 'list item' or not any(k.text for _, k in n.walk() if k.role == 'label'):
                    plat = owner(n) and owner(n).role == 'text' or any(p.raw_name == 'AdwToastWidget' for p in n.parents())   # Adw 1.2's own buttons
                    out.append(('platform' if plat else 'no-name', n, f'only a tooltip/description: {n.desc!r}' if n.desc else 'nothing for a screen reader to say'))
            if n.role in ('image', 'icon') and not n.name and not n.desc and not (owner(n) and owner(n).name):
                out.append(('image', n, 'no name (label it, or accessible-role presentation)'))
            if n.name and n.raw_name != n.name: out.append(('name-doubled', n, f'read out as {n.raw_name!r}'))
        out += self._contrast(ns, min_contrast) + self._tab_walk(tabs)
        return [(k, repr(n), t) for k, n, t in out if not (n and re.search(ignore, n.name))]

    def _tab_walk(self, tabs):
        seen = []
        for _ in range(tabs):
            self.key('Tab'); f = self.focused(probe=True)
            if f and seen and f == seen[0] and len(seen) > 1: break
            seen.append(f)
        else: return [('focus-trap', seen[-1], f'not back to the start after {tabs} Tabs; last: {seen[-3:]}')]
        miss = [n for n in self.nodes() if n.role in ACTIONABLE and n.role != 'list item' and {'focusable', 'sensitive'} <= n.states and n not in seen]
        return [('tab-order', None, ' -> '.join(f'{s.role} {s.name or s.desc or "?"}' if s else '?' for s in seen))] + \
               [('unreachable', n, 'focusable, but Tab never got there') for n in miss]

    def _contrast(self, ns, limit):
        from PIL import Image
        im = Image.open(self.screenshot(f'{self.dir}/c.png')).convert('RGB'); out, known = [], {}

        def lum(c): return sum(k * (v / 12.92 if v <= .03928 else ((v + .055) / 1.055) ** 2.4) for k, v in zip((.2126, .7152, .0722), [i / 255 for i in c]))
        for n in ns:
            if n.role != 'label' or not n.text.strip(): continue
            if any('sensitive' not in p.states for p in (n, n.parent) if p): continue   # disabled: exempt
            w, h = n.rect[2] * self.scale, n.rect[3] * self.scale; cx, cy = self.screen_xy(n, known)
            box = (max(0, cx - w // 2), max(0, cy - h // 2), min(im.width, cx + w // 2), min(im.height, cy + h // 2))
            if box[2] - box[0] < 4 or box[3] - box[1] < 4: continue
            cols = {c: k for k, c in im.crop(box).getcolors(w * h)}; bg = lum(max(cols, key=cols.get))
            r = max((max(lum(c), bg) + .05) / (min(lum(c), bg) + .05) for c, k in cols.items() if k > 1 or len(cols) < 9)
            if r < limit: out.append(('contrast', n, f'{r:.2f}:1 < {limit}'))
        return out

    def close(self, sig=signal.SIGTERM):
        if hasattr(self, 'result'): return self.result
        atexit.unregister(self.close)
        rc, proc = None, getattr(self, 'proc', None)
        if proc and proc.poll() is None: proc.send_signal(sig)
        try: rc = proc and proc.wait(self.exit_wait)
        except subprocess.TimeoutExpired: proc.kill()
        for p in reversed(self.procs[:]):
            if p.poll() is None: p.terminate()
            try: p.wait(2)
            except subprocess.TimeoutExpired: p.kill()
        self.result = rc, self.output(); shutil.rmtree(self.dir, ignore_errors=True)
        return self.result                           # (exit status of the app, all output)

    def __enter__(self): return self
    def __exit__(self, *a): self.close()


def launch(argv, env=None, **kw): return App(argv, env, **kw)


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--size', default='1000x760'); p.add_argument('-e', '--env', action='append', default=[]); p.add_argument('--shot')
    p.add_argument('--tree', action='store_true'); p.add_argument('--audit', action='store_true'); p.add_argument('--wait', type=float, default=1)
    p.add_argument('--wm', default='xfwm4'); p.add_argument('--renderer', default='cairo'); p.add_argument('--wayland', type=int, default=0); p.add_argument('argv', nargs='+')
    o = p.parse_args()
    with launch(o.argv, dict(e.split('=', 1) for e in o.env), size=[int(v) for v in o.size.split('x')], wm=o.wm, renderer=o.renderer, wayland=o.wayland) as a:
        time.sleep(o.wait)
        if o.tree: print(a.dump_tree())
        if o.shot: a.screenshot(o.shot)
        if o.audit:
            found = a.audit()
            for f in found: print('%-12s %s  [%s]' % f)
            sys.exit(any(f[0] not in ('tab-order', 'platform') for f in found))
