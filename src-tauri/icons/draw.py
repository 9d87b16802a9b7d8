#!/usr/bin/env python3
"""Draws the signpost mark as RGBA PNG files, with nothing but the standard library.

Run it in this folder: `python3 draw.py`. Each pixel is sampled 8 x 8 times, so edges are smooth.
"""
import struct
import zlib

GROUND_TOP = (23, 120, 118)
GROUND_FOOT = (12, 84, 96)
BOARD = (255, 255, 255)
SAMPLES = 8


def in_rounded_square(x, y, inset, radius):
    low, high = inset, 1 - inset
    if not (low <= x <= high and low <= y <= high):
        return False
    dx = max(low + radius - x, x - (high - radius), 0)
    dy = max(low + radius - y, y - (high - radius), 0)
    return dx * dx + dy * dy <= radius * radius


def in_board(x, y, left, right, top, foot, points_right):
    if not top <= y <= foot:
        return False
    half = (foot - top) / 2
    lean = abs(y - (top + foot) / 2) / half * half * 0.8
    if points_right:
        return left <= x <= right - lean
    return left + lean <= x <= right


def colour_at(x, y):
    if not in_rounded_square(x, y, 0.03, 0.22):
        return None
    on_mark = (
        (0.465 <= x <= 0.535 and 0.17 <= y <= 0.83)
        or in_board(x, y, 0.30, 0.80, 0.235, 0.415, True)
        or in_board(x, y, 0.20, 0.66, 0.475, 0.635, False)
    )
    if on_mark:
        return BOARD
    return tuple(round(a + (b - a) * y) for a, b in zip(GROUND_TOP, GROUND_FOOT))


def picture(size):
    rows = bytearray()
    for row in range(size):
        rows.append(0)
        for column in range(size):
            red = green = blue = hits = 0
            for i in range(SAMPLES):
                for j in range(SAMPLES):
                    x = (column + (i + 0.5) / SAMPLES) / size
                    y = (row + (j + 0.5) / SAMPLES) / size
                    colour = colour_at(x, y)
                    if colour is not None:
                        red, green, blue, hits = red + colour[0], green + colour[1], blue + colour[2], hits + 1
            if hits:
                rows += bytes((red // hits, green // hits, blue // hits, 255 * hits // SAMPLES**2))
            else:
                rows += bytes(4)
    return bytes(rows)


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def write(path, size):
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(picture(size), 9)) + chunk(b"IEND", b""))


for name, size in (("32x32.png", 32), ("128x128.png", 128), ("icon.png", 256)):
    write(name, size)
