"""What the top of a text says about the article: its headline, and the dateline's place, agency and date."""

from __future__ import annotations

from dataclasses import replace

from tracker.furniture import find_dateline, find_title
from tracker.records import Article

# NUL and lone surrogates are characters that neither SQLite's C strings nor UTF-8 can carry. Each is replaced by
# one U+FFFD, so that every offset into the text as given stays true.
_UNSTORABLE = {0: "\N{REPLACEMENT CHARACTER}"} | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def mend(text: str) -> str:
    r"""Replace what cannot be stored, character for character; everything else stays as given.

    >>> mend("a\x00b")
    'a\ufffdb'
    """
    if "\0" not in text:
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return text.translate(_UNSTORABLE)


def complete(article: Article) -> Article:
    """Fill in title, place, agency and date from the text, where the input gave none. The text is left untouched."""
    title, date = article.title, article.date
    if title is None and (span := find_title(article.text)) is not None:
        title = " ".join(span.of(article.text).split())
    dateline = find_dateline(article.text)
    if dateline is None:
        return article if title is article.title else replace(article, title=title)
    return replace(
        article,
        title=title,
        date=date if date is not None else dateline.date,
        place=article.place if article.place is not None else dateline.place,
        agency=article.agency if article.agency is not None else dateline.agency,
    )
