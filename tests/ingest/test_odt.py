"""ODT: the words that LibreOffice shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.documents import ODT_TYPE, mail, odt, zipped
from tracker.errors import InputError
from tracker.ingest import read_articles
from tracker.ingest.odt import article_from_odt
from tracker.records import Article


def read(body: str) -> Article:
    return article_from_odt(odt(body), ref="s.odt", where="s.odt")


def test_paragraphs_and_what_is_known_of_the_document() -> None:
    article = read(
        '<text:h text:outline-level="1">Ferry halted</text:h>'
        "<text:p>The ferry <text:span>stays</text:span> in\n   port,<text:s text:c='3'/>harbour master "
        "<text:span><text:span>Jona</text:span> Feld</text:span> said.</text:p>"
        "<text:p/><text:p>Pier 1<text:line-break/>Tern<text:tab/>Harbour</text:p>"
    )
    assert article.text == (
        "Ferry halted\n\nThe ferry stays in port, harbour master Jona Feld said.\n\nPier 1\nTern\tHarbour"
    )
    assert (article.title, article.author, article.date) == ("Statement on the ferry", "Ada Quist", "2024-03-02")
    assert article.mended == ("date: the day on which the file was made",)


def test_what_it_does_not_show_is_not_read() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Struck out.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Ferry 1</text:p></text:index-body></text:table-of-content>"
        "<text:p>It fell<office:annotation><text:p>Really?</text:p></office:annotation>, she said.</text:p>"
    )
    assert read(body).text == "It fell, she said."


def test_tables_lists_text_boxes_and_footnotes() -> None:
    body = (
        "<text:list><text:list-item><text:p>two cracks</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Ferry</text:p></table:table-cell><table:table-cell>"
        "<text:p>halted</text:p><text:p>today</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>It fell<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>In the night.</text:p></text:note-body></text:note>, she said.<draw:frame><draw:text-box>"
        "<text:p>Beside it.</text:p></draw:text-box>"
        "</draw:frame></text:p><text:p>Twice.</text:p>"
    )
    article = read(body)
    assert article.text.split("\n\n") == [
        "two cracks",
        "Ferry | halted today",
        "It fell, she said.",
        "Beside it.",
        "Twice.",
        "In the night.",
    ]
    assert article.mended[0] == "1 footnote put at the end"


def test_by_whatever_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = odt("<text:p>It fell.</text:p>")
    message = mail("See the statement.")
    message.add_attachment(data, maintype="application", subtype="vnd.oasis.opendocument.text", filename="s.odt")
    for name, held in (("s.odt", data), ("s", data), ("a.zip", zipped({"s.odt": data})), ("m.eml", bytes(message))):
        Path(name).write_bytes(held)
    found = read_articles(["s.odt", "s", "a.zip", "m.eml"])
    assert [(one.ref, one.text) for one in found if isinstance(one, Article)] == [
        ("s.odt", "It fell."),
        ("s", "It fell."),
        ("a.zip/s.odt", "It fell."),
        ("m.eml", "See the statement."),
        ("m.eml/s.odt", "It fell."),
    ]
    Path("sheet").write_bytes(zipped({"mimetype": ODT_TYPE.replace(b"text", b"spreadsheet"), "content.xml": b"<x/>"}))
    (error,) = read_articles(["sheet"])
    assert str(error) == "sheet: this is an OpenDocument file, which is not read; save it as text, DOCX or CSV"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (odt("<text:p> </text:p>"), "an ODT document without text; nothing to read here"),
        (odt("<text:p>"), "a damaged ODT document: mismatched tag"),
        (
            odt("", more={"content.xml": b"<!DOCTYPE x [<!ENTITY a 'aa'>]><x>&a;</x>"}),
            "a damaged ODT document: it has a document type, as no ODT document has",
        ),
        (odt("<text:section>" * 600), "a damaged ODT document: nested too deep"),
        (
            odt("", more={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "needs a password; save it without one",
        ),
        (zipped({"mimetype": ODT_TYPE}), "a damaged ODT document: "),
    ],
)
def test_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        article_from_odt(data, ref="s.odt", where="s.odt")
    assert str(error.value).startswith(f"s.odt: {said}")


def test_a_document_that_unpacks_to_very_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.odt._MAX_XML", 100_000)
    with pytest.raises(InputError, match=r"s\.odt: a document that unpacks to more than 200 MB; left out"):
        read("<text:p>It fell.</text:p>" * 9_000)


def test_damage_never_raises_anything_else() -> None:
    whole = odt("<text:p>It fell, she said.</text:p>")
    for at in range(0, len(whole), 7):
        for data in (whole[:at], whole[:at] + b"\xff\x01" + whole[at + 2 :]):
            try:
                article_from_odt(data, ref="s", where="s")
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017
