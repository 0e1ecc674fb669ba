"""What stands before and after a name in one run of capitals and is no part of it: *Elmstead Mayor*, *Dr*, *QC*.

News English runs offices, ranks, bodies and party labels into the name (*Harbour Board Research Director Ann Lee*); the
name is what follows the last of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.attribution import lexicon
from tracker.attribution.title_words import (
    COURT_TITLES,
    LEADING,
    LETTERS_BEHIND,
    PARTY_LABELS,
    PERSONAL_TITLES,
    PORTFOLIOS,
    SURNAME_BODIES,
    SURNAME_ROLES,
    TITLE_LETTERS,
)

OR_GIVEN = frozenset(("don", "dean", "count"))  # given names as well: *Don Wexley*
# forms of address that are surnames or given names as well
_SURNAMES = frozenset(("ma", "ko", "tan", "don", "dean"))
_PARTS = frozenset(("st", "jr", "sr"))  # abbreviations that belong to the name
_ACRONYM = 5  # letters that an acronym before an office has fewer than
_LONGEST_NAME = 5  # words behind an office that still may be one name


def titles_end(run: Sequence[str]) -> int:
    """How many words of a run of capitals, as printed, are titles: all up to its last office before a name.

    >>> titles_end(["Elmstead", "Mayor", "Ann", "Lee"])
    2
    """
    low = [word.lower().rstrip(".") for word in run]
    size = len(run)
    if size < 2:
        return 0
    if size > 3 and ("." in low[0] or (run[0].isupper() and 1 < len(low[0]) < _ACRONYM)) and _may_lead(run, low, 1):
        behind = titles_end(run[1:])  # *U.S. Secretary of State Ann Lee*
        return behind + 1 if behind else 0
    if size == 2 and low[0] in ("brothers", "sisters", "twins", "siblings", "cousins"):
        return 1  # *Brothers Bo and Cy Lee*
    end = 0
    while end < size - 1 and _may_lead(run, low, end):
        end += 1
    if not any(_is_rank(word, run[k]) for k, word in enumerate(low[:end])):
        end = 0
    for k in range(size - 2, end, -1):
        if _is_office_inside(run, low, k) and _is_person(low[k + 1 :]):
            end = k + 1
            break
    while end and end < size - 1 and low[end] in lexicon.HONORIFICS and not _is_surname(low, end):
        end += 1
    if end > 1 and low[end] in ("bin", "bint", "ibn"):
        end -= 1  # *Sheikh Sultan bin Wexan*: nobody is called *bin Wexan* alone
    if 1 < end < size - 2 and low[end - 1] in ("of", "for", "the"):
        return size - 2  # *Minister for Seas and Rivers Ann Lee*: see `names`, which lets such a run be one
    if end and not _keeps_title(low, end):
        return 0
    if end == 0 and size >= 3 and (_is_label(low[0]) or lexicon.is_occupation(low[0])) and _is_person(low[1:]):
        return 1
    return end


def letters_start(run: Sequence[str]) -> int:
    """Where the letters behind a name begin (*Ann Lee QC*, *Bo Tan PhD*): the length of the run if there are none."""
    end = len(run)
    while end > 1 and is_letters(run[end - 1]):
        end -= 1
    return end


def is_letters(word: str) -> bool:
    """Whether a word, as printed, is a degree or an honour behind a name."""
    return word.replace(".", "") in LETTERS_BEHIND and word[:1].isupper()


def is_only_titles(run: Sequence[str]) -> bool:
    """Whether nothing but forms of address (*the Dato' Sri*) or one office (*Prime Minister*) stand in a run, so that
    it names nobody."""
    low = [word.lower().rstrip(".") for word in run]
    if low[-1] in SURNAME_ROLES or low[-1] in _SURNAMES:
        return False
    if all(word in lexicon.HONORIFICS for word in low):
        return True
    ranks = [_is_rank(word, printed) and word not in lexicon.HONORIFICS for word, printed in zip(low, run, strict=True)]
    return ranks[-1] and all(
        rank or word in lexicon.RANKS or word in PORTFOLIOS for rank, word in zip(ranks, low, strict=True)
    )


def _may_lead(run: Sequence[str], low: Sequence[str], k: int) -> bool:
    word = low[k]
    if word in lexicon.HONORIFICS and _is_surname(low, k):
        return False
    if word in ("of", "for", "the"):  # *Secretary of State*
        return k > 0
    if _is_rank(word, run[k]) or word in lexicon.RANKS or word in lexicon.STANDINGS or word in PORTFOLIOS:
        return True
    return word.startswith(("ex-", "then-", "vice-", "co-")) or word in PARTY_LABELS or word in LEADING


def _is_rank(word: str, printed: str) -> bool:
    if word in TITLE_LETTERS:
        return printed.rstrip(".").isupper()
    return word in lexicon.HONORIFICS or lexicon.is_role(word) or word in lexicon.ABBREVIATIONS - _PARTS


def _is_office_inside(run: Sequence[str], low: Sequence[str], k: int) -> bool:
    """Whether word `k` is an office that other capitals stand before (*Elmstead Mayor*); a word that is a surname too
    (*Baker*, *King*) only where no given name stands before it."""
    word = low[k]
    if not (_is_rank(word, run[k]) or word in COURT_TITLES) or word in lexicon.HONORIFICS - COURT_TITLES:
        return False
    named = lexicon.is_given_name(low[0]) or len(low[0]) == 1
    if word in SURNAME_ROLES:
        led = k > 1 or lexicon.is_body_word(low[k - 1]) or low[k - 1] in PORTFOLIOS
        return not named and len(run) - k > 2 and led
    return True


def _is_surname(low: Sequence[str], k: int) -> bool:
    """Whether a form of address is rather a name: *Ma* before a hyphen's name (*Ma Ying-wen*), *Tan* without *Sri*,
    *Don* before one word."""
    word, behind = low[k], low[k + 1 :]
    if word in ("ma", "ko"):
        return bool(behind) and "-" in behind[0]
    if word == "tan":
        return not behind or behind[0] != "sri"
    return word in OR_GIVEN and (k > 0 or len(behind) < 2)


def _is_label(word: str) -> bool:
    if (
        word.endswith("s")
        and not lexicon.is_given_name(word)
        and (word in lexicon.CROWDS or lexicon.is_occupation(word[:-1]))
    ):
        return True  # *Wrestlers Ann Lee and Bo Tan*
    return word in PARTY_LABELS


def _is_person(rest: Sequence[str]) -> bool:
    size = sum(word not in lexicon.PARTICLES for word in rest)
    if not 0 < size <= _LONGEST_NAME or any(word in lexicon.LINKERS for word in rest):
        return False
    if rest[0] in lexicon.CALENDAR:
        return False
    if len(rest) == 1:
        return rest[0] in SURNAME_BODIES or not lexicon.is_body_word(rest[0])
    bodies = [word for word in rest[1:] if lexicon.is_body_word(word)]
    return not bodies or (len(rest) == 2 and lexicon.is_given_name(rest[0]) and rest[1] in SURNAME_BODIES)


def _keeps_title(low: Sequence[str], end: int) -> bool:
    """Whether what follows the titles is somebody: *Mr Board* is, *Queen Elizabeth Hospital* and *Justice Department*
    are bodies."""
    rest = low[end:]
    plain = low[end - 1] in PERSONAL_TITLES
    return plain or _is_person(rest)
