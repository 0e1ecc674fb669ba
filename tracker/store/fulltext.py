"""What a person types into a search box, as an FTS5 expression that can never be a syntax error."""

from __future__ import annotations

import re
import unicodedata

from tracker.errors import QueryError

# SQLite stops at an expression 256 deep; nobody types this many words.
MAX_TERMS = 64
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})
_TERM = re.compile(r'(?P<minus>-(?=["\w]))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')


def fts_expression(query: str) -> str:
    """All words must be there; `"a phrase"` stands together, `a OR b` is either, `-word` must not be there.

    >>> fts_expression('bridge safe OR sound -"he said"')
    '("bridge" AND ("safe" OR "sound")) NOT ("he said")'
    """
    groups: list[list[str]] = []
    unwanted: list[str] = []
    either = False
    for match in _TERM.finditer(query.translate(_QUOTES).encode("utf-8", "replace").decode()):
        phrase, word = match["phrase"], match["word"]
        if word == "OR" and groups:
            either = True
            continue
        term = " ".join((phrase if word is None else word).split())
        if not any(_is_token_char(char) for char in term):
            continue  # a lone dash or mark: the index has no such word
        if match["minus"]:
            unwanted.append(f'"{term}"')
        elif either:
            groups[-1].append(f'"{term}"')
        else:
            groups.append([f'"{term}"'])
        either = False
    return _joined(query, groups, unwanted)


def _joined(query: str, groups: list[list[str]], unwanted: list[str]) -> str:
    if not groups:
        only = "only words to leave out" if unwanted else "no word to look for"
        raise QueryError(f"{only} in the query {query.strip()!r}", todo="give at least one word that must be there")
    if sum(map(len, groups)) + len(unwanted) > MAX_TERMS:
        raise QueryError(f"a query of more than {MAX_TERMS} words", todo="leave some out")
    wanted = " AND ".join(group[0] if len(group) == 1 else f"({' OR '.join(group)})" for group in groups)
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _is_token_char(char: str) -> bool:
    """Whether FTS5's unicode61 tokenizer sees `char` as part of a word."""
    return unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Co"
