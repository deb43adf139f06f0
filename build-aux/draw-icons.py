#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the program's own pictograms into ui/icons: filled paths only, because the newest GTK draws
thin SVG strokes wrong. Every line is a capsule: a rectangle with two half discs.

Run it after a change; what it writes is committed."""
import math, pathlib, sys

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / 'ui/icons/scalable/actions')
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n'


def f(x):
    return f'{x:.2f}'.rstrip('0').rstrip('.') or '0'


def capsule(x0, y0, x1, y1, w):
    """a line of width w with round ends"""
    r, a = w / 2, math.atan2(y1 - y0, x1 - x0)
    dx, dy = -r * math.sin(a), r * math.cos(a)
    arc = f'A{f(r)} {f(r)} 0 0 0 '
    return (f'M{f(x0 + dx)} {f(y0 + dy)}L{f(x1 + dx)} {f(y1 + dy)}{arc}{f(x1 - dx)} {f(y1 - dy)}'
            f'L{f(x0 - dx)} {f(y0 - dy)}{arc}{f(x0 + dx)} {f(y0 + dy)}z')


def lines(points, w):
    """a polyline with round ends and joins"""
    return ''.join(capsule(*a, *b, w) for a, b in zip(points, points[1:]))


def disc(x, y, r):
    return f'M{f(x - r)} {f(y)}a{f(r)} {f(r)} 0 0 0 {f(2 * r)} 0a{f(r)} {f(r)} 0 0 0 {f(-2 * r)} 0z'


def ring(x, y, r, w):
    """to be filled by the even-odd rule"""
    return disc(x, y, r + w / 2) + disc(x, y, r - w / 2)


def arch(cx, cy, r, a0, a1, w):
    """an arc with round ends; angles in degrees, clockwise from the right"""
    p = lambda rr, a: (cx + rr * math.cos(math.radians(a)), cy + rr * math.sin(math.radians(a)))
    o, i, h = r + w / 2, r - w / 2, w / 2
    (ax, ay), (bx, by), (dx, dy), (ex, ey) = p(o, a0), p(o, a1), p(i, a1), p(i, a0)
    return (f'M{f(ax)} {f(ay)}A{f(o)} {f(o)} 0 0 1 {f(bx)} {f(by)}A{f(h)} {f(h)} 0 0 1 {f(dx)} {f(dy)}'
            f'A{f(i)} {f(i)} 0 0 0 {f(ex)} {f(ey)}A{f(h)} {f(h)} 0 0 1 {f(ax)} {f(ay)}z')


def octagon(c, r):
    return 'M' + 'L'.join(f'{f(c + r * math.cos(math.pi / 8 + i * math.pi / 4))} '
                          f'{f(c + r * math.sin(math.pi / 8 + i * math.pi / 4))}' for i in range(8)) + 'z'


def triangle(cx, cy, k, grow):
    """the warning triangle with round corners: three lines round a filled one"""
    pts = [(cx, cy - 7.6 * k), (cx + 8.4 * k, cy + 6.8 * k), (cx - 8.4 * k, cy + 6.8 * k)]
    body = 'M' + 'L'.join(f'{f(x)} {f(y)}' for x, y in pts) + 'z'
    return body, lines(pts + pts[:1], grow)


def path(d, cls=None, rule=None):
    return (f'  <path d="{d}"' + (f' class="{cls}"' if cls else '') +
            (f' fill-rule="{rule}"' if rule else '') + '/>\n')


def symbolic(name, *paths, size=16, height=None):
    body = ''.join(p if p.startswith('  <') else path(p) for p in paths)
    (OUT / f'{name}-symbolic.svg').write_text(
        f'{HEAD}<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{height or size}" fill="#222">\n{body}</svg>\n')


EO = dict(rule='evenodd')

# --- stations ---
symbolic('obd-station-device', path('M4.5 1h7A1.5 1.5 0 0 1 13 2.5v11a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 13.5v-11A1.5 1.5 0 0 1 4.5 1zM5 3v9h6V3zM7 13v1h2v-1z', **EO))
symbolic('obd-station-network', arch(8, 12.63, 9, 225.6, 314.4, 1.9), arch(8, 13.06, 5.35, 226, 314, 1.9), disc(8, 12.6, 1.7))
symbolic('obd-station-name', path('M8.6 1.5h4.9a1 1 0 0 1 1 1v4.9a1 1 0 0 1-.3.7l-6 6a1 1 0 0 1-1.4 0L1.9 9.2a1 1 0 0 1 0-1.4l6-6a1 1 0 0 1 .7-.3zM11.500 3.200a1.300 1.300 0 1 0 0 2.600a1.300 1.300 0 0 0 0-2.600z', **EO))
symbolic('obd-station-port', lines([(3, 14.8), (3, 2.1), (13, 2.1), (13, 14.8)], 1.8), capsule(1.3, 14.8, 3, 14.8, 1.8), capsule(13, 14.8, 14.7, 14.8, 1.8), path('M5 3h6v12H5zM9 8.2V10h1V8.2z', **EO))
symbolic('obd-station-encryption', path('M4.050 7V4.800a3.950 3.950 0 0 1 7.900 0V7h-1.900V4.800a2.050 2.050 0 0 0-4.100 0V7z'), path('M3 7.500A1 1 0 0 1 4 6.500h8a1 1 0 0 1 1 1V14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM7.200 9.500v3h1.600v-3z', **EO))
symbolic('obd-station-sign-in', path('M5 4.500a3.500 3.500 0 1 0 3.300 4.600H10v2.200h2V9.100h1v1.700h2V6.900H8.300A3.500 3.500 0 0 0 5 4.500zM4.800 6.700a1.300 1.300 0 1 1 0 2.600a1.300 1.300 0 0 1 0-2.600z', **EO))
relay = [lines([(1.5, 5.3), (11.5, 5.3)], 1.9), lines([(8.7, 2.4), (11.7, 5.3), (8.7, 8.2)], 1.9), lines([(4.5, 11.3), (14, 11.3)], 1.9), lines([(11.3, 8.7), (14.2, 11.3), (11.3, 14)], 1.9)]
symbolic('obd-station-relaying', *relay)
symbolic('obd-station-recipient', disc(8, 4.6, 3.1), 'M2 14.5c0-3.600 2.400-5.700 6-5.700s6 2.100 6 5.700z')

# --- marks; class "success" is the ground they stand on, so that the sign inside shows it ---
def mark_good(name, r, size, halo):
    c, k = size / 2, r / 9
    symbolic(name, *([path(disc(c, c, r + 2.2), 'success')] if halo else []), disc(c, c, r),
             path(lines([(c - 4 * k, c + .3 * k), (c - 1.1 * k, c + 3.2 * k), (c + 4.1 * k, c - 2.8 * k)], 2.1 * k), 'success'), size=f(size))
def mark_warning(name, r, size, halo):
    c, k = size / 2, r / 9
    body, edge = triangle(c, c, k, 2.4 * k)
    hb, he = triangle(c, c, k, 2.4 * k + 4.4)
    symbolic(name, *([path(hb, 'success'), path(he, 'success')] if halo else []), body, edge,
             path(capsule(c, c - 3.6 * k, c, c + 1.4 * k, 2.1 * k), 'success'), path(disc(c, c + 4.8 * k, 1.25 * k), 'success'), size=f(size))
def mark_stuck(name, r, size):
    c, k = size / 2, r / 9
    symbolic(name, octagon(c, r + .6), path(lines([(c - 3 * k, c - 3 * k), (c + 3 * k, c + 3 * k)], 2.2 * k) + lines([(c + 3 * k, c - 3 * k), (c - 3 * k, c + 3 * k)], 2.2 * k), 'success'), size=f(size))
mark_good('obd-badge-good', 8, 22, True)
mark_warning('obd-badge-warning', 8, 24, True)
mark_good('obd-mark-good', 9, 20, False)
mark_warning('obd-mark-warning', 9, 20, False)
mark_stuck('obd-mark-stuck', 9, 20)
symbolic('obd-mark-waiting', path(ring(10, 10, 7.8, 1.8), **EO), size=20)
def dashes(c, r, n, w):
    step = 360 / n
    return ''.join(arch(c, c, r, i * step + step * .18, i * step + step * .62, w) for i in range(n))
symbolic('obd-mark-not-reached', dashes(10, 7.8, 9, 1.8), size=20)
symbolic('obd-plate-not-reached', dashes(24, 22, 19, 1.8), size=48)
symbolic('obd-plate-stuck', path(octagon(24, 24.9), 'error'), octagon(24, 21.9), size=48)

# --- the envelope: accent frame on a ground of the card, paper inside ---
rr = lambda x, y, w, h, r: (f'M{f(x + r)} {f(y)}h{f(w - 2 * r)}a{f(r)} {f(r)} 0 0 1 {f(r)} {f(r)}v{f(h - 2 * r)}a{f(r)} {f(r)} 0 0 1 {f(-r)} {f(r)}'
                            f'h{f(2 * r - w)}a{f(r)} {f(r)} 0 0 1 {f(-r)} {f(-r)}v{f(2 * r - h)}a{f(r)} {f(r)} 0 0 1 {f(r)} {f(-r)}z')
symbolic('obd-envelope', path(rr(.5, 4.5, 29, 21, 4.5), 'success'), rr(2, 6, 26, 18, 3), path(rr(3.5, 7.5, 23, 15, 1.8), 'warning'),
         lines([(4.5, 9), (15, 16.6), (25.5, 9)], 1.8), size=30)

# --- device cards: pictures in colour, 68 × 60, after the Adwaita palette ---
RIM, GLASS, PAPER, BLUE, FOOT, PALE = '#3d3846', '#dbe8fb', '#ffffff', '#3584e4', '#77767b', '#99c1f1'
def fill(d, colour, rule=None):
    return f'  <path d="{d}" fill="{colour}"' + (f' fill-rule="{rule}"' if rule else '') + '/>\n'
def letter(cx, cy, w):
    h, x, y = w * .7, cx - w / 2, cy - w * .35
    return (fill(rr(x, y, w, h, 2.2), BLUE) + fill(rr(x + 1.4, y + 1.4, w - 2.8, h - 2.8, 1), PAPER) +
            fill(lines([(x + 2.2, y + 2.6), (cx, y + h * .62), (x + w - 2.2, y + 2.6)], 1.6), BLUE))
def picture(name, *parts):
    (OUT / f'{name}.svg').write_text(f'{HEAD}<svg xmlns="http://www.w3.org/2000/svg" width="68" height="60">\n{"".join(parts)}</svg>\n')
picture('obd-device-iphone', fill(rr(20, 2, 28, 56, 6), RIM), fill(rr(23, 6, 22, 48, 3), GLASS), fill(rr(29, 3.2, 10, 1.8, .9), FOOT), letter(34, 28, 17))
picture('obd-device-mac', fill(rr(10, 8, 48, 35, 4), RIM), fill(rr(13, 11, 42, 29, 1.5), GLASS), letter(34, 25.5, 19), fill('M4 45h60v1.5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5z', FOOT))
picture('obd-device-android', fill(rr(19, 2, 30, 56, 4), RIM), fill(rr(21, 4, 26, 52, 2.4), GLASS), fill(disc(34, 8.5, 1.6), RIM), letter(34, 28, 17))
picture('obd-device-outlook-windows', fill(rr(6, 4, 56, 39, 4), RIM), fill(rr(9, 7, 50, 33, 1.5), GLASS), fill(rr(13, 11, 10, 25, 1.5), PALE), letter(41, 23.5, 22), fill('M29 43h10v6h8a3 3 0 0 1 3 3v3H18v-3a3 3 0 0 1 3-3h8z', FOOT))
picture('obd-device-this-computer', fill(rr(6, 5, 56, 50, 6), RIM), fill('M9 16h50v33a3 3 0 0 1-3 3H12a3 3 0 0 1-3-3z', GLASS), fill(disc(56, 10.5, 2), FOOT), letter(34, 34, 24))
def dashed_box(x, y, w, h, s=5, t=2.6):
    d = ''
    for (ax, ay), (bx, by) in (((x + 4, y), (x + w - 4, y)), ((x + w, y + 4), (x + w, y + h - 4)), ((x + w - 4, y + h), (x + 4, y + h)), ((x, y + h - 4), (x, y + 4))):
        L = math.hypot(bx - ax, by - ay); n = max(1, round(L / (s + 3.2)))
        for i in range(n):
            u, v = (i + .12) / n, (i + .72) / n
            d += capsule(ax + (bx - ax) * u, ay + (by - ay) * u, ax + (bx - ax) * v, ay + (by - ay) * v, t)
    for cx, cy, a in ((x + 4, y + 4, 180), (x + w - 4, y + 4, 270), (x + w - 4, y + h - 4, 0), (x + 4, y + h - 4, 90)):
        d += arch(cx, cy, 4, a + 18, a + 72, t)
    return d
picture('obd-device-other', fill(dashed_box(5, 14, 26, 32), FOOT), fill(dashed_box(38, 9, 22, 41), FOOT))
print(len(list(OUT.glob('*.svg'))), 'icons')
