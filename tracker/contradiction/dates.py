"""When a claim puts what it tells of: days resolved against the claim's own date, and times of day.

Only what can be pinned down is found. Days are ordinals (`date.toordinal`), times of day minutes after midnight.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tracker.contradiction.words import Word
from tracker.stems import stem

_WEEKDAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}  # noqa: SIM905
_WEEKDAYS |= {f"{name}s": n for name, n in _WEEKDAYS.items()}
_MONTHS = {
    name: n + 1
    for n, name in enumerate(
        "january february march april may june july august september october november december".split()  # noqa: SIM905
    )
}
_CARDINALS = {
    name: n
    for n, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
}
_ORDINALS = {
    name: n + 1
    for n, name in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()  # noqa: SIM905
    )
} | {"thirtieth": 30}
_NIGHT = ((1140, 1440), (0, 390))
_PARTS: dict[str, tuple[tuple[int, int], ...]] = {
    "dawn": ((210, 480),), "daybreak": ((240, 480),), "sunrise": ((240, 510),), "morning": ((0, 735),),
    "breakfast": ((360, 600),), "forenoon": ((480, 735),), "noon": ((690, 765),), "midday": ((660, 800),),
    "lunch": ((660, 870),), "lunchtime": ((660, 870),), "afternoon": ((720, 1110),), "dusk": ((960, 1350),),
    "sunset": ((960, 1350),), "evening": ((990, 1410),), "nightfall": ((990, 1380),), "supper": ((1020, 1320),),
    "night": _NIGHT, "overnight": _NIGHT, "midnight": ((1410, 1440), (0, 45)), "tonight": ((1020, 1440), (0, 390)),
}  # fmt: skip
_UNITS = frozenset(
    stem(word)
    for word in """percent per million billion thousand kilometre kilometer km metre meter litre liter tonne ton gram
    kilo dollar euro pound crown peso degree hectare mile point foot time""".split()  # noqa: SIM905
)
_BEFORE, _AFTER = frozenset({"before", "by"}), frozenset({"after", "since", "from", "past"})
_FUTURE = frozenset({"will", "would", "next", "shall", "'ll", "tomorrow", "until"})
_CLOCK = re.compile(r"(\d{1,2})[.:](\d\d)$")


class Time(NamedTuple):
    """When: days `first`..`last` (ordinals, either end open) or, where `clock`, stretches of a day in minutes.

    `grain` is day, week, month, year or clock. `words` are the numbers of the tokens that say so.
    """

    first: float
    last: float
    clock: tuple[tuple[int, int], ...]
    grain: str
    weekday: int | None
    clause: int
    start: int
    end: int
    words: tuple[int, ...]

    def excludes(self, other: Time) -> bool:
        """Whether nothing can be at both times."""
        if bool(self.clock) != bool(other.clock):
            return False
        if self.clock:
            return not any(a[0] < b[1] and b[0] < a[1] for a in self.clock for b in other.clock)
        if self.weekday is not None and self.weekday == other.weekday:
            return False  # the week may have been guessed wrong, the day was not
        return self.last < other.first or other.last < self.first


def read_day(text: str | None) -> int | None:
    """The ordinal of an ISO date, None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None


def find_times(words: tuple[Word, ...], today: int | None) -> tuple[Time, ...]:
    """The times a claim names, in order."""
    found: list[Time] = []
    n = 0
    while n < len(words):
        time = _time_at(words, n, today)
        if time is None:
            n += 1
        else:
            found.append(time)
            n = max(time.words[-1], n) + 1
    return tuple(found)


def _time_at(words: tuple[Word, ...], n: int, today: int | None) -> Time | None:
    lower = words[n].lower
    if lower in _WEEKDAYS:
        return _weekday(words, n, today)
    if lower in _MONTHS:
        return _month(words, n, today)
    if lower in _PARTS or (lower == "nights"):
        return _part(words, n)
    if lower[0].isdecimal():
        if len(lower) == 4 and lower.isdecimal() and 1000 <= int(lower) <= 2099:
            return _year(words, n)
        return _clock(words, n)
    if lower in _CARDINALS or lower in {"quarter", "half"}:
        return _clock(words, n)
    if today is not None and lower in {"yesterday", "today", "tomorrow"}:
        day = today + {"yesterday": -1, "today": 0, "tomorrow": 1}[lower]
        return _days(words, n, n, day, day, "day")
    if today is not None and lower == "ago" and n >= 2:
        return _ago(words, n, today)
    return None


