"""What Result.save writes: pages that stand alone and hold nothing that acts, pictures, JSON."""

import base64
import hashlib
import json
import os
import re
from html.parser import HTMLParser

import pytest

import percolab
from percolab import EngineError, StudyError
from percolab.page import result_page

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
    expected = f"path: found {name!r}; allowed: a name that ends in .html, .svg or .percolab.json"
    assert str(caught.value) == expected
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
