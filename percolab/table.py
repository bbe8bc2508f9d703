"""Columns as the text of a table: CSV and JSON lines, to the byte as `percolab run` writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .columns import Lists, json_number

#: Rows of a piece of text.
BLOCK = 1000
#: Signs at which spreadsheets take a text for a formula.
FORMULA = re.compile(r"[=+\-@\t\r]")
#: Signs for which a cell of CSV is quoted.
QUOTED = re.compile(r'[",\r\n]')
#: Numbers from here to there are written without an exponent.
PLAIN = (1e-6, 1e21)


def number_text(value: int | float | str) -> str:
    """A number as JSON of a result has it, in the shortest form that reads back as the same double,
    spelled as JavaScript does: 1e-7, 0.00001, 100000000000000000000.
    """
    if not isinstance(value, float):
        return str(value)
    text = repr(value)
    if "e" not in text:
        return text
    if PLAIN[0] <= abs(value) < PLAIN[1]:
        return np.format_float_positional(value, trim="-")
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent):+d}"


def _csv_cell(value: Any) -> str:
    if not isinstance(value, str):
        return number_text(json_number(value))
    # The text of a number stays; others get an apostrophe, for a spreadsheet "text follows".
    text = f"'{value}" if FORMULA.match(value) and value != "-Infinity" else value
    return '"{}"'.format(text.replace('"', '""')) if QUOTED.search(text) else text


def _json_cell(value: Any) -> str:
    number = value if isinstance(value, str) else json_number(value)
    return (
        json.dumps(number, ensure_ascii=False) if isinstance(number, str) else number_text(number)
    )


def _rows(columns: Lists, cell: Callable[[Any], str]) -> Iterator[Iterator[tuple[str, ...]]]:
    """The cells of rows, in blocks."""
    rows = len(next(iter(columns.values()), ()))
    for start in range(0, rows, BLOCK):
        lists = (column[start : start + BLOCK].tolist() for column in columns.values())
        yield zip(*([cell(value) for value in values] for values in lists), strict=True)


def csv_pieces(columns: Lists) -> Iterator[str]:
    """Header and rows as CSV (RFC 4180). Texts that begin with =, +, -, @, a tab or a return get an
    apostrophe before it.
    """
    yield f"{','.join(columns)}\n"
    for rows in _rows(columns, _csv_cell):
        yield "".join(f"{','.join(cells)}\n" for cells in rows)


def jsonl_pieces(columns: Lists) -> Iterator[str]:
    """Rows as JSON lines, an object each; NaN and infinities are strings, as in a result's JSON."""
    names = [f"{json.dumps(name)}:" for name in columns]
    for rows in _rows(columns, _json_cell):
        lines = (map("".join, zip(names, cells, strict=True)) for cells in rows)
        yield "".join(f"{{{','.join(line)}}}\n" for line in lines)
