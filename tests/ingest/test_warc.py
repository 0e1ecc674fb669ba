"""Web archives: pages out, the rest passed over and counted, broken records named."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.errors import InputError
from tracker.ingest import read_articles
from tracker.ingest.reading import Reading
from tracker.ingest.warc import read_warc
from tracker.records import Article

# warcio's writer, which only the tests use, leaves its temporary file to the collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferry halted at Tern</title></head><body><article>
<h1>Ferry halted at Tern</h1>
<p>The ferry number %d will not sail before May, harbour master Jona Feld said, because inspectors had found cracks.</p>
<p>“We found two of them in the hull,” she told reporters in the harbour, where some dozens of passengers waited.</p>
</article></body></html>"""


def address(number: int) -> str:
    return f"https://weekly.example/ferry/{number}"


def record(
    writer: WARCWriter, number: int, *, status: str = "200 OK", kind: str = "text/html", name: str = "response"
) -> None:
    headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
    payload = io.BytesIO((PAGE % number).encode())
    stored = {"WARC-Date": "2024-03-02T08:00:00Z"}
    args = {} if name == "resource" else {"http_headers": headers}
    extra = {} if name != "resource" else {"warc_content_type": kind}
    writer.write_record(
        writer.create_warc_record(address(number), name, payload=payload, warc_headers_dict=stored, **args, **extra)
    )


def archive(packed: bool, number: int = 4) -> tuple[bytes, list[int]]:
    """An archive of so many pages, and where each record begins."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    places = []
    for at in range(number):
        places.append(buffer.tell())
        record(writer, at)
    return buffer.getvalue(), places


def read(data: bytes) -> list[str]:
    said: list[str] = []
    found = read_warc(io.BytesIO(data), where="c.warc", reading=Reading(say=said.append))
    return [item.ref if isinstance(item, Article) else str(item) for item in found] + said


def test_pages_are_articles_and_the_rest_is_counted() -> None:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    writer.write_record(writer.create_warcinfo_record("c.warc.gz", {"software": "test"}))
    record(writer, 1)
    record(writer, 2, status="404 Not Found")
    record(writer, 3, status="301 Moved Permanently")
    record(writer, 4, kind="image/png")
    record(writer, 5, name="resource")
    record(writer, 6, kind="text/html; charset=utf-8")
    headers = StatusAndHeaders("GET /ferry/1 HTTP/1.1", [("Host", "weekly.example")], is_http_request=True)
    writer.write_record(writer.create_warc_record(address(1), "request", http_headers=headers))
    writer.write_record(writer.create_revisit_record(address(1), "sha1:AAAA", address(1), "2024-03-01T08:00:00Z"))
    assert read(buffer.getvalue()) == [
        address(1),
        address(5),
        address(6),
        "c.warc: 3 of 9 records are pages that were read; passed over: 1 warcinfo records, 1 errors of servers, 1 "
        "redirects, 1 no web pages, 1 request records, 1 revisit records",
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_known_of_a_page(packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "c.warc.gz" if packed else "c.warc"
    Path(name).write_bytes(archive(packed, 1)[0])
    Path("crawl").write_bytes(archive(packed, 1)[0])
    for given in (name, "crawl"):
        (article,) = read_articles([given])
        assert isinstance(article, Article)
        assert article.ref == article.url == address(0)
        assert article.title == "Ferry halted at Tern"
        assert "“We found two of them in the hull,” she told reporters" in article.text
        assert article.date == "2024-03-02"
        assert "date: the day on which the page was stored" in article.mended


@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_record_is_named_and_the_rest_is_read(packed: bool) -> None:
    data, places = archive(packed)
    broken = bytearray(data)
    broken[places[1] + 2 : places[1] + 40] = b"X" * 38
    found = read(bytes(broken))
    assert [line for line in found if line.startswith("https")] == [address(0), address(2), address(3)]
    (error,) = [line for line in found if line.startswith("c.warc: record 2")]
    assert error.endswith("left out; reading goes on at the next one")


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off(packed: bool) -> None:
    data, places = archive(packed)
    found = read(data[: places[3] + (len(data) - places[3]) * 3 // 4])
    assert found[:3] == [address(0), address(1), address(2)]
    assert found[3].startswith("c.warc: record 4 is cut off")
    assert len(found) == 4


def test_a_wrong_length_costs_its_record_alone() -> None:
    data, _ = archive(packed=False)
    found = read(data.replace(b"Content-Length: ", b"Content-Length: 9", 1))
    assert found[0].startswith("c.warc: record 1 is cut off: https://weekly.example/ferry/0; left out")
    assert found[1:] == [address(1), address(2), address(3)]


def test_a_page_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.warc.MAX_BYTES", 100)
    assert read(archive(True, 1)[0])[0].endswith(f"{address(0)}: a page longer than 0 MB; left out")


@pytest.mark.parametrize("data", [b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", gzip.compress(b"no archive\n")])
def test_what_is_no_archive(data: bytes) -> None:
    items: list[Article | InputError] = []
    try:
        items += read_warc(io.BytesIO(data), where="c.warc")
    except InputError as error:
        items.append(error)
    assert items
    assert all(isinstance(item, InputError) and "\n" not in str(item) for item in items)


def test_damage_never_raises(capfd: pytest.CaptureFixture[str]) -> None:
    for packed in (False, True):
        whole, _ = archive(packed, 2)
        for at in range(0, len(whole), 61):
            for data in (whole[:at], whole[:at] + b"\xff\x01\r\n" + whole[at + 2 :]):
                try:
                    read(data)
                except InputError as error:
                    assert "\n" not in str(error)  # noqa: PT017
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_memory_does_not_grow() -> None:
    one = archive(True, 1)[0]
    peaks = []
    for number in (20, 400):
        stream = io.BytesIO(one * number)
        tracemalloc.start()
        assert sum(isinstance(item, Article) for item in read_warc(stream, where="c")) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] + 100_000
