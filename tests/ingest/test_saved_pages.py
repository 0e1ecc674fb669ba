"""Pages that browsers saved as one file: MHTML and Safari's web archives."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.ingest import read_articles
from tracker.ingest.saved_pages import article_from_mhtml, article_from_webarchive
from tracker.records import Article

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Weir to be rebuilt</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Weir to be rebuilt</h1>
<p>The weir at Tarn Mill will be rebuilt before the winter, the parish said in a letter to all who live there.</p>
<p>“It was never a question of whether,” said Hedda Roth, who chairs the parish council in the old café.</p>
</article></body></html>"""
TEXT = (
    "The weir at Tarn Mill will be rebuilt before the winter, the parish said in a letter to all who live there.\n\n"
    "“It was never a question of whether,” said Hedda Roth, who chairs the parish council in the old café."
)
URL = "https://gazette.example/weir"


def quoted(text: str) -> bytes:
    """Quoted-printable, as browsers write it."""
    import quopri

    return quopri.encodestring(text.encode()).replace(b"\n", b"\r\n")


def mhtml(*, where: str = URL, page: bytes | None = None, boundary: str = "----Multi--Weir----") -> bytes:
    """As Chrome and Edge save a page: first the page, then its frames and pictures."""
    frame = b"<html><body><p>An advertisement that stands in a frame of its own, with a sentence of some length.</p>"
    parts = [
        "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {where}\r\n\r\n".encode()
        + (quoted(PAGE) if page is None else page),
        b"Content-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>\r\nContent-Location: https://ads.example/\r\n\r\n"
        + frame,
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
    ]
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {where}\r\nSubject: Weir to be rebuilt\r\n"
        "Date: Mon, 3 Mar 2025 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n\r\n'
    )
    mark = f"--{boundary}".encode()
    return head.encode() + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


@pytest.mark.parametrize("name", ["weir.mhtml", "weir.mht", "weir"])
def test_mhtml(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(mhtml())
    (article,) = read_articles([name])
    assert isinstance(article, Article)
    assert (article.ref, article.url, article.title, article.text) == (name, URL, "Weir to be rebuilt", TEXT)
    assert article.date == "2025-03-03"
    assert "date: the day on which the page was saved" in article.mended
    assert "kept 1 of 1 quotation" in article.mended


def test_the_page_is_the_part_that_the_file_says() -> None:
    data = mhtml().replace(b'type="text/html";', b'type="text/html"; start="<frame-2@mhtml.blink>";')
    article = article_from_mhtml(data, ref="a", where="a")
    assert article.text.startswith("An advertisement that stands in a frame")


def test_as_internet_explorer_saved_it() -> None:
    head = (
        'From: "Saved by Internet Explorer 11"\r\nSubject: Weir\r\nMIME-Version: 1.0\r\n'
        f'Content-Type: text/html; charset="windows-1252"\r\nContent-Location: {URL}\r\n\r\n'
    )
    page = PAGE.replace('<meta charset="utf-8">', "").encode("cp1252")
    article = article_from_mhtml(head.encode() + page, ref="a", where="a")
    assert (article.url, article.text) == (URL, TEXT)


def test_control_characters_cost_nothing() -> None:
    page = quoted(PAGE.replace("Home</a></nav>", "Home</a></nav>\x01\x0b").replace("winter", "win\x02ter"))
    assert article_from_mhtml(mhtml(page=page), ref="a", where="a").text == TEXT


def test_a_page_saved_from_a_disk_has_no_address() -> None:
    assert article_from_mhtml(mhtml(where="file:///C:/weir.html"), ref="a", where="a").url is None


def webarchive(**changed: object) -> bytes:
    main = {
        "WebResourceData": PAGE.encode(),
        "WebResourceURL": URL,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    picture = {"WebResourceData": b"\x89PNG", "WebResourceMIMEType": "image/png"}
    return plistlib.dumps({"WebMainResource": main | changed, "WebSubresources": [picture]}, fmt=plistlib.FMT_BINARY)


@pytest.mark.parametrize("name", ["weir.webarchive", "weir"])
def test_as_safari_saves_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(webarchive())
    (article,) = read_articles([name])
    assert isinstance(article, Article)
    assert (article.ref, article.url, article.title, article.text) == (name, URL, "Weir to be rebuilt", TEXT)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (webarchive(WebResourceMIMEType="application/pdf"), "no page in this web archive of Safari"),
        (webarchive(WebResourceData="text"), "no page in this web archive of Safari"),
        (webarchive()[:-20], "a damaged web archive of Safari; save the page once more, as HTML"),
        (plistlib.dumps({}, fmt=plistlib.FMT_BINARY), "a damaged web archive of Safari"),
        (plistlib.dumps([1], fmt=plistlib.FMT_BINARY), "a damaged web archive of Safari"),
    ],
)
def test_what_safari_did_not_save(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        article_from_webarchive(data, ref="a", where="a")
    assert str(error.value).startswith(f"a: {said}")


def test_no_page_in_it() -> None:
    with pytest.raises(InputError, match="a: no page in this MHTML file; save the page once more, as HTML"):
        article_from_mhtml(b"From: <Saved by Blink>\r\nContent-Type: image/png\r\n\r\nx", ref="a", where="a")


@pytest.mark.parametrize("whole", [mhtml(), webarchive()])
def test_damage_never_raises_anything_else(whole: bytes) -> None:
    read = article_from_webarchive if whole.startswith(b"bplist") else article_from_mhtml
    for at in range(0, len(whole), 53):
        for data in (whole[:at], whole[:at] + b"\xff\x01" + whole[at + 2 :]):
            try:
                read(data, ref="a", where="a")
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017