def _at(words: tuple[Word, ...], first: int) -> str:
    """The word that says how a time relates to what is told."""
    for back in (1, 2, 3):
        if first - back < 0:
            return ""
        lower = words[first - back].lower
        if lower not in {
            "the",
            "about",
            "around",
            "shortly",
            "early",
            "late",
            "last",
            "that",
            "of",
            "a",
            "little",
            "next",
            "this",
        }:
            return lower
    return ""


def _days(
    words: tuple[Word, ...], begin: int, end: int, first: float, last: float, grain: str, weekday: int | None = None
) -> Time:
    relation = _at(words, begin)
    if relation in _BEFORE:
        first, last = -1e9, last if relation == "by" else first - 0.5
    elif relation in _AFTER:
        first, last = (first if relation != "after" else last + 0.5), 1e9
    return Time(
        first, last, (), grain, weekday, words[begin].clause, words[begin].start, words[end].end,
        tuple(range(begin, end + 1)),
    )  # fmt: skip


def _weekday(words: tuple[Word, ...], n: int, today: int | None) -> Time | None:
    if today is None or words[n].lower.endswith("s"):
        return None
    weekday = _WEEKDAYS[words[n].lower]
    day = today - (today - 1 - weekday) % 7
    if any(word.lower in _FUTURE for word in words[max(0, n - 12) : n] if word.clause == words[n].clause):
        day += 7
    if n and words[n - 1].lower == "previous":
        return None
    return _days(words, n, n, day, day, "day", weekday)


def _month(words: tuple[Word, ...], n: int, today: int | None) -> Time | None:
    word = words[n]
    if word.lower in {"may", "march"} and not (word.capital and n):
        return None
    month, begin, end = _MONTHS[word.lower], n, n
    day = _day_number(words, n - 1)
    if day:
        begin = n - 1
        if day < 10 and n > 1 and words[n - 2].lower in {"twenty", "thirty"}:
            day, begin = day + (20 if words[n - 2].lower == "twenty" else 30), n - 2
    elif n > 1 and words[n - 1].lower == "of":
        day = _day_number(words, n - 2)
        begin = n - 2 if day else n
    if not day and n + 1 < len(words):
        day = _day_number(words, n + 1) if words[n + 1].lower[0].isdecimal() else 0
        end = n + 1 if day else n
    year = None
    for k in (end + 1, end + 2):
        if k < len(words) and words[k].lower.isdecimal() and len(words[k].lower) == 4:
            year, end = int(words[k].lower), k
            break
        if k < len(words) and words[k].lower != ",":
            break
    return _of_calendar(words, begin, end, year, month, day, today)


def _of_calendar(
    words: tuple[Word, ...], begin: int, end: int, year: int | None, month: int, day: int, today: int | None
) -> Time | None:
    if year is None:
        if today is None:
            return None
        here = date.fromordinal(today)
        # Without a year the nearest such month: a December told of in January lies behind.
        year = here.year + (month - here.month < -8) - (month - here.month > 4)
    try:
        first = date(year, month, day or 1).toordinal()
        after = date(year + month // 12, month % 12 + 1, 1).toordinal()
    except (ValueError, OverflowError):
        return None
    return _days(words, begin, end, first, first if day else after - 1, "day" if day else "month")


def _day_number(words: tuple[Word, ...], n: int) -> int:
    if not 0 <= n < len(words):
        return 0
    lower = words[n].lower
    if lower in _ORDINALS:
        return _ORDINALS[lower]
    lower = lower.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return int(lower) if lower.isascii() and lower.isdecimal() and len(lower) <= 2 and 1 <= int(lower) <= 31 else 0


def _year(words: tuple[Word, ...], n: int) -> Time | None:
    year = int(words[n].lower)
    before = words[n - 1].lower if n else ""
    after = words[n + 1] if n + 1 < len(words) else None
    if before not in {
        "in",
        "since",
        "until",
        "of",
        "by",
        "before",
        "after",
        "from",
        "year",
        "late",
        "early",
        "during",
        "than",
        "spring",
        "summer",
        "autumn",
        "winter",
        "to",
        "between",
        "and",
    }:
        return None
    if (
        after is not None
        and after.content
        and after.lower not in _MONTHS
        and before not in {"since", "until"}
        and (not after.capital or before in {"to", "of", "and", "than"})
    ):
        return None
    return _days(words, n, n, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), "year")


def _ago(words: tuple[Word, ...], n: int, today: int) -> Time | None:
    count = _CARDINALS.get(words[n - 2].lower, 0)
    unit = {"day": 1, "week": 7}.get(words[n - 1].key, 0)
    if not count or not unit:
        return None
    day = today - count * unit
    slack = 0 if unit == 1 else 3
    return _days(words, n - 2, n, day - slack, day + slack, "day")


