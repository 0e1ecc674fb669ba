"""How many reprints are recognised, and how much else is taken for one.

    python -m evals.reprints

Stories: the articles come in by date, and each is looked up among those before it; every story has one reprint.

PolNeAR: its development articles are edited as desks edit wire copy, by one edit at a time and by all, and looked up
by their keys among all articles of the corpus and the stories. *Found*: the answer is the article that was edited. Then
all unedited articles come in by date: `EDITIONS` are to be found (two editions of one article, found by comparing every
pair in full, and read), and nothing else, on an election in which hundreds of articles quote the same speeches; nor
articles that have all quotations of another and none of its other words. *Precision*: of all answers to all of this.

Claims: of the claims of a copy (all edits) that stand in the original too, how many are tied to the one that has their
words; and how many of the ties are right. Where a claim stands is known from an alignment of the two texts, word by
word; a sentence that is there twice, or a name spelt otherwise, can make it miss a right tie.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from tracker.contradiction.reprints import MIN_SHARED, MOST_ORIGINALS, find_reprint, signature, tie
from tracker.pipeline import Extractor
from tracker.records import Article, Claim
from tracker.segment import segment

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data"
STORIES, POLNEAR, CLAIMS = "reprints in stories", "reprints in PolNeAR", "claims of reprints"
FROM_SHARED = (POLNEAR, CLAIMS)

# Beginnings of the ids of two editions of one article.
EDITIONS = (
    ("wash-post_2015-12-22_as-spotlight", "wash-post_2015-12-23_as-spotlight"),
    ("wash-post_2015-12-12_misinformation", "wash-post_2015-12-13_misinformation"),
    ("nyt_2016-03-04_republicans-have", "nyt_2016-03-05_polls-suggest"),
    ("nyt_2015-11-25_golf", "nyt_2015-11-26_with-fewer-golfers"),
    ("nyt_2016-03-15_sanders-advances", "nyt_2016-03-16_via-legislative"),
    ("usa-today_2016-04-06_sanders-says", "usa-today_2016-04-06_sanders-winning"),
    ("breitbart_2016-03-15_the-latest-kasich", "breitbart_2016-03-15_the-latest-sanders-declares"),
)


@dataclass(frozen=True)
class Printed:
    """An article, and the `id` of the one it reprints where gold says so."""

    id: str
    date: str
    text: str
    of: str | None = None


class Library:
    """Articles by their keys, as a store has them."""

    def __init__(self) -> None:
        self.articles: list[Printed] = []
        self._by_key: dict[int, list[int]] = defaultdict(list)

    def add(self, article: Printed) -> None:
        """Take in one more."""
        for key in signature(article.text):
            self._by_key[key].append(len(self.articles))
        self.articles.append(article)

    def find(self, text: str) -> str | None:
        """The id of the article that the text reprints."""
        shared = Counter(number for key in signature(text) for number in self._by_key.get(key, ()))
        most = [number for number, count in shared.most_common(MOST_ORIGINALS) if count >= MIN_SHARED]
        found = find_reprint(text, [(number, self.articles[number].text) for number in sorted(most)])
        return None if found is None else self.articles[found.article_id].id


def read_stories(folder: Path) -> list[Printed]:
    """The articles of every story below a folder."""
    out = []
    for file in sorted(folder.glob("*/gold.json")):
        originals = {row["article"]: row["of"] for row in json.loads(file.read_text(encoding="utf-8"))["reprints"]}
        rows = map(json.loads, (file.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines())
        out += [Printed(row["id"], row["date"], row["text"], originals.get(row["id"])) for row in rows]
    return out


def read_corpus(folder: Path, part: str) -> list[Printed]:
    """One part of PolNeAR, with the editions that are known."""
    with gzip.open(folder / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: (row["date"], row["id"]))
    names = [row["id"] for row in rows]
    of = {_named(names, later): _named(names, first) for first, later in EDITIONS if _named(names, later)}
    return [Printed(row["id"], row["date"], row["text"], of.get(row["id"])) for row in rows]


def _named(names: Sequence[str], beginning: str) -> str | None:
    return next((name for name in names if name.startswith(beginning)), None)


# ---------------------------------------------------------------- edits


def headline(text: str, _: random.Random) -> str:
    """Another headline and dateline."""
    body = text.partition("\n")[2]
    return f"What is known so far\n\nPORT ALDEN, Sept 9 (Agencies) - {body.strip()}"


def first_part(text: str, share: float) -> str:
    """The first paragraphs of an article."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    return "\n\n".join(paragraphs[: max(round(len(paragraphs) * share), 2)])


