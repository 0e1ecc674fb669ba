"""Names without what a headline or a label adds to them: the other mentions of the text tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tracker.attribution import lexicon
from tracker.attribution.entities import Words
from tracker.attribution.words import Name, find_words
from tracker.records import Span


def bared(
    name: Name,
    forms: Collection[Words],
    text: str,
    spelt: Collection[str],
    titles: Collection[str],
    surnames: Collection[str],
) -> Name:
    """The name without a word that the text's other mentions of it do not have: a label before the given name
    (*Rival Ann Lee*), a verb behind the surname (*Ann Lee Speaks*).

    `forms` are the names of the text, `spelt` its words, `titles` stand before one of its names (*Trooper Lee* is no
    given name's, where *Trooper Ann Lee* is named), `surnames` end those of several words.
    """
    words = name.words
    if len(words) == 2 and words[0] in titles and words[1] in surnames and not lexicon.is_given_name(words[0]):
        return _shorter(name, text, front=1)
    if len(words) < 3 or name.body or name.nick:
        return name
    if words[1:] in forms and lexicon.is_given_name(words[1]) and not _may_be_given(words[0]):
        return _shorter(name, text, front=1)
    if words[:2] in forms and lexicon.is_given_name(words[0]) and words[-1] not in lexicon.BODIES:
        behind = words[2:]
        word = behind[0]
        if word not in lexicon.PARTICLES and (word in spelt or word in lexicon.FINITE_VERBS | lexicon.OPENERS):
            return _shorter(name, text, back=len(behind))
    return name


def without_opener(
    name: Name, forms: Collection[Words], inner: Collection[Words], text: str, spelt: Collection[str]
) -> Name:
    """The name without a common word that has its capital from the sentence it opens (*Soon Acme hired them*, *Keeping
    Acme afloat took years*), where the text has the rest as a name of its own, and the whole nowhere within a sentence.

    `inner` are the names that stand within a sentence, which tell; the other arguments are those of `bared`.
    """
    words = name.words
    if len(words) < 2 or words in inner or words[1:] not in forms or name.titles or name.nick:
        return name
    first = words[0]
    common = first in spelt or (len(first) > 4 and first.endswith(("ing", "ly")))
    known = lexicon.is_given_name(first) or lexicon.is_body_word(first) or first in lexicon.PLACES or len(first) < 3
    if not common or known or not lexicon.BODIES.isdisjoint(words[1:2]):
        return name
    return _shorter(name, text, front=1)


def _may_be_given(word: str) -> bool:
    return len(word) == 1 or lexicon.is_given_name(word) or word in lexicon.PARTICLES


def _shorter(name: Name, text: str, *, front: int = 0, back: int = 0) -> Name:
    """A name without its first or last words; the name itself, where its words are not parted by blanks."""
    parts = find_words(text, name.span.start, name.span.end)
    if len(parts) != len(name.words):
        return name
    kept = parts[front : len(parts) - back]
    span = Span(kept[0].start, kept[-1].end)
    whole = Span(name.whole.start, span.end)
    return replace(name, span=span, whole=whole, text=span.of(text), words=name.words[front : len(parts) - back])
