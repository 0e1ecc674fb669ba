"""Word documents: all that is shown and nothing that is not; bombs refused."""

from __future__ import annotations

import pytest

from tests.ingest.documents import MC, W, docx, paragraph, zipped
from tracker.errors import InputError
from tracker.ingest.docx import article_from_docx
from tracker.records import Article


def read(data: bytes) -> Article:
    return article_from_docx(data, ref="s.docx", where="s.docx")


def test_a_statement() -> None:
    body = paragraph("Ferry halted") + paragraph("") + paragraph("“Two cracks,” harbour master Jona Feld said.")
    article = read(docx(body))
    assert article == Article(
        ref="s.docx",
        text="Ferry halted\n\n“Two cracks,” harbour master Jona Feld said.",
        title="Statement on the ferry",
        date="2024-03-02",
        author="Port Office",
        language="en",
        mended=("date: the day on which the file was made",),
    )


def test_what_is_shown_and_what_is_not() -> None:
    def run(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    body = (
        f"<w:p><w:ins>{run('It will ')}</w:ins><w:del><w:r><w:delText>never </w:delText></w:r></w:del>{run('sail')}"
        f"<w:r><w:br/></w:r><w:hyperlink>{run('in')}</w:hyperlink><w:r><w:tab/></w:r>{run('May.')}"
        f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:noBreakHyphen/></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('Ship')}</w:tc><w:tc>{paragraph('Cracks')}{paragraph('found')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('Tern')}</w:tc><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>"
        f"<w:p>{run('Before.')}<mc:AlternateContent>"
        f"<mc:Choice><w:txbxContent>{paragraph('In the box.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('In the box.')}</w:txbxContent></mc:Fallback>"
        f"</mc:AlternateContent>{run(' After.')}</w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('In a form.')}</w:sdtContent></w:sdt>"
    )
    rule = f"<w:footnote w:type='separator'>{paragraph('___')}</w:footnote>"
    notes = f"{rule}<w:footnote>{paragraph('By hand.')}</w:footnote>"
    article = read(docx(body, footnotes=notes))
    assert article.text.split("\n\n") == [
        "It will sail\nin\tMay.-",
        "Ship | Cracks found",
        "Tern | 2",
        "Before. After.",
        "In the box.",
        "In a form.",
        "By hand.",
    ]
    assert article.mended[0] == "1 footnote put at the end"


@pytest.mark.parametrize("title", ["Microsoft Word - draft3", "statement_final.docx", "Untitled", " "])
def test_a_title_that_is_a_file_name_is_none(title: str) -> None:
    assert read(docx(paragraph("It fell, the mayor said."), title=title)).title != title


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(""), "a Word document without text"),
        (docx("<w:p>"), "a damaged Word document"),
        (docx("<w:p>" * 600 + "</w:p>" * 600), "nested too deep"),
        (zipped({"a.txt": b"x"}), "a damaged Word document"),
        (zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a document type"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")}), "a document type"),
        (docx(paragraph("It fell."))[:-40], "damaged zip archive"),
    ],
)
def test_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(data)
    assert said in str(error.value)


def test_a_bomb_is_not_unpacked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.docx._MAX_XML", 1_000_000)
    data = zipped({"word/document.xml": f"<w:document {W} {MC}>".encode() + b" " * 50_000_000})
    with pytest.raises(InputError, match="unpacks to more than"):
        read(data)