def lead(text: str, rng: random.Random) -> str:
    """The headline and the first paragraph reworded: every third word is another, and what follows a comma goes."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    for i, paragraph in enumerate(paragraphs[:2]):
        words = paragraph.partition(",")[0].split()
        words[::3] = [rng.choice(("meanwhile", "officials", "since", "however", "plan", "with")) for _ in words[::3]]
        paragraphs[i] = " ".join(words) + "."
    return "\n\n".join(paragraphs)


def fewer_sentences(text: str, rng: random.Random) -> str:
    """Without a third of the sentences, anywhere."""
    out, at = "", 0
    for sentence in segment(text).sentences:
        out += text[at : sentence.start]
        out += sentence.of(text) if rng.random() > 1 / 3 else ""
        at = sentence.end
    return out + text[at:]


def other_marks(text: str, _: random.Random) -> str:
    """Single quotation marks for double ones, straight apostrophes for curly."""
    text = text.replace("’", "'")
    return re.sub(r'["“”]', lambda m: "‘" if text[m.end() : m.end() + 1].isalpha() else "’", text)


def other_spellings(text: str, _: random.Random) -> str:
    """British for American, and the three most frequent names spelled otherwise."""
    for american, british in (("ization", "isation"), ("ized", "ised"), ("izing", "ising"), ("avor", "avour")):
        text = text.replace(american, british)
    names = Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", text))
    for name, _count in names.most_common(3):
        text = re.sub(rf"\b{name}\b", name[:2] + "h" + name[2:], text)
    return text


def house_lines(text: str, _: random.Random) -> str:
    """A line of the house behind every fifth paragraph."""
    lines = ("ALSO READ: Five things to watch this week", "The Alden Courier could not verify this independently.")
    paragraphs = [p for p in text.split("\n") if p.strip()]
    return "\n\n".join(p + ("\n\n" + lines[i // 5 % 2] if i % 5 == 4 else "") for i, p in enumerate(paragraphs))


def everything(text: str, rng: random.Random) -> str:
    """The first two thirds with all of the other edits."""
    text = first_part(text, 2 / 3)
    for edit in (fewer_sentences, lead, other_marks, other_spellings, house_lines, headline):
        text = edit(text, rng)
    return text


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "headline and dateline": headline,
    "last third cut": lambda text, _: first_part(text, 2 / 3),
    "last half cut": lambda text, _: first_part(text, 1 / 2),
    "last two thirds cut": lambda text, _: first_part(text, 1 / 3),
    "lead reworded": lead,
    "a third of the sentences dropped": fewer_sentences,
    "quotation marks": other_marks,
    "spellings": other_spellings,
    "house lines": house_lines,
    "all edits": everything,
}


def same_quotations(text: str, other: str) -> str | None:
    """What another reporter makes of the same statements: the other article's text with all quotations of this one,
    as paragraphs of their own; None where they are few."""
    quoted = [q.inner.of(text) for q in segment(text).quotations if q.depth == 0 and len(q.inner.of(text).split()) > 5]
    if len(quoted) < 4:
        return None
    paragraphs = [p for p in other.split("\n") if p.strip()][: len(quoted)]
    return "\n\n".join(
        f"{p}\n\n“{q}” one speaker told those present." for p, q in zip(paragraphs, quoted, strict=False)
    )


def with_more(text: str, other: str) -> str:
    """An article with half as much again of the desk's own, from another article, behind its first half."""
    mine, theirs = ([p for p in t.split("\n") if p.strip()] for t in (text, other))
    most = len(text.split()) // 2
    added: list[str] = []
    for paragraph in theirs[1:]:
        if len(" ".join(added).split()) < most:
            added.append(paragraph)
    half = len(mine) // 2
    return "\n\n".join((*mine[:half], *added, *mine[half:]))


# ---------------------------------------------------------------- figures


def story_figures(articles: Sequence[Printed]) -> dict[str, float]:
    """Stories: reprints found, and of what is found how much is one, in percent."""
    answers = list(by_date(articles))
    right = sum(answer == article.of for article, answer in answers if article.of)
    given = sum(answer is not None for _, answer in answers)
    return {
        "found": _percent(right, sum(article.of is not None for article in articles)),
        "precision": _percent(right, given),
    }


def by_date(articles: Sequence[Printed]) -> Iterator[tuple[Printed, str | None]]:
    """Each article with the answer for it, as they come in one after another."""
    library = Library()
    for article in sorted(articles, key=lambda a: a.date):
        yield article, library.find(article.text)
        library.add(article)


