"""PDF: running text out of lines on pages."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ingest.documents import forms_within_forms, pdf, set_lines
from tracker.errors import InputError
from tracker.ingest.pdf import article_from_pdf
from tracker.ingest.pdf_layout import Line, Page, paragraphs_of
from tracker.ingest.pdf_process import PdfProcess
from tracker.records import Article


def read(data: bytes) -> Article:
    return article_from_pdf(data, ref="r.pdf", where="r.pdf")


LEFT = [
    "The inquiry found that the dam had been",
    "inspected twice. “Nobody read the second",
    "report,” Judge Ilse Korran said on Monday.",
    "",
    "The board of the river authority disputes",
    "that. Its chairman, Tomas Vey, said that the",
    "report had been sent to the ministry, which",
    "was responsible for what was done about the",
]
RIGHT = [
    "cracks that the inspectors had found in the",
    "eastern wall of the dam two years before it",
    "gave way.",
    "",
    "The ministry said on Tuesday that it would",
    "answer in writing. A spokesman said that it",
    "had “every confidence” in the engineers who",
    "built the dam, and would not say more.",
]
PARAGRAPHS = [
    "The inquiry found that the dam had been inspected twice. “Nobody read the second report,” Judge Ilse Korran said "
    "on Monday.",
    "The board of the river authority disputes that. Its chairman, Tomas Vey, said that the report had been sent to "
    "the ministry, which was responsible for what was done about the cracks that the inspectors had found in the "
    "eastern wall of the dam two years before it gave way.",
    "The ministry said on Tuesday that it would answer in writing. A spokesman said that it had “every confidence” in "
    "the engineers who built the dam, and would not say more.",
]


def test_columns_one_after_the_other() -> None:
    article = read(pdf([set_lines(LEFT) + set_lines(RIGHT, x=320)]))
    assert article.text.split("\n\n") == PARAGRAPHS


def test_columns_that_were_drawn_a_row_at_a_time() -> None:
    rows = [drawn for pair in zip(set_lines(LEFT), set_lines(RIGHT, x=320), strict=True) for drawn in pair]
    assert read(pdf([rows])).text.split("\n\n") == PARAGRAPHS


def test_headers_and_footers_are_left_out_and_a_paragraph_goes_on_over_the_page() -> None:
    pages = [
        [(72, 810, 9, "River Authority · Report 7"), *set_lines(lines), (290, 30, 9, f"Page {number} of 3")]
        for number, lines in enumerate((LEFT, RIGHT, ["It said nothing else."]), start=1)
    ]
    article = read(pdf(pages, title="The dam at Varn", author="River Authority"))
    assert article.text.split("\n\n") == [*PARAGRAPHS, "It said nothing else."]
    assert (article.title, article.author, article.date) == ("The dam at Varn", "River Authority", "2024-03-02")
    assert article.mended == (
        "left out of the pages: 'River Authority · Report 7'",
        "left out of the pages: page numbers",
        "date: the day on which the file was made",
    )


def test_words_divided_at_the_ends_of_lines() -> None:
    lines = [
        "The inter-",
        "national inquiry into the well-",
        "known dam was read by the vice-",
        "president of the Anglo-",
        "Varn company, who heard of the re-",
        "entry and of a re-entry before, and of the long-term debt, in the long-",
        "term report of the year.",
    ]
    assert read(pdf([set_lines(lines)])).text == (
        "The international inquiry into the well-known dam was read by the vice-president of the Anglo-Varn company, "
        "who heard of the re-entry and of a re-entry before, and of the long-term debt, in the long-term report of the "
        "year."
    )


def test_headings_indents_and_lists_begin_paragraphs() -> None:
    first = set_lines(LEFT[:3])
    heading = [(72.0, 800.0, 18.0, "Dam inquiry ends")]
    indented = [(90.0, 718.0, 11.0, LEFT[4])] + [(72.0, 718 - 13.75 * (at + 1), 11.0, LEFT[5 + at]) for at in range(2)]
    listed = [(72.0, 660.0, 11.0, "• two cracks"), (72.0, 646.25, 11.0, "• one leak")]
    blocks = read(pdf([heading + first + indented + listed])).text.split("\n\n")
    assert [block[:12] for block in blocks] == [
        "Dam inquiry ",
        "The inquiry ",
        "The board of",
        "• two cracks",
        "• one leak",
    ]


def test_text_on_every_page_that_is_no_header_stays() -> None:
    pages = [set_lines([f"Chapter {name}", "It was said that nobody knew.", "The end."]) for name in ("a", "b", "c")]
    assert read(pdf(pages)).text.count("nobody knew") == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([[]]), "a PDF without text, only pictures of it; read its letters first"),
        (b"%PDF-1.4\nno more", "a damaged PDF"),
        (b"", "a damaged PDF"),
    ],
)
def test_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(data)
    assert str(error.value).startswith(f"r.pdf: {said}")


def test_damage_never_raises_anything_else() -> None:
    whole = pdf([set_lines(LEFT), set_lines(RIGHT)])
    for at in range(0, len(whole), 97):
        for data in (whole[:at], whole[:at] + b"\xff<<" + whole[at + 3 :]):
            try:
                read(data)
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017


def test_a_page_that_takes_for_ever_is_left_out_and_the_next_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.pdf.PAGE_SECONDS", 0.3)
    assert read(forms_within_forms(2)).text.count("It fell.") == 100
    data = forms_within_forms(20)  # 10^20 times: of 6 kB, for longer than the world is old
    assert len(data) < 6_000
    for _ in range(2):
        with pytest.raises(InputError) as error:
            read(data)
        assert str(error.value) == (
            "r.pdf: a page that takes more than 0.3 seconds to read; left out; print it into a new PDF, or save it as "
            "text"
        )
    assert read(pdf([set_lines(LEFT[:3])])).text == PARAGRAPHS[0]


def test_a_document_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.pdf.SECONDS", 0.2)
    with pytest.raises(InputError, match=r"a PDF that takes more than 0\.2 seconds to read"):
        read(pdf([set_lines([LEFT[0]] * 50)] * 200))


def test_one_process_for_all_documents_and_a_new_one_after_it_was_ended() -> None:
    process = PdfProcess()
    try:
        first = process.read(forms_within_forms(0), page_seconds=5, seconds=5, most=100)
        assert [[line[0] for line in lines] for _, lines in first["pages"]] == [["It fell."]]
        held = process._process
        assert process.read(forms_within_forms(1), page_seconds=5, seconds=5, most=100)["pages"]
        assert held is not None
        assert process._process is held
        held.kill()
        held.wait()
        assert process.read(forms_within_forms(0), page_seconds=5, seconds=5, most=100) == first
        assert process._process is not held
    finally:
        process.close()


def test_a_reader_that_breaks_down_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "breaks.py"
    program.write_text("import os, sys\nsys.stdin.buffer.read(40)\nos.abort()\n")
    monkeypatch.setattr("tracker.ingest.pdf_lines.__file__", str(program))
    monkeypatch.setattr("tracker.ingest.pdf.PDF_PROCESS", process := PdfProcess())
    with pytest.raises(InputError, match=r"r\.pdf: a PDF over which its reader breaks down; left out"):
        read(pdf([set_lines(LEFT)]))
    assert process._process is None


def test_without_a_process_it_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.pdf.PDF_PROCESS", PdfProcess())
    monkeypatch.setattr("sys.executable", "")
    assert read(pdf([set_lines(LEFT[:3])])).text == PARAGRAPHS[0]


def test_a_long_paragraph_takes_no_longer_than_its_lines() -> None:
    spent = []
    for number in (2_000, 16_000):
        lines = [
            Line("and nobody had read the second re", 72, 500, -12.0 * at, 10 - 12.0 * at, at, True)
            for at in range(number)
        ]
        start = time.process_time()
        (paragraph,) = paragraphs_of([Page(tuple(lines))])
        spent.append(time.process_time() - start)
        assert len(paragraph) == 33 * number + 1
    assert spent[1] < 24 * spent[0]  # 8 times as much


def test_without_the_library() -> None:
    code = (
        "import sys; sys.modules['pypdfium2'] = sys.modules['warcio'] = None\n"
        "from tracker.ingest.pdf import article_from_pdf\nfrom tracker.ingest.warc import read_warc\nimport io\n"
        "from tracker.errors import InputError\n"
        "pdf = lambda: article_from_pdf(b'', ref='', where='a')\n"
        "warc = lambda: next(read_warc(io.BytesIO(), where='a'))\n"
        "for read in (pdf, warc):\n"
        "    try: read()\n    except InputError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "a: reading PDF needs a library that is not installed; pip install 'tracker[documents]'",
        "a: reading web archives needs a library that is not installed; pip install 'tracker[warc]'",
    ]
