"""Which forms of a text's names are short for which: the surname, the given name, the first word of a body's name.

News English names somebody in full once and by the surname from then on; Icelanders and Ethiopians by the given name,
Chinese by the first word, Spaniards by the first of two surnames.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from tracker.attribution import lexicon
from tracker.attribution.entities import Words
from tracker.attribution.given_names import is_shorter
from tracker.attribution.names import Name
from tracker.attribution.title_words import GENERATIONS, LOCAL_BODIES, PARTY_LABELS

_COMPARED = 40  # forms with one surname that are compared with each other
_IN = re.compile(
    r"(?<!stake )(?<!stakes )(?<!shares )(?<!interest )(?<!confidence )(?<!faith )(?<!trust )(?<!invest )(?<!invested )"
    r"\b(?:in|near|outside|across|throughout|inside)\s(?:the\s)?$",
    re.I,
)
_SELDOM = 3  # one mention of so many behind *in* makes a place
_OF_PLACES = frozenset(("department", "university", "police", "city", "county", "state", "council"))


def longer_forms(names: Sequence[Name], places: Collection[Words] = ()) -> dict[Words, list[Words]]:
    """Each short form's longer forms: those it ends (surname), else those it begins (given name, first word), else
    those it stands inside, else those of which it leaves out or shortens a given name. Forms with none are left out.

    No body has a place, a party or a people for a short form (*New Elmstead* is not the *New Elmstead Post*)."""
    forms = dict.fromkeys(name.words for name in names)
    fuller = _fuller_forms([form for form in forms if not is_body(form)])
    barred = {*places, *(form for form in forms if len(form) == 1 and is_adjective(form[0]))}
    titled = {name.words[-1] for name in names if name.titles}
    barred.update(form for form in forms if len(form) == 1 and form[0] in lexicon.PLACES)
    barred.update(form for form in forms if form[-1] in titled)  # no *Ann Lee* is the *Ann Lee Foundation*
    countries = {form for form in places if len(form) == 1 and form[0] in lexicon.PLACES}
    pairs = {n.words for n in names if "-" in n.text and " " not in n.text and n.words[0] not in lexicon.PARTICLES}
    sizes = {len(form) for form in forms}
    ending: dict[Words, list[Words]] = {}
    beginning: dict[Words, list[Words]] = {}
    inside: dict[Words, list[Words]] = {}
    for form in forms:
        if form in pairs:
            continue  # *the Orme-Pell meeting*: two names
        for size in sizes:
            for start in range(len(form) - size + 1 if size < len(form) else 0):
                part = form[start : start + size]
                if (
                    part not in forms
                    or part in countries
                    or (is_body(form) and (part in barred or _is_named_after(form, start, size)))
                ):
                    continue
                last = start + size == len(form) - (len(form) > 2 and form[-1] in GENERATIONS)
                where = ending if start + size == len(form) or last else beginning if start == 0 else inside
                if where is inside and size == 1 and is_body(form):
                    continue
                longer = where.setdefault(part, [])
                if not longer or longer[-1] is not form:
                    longer.append(form)
    out: dict[Words, list[Words]] = {}
    for form in forms:
        found = ending.get(form) or beginning.get(form)
        if not found and (len(form) > 1 or len(form[0]) > 2):
            found = inside.get(form)
        found = found or fuller.get(form)
        if found:
            out[form] = found
    return out


def is_adjective(word: str) -> bool:
    """Whether a word alone is rather a party's or a people's adjective than a name."""
    if lexicon.is_given_name(word):
        return False
    return (
        word in PARTY_LABELS
        or word == "democratic"
        or (len(word) > 5 and word.endswith(("ian", "ish", "ese", "ean", "ican")))
    )


def _is_named_after(form: Words, start: int, size: int) -> bool:
    """Whether a body's name only adds to a part what bodies named after a place add: *Elmstead Times*, *Bank of
    Elmstead*."""
    if start:
        return form[start - 1] in ("of", "in", "for")  # *Freedonia* is not the *Bank of Freedonia*
    if size == len(form):
        return False
    return form[size] in _OF_PLACES or LOCAL_BODIES.issuperset(form[size:])


def is_body(form: Words) -> bool:
    """Whether a word of a name makes it a body's."""
    return not lexicon.BODIES.isdisjoint(form)


def _fuller_forms(forms: Sequence[Words]) -> dict[Words, list[Words]]:
    """Forms that leave out or shorten what another has before the same surname: *J. Lee* and *Ann Lee* of *Ann J. Lee*;
    of two middle names neither may be another."""
    by_surname: dict[str, list[Words]] = {}
    for form in forms:
        if len(form) > 1:
            by_surname.setdefault(form[-1], []).append(form)
    out: dict[Words, list[Words]] = {}
    for same in by_surname.values():
        for form in same[:_COMPARED]:
            longer = [other for other in same[:_COMPARED] if other is not form and _leaves_out(form, other)]
            if longer:
                out[form] = longer
    return out


def _leaves_out(form: Words, fuller: Words) -> bool:
    given, full = form[:-1], fuller[:-1]
    if not is_shorter(given[0], full[0]) or len(given) > len(full):
        return False
    if len(given) > 1 and (len(given) != len(full) or not all(map(is_shorter, given[1:], full[1:]))):
        return False
    return (len(given), sum(map(len, given))) < (len(full), sum(map(len, full)))


def find_places(names: Sequence[Name], text: str) -> set[Words]:
    """Names that often stand behind *in* and the like (not *a stake in*), without a title anywhere: most are places."""
    often = Counter(name.words for name in names)
    inside = Counter(n.words for n in names if _IN.search(text, max(n.whole.start - 24, 0), n.whole.start))
    found = {words for words, count in inside.items() if count * _SELDOM >= often[words]}
    return found - {name.words for name in names if name.titles or name.body}


def find_located(names: Sequence[Name], text: str) -> set[Words]:
    """Single words that the text has only behind *in* and the like: places, and no part of a longer name."""
    inside: dict[Words, bool] = {}
    for name in names:
        if len(name.words) == 1:
            here = _IN.search(text, max(name.whole.start - 24, 0), name.whole.start) is not None
            inside[name.words] = inside.get(name.words, True) and here and not name.titles
    return {words for words, always in inside.items() if always}
