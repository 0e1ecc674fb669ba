"""Text out of a fragment of HTML: the body of an article in a table, of an e-mail. Web pages are another matter."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|em|strong|b|i|blockquote|ul|ol|li|h[1-6]|article|section)\b[^<>]{0,2000}>", re.I
)
_BETWEEN_BLOCKS, _LINE_END = "\0", "\1"  # neither is in what the parser gives
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "article",
        "section",
        "table",
        "tr",
        "figure",
        "figcaption",
        "header",
        "footer",
        "body",
        "html",
        "dl",
        "dt",
        "dd",
        "pre",
        "center",
        "main",
        "aside",
        "address",
        "hr",
    ]
)
_UNREAD = frozenset(["script", "style", "head", "title", "template", "noscript", "svg", "iframe", "object"])


def looks_like_html(text: str) -> bool:
    """Whether a text has tags of HTML in it: its first 20,000 characters tell."""
    return "<" in text and _TAG.search(text[:20_000]) is not None


def text_of_fragment(html: str) -> str:
    r"""The words of a fragment, a line between paragraphs. Every paragraph, quotation and list stays.

    >>> text_of_fragment("<p>It <b>fell</b>.</p><blockquote>No &amp; yes<br>Ann</blockquote>")
    'It fell.\n\nNo & yes\nAnn'
    """
    from lxml import etree
    from lxml import html as parser

    try:
        # No network, no file: the HTML parser of lxml resolves no entities from outside.
        root = parser.document_fromstring(f"<div>{html.replace(chr(0), '')}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    pieces: list[str] = []
    unread = 0  # how deep within what nobody reads
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unread += tag in _UNREAD
            pieces.append(_BETWEEN_BLOCKS if tag in _BLOCKS else _LINE_END if tag == "br" else "")
            pieces.append("" if unread else element.text or "")
        else:
            unread -= tag in _UNREAD
            pieces.append(_BETWEEN_BLOCKS if tag in _BLOCKS else "")
            pieces.append("" if unread else element.tail or "")
    blocks = "".join(pieces).split(_BETWEEN_BLOCKS)
    lines = ("\n".join(_SPACE.sub(" ", line).strip() for line in block.split(_LINE_END)).strip() for block in blocks)
    return "\n\n".join(line for line in lines if line)
