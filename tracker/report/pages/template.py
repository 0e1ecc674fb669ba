"""A layout of the user's own: a Jinja2 template that is filled in with the JSON form of the report.

The template is the user's and trusted as a script would be; it runs in Jinja2's sandbox all the same, because people
hand templates on. The texts of articles are hostile: each is made harmless before the template sees it, and escaped
for HTML where the template's name says that it writes HTML or XML. docs/report.md is the description for users.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from tracker.errors import TemplateError, TrackerError
from tracker.report.contents.build import Report
from tracker.report.contents.pictures import find_pictures
from tracker.report.exports.lines import no_surrogates
from tracker.report.exports.structured import report_dict
from tracker.report.pages.filters import FILTERS
from tracker.report.pages.page import style_sheet
from tracker.report.wording.harmless import harmless

if TYPE_CHECKING:
    from jinja2 import Template, Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from tracker.report.pages.charts import Drawing

_WRAPPERS = (".j2", ".jinja", ".jinja2")
_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".svg", ".rss", ".atom")
_NOT_STABLE = ("lipsum", "random")  # what Jinja2 brings that says something else every time


def is_markup(place: Path) -> bool:
    """Whether the name is one of HTML or XML (``week.html``, ``mail.html.j2``): values are escaped there."""
    return f".{kind_of(place)}" in _MARKUP


def kind_of(template: Path) -> str:
    """The ending of what a template writes, in small letters without a dot: ``md`` of ``letter.md.j2``."""
    name = Path(template.stem) if template.suffix.lower() in _WRAPPERS else template
    return name.suffix.lower().removeprefix(".")


@dataclass(frozen=True, slots=True)
class Layout:
    """A template that has been read and understood. `names` are those it knew when it was last filled in."""

    template: Template
    files: _Files
    names: list[str]

    def lines(self, report: Report) -> Iterator[str]:
        """The lines of the page; all of it is made before the first. Raises `TemplateError`."""
        context = _context(report, markup=is_markup(self.files.place))
        self.names[:] = context
        text: str = _told(lambda: self.template.render(context), self.files)
        yield from no_surrogates(text).rstrip("\n").split("\n")


def read_layout(place: Path) -> Layout:
    """The user's template, compiled. Raises `TemplateError`."""
    files, names = _Files(place), list[str]()
    environment = _environment(files, names)
    return Layout(_told(lambda: environment.get_template(place.name), files), files, names)


class _Refused(Exception):
    """A name that a template may not include."""


class _Files:
    """The templates that may be read: the user's own, and those of its folder and the folders therein."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.seen: set[str] = set()

    def __call__(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = self.place if name == self.place.name else self._included(name)
        if path is None:
            return None
        self.seen.add(str(path))
        return _read(path), str(path), lambda: True

    def _included(self, name: str) -> Path | None:
        """The file of the folder; None where there is none. A name or link that leads out is refused."""
        inner = PurePosixPath(name)
        if inner.is_absolute() or ".." in inner.parts or "\0" in name:
            raise _Refused(f"{name!r} leads out of the template's folder")
        path = self.place.parent / inner
        try:
            inside = path.resolve().is_relative_to(self.place.parent.resolve())
        except (OSError, RuntimeError):  # a link that leads to itself
            return None
        if not inside:
            raise _Refused(f"{name!r} leads out of the template's folder")
        return path if path.is_file() else None


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except ValueError:  # a NUL in the name
        raise TemplateError("no such template", where=str(path), todo="name another file with --template") from None
    except OSError as error:
        what, todo = f"cannot be read: {error.strerror or error}", "name another file with --template"
        raise TemplateError(what, where=str(path), todo=todo) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TemplateError("not UTF-8", where=f"{path}, line {line}", todo="save the file as UTF-8") from None


def _context(report: Report, *, markup: bool) -> dict[str, Any]:
    """What a template knows: the fields of the JSON form, the same as `report`, the `drawings`, and the style sheet
    that these need."""
    from markupsafe import Markup

    values = _harmless(report_dict(report))
    style = style_sheet("pictures.css")
    return {
        **values,
        "report": values,
        "drawings": Drawings(lambda: _drawn(report), markup=markup),
        "drawing_style": Markup(style) if markup else style,
    }


def _harmless(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value with every text in it made harmless."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {name: _harmless(held) for name, held in value.items()}
    return [_harmless(held) for held in value] if isinstance(value, list | tuple) else value


def _drawn(report: Report) -> Sequence[Drawing]:
    """The report's pictures, drawn: `charts.find_drawings` of what there is to see."""
    from tracker.report.pages.charts import find_drawings

    return find_drawings(find_pictures(report))


