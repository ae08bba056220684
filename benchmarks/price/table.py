#!/usr/bin/env python3
"""Writes the section of docs/coverage.md on prices from what pricebench printed: benchmarks/price/table.py FILE…"""
import sys

STUDY = 13

PREFACE = """\
## Prices at a fixed score

What the 95 % intervals of `scaling price` cover, and how its verdicts fall, on lists of prices whose rates are known: worlds over four years with eight
vendors, price curved in the score or not, steady (st) or rising (ri) quality, price cuts (cut), ten times as many offers at the end (grow), deviations that
grow fourfold (spread), exponential markups of one mean (exp) or a shrinking one (expshr), all at once (all), and others. `benchmarks/price/World.swift`
has their formulas. Each cell is 200 lists of 15 / 40 / 100 models; the standard error of a coverage is about a point and a half.

    swift build -c release --product pricebench
    .build/release/pricebench 200 1 > prices.md
    benchmarks/price/table.py prices.md >> docs/coverage.md      # at the end, once benchmarks/coverage/table.py has written the rest

*ends*: the median ratio of the ends of an interval. *wrong*: the right claim called faster or slower, in percent of lists. *right*: claims twice as fast and
half as fast called what they are. A list without an interval covers nothing.
"""


def rows(paths):
    """World by world, number of models by number: the cells of cheapest and typical."""
    found = {}
    for path in paths:
        for line in open(path, encoding="utf-8"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == 10 and cells[1].isdigit():
                found.setdefault(cells[0], {})[int(cells[1])] = (cells[2:6], cells[6:10])
    return found


def joined(sizes, which, cell, part=None):
    """A number for 15, 40 and 100 models."""
    values = [sizes[n][which][cell] for n in (15, 40, 100)]
    return " / ".join(v if part is None else v.split(" / ")[part] for v in values)


def mean(found, which, models, cell, part=None):
    values = [sizes[models][which][cell] for sizes in found]
    return sum(float(v if part is None else v.split(" / ")[part]) for v in values) / len(values)


def main(paths):
    found = rows(paths)
    print(PREFACE)
    print("| world | cheapest: covers | ends | wrong | right | typical: covers | ends | wrong | right |")
    print("|---|---|---|---|---|---|---|---|---|")
    for world, sizes in found.items():
        cells = []
        for which in (0, 1):
            cells += [joined(sizes, which, 0), joined(sizes, which, 1), joined(sizes, which, 2, 0), joined(sizes, which, 2, 1)]
        print(f"| {world} | " + " | ".join(cells) + " |")
    study = list(found.values())[:STUDY]
    for which, name in ((0, "cheapest"), (1, "typical")):
        parts = []
        for models in (15, 40, 100):
            numbers = [mean(study, which, models, 0), mean(study, which, models, 2, 0), mean(study, which, models, 2, 1)]
            off = sorted(float(sizes[models][which][3]) for sizes in study)[STUDY // 2]
            parts.append(f"{models} models: covers {numbers[0]:.0f}, wrong {numbers[1]:.0f}, right {numbers[2]:.0f}, off by {off}x")
        print(f"\nMean of the first {STUDY}, {name}: " + "; ".join(parts) + ".")


main(sys.argv[1:])
