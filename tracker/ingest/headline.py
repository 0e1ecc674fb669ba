"""What the top of a text says about the article: its headline, the dateline's place, agency and date, the byline."""

from __future__ import annotations

from dataclasses import replace

from tracker.furniture import find_byline, find_dateline, find_title
from tracker.ingest.language import find_language
from tracker.ingest.mending import mend_text, mend_words
from tracker.records import Article


def complete(article: Article) -> Article:
    """The article as every reader hands it on: its text made right, which is done here and nowhere else, and title,
    place, agency, date, author and language filled in from it where the input gave none.

    `Article.mended` says what was changed, behind what the reader itself has to say. Completing twice changes nothing.
    """
    mended = mend_text(article.text)
    text = mended.text
    title = _words(article.title)
    if title is None and (span := find_title(text)) is not None:
        title = " ".join(span.of(text).split())
    author = _words(article.author)
    if author is None and (byline := find_byline(text)) is not None:
        author = byline.author
    date, place, agency = article.date, article.place, article.agency
    if (dateline := find_dateline(text)) is not None:
        date = dateline.date if date is None else date
        place = dateline.place if place is None else place
        agency = dateline.agency if agency is None else agency
    return replace(
        article,
        text=text,
        title=title,
        outlet=_words(article.outlet),
        date=date,
        place=place,
        agency=agency,
        author=author,
        language=_language(article.language, text),
        mended=(*article.mended, *mended.changes),
    )


def _language(given: str | None, text: str) -> str | None:
    """The language of a text: as given, unless the text says otherwise, for templates of pages say what they like."""
    found = find_language(text)
    if given is None or found is None:
        return given or found
    return given if given.lower().replace("_", "-").split("-")[0] == found else found


def _words(given: str | None) -> str | None:
    """A field made right; None where nothing is left of it."""
    return None if given is None else mend_words(given).strip() or None
