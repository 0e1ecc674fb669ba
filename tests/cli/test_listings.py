from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.records import Article, Claim, Extraction, Span, Speaker
from tracker.store import Store

pytestmark = pytest.mark.usefixtures("database")

CLAIM = [
    "id", "text", "quote", "span", "kind", "speaker", "article", "certainty", "score", "polarity", "confidence",
    "factuality", "distance", "evidence", "certainty_model",
    "origin_article", "nested_in", "told_by", "because", "speaker_confidence", "candidates",
]  # fmt: skip
SPEAKER = ["id", "name", "kind", "role", "affiliation", "tenure", "count", "anonymity"]
ARTICLE = ["id", "ref", "title", "outlet", "date", "url"]
SOURCE = ["speaker", "names", "claims", "articles", "first_date", "last_date"]


@pytest.mark.parametrize("listing", [("claims",), ("who", "Ada Osei")])
def test_the_contract_of_claims(run: Run, listing: tuple[str, ...]) -> None:
    as_json = run(*listing, "--format", "json")
    items = json.loads(as_json.stdout)
    assert isinstance(items, list)
    assert items
    for item in items:
        assert list(item) == CLAIM
        assert list(item["article"]) == ARTICLE
        assert item["speaker"] is None or list(item["speaker"]) == SPEAKER
        assert item["certainty"] is item["score"] is item["polarity"] is None
    as_lines = run(*listing, "-f", "jsonl")
    assert [json.loads(line) for line in as_lines.stdout.splitlines()] == items
    rows = list(csv.DictReader(io.StringIO(run(*listing, "-f", "csv").stdout)))
    assert [row["text"] for row in rows] == [item["text"] for item in items]
    assert as_json.stderr == as_lines.stderr == ""


def test_the_contract_of_sources(run: Run) -> None:
    items = json.loads(run("sources", "-f", "json").stdout)
    assert [item["speaker"]["name"] for item in items] == ["Ada Osei", "Engineers", "Lee Tan"]
    assert all(list(item) == SOURCE and list(item["speaker"]) == SPEAKER for item in items)
    assert (items[0]["claims"], items[0]["articles"]) == (5, 2)
    rows = list(csv.DictReader(io.StringIO(run("sources", "-f", "csv").stdout)))
    assert [row["speaker_name"] for row in rows] == ["Ada Osei", "Engineers", "Lee Tan"]


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ((), 8),
        (("deck",), 1),
        (("--speaker", "osei"), 5),
        (("--outlet", "River Post"), 6),
        (("--article", "b2"), 2),
        (("--article", "bridge.txt"), 6),
        (("--since", "2024"), 6),
        (("--until", "2023-01"), 2),
        (("--since", "2024-03-02", "--until", "2024-03-02"), 6),
        (("--kind", "direct"), 4),
        (("--min-confidence", "0"), 8),
        (("--min-confidence", "0.88", "--article", "1"), 4),
        (("--min-confidence", "1"), 0),
        (("--limit", "3"), 3),
        (("nonsense",), 0),
    ],
)
def test_questions(run: Run, arguments: tuple[str, ...], number: int) -> None:
    result = run("claims", *arguments, "--format", "jsonl")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == number
    assert result.stderr == ("" if number else "tracker: no claims found\n")


def test_a_piped_table_is_100_wide_and_plain(run: Run) -> None:
    result = run("claims", "--article", "bridge.txt")
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "Ada Osei                           1  “The bridge is safe”" in result.stdout


def test_who_heads_the_page_with_the_speaker(run: Run) -> None:
    result = run("who", "osei")
    assert result.stdout.startswith(
        "Ada Osei\nmayor, Rivertown (2023 – 2024)\nid 1 · person · 2023-01-01 – 2024-03-02\n"
    )
    assert "5 claims in 2 articles" in result.stdout
    assert "ferry" not in result.stdout