class Drawings(Sequence[dict[str, Any]]):
    """The drawings of a report, made when a template first asks for one: drawing takes a second, and few ask.

    The fields of each are those of `charts.Drawing`; the two pictures are marked safe where the template writes HTML.
    """

    def __init__(self, draw: Callable[[], Sequence[Drawing]], *, markup: bool) -> None:
        self._draw, self._markup = draw, markup
        self._made: list[dict[str, Any]] | None = None

    def made(self) -> list[dict[str, Any]]:
        """All of them."""
        if self._made is None:
            self._made = [self._fields(drawing) for drawing in self._draw()]
        return self._made

    def _fields(self, drawing: Drawing) -> dict[str, Any]:
        from markupsafe import Markup

        found = {field.name: _harmless(getattr(drawing, field.name)) for field in fields(drawing)}
        pictures = {name: Markup(found[name]) for name in ("wide", "narrow") if self._markup}
        return found | pictures

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - an int or a slice
        return self.made()[place]

    def __len__(self) -> int:
        return len(self.made())

    def __repr__(self) -> str:  # without an address: a page has the same bytes every time
        return f"<{len(self)} drawings>"


def _environment(files: _Files, names: list[str]) -> ImmutableSandboxedEnvironment:
    from jinja2 import FunctionLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Fields before methods: ``contradictions.items`` is the list, not what every dictionary can do."""

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever a template holds
            if isinstance(obj, dict) and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    environment = Sandbox(
        # The name of the template that was asked for decides for all that it includes: text included into a page of
        # HTML is escaped as well.
        autoescape=is_markup(files.place),
        undefined=_unknown(names),
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(files),
    )
    environment.filters.update(FILTERS)
    for name in _NOT_STABLE:
        environment.globals.pop(name, None)
        environment.filters.pop(name, None)
    return environment


def _unknown(names: list[str]) -> type[Undefined]:
    """What an unknown name is worth: an error that says which it is, and which was perhaps meant."""
    from jinja2 import StrictUndefined
    from jinja2.utils import missing

    class Unknown(StrictUndefined):
        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            name, held = str(self._undefined_name), self._undefined_obj
            if self._undefined_hint:
                return self._undefined_hint
            if held is None:
                return f"null has no field {name!r}; ask {{% if … %}} first whether there is one"
            what = f"the name {name!r} is unknown" if held is missing else f"there is no field {name!r}"
            known = names if held is missing else list(held) if isinstance(held, dict) else []
            meant = get_close_matches(name, known, 1)
            return f"{what}; did you mean {meant[0]!r}?" if meant else f"{what}; docs/report.md lists what there is"

    return Unknown


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template holds
    """What ``{{ value }}`` prints: null is nothing. What would print an address in memory is a slip of the author's."""
    from jinja2 import Undefined

    if value is None:
        return ""
    if isinstance(value, Iterator):
        raise TypeError("a list in the making is printed; end it with `| list` or `| join`")
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError("a function is printed; call it, as in name()")
    return value


def _told(make: Callable[[], Any], files: _Files) -> Any:  # noqa: ANN401 - what `make` gives
    """What `make` gives; turns what the template does wrong into one line."""
    try:
        return make()
    except TrackerError:
        raise
    except Exception as error:  # a template may raise whatever its expressions do
        if any(frame.f_code is Drawings.made.__code__ for frame, _ in walk_tb(error.__traceback__)):
            raise  # a bug of ours, not of the template
        raise _fault(error, files) from error


def _fault(error: Exception, files: _Files) -> TemplateError:
    """What, where and what to do, of anything that a template can raise."""
    from jinja2 import TemplateNotFound, TemplatesNotFound, TemplateSyntaxError

    where, todo = _where(error, files), None
    what = str(error) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        where, what = f"{error.filename or files.place}, line {error.lineno}", error.message or what
        todo = "docs/report.md lists the filters" if what.startswith("No filter") else None
    elif isinstance(error, TemplateNotFound):
        wanted = error.templates if isinstance(error, TemplatesNotFound) else [error.name]
        what = f"no template {' or '.join(map(repr, wanted))}"
        todo = f"put it into the folder of {files.place.name}"
        if not files.seen:
            where, what, todo = str(files.place), "no such template", "name another file with --template"
    elif isinstance(error, _Refused):
        todo = "copy the file into it"
    elif isinstance(error, RecursionError):
        what, todo = "goes round in circles, or nests too deeply", "see what includes, extends or calls itself"
    elif isinstance(error, MemoryError):
        what, todo = "needs more memory than there is", "make it print less"
    elif isinstance(error, SyntaxError):  # of the Python that Jinja2 makes of it: more than 20 loops in one another
        what, todo = f"cannot be compiled: {error.msg}", "nest less deeply"
    return TemplateError(what.rstrip("."), where=where, todo=todo)


def _where(error: Exception, files: _Files) -> str:
    """The template and the line that were at work; Jinja2 puts its lines in the place of Python's."""
    at = [
        f"{frame.f_code.co_filename}, line {line}"
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename in files.seen
    ]
    return at[-1] if at else str(files.place)