def corpus_figures(dev: Sequence[Printed], others: Sequence[Printed]) -> dict[str, float]:
    """PolNeAR: what is found after each edit, later editions found, and the precision of all answers, in percent."""
    library = Library()
    for article in (*dev, *others):
        library.add(article)
    out: dict[str, float] = {}
    right = given = 0
    for name, edit in EDITS.items():
        answers = [library.find(edit(a.text, random.Random(f"{name} {a.id}"))) for a in dev]
        found = sum(answer == a.id for a, answer in zip(dev, answers, strict=True))
        right, given = right + found, given + sum(answer is not None for answer in answers)
        out[f"found, {name}"] = _percent(found, len(dev))
    pairs = list(zip(dev, (*dev[1:], dev[0]), strict=True))
    longer = [(a, library.find(with_more(a.text, b.text))) for a, b in pairs]
    out["found, half as much added"] = _percent(sum(answer == a.id for a, answer in longer), len(longer))
    out["found, the whole after its half"] = _percent(sum(_whole_after_half(a) for a in dev), len(dev))
    natural = list(by_date((*dev, *others)))
    editions = sum(answer == a.of for a, answer in natural if a.of)
    out["later editions found"] = _percent(editions, sum(a.of is not None for a, _ in natural))
    false = sum(answer != a.of for a, answer in natural if answer)
    quoting = list(_quoting(pairs))
    right, given = right + editions, given + editions + false + sum(quoting)
    out["precision"] = _percent(right, given)
    out["not taken in by the same quotations"] = round(100 - 100 * sum(quoting) / len(quoting), 1)
    return out


def _whole_after_half(article: Printed) -> bool:
    library = Library()
    library.add(Printed("half", article.date, first_part(article.text, 1 / 2)))
    return library.find(article.text) == "half"


def _quoting(pairs: Sequence[tuple[Printed, Printed]]) -> Iterator[bool]:
    """Whether an article that has another's quotations is taken for its reprint."""
    for article, other in pairs:
        if text := same_quotations(article.text, other.text):
            library = Library()
            library.add(article)
            yield library.find(text) is not None


def claim_figures(articles: Sequence[Printed], extractor: Extractor) -> dict[str, float]:
    """Claims of copies with all edits: tied, of those that stand in the original, and ties that are right."""
    copies = [everything(a.text, random.Random(a.id)) for a in articles]
    texts = [text for a, copy in zip(articles, copies, strict=True) for text in (copy, a.text)]
    extractions = extractor.extract_many([Article(str(number), text) for number, text in enumerate(texts)])
    claims = [[c for a in extraction.attributions for c in a.claims] for extraction in extractions]
    wanted = tied = right = 0
    for number in range(0, len(texts), 2):
        copied, first = claims[number], claims[number + 1]
        gold = same_words(texts[number], copied, texts[number + 1], first)
        ties = tie([(i, c.text) for i, c in enumerate(copied)], [(i, c.text) for i, c in enumerate(first)])
        wanted, tied = wanted + len(gold), tied + len(ties)
        right += sum(i in gold and first[j].text == first[gold[i]].text for i, j in ties.items())
    return {"tied": _percent(right, wanted), "ties right": _percent(right, tied)}


def same_words(copy: str, copied: Sequence[Claim], original: str, first: Sequence[Claim]) -> dict[int, int]:
    """Which claim of the original stands on the words of each claim of a copy: on half of both together at least."""
    left, right = list(re.finditer(r"\w+", copy)), list(re.finditer(r"\w+", original))
    matcher = SequenceMatcher(None, [w[0].lower() for w in left], [w[0].lower() for w in right], autojunk=False)
    aligned = {b.a + k: b.b + k for b in matcher.get_matching_blocks() for k in range(b.size)}
    theirs = [_covered(right, claim) for claim in first]
    out = {}
    for number, claim in enumerate(copied):
        words = _covered(left, claim)
        moved = {aligned[w] for w in words if w in aligned}
        shares = [len(moved & t) / max(len(words) + len(t) - len(moved & t), 1) for t in theirs]
        if shares and max(shares) >= 0.5:
            out[number] = shares.index(max(shares))
    return out


def _covered(words: Sequence[re.Match[str]], claim: Claim) -> set[int]:
    return {i for i, w in enumerate(words) if claim.span.start <= w.start() and w.end() <= claim.span.end}


def _percent(part: int, of: int) -> float:
    return round(100 * part / max(of, 1), 1)


def reprint_figures(
    *, gold: Path = HERE / "gold", corpus: Path | None = None, extractor: Extractor | None = None
) -> dict[str, float]:
    """All figures that can be had, by ``GROUP: FIGURE``: PolNeAR's with its folder, claims' with an extractor."""
    stories = [*read_stories(gold / "stories"), *read_stories(gold / "new_stories")]
    groups = {STORIES: story_figures(stories)}
    if corpus is not None:
        dev, train = read_corpus(corpus, "dev"), read_corpus(corpus, "train")
        groups[POLNEAR] = corpus_figures(dev, [*train, *stories])
        if extractor is not None:
            groups[CLAIMS] = claim_figures(dev, extractor)
    return {f"{group}: {name}": value for group, figures in groups.items() for name, value in figures.items()}


def main() -> None:
    """Print the figures."""
    corpus = SHARED / "attribution" / "polnear"
    there = corpus if corpus.is_dir() else None
    for name, value in reprint_figures(corpus=there, extractor=Extractor(score=False)).items():
        print(f"{name:65} {value:6.1f}")


if __name__ == "__main__":
    main()
