"""The cast of an article: its named people and bodies, where each is mentioned, and what is said of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from tracker.attribution import lexicon
from tracker.attribution.entities import Entity, Mention, gender_of, inside, letters
from tracker.attribution.names import Description, Name, apposition, before_name, describe, find_names, find_words, fold
from tracker.furniture import find_dateline
from tracker.records import Attribution, Span, SpeakerKind
from tracker.segment import Segments

_BACK = 4  # paragraphs a pronoun looks back
_ROLE_PREFIX = frozenset(("former", "acting", "deputy", "interim", "vice", "chief", "senior", "prime", "foreign"))


class Cast:
    """Names, entities and mentions of one text."""

    def __init__(self, text: str, segments: Segments, attributions: Sequence[Attribution]) -> None:
        self.text = text
        self._paragraphs = [p.start for p in segments.paragraphs]
        self._paragraph_ends = [p.end for p in segments.paragraphs]
        self._sentences = [s.start for s in segments.sentences]
        self._regions = segments.quotations
        self._quotes = [q.span for q in segments.quotations if q.depth == 0]
        self._quote_starts = [q.start for q in self._quotes]
        self._sources = [s for a in attributions for s in a.source]
        self._contents = sorted(s for a in attributions for s in a.content)
        dateline = find_dateline(text)
        self._dateline = dateline.span if dateline else None
        self.names = [n for n in find_names(text, segments) if not self._in_dateline(n.span)]
        self.entities: list[Entity] = []
        self.strangers: list[Entity] = []
        self._mentions: list[Mention] = []
        self._of_name: dict[int, Entity] = {}
        self._bare: dict[tuple[str, ...], Entity] = {}
        self._by_words: dict[tuple[str, ...], Entity] = {}
        self._collect()

    # ------------------------------------------------------------ where

    def paragraph(self, at: int) -> int:
        """The number of the paragraph a character stands in."""
        return max(bisect_right(self._paragraphs, at) - 1, 0)

    def sentence_start(self, at: int) -> int:
        """Where the sentence of a character begins."""
        i = bisect_right(self._sentences, at) - 1
        return self._sentences[i] if i >= 0 else 0

    def opens_paragraph(self, at: int) -> bool:
        """Whether a character is the first of its paragraph (a mark may stand before it)."""
        return bool(self._paragraphs) and at - self._paragraphs[self.paragraph(at)] <= 2

    def continues(self, at: int) -> bool:
        """Whether the quotation at a character takes up one that the paragraph before left open."""
        return any(q.continues and q.span.start <= at < q.span.end for q in self._regions)

    def is_turn(self, at: int, back: int) -> bool:
        """Whether the paragraph `back` before the one of `at` is a short turn of talk: little but a quotation."""
        number = self.paragraph(at) - back
        if number < 0:
            return False
        start, end = self._paragraphs[number], self._paragraph_ends[number]
        quoted = sum(q.end - q.start for q in self._quotes if start <= q.start < end)
        return end - start < 200 and self.text[start] in "\"“‘'«„" and quoted > 0

    def possessive(self, name: Name) -> bool:
        """Whether a name only owns what follows (*Iraq's*)."""
        return self.text[name.span.end : name.span.end + 2] in ("'s", "’s")

    def only_owners(self, start: int, end: int) -> bool:
        """Whether nothing but marks, an article or owners (*Springfield's*) stand between two places."""
        between = re.sub(r"[^\W\d_][\w\-]*(?:\s[^\W\d_a-z][\w\-]*)*[’']s\b", "", self.text[start:end])
        return between.strip(" ,;–—-").lower() in ("", "the", "one")

    def quoted(self, at: int) -> bool:
        """Whether a character stands inside a quotation."""
        i = bisect_right(self._quote_starts, at) - 1
        return i >= 0 and at < self._quotes[i].end

    # ------------------------------------------------------------ collecting

    def _collect(self) -> None:
        full = self._full_forms()
        acronyms = self._acronyms()
        for name in self.names:
            entity = self._entity_for(name, full, acronyms)
            self._of_name[name.span.start] = entity
            if name.text not in entity.forms:
                entity.forms.append(name.text)
            self._learn(entity, name)
            self._mentions.append(Mention(name.span.start, entity, self._weight(name.span)))

    def _in_dateline(self, span: Span) -> bool:
        return self._dateline is not None and self._dateline.overlaps(span)

    def _full_forms(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """Each short form's longer forms: those it ends (surname), else those it begins (given name, first word)."""
        forms = {n.words for n in self.names}
        by_last: dict[str, list[tuple[str, ...]]] = {}
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for form in forms:
            if len(form) > 1:
                by_last.setdefault(form[-1], []).append(form)
                by_first.setdefault(form[0], []).append(form)
        out = {}
        for form in forms:
            longer = [f for f in by_last.get(form[-1], ()) if len(f) > len(form) and f[-len(form) :] == form]
            if not longer:
                longer = [f for f in by_first.get(form[0], ()) if len(f) > len(form) and f[: len(form)] == form]
            if not longer and (len(form) > 1 or len(form[0]) > 2):
                longer = [f for f in forms if len(f) > len(form) + 1 and inside(form, f)]
            if longer:
                out[form] = longer
        return out

    def _acronyms(self) -> dict[str, tuple[str, ...]]:
        """*Long Name (LN)*: the short form's long one."""
        out = {}
        for left, right in zip(self.names, self.names[1:], strict=False):
            between = self.text[left.span.end : right.span.start]
            bracketed = between in (" (", " (the ") and self.text[right.span.end : right.span.end + 1] == ")"
            if (bracketed and right.text.isupper()) or re.fullmatch(
                r",? (?:also |better )?known as (?:the )?", between
            ):
                out[fold(right.text)] = left.words
        initials = {
            "".join(w[0] for w in n.words if w not in lexicon.LINKERS): n.words for n in self.names if len(n.words) > 2
        }
        for name in self.names:
            if len(name.words) == 1 and name.text.isupper() and len(name.text) > 2 and name.words[0] in initials:
                out.setdefault(name.words[0], initials[name.words[0]])
        return out

    def _entity_for(
        self, name: Name, full: dict[tuple[str, ...], list[tuple[str, ...]]], acronyms: dict[str, tuple[str, ...]]
    ) -> Entity:
        key = name.words
        if len(key) == 1 and key[0] in acronyms:
            key = acronyms[key[0]]
        longer = full.get(key, [])
        if len(longer) == 1 and not (len(key) == 1 and name.body):
            longest = longer[0]
            while len(full.get(longest, ())) == 1:
                longest = full[longest][0]
            known = self._by_words.get(longest)
            if known is None or self._compatible(known, name):
                return known or self._new_named(longest, name)
        elif longer:
            chosen = self._choose(name, longer)
            if chosen is not None:
                if not name.titles:
                    self._bare.setdefault(name.words, chosen)
                return chosen
        known = self._by_words.get(key) or self._respelled(key)
        roles = {t for t in name.titles if t not in lexicon.HONORIFICS}
        if known is not None and len(key) == 1 and roles and known.role and not roles & set(known.role.split()):
            other = (*key, *sorted(roles))  # two people known by one surname and their offices alone
            if other not in self._by_words:
                self._by_words[other] = self._new_named(key, name)
                self._by_words[key] = known
            return self._by_words[other]
        return known or self._new_named(key, name)

    def _respelled(self, words: tuple[str, ...]) -> Entity | None:
        """The person whose name is the same letters otherwise parted: *Abdul-Rahman* and *Abdulrahman*, with or without *al-*."""
        if len(words) < 2:
            return None
        spelt = letters(words)
        people = (e for e in self.entities if e.kind == "person" and len(e.words) > 1)
        return next((e for e in people if letters(e.words) == spelt), None)

    def _choose(self, name: Name, longer: list[tuple[str, ...]]) -> Entity | None:
        """A short form that several longer ones end: the one its title fits, else the nearest before, else the first."""
        known = [e for w in longer if (e := self._by_words.get(w)) is not None and self._compatible(e, name)]
        titled = [e for e in known if e.role and set(name.titles) & set(e.role.split())]
        used = self._bare.get(name.words)
        if titled:
            known = titled
        elif not name.titles and used in known:
            return used  # a bare surname stays with whom it was first used for; the other keeps a title or full name
        recent = {id(m.entity): m.at for m in self._mentions}
        known.sort(key=lambda e: recent.get(id(e), -1))
        return known[-1] if known else None

    def _compatible(self, entity: Entity, name: Name) -> bool:
        gender = gender_of(name.titles)
        if gender and entity.gender and gender != entity.gender:
            return False
        return not (name.titles and entity.kind == "organization" and entity.sure)

    def _new_named(self, words: tuple[str, ...], name: Name) -> Entity:
        longest = next((n for n in self.names if n.words == words), name)
        entity = Entity(longest.text, "person", words, first=name.span.start)
        entity.kind, entity.sure = self._guess_kind(longest)
        if entity.kind == "person":
            entity.gender = self._given_gender(words)
        self.entities.append(entity)
        self._by_words[words] = entity
        return entity

    @staticmethod
    def _given_gender(words: tuple[str, ...]) -> str | None:
        first = words[0].split()[0] if words and words[0] else ""
        male, female = first in lexicon.MALE_NAMES, first in lexicon.FEMALE_NAMES
        return None if male == female or len(words) < 2 else ("m" if male else "f")

    def _guess_kind(self, name: Name) -> tuple[SpeakerKind, bool]:
        if name.titles:
            return "person", True
        if name.body:
            return "organization", True
        first = name.words[0].split()[0] if name.words[0] else ""
        if len(name.words) > 1 and (first in lexicon.MALE_NAMES or first in lexicon.FEMALE_NAMES):
            return "person", True
        if name.definite or (len(name.words) == 1 and name.words[0] in lexicon.PLACES):
            return "organization", False
        return "person", False

    # ------------------------------------------------------------ learning

    def _learn(self, entity: Entity, name: Name) -> None:
        """Take in what the words around one mention say: role, affiliation, kind, gender."""
        roles = [t for t in name.titles if t not in lexicon.HONORIFICS]
        if name.titles:
            entity.gender = entity.gender or gender_of(name.titles)
        paragraph_end = (
            self._paragraph_ends[self.paragraph(name.span.start)] if self._paragraph_ends else len(self.text)
        )
        floor = self._paragraphs[self.paragraph(name.span.start)] if self._paragraphs else 0
        if roles:
            self._set_role(entity, Description(" ".join(roles), self._owner_before(name, floor), roles[-1]), name)
        before = before_name(self.text, name.whole, floor).rstrip(" ")
        last = re.search(r"([^\W\d_][\w\-]*)$", before)
        if (
            last
            and last.group(1).lower() in lexicon.ROLES
            and not roles
            and self.text[name.whole.start - 1 : name.whole.start] == " "
        ):
            self._set_role(entity, describe(before), name)
        behind = apposition(self.text, name.span.end, paragraph_end)
        if behind is not None:
            self._set_role(entity, describe(behind), name, behind)
        if entity.role is None:
            self._learn_ahead(entity, name, self.text[max(floor, name.whole.start - 100) : name.whole.start])
        self._learn_body(entity, name)

    def _learn_ahead(self, entity: Entity, name: Name, left: str) -> None:
        """*the director of customs, Ann Lee*: the nearest noun phrase before the comma that names a role."""
        ahead = re.search(r"([^,;.!?“”\"()]{3,90}),\s*$", left)
        if ahead is None:
            return
        phrase = ahead.group(1)
        starts = [
            m.start()
            for m in re.finditer(r"\b(?:the|a|an|its|his|her|their|one|[^\W\d_a-z][\w\-]*[’']s)\s", phrase, re.I)
        ]
        for start in [*reversed(starts), 0]:
            found = describe(phrase[start:].strip())
            if found.head and lexicon.is_role(found.head) and found.role:
                self._set_role(entity, found, name, phrase[start:].strip())
                return

    def _learn_body(self, entity: Entity, name: Name) -> None:
        """Signs that a name with no telling word is a body: *Acme managers*, *director of Acme*, *Acme said its staff*."""
        if entity.sure or name.titles:
            return
        right = self.text[name.span.end : name.span.end + 60]
        after = re.match(r"\s([^\W\d_][\w\-]*)", right)
        word = after.group(1) if after else ""
        left = re.search(
            r"([\w\-]+)\s+(?:of|at|for|with)\s+(?:the\s+)?$", self.text[max(name.span.start - 40, 0) : name.span.start]
        )
        head = left.group(1).lower() if left else ""
        if word in lexicon.PLACE_NOUNS:
            entity.place = True
        elif (
            (
                (word in lexicon.CROWDS or lexicon.is_role(word))
                and not name.words[-1].endswith(("ian", "ese", "ish", "ean", "can", "i"))
            )
            or (lexicon.is_role(head) and head not in lexicon.LOCAL_ROLES)
            or re.match(r"\s(?:said|says|\w+ed)\s(?:that\s)?its?\s", right)
        ):
            entity.kind, entity.sure = "organization", True

    def _owner_before(self, name: Name, floor: int) -> str | None:
        """*Acme chief executive Ann Lee*, *the ministry's spokesman Ann Lee*: whose."""
        left = before_name(self.text, name.whole, floor).rstrip()
        match = re.search(r"((?:[^\W\d_][\w’'\-.&]*\s+){0,5}[^\W\d_][\w\-.&]*)[’']s?$", left)
        return re.sub(r"^(?:the|The)\s+", "", match.group(1)) if match else None

    def _set_role(self, entity: Entity, found: Description, name: Name, phrase: str = "") -> None:
        if found.head is None:
            return
        person = lexicon.is_role(found.head)
        if not person and not lexicon.is_body(found.head):
            return
        if person and entity.kind == "organization" and entity.sure:
            return
        if not person:
            if entity.kind == "person" and entity.sure:
                return
            entity.kind, entity.sure, entity.head = "organization", True, entity.head or found.head
            return
        entity.kind, entity.sure = "person", True
        entity.gender = entity.gender or gender_of([found.head])
        if entity.role is None:
            entity.role = found.role
            entity.head = found.head
        if entity.affiliation is None:
            entity.affiliation = self._affiliation(found, name.span.start, phrase, entity)

    def _affiliation(self, found: Description, at: int, phrase: str, entity: Entity) -> str | None:
        whose = re.match(r"(its|their|his|her)\s", phrase, re.I)
        if whose:
            body = self.nearest(at, lambda e: e.kind == "organization" and e is not entity, None)
            return body.name if body else None
        if found.affiliation is None:
            return None
        words = find_words(found.affiliation)
        if words and lexicon.is_body(words[-1].low) and words[-1].text[0].islower():
            body = self.body(found.affiliation, words[-1].low, at)
            return body.name if body else found.affiliation
        return found.affiliation

    def _weight(self, span: Span) -> float:
        weight = 0.0
        left = self.text[max(span.start - 16, 0) : span.start].lower()
        if re.search(r"\b(?:told|asked|informed|from|in|at|near|to|against|with|on)\s+(?:the\s+)?$", left):
            weight -= 0.9  # a hearer or a place
        i = bisect_right(self._sentences, span.start) - 1
        if i >= 0 and span.start - self._sentences[i] < 30 and not self.quoted(span.start):
            weight += 0.6
        if any(s.start <= span.start < s.end for s in self._sources):
            weight += 1.0
        elif any(s.start <= span.start < s.end for s in self._contents):
            weight -= 0.8
        return weight

    # ------------------------------------------------------------ finding

    def entity_of(self, name: Name) -> Entity:
        """The entity a name means where it stands."""
        return self._of_name[name.span.start]

    def spoke(self, entity: Entity | None, at: int) -> None:
        """Note that an entity is the source at a place, under whatever words."""
        if entity is not None:
            self._mentions.append(Mention(at, entity, 1.0))

    def nearest(
        self, at: int, fits: Callable[[Entity], bool], last: Entity | None, *, gender: str | None = None
    ) -> Entity | None:
        """The entity a pronoun at `at` means: near, a subject or a speaker rather than somebody talked about."""
        here = self.paragraph(at)
        best: tuple[float, Entity] | None = None
        for mention in self._mentions:
            if mention.at >= at or not fits(mention.entity) or (mention.entity.place and mention.weight < 1):
                continue
            back = here - self.paragraph(mention.at)
            if back > _BACK:
                continue
            score = mention.weight - back * 0.9 - (at - mention.at) / 400
            score += 0.9 if mention.entity is last else 0.0
            score += 0.3 if mention.entity.sure else 0.0
            score += mention.entity.lean(gender) if gender else 0.0
            if best is None or score > best[0]:
                best = (score, mention.entity)
        return best[1] if best else None

    def described(self, noun: str, at: int, kinds: tuple[SpeakerKind, ...]) -> Entity | None:
        """The last nameless source before `at` with this head noun."""
        near = [e for e in self.strangers if e.head == noun and e.kind in kinds and e.first < at]
        return near[-1] if near else None

    def with_role(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Who *the mayor* is: a person given that role, nearest before, else after; else the nameless one so called."""
        asked = {fold(w.text.removesuffix("'s").removesuffix("’s")) for w in find_words(phrase)} - lexicon.QUANTIFIERS
        last_at = {id(m.entity): m.at for m in self._mentions if m.at < at}
        scored = []
        for entity in self.entities:
            if entity.kind != "person" or entity.role is None:
                continue
            role = set(fold(entity.role).split())
            if noun not in role:
                continue
            owner = set(fold(entity.affiliation or "").split())
            extra = asked - role - {noun}
            overlap = len(asked & role) + 2 * len(extra & owner)
            seen = last_at.get(id(entity), -1)
            others = (role | owner) - {noun} - _ROLE_PREFIX - lexicon.QUANTIFIERS
            if extra and others and not extra & owner and not asked & others:
                continue  # *the group's spokesman* is not the army spokesman
            scored.append((overlap, seen, entity))
        if scored:
            return max(scored, key=lambda s: (s[0] + (0.5 if s[1] >= 0 else 0.0), s[1]))[2]
        return self.described(noun, at, ("unnamed",)) or self.named_next(at)

    def named_next(self, at: int) -> Entity | None:
        """The lead's convention: a description first, the name in one of the next two paragraphs, with no role of its own."""
        here = self.paragraph(at)
        if here > 1:
            return None
        for name in self.names:
            entity = self.entity_of(name)
            ahead = self.paragraph(name.span.start) - here
            if name.span.start <= at or ahead > 2 or entity.first != name.span.start or ahead == 0:
                continue
            if any(s.start <= name.span.start < s.end for s in self._sources):
                return entity if entity.kind == "person" and entity.role is None and len(entity.words) > 1 else None
        return None

    def body(self, phrase: str, noun: str, at: int) -> Entity | None:
        """Which body *the ministry* is: one whose name says so, else one described so, else the nearest."""
        last_at: dict[int, int] = {}
        for mention in self._mentions:
            if mention.at < at:
                last_at[id(mention.entity)] = max(mention.at, last_at.get(id(mention.entity), -1))
        asked = {fold(w.text.removesuffix("'s").removesuffix("’s")) for w in find_words(phrase)} - lexicon.QUANTIFIERS
        best: tuple[float, int, Entity] | None = None
        for entity in self.entities:
            seen = last_at.get(id(entity), -1)
            if entity.kind != "organization" or seen < 0 or (entity.place and not entity.sure):
                continue
            rank = 0.0
            if noun in entity.words or any(noun in w.split() for w in entity.words):
                rank = 3.0 + len(asked & set(entity.words))
            elif entity.head == noun:
                rank = 3.0
            elif noun in lexicon.PLAIN_BODIES and entity.sure and len(asked) <= 2:
                rank = 1.0
            if rank and (best is None or (rank, seen) > best[:2]):
                best = (rank, seen, entity)
        if best is not None:
            return best[2]
        unsure = [
            e
            for e in self.entities
            if not e.sure
            and not e.place
            and not e.role
            and id(e) in last_at
            and e.kind == "person"
            and any(s.start <= m.at < s.end for m in self._mentions if m.entity is e for s in self._sources)
        ]
        if (
            len(unsure) == 1 and len(asked) == 1 and noun in lexicon.PLAIN_BODIES
        ):  # the only speaker so far that may be a body
            unsure[0].kind, unsure[0].sure = "organization", True
            return unsure[0]
        return None

    def next_person(self, at: int) -> Entity | None:
        """The first person named after a place, in its paragraph or the next two."""
        here = self.paragraph(at)
        for name in self.names:
            if name.span.start >= at and self.paragraph(name.span.start) - here <= 2:
                entity = self.entity_of(name)
                if entity.kind == "person" and not entity.place and (entity.sure or len(entity.words) > 1):
                    return entity
        return None

    def stranger(
        self, words: str, kind: SpeakerKind, span: Span, found: Description | None = None, head: str | None = None
    ) -> Entity:
        """A source without a name, kept under its own words; a crowd named in the same words again is the same."""
        words = " ".join(words.split())
        if kind in ("group", "document", "organization"):
            for known in self.strangers:
                if known.kind == kind and fold(known.name) == fold(words):
                    return known
        entity = Entity(words, kind, plural=kind == "group", head=head, first=span.start)
        if found is not None and kind in ("unnamed", "document"):
            entity.role = (
                re.sub(r"^(?:one|another|first|second)\s+", "", found.role or "") or None if kind == "unnamed" else None
            )
            entity.affiliation = found.affiliation
            entity.gender = gender_of([head]) if head else None
        entity.forms.append(words)
        self.strangers.append(entity)
        return entity
