"""Layouts of the user's own: what they know, what they may read, what of an article gets through, and every error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.report.hostile_samples import HOSTILE
from tests.report.test_report_pages import OURS, report
from tests.report.week import fill
from tracker.errors import TemplateError
from tracker.report.contents.build import Report
from tracker.report.exports.structured import report_dict
from tracker.report.pages.charts import Drawing
from tracker.report.pages.template import Drawings, _Files, _told, is_markup, kind_of, read_layout
from tracker.store import Store

EXAMPLES = Path(__file__).parents[3] / "docs" / "templates"


@pytest.fixture(scope="module")
def week() -> Iterator[Report]:
    with Store.open(":memory:") as store:
        fill(store)
        yield report(store)


def rendered(place: Path, page: Report) -> str:
    return "".join(f"{line}\n" for line in read_layout(place).lines(page))


def written(folder: Path, text: str, page: Report, name: str = "a.txt") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return rendered(folder / name, page)


def refused(folder: Path, text: str | bytes, page: Report, name: str = "a.txt") -> str:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(TemplateError) as raised:
        rendered(folder / name, page)
    line = str(raised.value)
    assert line.isprintable()
    return line.removeprefix(f"{folder}/")


def test_a_template_knows_the_fields_of_the_json_form(tmp_path: Path, week: Report) -> None:
    names = list(report_dict(week))
    assert not {"report", "drawings", "range", "dict", "cycler", "joiner", "namespace"} & set(names)
    asked = "".join(f"{{{{ {name} is defined and {name} == report.{name} }}}}" for name in names)
    assert written(tmp_path, asked, week) == "True" * len(names) + "\n"
    assert written(tmp_path, "{{ title }} {{ counts.certainty.certain.claims | number }}", week) == (
        f"{week.title} {week.counts.levels[0].claims}\n"
    )


def test_fields_come_before_methods(tmp_path: Path, week: Report) -> None:
    text = "{% for item in contradictions.items %}{{ item.a.id }} {% endfor %}"
    ids = [told.dispute.head.a.id for told in week.contradictions.listed.items]
    assert written(tmp_path, text, week).split() == [str(number) for number in ids]
    assert written(tmp_path, "{{ counts.certainty.items() | list | length }}", week) == "4\n"


def test_null_prints_nothing(tmp_path: Path, week: Report) -> None:
    assert written(tmp_path, "[{{ topic }}][{{ topic | md }}][{{ topic or 'all' }}]", week) == "[][][all]\n"


@pytest.mark.parametrize(
    ("name", "kind", "markup"),
    [
        ("a.html", "html", True), ("a.HTM.J2", "htm", True), ("a.xml.jinja", "xml", True), ("a.svg", "svg", True),
        ("a.md.j2", "md", False), ("a.txt", "txt", False), ("html", "", False), ("a.j2", "", False),
        ("a.html.txt", "txt", False),
    ],
)  # fmt: skip
def test_the_name_says_what_it_writes(tmp_path: Path, week: Report, name: str, kind: str, markup: bool) -> None:
    assert (kind_of(Path(name)), is_markup(Path(name))) == (kind, markup)
    assert written(tmp_path, "{{ '<b>' }}", week, name) == ("&lt;b&gt;\n" if markup else "<b>\n")


@pytest.mark.parametrize("text", ["x", "x\n", "x\n\n\n", "{{ 'x' }}\r\n\r\n", "\ufeffx"])
def test_the_page_ends_with_one_newline(tmp_path: Path, week: Report, text: str) -> None:
    assert written(tmp_path, text, week) == "x\n"


def test_an_empty_page_is_an_empty_line(tmp_path: Path, week: Report) -> None:
    assert written(tmp_path, "{% if false %}x{% endif %}\n", week) == "\n"


def test_half_a_surrogate_pair_can_be_written(tmp_path: Path, week: Report) -> None:
    assert written(tmp_path, r"{{ '\ud800' }}", week) == "?\n"


EVERYTHING = "{{ report }}{% for one in contradictions.items %}\n{{ one.a.quote }}{{ one.b.speaker.name }}{% endfor %}"


def test_nothing_of_an_article_is_obeyed_by_a_terminal(tmp_path: Path, hostile: Store) -> None:
    page = written(tmp_path, EVERYTHING, report(hostile))
    assert "[31mred" in page
    assert {char for char in page if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}
    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


class _Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


def tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("name", ["part.txt", "part.html", "part"])
def test_what_a_page_of_html_includes_is_escaped_too(tmp_path: Path, hostile: Store, name: str) -> None:
    part = f"{EVERYTHING}{{% macro told(text) %}}{{{{ text }}}}{{% endmacro %}}"
    (tmp_path / name).write_text(part, encoding="utf-8")
    text = f"<p>{{% include '{name}' %}}{{% import '{name}' as part with context %}}{{{{ part.told('<i>') }}}}"
    page = written(tmp_path, text, report(hostile), "a.html")
    assert "&lt;script&gt;" in page
    assert tags(page) == {"p"}


def test_templates_of_the_folder_can_be_used(tmp_path: Path, week: Report) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "base.md").write_text("<{% block body %}{% endblock %}>", encoding="utf-8")
    (tmp_path / "inside.md").symlink_to("parts/base.md")
    for name in ("parts/base.md", "inside.md"):
        assert written(tmp_path, f"{{% extends '{name}' %}}{{% block body %}}b{{% endblock %}}", week) == "<b>\n"
    assert written(tmp_path, "{% include 'none.md' ignore missing %}", week) == "\n"


@pytest.mark.parametrize("how", ["include", "extends", "import"])
@pytest.mark.parametrize(
    "name", ["{0}/secret", "../secret", "parts/../../secret", "link", "folder/secret", "none", "x\0"]
)
def test_nothing_outside_the_folder_can_be_used(tmp_path: Path, week: Report, how: str, name: str) -> None:
    folder = tmp_path / "own"
    (folder / "parts").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (folder / "link").symlink_to("../secret")
    (folder / "folder").symlink_to(tmp_path)
    line = refused(folder, f"\n{{% {how} {name.format(tmp_path)!r} {'as x' if how == 'import' else ''} %}}", week)
    if name == "none":
        assert line == "a.txt, line 2: no template 'none'; put it into the folder of a.txt"
    else:
        assert line.startswith("a.txt, line 2: ")
        assert line.endswith(" leads out of the template's folder; copy the file into it")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{{ titel }}", "a.txt, line 2: the name 'titel' is unknown; did you mean 'title'?"),
        ("{{ x }}", "a.txt, line 1: the name 'x' is unknown; docs/report.md lists what there is"),
        ("{{ counts.artikles }}", "a.txt, line 1: there is no field 'artikles'; did you mean 'articles'?"),
        ("{% if titel %}{% endif %}", "a.txt, line 1: the name 'titel' is unknown; did you mean 'title'?"),
        ("{{ titel | md }}", "a.txt, line 1: the name 'titel' is unknown; did you mean 'title'?"),
        ("{{ title.name }}", "a.txt, line 1: there is no field 'name'; docs/report.md lists what there is"),
        (
            "{{ last_report.at }}",
            "a.txt, line 1: null has no field 'at'; ask {% if … %} first whether there is one",
        ),
        ("\n\n{{ 1 / 0 }}", "a.txt, line 3: division by zero"),
        ("{{ 'a' + 1 }}", 'a.txt, line 1: can only concatenate str (not "int") to str'),
        ("{{ title | number }}", "a.txt, line 1: number takes a number, not 'Report on 2014-W25, 2014-06-16 to "),
        ("{{ title | nimber }}", "a.txt, line 1: No filter named 'nimber'; docs/report.md lists the filters"),
        ("{% for x in notes %}", "a.txt, line 1: Unexpected end of template"),
        ("x\n{{ 'a }}", "a.txt, line 2: unexpected char \"'\" at 5"),
        ("{{ range(10 ** 9) | list }}", "a.txt, line 1: Range too big"),
        ("{{ title.__class__ }}", "a.txt, line 1: access to attribute '__class__' of 'str' object is unsafe"),
        ("{{ notes.append(1) }}", "a.txt, line 1: access to attribute 'append' of 'list' object is unsafe"),
        ("{{ title.upper }}", "a.txt, line 1: a function is printed; call it, as in name()"),
        ("{{ notes | map('upper') }}", "a.txt, line 1: a list in the making is printed; end it with `| list` or"),
        ("{{ lipsum() }}", "a.txt, line 1: the name 'lipsum' is unknown"),
        ("{{ [1, 2] | random }}", "a.txt, line 1: No filter named 'random'"),
        ("{% include 'a.txt' %}", "a.txt, line 1: goes round in circles"),
        ("{% extends 'a.txt' %}", "a.txt, line 1: goes round in circles"),
        ("{% macro a() %}\n{{ a() }}{% endmacro %}{{ a() }}", "a.txt, line 2: goes round in circles"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "a.txt: goes round in circles, or nests too deeply"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "a.txt: cannot be compiled: too many statically nested"),
        (b"a\nb\xff", "a.txt, line 2: not UTF-8; save the file as UTF-8"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line(tmp_path: Path, week: Report, text: str | bytes, line: str) -> None:
    assert refused(tmp_path, text, week).startswith(line)


def test_an_error_names_the_template_it_is_in(tmp_path: Path, week: Report) -> None:
    (tmp_path / "part.txt").write_text("\n\n{{ nix }}", encoding="utf-8")
    assert refused(tmp_path, "{% include 'part.txt' %}", week).startswith("part.txt, line 3: the name 'nix'")
    (tmp_path / "part.txt").write_text("\n{% if %}", encoding="utf-8")
    assert refused(tmp_path, "{% include 'part.txt' %}", week).startswith("part.txt, line 2: ")
    (tmp_path / "part.txt").write_bytes(b"\n\xff")
    assert refused(tmp_path, "{% include 'part.txt' %}", week).startswith("part.txt, line 2: not UTF-8")


@pytest.mark.parametrize("name", ["none.txt", "folder", "none/a.txt", "a" * 300, "x\0"])
def test_a_template_that_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(TemplateError) as raised:
        read_layout(tmp_path / name)
    assert str(raised.value).endswith("; name another file with --template")


DRAWN = Drawing(
    "bars", None, "Who & what\x1b", "", "<svg>wide</svg>", "<svg>narrow</svg>", ("Who", "How much"), (("1", "<2>"),), ""
)


def test_drawings_are_drawn_once_and_only_when_asked_for() -> None:
    calls = []

    def draw() -> tuple[Drawing, ...]:
        calls.append(1)
        return (DRAWN,)

    drawings = Drawings(draw, markup=True)
    assert calls == []
    assert (len(drawings), str(drawings), bool(drawings)) == (1, "<1 drawings>", True)
    assert [drawing["title"] for drawing in drawings] == ["Who & what\ufffd"]
    assert calls == [1]


def test_only_the_pictures_are_marked_safe_and_only_for_html() -> None:
    (drawing,) = Drawings(lambda: (DRAWN,), markup=True)
    assert {name for name, value in drawing.items() if hasattr(value, "__html__")} == {"wide", "narrow"}
    assert drawing["rows"] == [["1", "<2>"]]
    (drawing,) = Drawings(lambda: (DRAWN,), markup=False)
    assert not [value for value in drawing.values() if hasattr(value, "__html__")]


def test_a_bug_of_ours_is_no_error_of_the_template() -> None:
    def bug() -> tuple[Drawing, ...]:
        raise ZeroDivisionError

    drawings = Drawings(bug, markup=True)
    with pytest.raises(ZeroDivisionError):
        _told(drawings.made, _Files(Path("a")))


def test_a_template_has_the_drawings_of_the_report(tmp_path: Path, week: Report) -> None:
    each = "<h2>{{ one.title }}</h2>{{ one.wide }}{{ one.narrow }}"
    text = f"<style>{{{{ drawing_style }}}}</style>{{% for one in drawings %}}{each}{{% endfor %}}"
    page = written(tmp_path, text, week, "a.html")
    assert page.count("<h2>") >= 1
    assert page.count("<svg") == 2 * page.count("<h2>")
    assert "&lt;svg" not in page
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", page)) <= set(re.findall(r"(--[a-z0-9-]+):", page))


def example(name: str, page: Report) -> str:
    return rendered(EXAMPLES / name, page)


def test_every_example_is_tested() -> None:
    assert sorted(path.name for path in EXAMPLES.iterdir()) == ["mail.html.j2", "newsletter.md.j2"]


def test_the_newsletter(week: Report, hostile: Store) -> None:
    page = example("newsletter.md.j2", week)
    assert page.startswith("# From 16 June 2014 to 22 June 2014\n\n14 claims in 14 articles of 4 outlets.\n\n1 art")
    assert "### 1. Echo and Post\n\n- **Ada Lovelace**, analyst (possible): “the bridge is safe” – Echo, 17 J" in page
    assert "*Suggested by the machine (90%); nobody has checked it yet.*\n" in page
    assert "## Said one thing, then another\n\n- **Cyd Vance**, fire chief (certain): “nobody was hurt in" in page
    assert "*Confirmed by kim.* Asked again on Friday.\n" in page
    assert "1. Ben Okri: 4 claims\n" in page
    assert "\n\n\n" not in page
    kinds = {token.type for token in MarkdownIt("commonmark").parse(example("newsletter.md.j2", report(hostile, 3)))}
    assert kinds <= OURS
    assert "Nothing this week." not in page


def test_the_mail(week: Report, hostile: Store) -> None:
    page = example("mail.html.j2", week)
    assert page.startswith("<!DOCTYPE html>\n")
    assert "<h1" in page
    assert ">What cannot all be true</h2>" in page
    assert "<bdi>every car has to keep off the old crossing</bdi></q>" in page
    assert "Confirmed by kim. Note: Asked again on Friday.</p>" in page
    assert "<li><bdi>Ben Okri</bdi>: 4 claims</li>" in page
    told = example("mail.html.j2", report(hostile))
    assert tags(told) == tags(page)
    assert not {"script", "img", "onerror", "link", "src", "href"} & tags(told)
    assert "&lt;script&gt;" in told
    assert HOSTILE[0] not in told


def test_an_empty_period_is_told_by_the_examples() -> None:
    with Store.open(":memory:") as store:
        page = report(store)
    assert "Nothing this week.\n" in example("newsletter.md.j2", page)
    assert "<p>No contradictions.</p>" in example("mail.html.j2", page)
