"""The widget, and what is said without anywidget; what it shows is tested in tests/ui."""

import sys

import pytest

import percolab
from percolab import StudyError, resultwidget


@pytest.fixture(scope="module")
def result() -> percolab.Result:
    return percolab.percolation(width=3, depth=[2, 4], p=(0, 1, 0.25))


def test_a_widget_holds_the_result_and_its_own_script(result):
    shown = percolab.widget(result)
    assert shown.get_state()["result"] == result.to_dict()
    script = shown.get_state()["_esm"]
    assert script.endswith("export default percolab.widget;\n")
    # Front ends run it from a blob: nothing beside it can be loaded.
    assert "import(" not in script
    # A name of the package stays that name, whatever module is behind it.
    assert callable(percolab.widget)


@pytest.mark.parametrize("thing", [None, {"study": "percolation"}, 3])
def test_only_results_are_shown(thing):
    with pytest.raises(StudyError, match=r"result: found .*; allowed: a Result"):
        percolab.widget(thing)


def test_without_anywidget_the_remedy_is_named(result, monkeypatch):
    resultwidget._widget_class.cache_clear()
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(StudyError) as caught:
        percolab.widget(result)
    remedy = 'pip install "percolab[widget]"'
    assert str(caught.value) == f"widget: a widget needs the package anywidget; {remedy}"
    resultwidget._widget_class.cache_clear()
