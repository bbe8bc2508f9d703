"""What Result.save writes: pages that stand alone and hold nothing that acts, pictures, tables."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import percolab
from percolab import EngineError, StudyError
from percolab.node import find_bundle, find_node
from percolab.page import result_page
from percolab.result import Result
from percolab.table import number_text

HOSTILE = "</script><script>alert(1)</script><!--<script>\u2028<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def result() -> percolab.Result:
    return percolab.percolation(width=3, depth=[2, 4], p=(0, 1, 0.25), seed="<b>&</b>")


class Elements(HTMLParser):
    """The elements of a page, and what is in its scripts and its title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "title": []}
        self.inside: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag in self.texts:
            self.texts[tag].append("")
            self.inside = tag

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside is not None:
            self.texts[self.inside][-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_a_page_holds_the_result_its_static_form_and_one_script(result, tmp_path):
    result.save(tmp_path / "figure.html")
    text = (tmp_path / "figure.html").read_bytes().decode()
    page = Elements(text)
    assert [attributes.get("type") for attributes in page.of("script")] == [
        "application/json",
        None,
    ]
    stored, script = page.texts["script"]
    assert json.loads(stored) == result.to_dict()
    assert script.endswith("percolab.showPage();")
    assert len(page.of("figure")) == len(page.of("img")) == len(page.of("table")) == 1
    assert result.digest in text
    assert page.texts["title"] == [f"Percolab: percolation study, digest {result.digest[7:15]}"]


def test_a_page_lets_only_its_own_script_run_and_nothing_out(result, tmp_path):
    result.save(tmp_path / "figure.html")
    page = Elements((tmp_path / "figure.html").read_bytes().decode())
    (policy,) = [each["content"] for each in page.of("meta") if "http-equiv" in each]
    digest = hashlib.sha256(page.texts["script"][1].encode()).digest()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("script-src") == (
        f"'sha256-{base64.b64encode(digest).decode()}' 'wasm-unsafe-eval'"
    )
    assert rules.pop("default-src") == "'none'"
    assert not re.search(r"\w+:/|\*|https?:", " ".join(rules.values()))
    # No element names an address.
    for tag, attributes in page.found:
        assert not {"href", "srcset", "action", "data", "poster", "srcdoc"} & attributes.keys(), tag
        assert (attributes.get("src") or "data:").startswith("data:")
        assert not any(name.startswith("on") for name in attributes)


def test_what_a_result_holds_stays_text(result):
    raw = result.to_dict()
    raw["percolab"] = raw["study"]["seed"] = HOSTILE
    raw["notes"] = [HOSTILE]
    text = result_page(raw, "<figure></figure>", HOSTILE)
    page = Elements(text)
    head = ["html", "head", *["meta"] * 5, "title", "style"]
    assert [tag for tag, _ in page.found] == [
        *head,
        "body",
        "main",
        "h1",
        "figure",
        *["script"] * 2,
    ]
    assert json.loads(page.texts["script"][0]) == raw


def test_a_picture_and_json(result, tmp_path):
    result.save(tmp_path / "figure.svg")
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8").startswith("<svg")
    (tmp_path / "curve.percolab.json").write_text("another file")
    result.save(str(tmp_path / "curve.percolab.json"))
    assert json.loads((tmp_path / "curve.percolab.json").read_text()) == result.to_dict()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["curve.percolab.json", "figure.svg"]
    with pytest.raises(StudyError, match=r"'.*missing.*' can't be written: .*; name a"):
        result.save(tmp_path / "missing" / "curve.percolab.json")


@pytest.mark.skipif(os.name == "nt", reason="Windows reserves links for administrators")
def test_a_link_that_lies_in_wait_leads_nowhere(result, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    for ending in ("", ".part", ".tmp", "~"):
        (tmp_path / f"figure.svg{ending}").symlink_to(mine)
    result.save(tmp_path / "figure.svg")
    assert mine.read_text() == "mine"
    assert not (tmp_path / "figure.svg").is_symlink()
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize("name", ["figure.png", "figure", "figure.HTML", "curve.json"])
def test_another_ending_is_refused_with_those_that_are_allowed(result, name, tmp_path):
    with pytest.raises(StudyError) as caught:
        result.save(tmp_path / name)
    allowed = ".html, .svg, .percolab.json, .csv, .jsonl or .parquet"
    assert str(caught.value) == f"path: found {name!r}; allowed: a name that ends in {allowed}"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_view_is_named_with_the_remedy(result, tmp_path, monkeypatch):
    monkeypatch.setattr("percolab.page.__file__", str(tmp_path / "page.py"))
    with pytest.raises(EngineError, match=r"view\.js is missing\. .*npm run build"):
        result.save(tmp_path / "figure.html")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_not_be_replaced_leaves_nothing_beside_it(result, tmp_path):
    (tmp_path / "figure.svg").mkdir()
    with pytest.raises(StudyError):
        result.save(tmp_path / "figure.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["figure.svg"]


#: Words, counts, numbers of all sizes, and a key that has both words and numbers.
TABLE = """study: dropout
network: {input: 2, width: 2, depth: 1, output: 2}
data: {name: teacher, train: 32, test: 8}
optimizer: {clip: [none, 2], rate: [1e-7, 0.00002]}
p: 0.5
steps: 2
replicates: 1
seed: ["=1+1", "a, \\"b\\""]
"""


def same_numbers(path: Path, frame: pd.DataFrame) -> bool:
    """Whether a CSV file has the columns of a frame, and its numbers to the last bit."""
    read = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert list(read.columns) == list(frame.columns)
    return all(
        np.array_equal(read[name].map(float), values.astype(float), equal_nan=True)
        for name, values in frame.select_dtypes("number").items()
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> percolab.Result:
    path = tmp_path_factory.mktemp("table") / "table.yaml"
    path.write_text(TABLE)
    return percolab.run(path)


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_tables_are_to_the_byte_those_of_the_command_line(table, ending, tmp_path):
    table.save(tmp_path / f"here.{ending}")
    there = tmp_path / f"there.{ending}"
    command = [find_node(), find_bundle("cli.js"), "run", "-", "--out", str(there)]
    subprocess.run(command, input=TABLE.encode(), check=True, capture_output=True)
    written = (tmp_path / f"here.{ending}").read_bytes()
    assert written == there.read_bytes()
    assert b"'=1+1" in written or ending == "jsonl"


def test_numbers_are_spelled_as_javascript_does():
    random = np.random.default_rng(1)
    bits = random.integers(0, 2**64, 20_000, dtype=np.uint64, endpoint=False).view(np.float64)
    values = [0.1 + 0.2, 1e-7, 1e-6, 0.00001234, 1e20, 1.2345678901234567e20, 1e21, 2.0**53, 5e-324]
    values += [*bits[np.isfinite(bits)].tolist(), *random.normal(size=1000).tolist()]
    script = "process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map(String)))"
    spelled = []
    for start in range(0, len(values), 2000):
        texts = json.dumps(values[start : start + 2000])
        ran = subprocess.run([find_node(), "-e", script, texts], capture_output=True, check=True)
        spelled += json.loads(ran.stdout)
    assert [number_text(value) for value in values if not value.is_integer()] == [
        text for text, value in zip(spelled, values, strict=True) if not value.is_integer()
    ]


def test_the_frame_reads_back_from_every_table(table, tmp_path):
    frame = table.to_dataframe()
    frame["clip"] = frame["clip"].astype(str)
    for ending in ("csv", "jsonl", "parquet"):
        table.save(tmp_path / f"table.{ending}")
    assert same_numbers(tmp_path / "table.csv", frame)
    read = pd.read_csv(tmp_path / "table.csv")
    assert list(read["seed"]) == [seed.replace("=1", "'=1") for seed in frame["seed"]]
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "table.parquet"), frame)
    lines = (tmp_path / "table.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert {name: [row[name] for row in rows] for name in rows[0]} == table.to_dict()["columns"]


def test_numbers_that_json_lacks(tmp_path):
    result = percolab.percolation(width=3, depth=2, p=[0, 1])
    assert list(result.columns["log_theta"]) == [0, -np.inf]
    result.save(tmp_path / "ends.csv")
    result.save(tmp_path / "ends.jsonl")
    result.save(tmp_path / "ends.parquet")
    assert ",-Infinity," in (tmp_path / "ends.csv").read_text()
    assert '"log_theta":"-Infinity"' in (tmp_path / "ends.jsonl").read_text()
    assert list(pd.read_csv(tmp_path / "ends.csv")["log_theta"]) == [0, -np.inf]
    assert list(pd.read_parquet(tmp_path / "ends.parquet")["log_theta"]) == [0, -np.inf]


def test_without_pyarrow_the_remedy_is_named(result, tmp_path, monkeypatch):
    monkeypatch.setattr("percolab.savedfile.find_spec", lambda name: None)
    remedy = 'pip install "percolab\\[parquet]", or save as .csv'
    with pytest.raises(StudyError, match=f"path: 't.parquet' needs the package pyarrow; {remedy}"):
        result.save(tmp_path / "t.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_file_keeps_its_permissions(result, tmp_path):
    (tmp_path / "file.csv").write_text("before")
    (tmp_path / "file.csv").chmod(0o640)
    result.save(tmp_path / "file.csv")
    assert (tmp_path / "file.csv").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "file.csv").read_text().startswith("width,depth,")
    assert len(list(tmp_path.iterdir())) == 1


#: Above the budget of a notebook.
LARGE = {"width": 8, "depth": [4, 16, 64], "p": (0, 1, 0.0001)}


@pytest.fixture(scope="module")
def large() -> percolab.Result:
    return percolab.percolation(**LARGE)


def test_a_large_result_is_whole_in_python_and_an_excerpt_elsewhere(large, tmp_path):
    frame = large.to_dataframe()
    assert len(large) == len(frame) == 30003
    assert frame["depth"].dtype == np.int64
    bundle = large._repr_mimebundle_()
    stored = bundle["application/vnd.percolab.result+json"]
    assert len(json.dumps(stored, separators=(",", ":"))) < 4_000_000
    assert stored["excerpt"] == {"columns": 30003}
    assert stored["digest"] == large.digest
    words = f"{stored['rows']} of 30003 rows"
    for form in ("text/plain", "text/html", "image/svg+xml"):
        assert words in bundle[form] or "100 of 30003 rows" in bundle[form]
    whole = large.to_dict()
    assert "excerpt" not in whole
    assert whole["rows"] == 30003
    assert frame.equals(Result(whole, "", "", "").to_dataframe())
    large.save(tmp_path / "large.csv")
    assert same_numbers(tmp_path / "large.csv", frame)
    large.save(tmp_path / "large.percolab.json")
    assert json.loads((tmp_path / "large.percolab.json").read_text()) == whole
    large.save(tmp_path / "large.html")
    page = Elements((tmp_path / "large.html").read_text(encoding="utf-8"))
    assert json.loads(page.texts["script"][0]) == stored


def test_a_large_result_has_all_sections():
    result = percolab.percolation(
        **{"width": 2, "depth": 400, "p": (0.01, 0.99, 0.01), "trials": 100},
        measure=["theta", "reach", "mask"],
    )
    stored = result._repr_mimebundle_()["application/vnd.percolab.result+json"]
    entries = len(result.profiles["row"])
    assert stored["excerpt"]["profiles"] == entries > len(stored["profiles"]["row"])
    assert set(result.profiles["row"]) == set(range(99))
    assert result.profiles["row"].dtype == np.int64
    whole = result.to_dict()
    assert whole.keys() == stored.keys() - {"excerpt"}
    assert whole["masks"] == result.masks
    again = Result(whole, "", "", "")
    assert again.profiles.keys() == result.profiles.keys()
    for name, column in result.profiles.items():
        assert np.array_equal(again.profiles[name], column)


def test_no_file_is_left_behind(tmp_path):
    script = f"import percolab\npercolab.percolation(**{LARGE!r})\n"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=120)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")
def test_where_there_is_no_room_for_a_large_result_it_is_said(monkeypatch):
    from percolab import wholeresult

    full = (os.open("/dev/full", os.O_RDWR), "/dev/full")
    monkeypatch.setattr(wholeresult.tempfile, "mkstemp", lambda **_: full)
    monkeypatch.setattr(wholeresult.os, "unlink", lambda path: None)
    with pytest.raises(EngineError, match=r"can't be written: .*ENOSPC.*; make room there"):
        percolab.percolation(**LARGE)
