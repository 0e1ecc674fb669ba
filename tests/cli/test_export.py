from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.report.samples import ATTRIBUTIONS, TEXT
from tests.store.sample import person, said
from tracker.records import Article, Claim, Extraction
from tracker.report.exports.columns import TABLES
from tracker.store import Store

TABLE_FORMATS = ("csv", "jsonl", "parquet", "xlsx")
NAMES = [table.name for table in TABLES]


def place(table_format: str) -> str:
    """Where a format is written to."""
    return "out.xlsx" if table_format == "xlsx" else "out"


def read(folder: Path, table_format: str) -> dict[str, list[dict[str, Any]]]:
    """Every table as another program sees it."""
    if table_format == "xlsx":
        pages = {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(folder / "out.xlsx")}
        return {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in pages.items()}
    paths = {name: folder / "out" / f"{name}.{table_format}" for name in NAMES}
    assert sorted(paths.values()) == sorted((folder / "out").iterdir())
    if table_format == "parquet":
        return {name: pq.read_table(path).to_pylist() for name, path in paths.items()}
    texts = {name: path.read_bytes().decode("utf-8") for name, path in paths.items()}
    if table_format == "jsonl":
        return {name: [json.loads(line) for line in text.splitlines()] for name, text in texts.items()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def ask(database: Path, sql: str) -> list[tuple[Any, ...]]:
    """Plain SQL."""
    conn = sqlite3.connect(database)
    try:
        return conn.execute(sql).fetchall()
    finally:
        conn.close()


def columns(rows: list[dict[str, Any]], *names: str) -> list[tuple[str, ...]]:
    """Some columns as text, empty where there is nothing."""
    return [tuple("" if row[name] in (None, "") else str(row[name]) for name in names) for row in rows]


def told(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Rows of plain SQL likewise."""
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


@pytest.mark.parametrize("table_format", TABLE_FORMATS)
def test_every_row_is_that_of_plain_sql(run: Run, disputes: Path, tmp_path: Path, table_format: str) -> None:
    result = run("export", table_format, "--output", place(table_format))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"4 claims, 2 speakers, 2 contradictions, 1 update · {place(table_format)}\n"
    tables = read(tmp_path, table_format)
    assert columns(tables["claims"], "id", "text", "quote", "speaker_name", "article_ref", "span_start") == told(
        ask(
            disputes,
            "SELECT c.id, c.text, c.quote, s.name, a.ref, c.start_char FROM claims c"
            " JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id"
            " LEFT JOIN mentions m ON m.id = t.mention_id LEFT JOIN speakers s ON s.id = m.speaker_id ORDER BY c.id",
        )
    )
    assert columns(tables["speakers"], "speaker_id", "speaker_name", "claims", "articles", "first_date") == told(
        ask(
            disputes,
            'SELECT "Speaker id", "Speaker", "Claims", "Articles", "First quoted" FROM sources_overview'
            ' ORDER BY "Speaker id"',
        )
    )
    pairs = columns(tables["contradictions"], "id", "a_id", "b_id", "status", "a_text")
    assert pairs == told(
        ask(
            disputes,
            "SELECT p.id, claim_a, claim_b, status, text FROM current_relations p JOIN claims c ON c.id = claim_a"
            " WHERE relation = 'contradiction' AND claim_a NOT IN (SELECT claim_id FROM reprinted_claims)"
            " ORDER BY p.id",
        )
    )
    assert columns(tables["contradictions"], "also")[0][0].strip("[]") == "2"
    updates = columns(tables["updates"], "id", "a_id", "b_id", "status", "a_text", "relation")
    assert updates == told(
        ask(
            disputes,
            "SELECT p.id, claim_a, claim_b, status, text, relation FROM current_relations p"
            " JOIN claims c ON c.id = claim_a WHERE relation = 'supersedes' ORDER BY p.id",
        )
    )
    assert len(updates) == 1
    assert columns(tables["columns"], "table", "column", "meaning") == [
        (table.name, column.name, column.meaning) for table in TABLES for column in table.columns
    ]


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize(
    ("options", "condition"),
    [
        (("--speaker", "Lee Tan"), "s.name = 'Lee Tan'"),
        (("--outlet", "river post"), "a.outlet = 'River Post'"),
        (("--since", "2024-03-03"), "a.date >= '2024-03-03'"),
        (("--until", "2024-03-02", "--kind", "direct"), "a.date < '2024-03-03' AND t.kind = 'direct'"),
        (("--distance", "distancing"), "t.distance = 'distancing'"),
        (("--min-confidence", "0.95"), "t.confidence >= 0.95"),
        (("--certainty", "doubtful", "--polarity", "negative"), "0"),
        (("--speaker", "Zebulon Quux"), "0"),
    ],
)
def test_the_claims_asked_for_their_speakers_and_contradictions(
    run: Run, tmp_path: Path, options: tuple[str, ...], condition: str
) -> None:
    assert run("export", "jsonl", "-o", "out", *options).exit_code == 0
    tables = read(tmp_path, "jsonl")
    rows = ask(
        tmp_path / "tracker.db",
        "SELECT c.id, s.id FROM claims c JOIN attributions t ON t.id = c.attribution_id"
        " JOIN articles a ON a.id = t.article_id JOIN mentions m ON m.id = t.mention_id"
        f" JOIN speakers s ON s.id = m.speaker_id WHERE {condition} ORDER BY c.id",
    )
    assert [row["id"] for row in tables["claims"]] == [row[0] for row in rows]
    assert [row["speaker_id"] for row in tables["speakers"]] == sorted({row[1] for row in rows})
    assert sum(row["claims"] for row in tables["speakers"]) == len(rows)
    wanted = {row[0] for row in rows}
    heads = {1: {1, 2, 3}, 3: {1, 4}}  # the claims of each dispute, its tellings included
    assert [row["id"] for row in tables["contradictions"]] == [head for head, ids in heads.items() if ids & wanted]
    assert [row["id"] for row in tables["updates"]] == ([4] if {3, 4} & wanted else [])


@pytest.mark.usefixtures("disputes")
def test_what_a_person_decided_is_told(run: Run, tmp_path: Path) -> None:
    run("review", "1", "--confirm", "--note", "=1+1", "--by", "kim")
    run("review", "3", "--dismiss", "--by", "kim")
    assert run("export", "csv", "-o", "out").exit_code == 0
    rows = read(tmp_path, "csv")["contradictions"]
    assert columns(rows, "status", "note", "reviewer") == [("confirmed", "'=1+1", "kim"), ("dismissed", "", "kim")]


@pytest.mark.parametrize("table_format", TABLE_FORMATS)
def test_an_empty_database_gives_empty_tables(run: Run, tmp_path: Path, table_format: str) -> None:
    Store.open(tmp_path / "tracker.db").close()
    result = run("export", table_format, "-o", place(table_format))
    assert (result.exit_code, result.stderr) == (
        0,
        f"0 claims, 0 speakers, 0 contradictions, 0 updates · {place(table_format)}\n",
    )
    tables = read(tmp_path, table_format)
    assert [len(tables[name]) for name in NAMES[:4]] == [0, 0, 0, 0]
    assert len(tables["columns"]) == sum(len(table.columns) for table in TABLES)


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize("table_format", [*TABLE_FORMATS, "claimreview", "annotations"])
def test_the_same_database_gives_the_same_bytes(run: Run, tmp_path: Path, table_format: str) -> None:
    run("review", "1", "--confirm", "--by", "kim")
    found = []
    article = ["1"] if table_format == "annotations" else []
    for _ in range(2):
        assert run("export", table_format, *article, "-o", place(table_format), "--force").exit_code == 0
        out = tmp_path / place(table_format)
        found.append([(path.name, path.read_bytes()) for path in (sorted(out.iterdir()) if out.is_dir() else [out])])
    assert found[0] == found[1]


@pytest.mark.usefixtures("disputes")
@pytest.mark.parametrize("table_format", [*TABLE_FORMATS, "claimreview", "annotations"])
def test_nothing_is_overwritten_without_force(run: Run, tmp_path: Path, table_format: str) -> None:
    article = ["1"] if table_format == "annotations" else []
    out = tmp_path / place(table_format)
    taken = out if table_format not in ("csv", "jsonl", "parquet") else out / f"speakers.{table_format}"
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("mine", encoding="utf-8")
    result = run("export", table_format, *article, "-o", place(table_format))
    assert (result.exit_code, result.stdout) == (1, "")
    said_so = "there is a file already; name another place, or overwrite with --force"
    assert result.stderr == f"tracker: {taken.relative_to(tmp_path)}: {said_so}\n"
    assert taken.read_text(encoding="utf-8") == "mine"
    if out.is_dir():
        assert list(out.iterdir()) == [taken]
    assert run("export", table_format, *article, "-o", place(table_format), "--force").exit_code == 0
    assert taken.read_bytes() != b"mine"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("table_format", "library"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table_format: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    result = run("export", table_format, "-o", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"tracker: writing {table_format} needs {library}; in a checkout of tracker: pip install '.[{table_format}]'\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("table_format", TABLE_FORMATS)
def test_an_interrupt_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table_format: str
) -> None:
    each_claim = Store.each_claim

    def stopped(self: Store, question: Any) -> Iterator[Any]:  # noqa: ANN401
        yield from list(each_claim(self, question))[:2]
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "each_claim", stopped)
    before = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("tracker.db"))
    result = run("export", table_format, "-o", place(table_format))
    assert (result.exit_code, result.stderr) == (130, "tracker: interrupted\n")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("tracker.db")) == before


HOSTILE = "=cmd|'/c calc'!A1 \x1b]0;owned\x07 \u202eevil 👩\u200d🚀 <b>x</b> " + "long" * 9000


@pytest.mark.parametrize("table_format", TABLE_FORMATS)
def test_hostile_words_survive(run: Run, tmp_path: Path, table_format: str) -> None:
    with Store.open(tmp_path / "tracker.db") as store:
        store.add_article(said(person("=Ada\x00 Osei"), HOSTILE, ref="=r.txt", outlet="@outlet"))
    assert run("export", table_format, "-o", place(table_format)).exit_code == 0
    tables = read(tmp_path, table_format)
    (claim,), (speaker,) = tables["claims"], tables["speakers"]
    marked = "'" if table_format == "csv" else ""
    assert claim["article_ref"] == f"{marked}=r.txt"
    assert claim["article_outlet"] == f"{marked}@outlet"
    if table_format == "xlsx":
        assert (
            claim["quote"] == HOSTILE.translate({0x1B: "\ufffd", 7: "\ufffd"})[:32_764] + "…"
        )  # two of them count twice
        assert speaker["speaker_name"] == "=Ada\ufffd Osei"
        cells = [cell for row in load_workbook(tmp_path / "out.xlsx")["claims"] for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
    else:
        assert claim["quote"] == marked + HOSTILE
        assert speaker["speaker_name"] == f"{marked}=Ada\x00 Osei"


@pytest.mark.usefixtures("disputes")
def test_claimreview_is_of_what_a_person_decided(run: Run, tmp_path: Path) -> None:
    nothing = run("export", "claimreview")
    assert (nothing.exit_code, json.loads(nothing.stdout)) == (0, {"@context": "https://schema.org", "@graph": []})
    assert nothing.stderr == (
        "tracker: no contradictions found that a person has decided on; `tracker review` asks about each\n"
    )
    run("review", "1", "--confirm", "--by", "kim")
    run("review", "3", "--dismiss", "--by", "lou")
    printed = run("export", "claimreview")
    assert printed.stderr == ""
    reviews = [node for node in json.loads(printed.stdout)["@graph"] if node["@type"] == "ClaimReview"]
    decided = ask(tmp_path / "tracker.db", "SELECT reviewer, at FROM reviews ORDER BY id")
    assert [(one["author"]["name"], one["datePublished"]) for one in reviews] == [
        row for row in decided for _ in range(2)
    ]
    assert run("export", "claimreview", "-o", "out.jsonld").stdout == ""
    assert (tmp_path / "out.jsonld").read_text(encoding="utf-8") == printed.stdout
    assert run("export", "claimreview", "-o", "-").stdout == printed.stdout
    narrowed = json.loads(run("export", "claimreview", "--outlet", "harbour news").stdout)["@graph"]
    assert [node["reviewRating"]["alternateName"] for node in narrowed if node["@type"] == "ClaimReview"] == [
        "Contradicted"
    ] * 2


@pytest.mark.usefixtures("database")
def test_annotations_are_of_one_article(run: Run, tmp_path: Path) -> None:
    printed = run("export", "annotations", "bridge.txt")
    assert (printed.exit_code, printed.stderr) == (0, "")
    items = json.loads(printed.stdout)["items"]
    rows = ask(
        tmp_path / "tracker.db",
        "SELECT substr(a.text, c.start_char + 1, c.end_char - c.start_char), c.start_char, c.end_char FROM claims c"
        " JOIN attributions t ON t.id = c.attribution_id JOIN articles a ON a.id = t.article_id WHERE a.id = 1"
        " ORDER BY t.position, c.position",
    )
    selectors = [item["target"]["selector"] for item in items]
    assert [(words["exact"], place["start"], place["end"]) for words, place in selectors] == rows
    assert run("export", "annotations", "1", "-o", "out.jsonld").exit_code == 0
    assert (tmp_path / "out.jsonld").read_text(encoding="utf-8") == printed.stdout


def test_annotations_count_characters_not_bytes(run: Run, tmp_path: Path) -> None:
    text = "👩\u200d🚀 e\u0301 " + TEXT
    moved = len(text) - len(TEXT)
    claim = ATTRIBUTIONS[3].claims[0]
    shifted = Claim(type(claim.span)(claim.span.start + moved, claim.span.end + moved), claim.text)
    heard = replace(ATTRIBUTIONS[3], source=(), cue=(), content=(shifted.span,), claims=(shifted,))
    with Store.open(tmp_path / "tracker.db") as store:
        store.add_article(Extraction(Article("a.txt", text), (heard,), "sample@1"))
    words, where = json.loads(run("export", "annotations", "a.txt").stdout)["items"][0]["target"]["selector"]
    assert text[where["start"] : where["end"]] == words["exact"] == claim.span.of(TEXT)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("arguments", "code", "said_so"),
    [
        (("csv",), 2, "tracker export csv --output FOLDER"),
        (("xlsx",), 2, "tracker export xlsx --output FILE"),
        (("csv", "-o", "-"), 2, "where to?"),
        (("csv", "1", "-o", "out"), 2, "only annotations are of one ARTICLE"),
        (("annotations",), 2, "of which article?"),
        (("annotations", "1", "--since", "2024"), 2, "no other option"),
        (("pdf", "-o", "out"), 2, "pdf"),
        ((), 2, "FORMAT"),
        (("annotations", "nothing.txt"), 1, "no article 'nothing.txt'"),
        (("csv", "-o", "out", "--since", "soon"), 1, "no such date: 'soon'"),
        (("csv", "-o", "none/out"), 1, "no folder"),
        (("csv", "-o", "tracker.db"), 1, "not a folder"),
        (("xlsx", "-o", ".", "--force"), 1, "not a file"),
        (("claimreview", "--db", "no.db"), 1, "no database at no.db"),
    ],
)
def test_what_cannot_be_exported(run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said_so: str) -> None:
    before = sorted(tmp_path.iterdir())
    result = run("export", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said_so in " ".join(result.stderr.replace("│", " ").split())
    if code == 1:
        assert result.stderr.startswith("tracker: ")
        assert result.stderr.count("\n") == 1
    after = [path for path in sorted(tmp_path.iterdir()) if not path.name.startswith("tracker.db-")]
    assert after == [path for path in before if not path.name.startswith("tracker.db-")]