def test_who_of_several_says_so(run: Run, database: Path) -> None:
    with Store.open(database, create=False) as store:
        stored = store.article("b2")
        osei = stored.attributions[0].speaker
        assert osei
        kofi = type(osei)("Kofi Osei", "person", "pilot", None, ("Kofi Osei",))
        article = Article("b3", "Kofi Osei said he flew.")
        heard = type(stored.attributions[0])(
            (Span(0, 9),), (Span(10, 14),), (Span(15, 22),), "indirect", 0.9, kofi, (Claim(Span(15, 22), "He flew."),)
        )
        store.add_article(Extraction(article, (heard,), "sample@1"))
    result = run("who", "osei", "-f", "jsonl")
    assert "'osei' may be any of 2 speakers, all shown here; a fuller name or an id picks one:\n" in result.stderr
    assert "     4  Kofi Osei — pilot · 1 claim in 1 article\n" in result.stderr
    names = {json.loads(line)["speaker"]["name"] for line in result.stdout.splitlines()}
    assert names == {"Ada Osei", "Kofi Osei"}
    picked = run("who", "4", "-f", "jsonl")
    assert picked.stderr == ""
    assert {json.loads(line)["speaker"]["name"] for line in picked.stdout.splitlines()} == {"Kofi Osei"}
    assert {
        json.loads(line)["speaker"]["name"] for line in run("who", "kofi osei", "-f", "jsonl").stdout.splitlines()
    } == {"Kofi Osei"}


def test_who_of_very_many_names_the_first_ten(run: Run, database: Path) -> None:
    with Store.open(database, create=False) as store:
        heard = store.article("b2").attributions[0]
        ali = replace(heard, speaker=Speaker("Ali", "person", names=("Ali",)))
        for number in range(12):
            store.add_article(Extraction(Article(f"c{number}", store.article("b2").article.text), (ali,), "sample@1"))
    said = run("who", "ali", "-f", "jsonl").stderr.splitlines()
    assert said[0].startswith("'ali' may be any of 12 speakers")
    assert all(line.lstrip().lstrip("0123456789").startswith("  Ali · ") for line in said[1:11])
    assert said[11:] == ["        … and 2 more"]


def test_who_nobody(run: Run) -> None:
    result = run("who", "Zebulon Quux")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tracker: nobody called 'Zebulon Quux' is quoted; `tracker sources` lists who is\n"


def test_show(run: Run) -> None:
    for handle in ("1", "news/bridge.txt", "bridge.txt"):
        assert '[1 "The bridge is safe,"] said Ada Osei' in run("show", handle).stdout
    told = json.loads(run("show", "1", "--format", "json").stdout)
    assert list(told) == [
        "article", "author", "place", "agency", "language", "mended", "version", "versions", "text", "attributions",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "nothing.txt"), 1),
        (("claims", "--since", "soon"), 1),
        (("claims", "--limit", "0"), 2),
        (("claims", "--kind", "loud"), 2),
        (("claims", "--min-confidence", "1.1"), 2),
        (("claims", "--min-confidence", "nan"), 2),
        (("who", "osei", "--min-confidence", "-1"), 2),
        (("sources", "--min-confidence", "3"), 2),
        (("show", "1", "--min-confidence", "nan"), 2),
        (("report", "--min-confidence", "1.5"), 2),
        (("contradictions", "--min-confidence", "sure"), 2),
        (("export", "csv", "-o", "x", "--min-confidence", "2"), 2),
        (("extract", "x.txt", "--min-confidence", "nan"), 2),
        (("claims", "--format", "xml"), 2),
        (("claims", "--nonsense"), 2),
        (("who",), 2),
        (("claims", "--db", "no/such.db"), 1),
        (("claims", "--db", "."), 1),
    ],
)
def test_what_cannot_be_asked(run: Run, arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    if code == 1:
        assert result.stderr.startswith("tracker: ")
        assert result.stderr.count("\n") == 1


def test_the_database_is_an_option_or_a_variable(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = database.rename(tmp_path / "other.db")
    assert run("sources").exit_code == 1
    assert run("sources", "--db", str(other)).exit_code == 0
    monkeypatch.setenv("TRACKER_DB", str(other))
    assert run("sources").exit_code == 0
    assert run("sources", "--db", "none.db").exit_code == 1
