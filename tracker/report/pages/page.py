"""Pages in HTML: one file that asks for nothing, with its style in it and no script.

Templates are Jinja2's with autoescape: what an article says is text, whatever it holds. A page carries a
Content Security Policy that allows its own style sheet, by its hash, and nothing else: no script, no request, no
style attribute.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tracker.report.wording.harmless import harmless, printable, short

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\d{4}-W\d\d", re.ASCII)
_FOLDER = files("tracker.report.pages") / "templates"


def render(template: str, *, rules: str = "", **context: object) -> Iterator[str]:
    """The lines of a page. `rules` is CSS to add to the style sheet; it must be our own, never an article's."""
    style = style_sheet("pictures.css") + style_sheet("style.css") + rules
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template(template)
    text = page.render(style=style, policy=_policy(digest), **context)
    yield from text.removesuffix("\n").split("\n")


def style_sheet(name: str) -> str:
    """One of our own style sheets, to be given as `rules`."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(digest: str) -> str:
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: (_FOLDER / name).read_text(encoding="utf-8")),
    )
    environment.filters.update(harmless=harmless, printable=printable, short=short, number=_number, unbroken=_unbroken)
    return environment


def _number(value: int) -> str:
    """``1,234``."""
    return f"{value:,}"


def _unbroken(text: str) -> Markup:
    """The text with its dates kept on one line."""
    from markupsafe import Markup, escape

    return Markup(_DATE.sub(r'<span class="unbroken">\g<0></span>', str(escape(text))))
