"""Makes path-probability-random.json: theta of random networks in 400-digit arithmetic.

    python3 tests/golden/path-probability-random.py > tests/golden/path-probability-random.json

needs mpmath. Independent of the engine: the chain as a linear recurrence, no rescaling, matrix
powers for deep networks.
"""

import json
import random

import mpmath as mp

mp.mp.dps = 400


def row(width, s):
    if s == 1:
        return [mp.mpf(0)] * width + [mp.mpf(1)]
    ratio, term = s / (1 - s), (1 - s) ** width
    terms = [term]
    for j in range(1, width + 1):
        term = term * (width - j + 1) / j * ratio
        terms.append(term)
    return terms


def layered(widths, p_site, p_bond):
    p_site, p_bond = mp.mpf(p_site), mp.mpf(p_bond)
    law = {widths[0]: mp.mpf(1)}
    for i, width in enumerate(widths[1:], 1):
        keep = 1 if i == len(widths) - 1 else 1 - p_site
        following = [mp.mpf(0)] * (width + 1)
        for k, weight in law.items():
            for j, value in enumerate(row(width, keep * (1 - p_bond**k))):
                following[j] += weight * value
        law = {k: v for k, v in enumerate(following) if k > 0 and v != 0}
    return sum(law.values())


def deep(width, depth, p_site, p_bond):
    p_site, p_bond = mp.mpf(p_site), mp.mpf(p_bond)
    matrix = mp.matrix(width, width)
    for k in range(1, width + 1):
        for j, value in enumerate(row(width, (1 - p_site) * (1 - p_bond**k))[1:]):
            matrix[k - 1, j] = value
    law = mp.matrix(1, width)
    law[0, width - 1] = 1
    while depth:
        if depth & 1:
            law = law * matrix
        depth >>= 1
        if depth:
            matrix = matrix * matrix
    return sum(law[0, k - 1] * (1 - p_bond ** (k * width)) for k in range(1, width + 1))


def entry(network, p_site, p_bond, theta):
    def digits(x):
        return mp.nstr(x, 25, min_fixed=0, max_fixed=0)

    return {
        **network,
        "p_site": p_site,
        "p_bond": p_bond,
        "theta": digits(theta),
        "one_minus_theta": digits(1 - theta),
        "ln_theta": digits(mp.log(theta)),
        "ln_one_minus_theta": digits(mp.log1p(-theta)) if theta < 1 else "-inf",
    }


random.seed(20261124)
values = []
while len(values) < 60:
    wide = random.choice([4, 8, 12, 32])
    width, depth = random.randint(1, wide), random.randint(0, 160 if wide < 32 else 40)
    widths = [width] * (depth + 2)
    if random.random() < 0.3:
        widths = [random.randint(1, wide) for _ in range(min(depth, 12) + 2)]
    p_bond = (
        1 - min(1, 10 ** random.uniform(-1.2, 0.7) / width)
        if random.random() < 0.8
        else random.random()
    )
    p_site = 0 if random.random() < 0.6 else 0.6 * random.random()
    theta = layered(widths, p_site, p_bond)
    if 0 < theta < 1:
        values.append(entry({"widths": widths}, p_site, p_bond, theta))
for width, depth, p_site, p_bond in [
    (8, 10**9, 0, 0.5),
    (8, 2000, 0, 0.85),
    (16, 5000, 0, 0.88),
    (16, 10**6, 0.1, 0.62),
    (32, 30000, 0, 0.925),
    (3, 10**4, 0, 0.3),
    (2, 10**9, 0, 0.01),
    (1, 1000, 0, 0.4),
]:
    values.append(
        entry({"width": width, "depth": depth}, p_site, p_bond, deep(width, depth, p_site, p_bond))
    )
for width, depth, p_site, p_bond in [(100, 8, 0, 0.99), (128, 6, 0.2, 0.985)]:
    widths = [width] * (depth + 2)
    values.append(entry({"widths": widths}, p_site, p_bond, layered(widths, p_site, p_bond)))
mp.mp.dps = 3000  # 1 - theta down to 1e-2400 must still be seen beside 1
for width, depth, p_site, p_bond in [(64, 3, 0, 0.3), (20, 5, 0, 1e-6), (30, 40, 0, 0.05)]:
    widths = [width] * (depth + 2)
    values.append(entry({"widths": widths}, p_site, p_bond, layered(widths, p_site, p_bond)))
mp.mp.dps = 400  # wide layers, 1 - theta around the smallest double
for width, depth, p_site, p_bond in [(1500, 2, 0.64, 0.9)]:
    theta = layered([width] * (depth + 2), p_site, p_bond)
    values.append(entry({"width": width, "depth": depth}, p_site, p_bond, theta))
lines = ",\n".join(json.dumps(value) for value in values)
print(f'{{"about": "25 digits, made by path-probability-random.py", "values": [\n{lines}\n]}}')