def _part(words: tuple[Word, ...], n: int) -> Time | None:
    if n + 1 < len(words) and words[n + 1].lower in {
        "shift",
        "watch",
        "watchman",
        "porter",
        "club",
        "guard",
        "attendant",
        "paper",
    }:
        return None
    return _of_day(words, n, n, _PARTS.get(words[n].lower, _NIGHT))


def _of_day(words: tuple[Word, ...], begin: int, end: int, stretches: tuple[tuple[int, int], ...]) -> Time:
    relation = _at(words, begin)
    if relation in {"before", "by"}:
        stretches = ((0, stretches[0][1]),)
    elif relation in {"after", "since", "from", "past"}:
        stretches = ((stretches[0][0], 1440),)
    return Time(
        0, 0, stretches, "clock", None, words[begin].clause, words[begin].start, words[end].end,
        tuple(range(begin, end + 1)),
    )  # fmt: skip


def _clock(words: tuple[Word, ...], n: int) -> Time | None:
    """*6.40 in the morning*, *at five*, *ten past three*, *a quarter to seven*, *8 p.m.*"""
    lower = words[n].lower
    hour, minute, end = -1, 0, n
    match = _CLOCK.match(lower)
    texts = [word.lower for word in words[n + 1 : n + 7]]
    exact = False
    if match:
        hour, minute = int(match[1]), int(match[2])
        exact = lower[-3] == ":"
    elif lower.isdecimal() and len(lower) <= 2:
        hour = int(lower)
    else:
        hour = _CARDINALS.get(lower, -1)
    if texts[:1] and texts[0] in {"past", "to"} and len(texts) > 1 and (lower in {"quarter", "half"} or 0 < hour < 30):
        base = _CARDINALS.get(texts[1], -1)
        base = 12 if texts[1] == "noon" else 0 if texts[1] == "midnight" else base
        shift = {"quarter": 15, "half": 30}.get(lower, hour)
        if base >= 0 and shift in {5, 10, 15, 20, 25, 30} and words[n - 1].key not in {"from", "between"}:
            total = base * 60 + (shift if texts[0] == "past" else -shift)
            hour, minute, end, exact = total // 60 % 24, total % 60, n + 2, True
    if not 0 <= hour <= 24 or minute > 59:
        return None
    rest = [word.lower for word in words[end + 1 : end + 6]]
    half = _half_of_day(rest)
    before = _at(words, n)
    if not (exact or half or "o'clock" in rest[:1] or rest[:2] == ["o", "clock"]):
        following = words[end + 1] if end + 1 < len(words) else None
        if before not in {"at", "by", "until", "till", "since"} or (
            following is not None
            and (following.content or following.lower in {"of", "per", "%", "and", "to", "or", "in"})
        ):
            return None
        if match and following is not None and following.key in _UNITS:
            return None
    return _of_clock(words, n, end, hour % 24 * 60 + minute, half, before)


def _half_of_day(rest: list[str]) -> str:
    """am, pm or nothing, from the words after an hour."""
    joined = "".join(rest[:4])
    if joined.startswith(("am", "a.m")) or rest[:3] == ["in", "the", "morning"] or rest[:2] == ["this", "morning"]:
        return "am"
    if (
        joined.startswith(("pm", "p.m"))
        or rest[:3] in (["in", "the", "afternoon"], ["in", "the", "evening"])
        or rest[:2] == ["at", "night"]
        or rest[:2] in (["this", "afternoon"], ["this", "evening"])
    ):
        return "pm"
    return ""


def _of_clock(words: tuple[Word, ...], n: int, end: int, minutes: int, half: str, relation: str) -> Time:
    starts = [minutes]
    if minutes < 780:
        if half == "pm":
            starts = [minutes % 720 + 720]
        elif half == "am":
            starts = [minutes % 720]
        elif words[n].lower[0].isalpha():
            starts = [minutes % 720, minutes % 720 + 720]
    slack = 6 if minutes % 5 else 13
    stretches = tuple((start - slack, start + slack) for start in starts)
    if relation in {"before", "by"}:
        stretches = tuple((0, start + slack) for start in starts)
    elif relation in {"after", "since", "from", "past", "gone"}:
        stretches = tuple((start - slack, 1440) for start in starts)
    return Time(
        0, 0, stretches, "clock", None, words[n].clause, words[n].start, words[end].end, tuple(range(n, end + 1))
    )
