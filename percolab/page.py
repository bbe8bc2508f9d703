"""A result as one HTML file: complete without a script, live with one, and without any address.

Its own content security policy lets nothing run but the one script that stands in it, by its hash,
and lets nothing in or out: neither what the result holds nor the script can reach another place.
"""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from pathlib import Path
from typing import Any

from .errors import EngineError

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="percolab {version}">
<title>{title}</title>
<style>
body {{ font: 13px/1.5 system-ui, sans-serif; margin: 16px auto; max-width: 1100px }}
main {{ padding: 0 16px }}
:root {{ background: light-dark(#fff, #111); color: light-dark(#212121, #e0e0e0) }}
h1 {{ clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }}
.percolab-static[hidden] {{ display: none }}
.percolab-static table {{ border-collapse: collapse; font-variant-numeric: tabular-nums }}
.percolab-static :is(td, th) {{ padding: 2px 8px; text-align: end; white-space: nowrap }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{markup}</main>
<script type="application/json" id="percolab-stored">{stored}</script>
<script>{script}</script>
</body>
</html>
"""

#: Nothing but the page's own script, styles, pictures of its own making, and workers from that
#: script; WebAssembly, which these compile, counts as evaluation.
POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}' 'wasm-unsafe-eval'; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def view_script() -> str:
    """The built view, a plain script that gives the global `percolab`. Raises EngineError when it
    has not been built.
    """
    path = Path(__file__).parent / "view" / "view.js"
    if not path.is_file():
        raise EngineError(
            f"The view's file {path} is missing. In a checkout, build it with: npm run build. "
            "Otherwise install the package again."
        )
    return path.read_text(encoding="utf-8")


def result_page(raw: dict[str, Any], markup: str, title: str) -> str:
    """The page of a result.

    raw: the result as JSON has it
    markup: the same as static HTML
    title: of the page, plain text
    """
    script = f"{view_script()}percolab.showPage();"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return PAGE.format(
        policy=POLICY.format(digest=digest),
        version=escape(raw["percolab"]),
        title=escape(title),
        markup=markup,
        stored=_inert(raw),
        script=script,
    )


def _inert(raw: dict[str, Any]) -> str:
    """JSON that can stand in a script element: without the letter that every tag begins with."""
    return json.dumps(raw, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
