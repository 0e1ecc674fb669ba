"""From a sheet to SVG: Vega draws the shapes, and nothing leaves here that is not on a list.

Text is set after Vega is done. Vega's converter measures every text with the fonts of the machine, which takes a
millisecond each, and ends the process (a panic in Rust, no exception) where a text holds what XML does not allow.
So it gets a full stop for each, and the words are put in their places.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from tracker.report.pages.charts.sheet import Box, Dot, Shape, Sheet, Stroke, Words
from tracker.report.wording.harmless import printable

_SVG = "http://www.w3.org/2000/svg"
_ALLOWED = {
    "path": ("d", "transform", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    "text": ("transform", "text-anchor", "font-size", "font-weight", "fill"),
}
# What XML 1.0 does not allow, or Unicode keeps out of texts; `printable` has seen to the rest.
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]|[\U0002fffe-\U0010ffff]")
_STAND_IN = "."
_HALO = {"stroke": "var(--paper)", "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}


class _NotAsExpected(Exception):
    """The SVG holds what it should not, or lacks what it should hold."""


def draw_svg(sheet: Sheet, said: str) -> str | None:
    """The sheet as one ``<svg>`` that is safe in HTML; `said` is its text alternative. None where it cannot be drawn:
    the library is missing, or fails. A report is worth more than its pictures."""
    try:
        import vl_convert

        drawn = vl_convert.vega_to_svg(_spec(sheet), allowed_base_urls=[])
        return _finished(drawn, sheet, said)
    except Exception:  # noqa: BLE001  whatever it is that a library in another language raises
        return None


def _layers(sheet: Sheet) -> dict[type[Shape], list[Shape]]:
    """The shapes by what they are: a mark in Vega costs much, an item in it little."""
    layers: dict[type[Shape], list[Shape]] = {}
    for shape in sheet.shapes:
        layers.setdefault(type(shape), []).append(shape)
    return layers


def _spec(sheet: Sheet) -> dict[str, Any]:
    data, marks = [], []
    for nth, (kind, shapes) in enumerate(_layers(sheet).items()):
        data.append({"name": f"shapes{nth}", "values": [_fields(shape) for shape in shapes]})
        marks.append(
            {
                "type": {Words: "text", Box: "rect", Dot: "symbol", Stroke: "path"}[kind],
                "aria": False,
                "from": {"data": f"shapes{nth}"},
                "encode": {"update": {name: {"field": name} for name in _fields(shapes[0])}},
            }
        )
    size = {"width": sheet.width, "height": round(sheet.height)}
    return {**size, "padding": 0, "autosize": "none", "data": data, "marks": marks}


def _fields(shape: Shape) -> dict[str, Any]:
    """The properties of a shape, as Vega names them."""
    if isinstance(shape, Words):
        return _of_words(shape)
    if isinstance(shape, Stroke):
        dash = [3, 3] if shape.dashed else []
        return {"path": shape.path, "stroke": _colour(shape.colour), "strokeWidth": shape.width, "strokeDash": dash}
    place = {"x": round(shape.x, 1), "y": round(shape.y, 1)}
    if isinstance(shape, Box):
        size = {"width": round(shape.width, 1), "height": round(shape.height, 1)}
        edge = {"stroke": _colour(shape.edge) if shape.edge else None, "strokeDash": [2, 2] if shape.dashed else []}
        return {**place, **size, "fill": _colour(shape.fill), **edge}
    return {
        **place,
        "shape": shape.shape,
        # Vega sizes symbols by area: that of a circle by its square.
        "size": round(shape.across**2, 1),
        "fill": _colour("paper" if shape.hollow else shape.colour),
        "stroke": _colour(shape.colour if shape.hollow else "paper"),  # a rim, where symbols lie on each other
        "strokeWidth": 1.75 if shape.hollow else 1.5,
    }


def _of_words(words: Words) -> dict[str, Any]:
    return {
        "x": round(words.x, 1),
        "y": round(words.y, 1),
        "text": _STAND_IN,
        "align": words.anchor,
        "fontSize": words.size,
        "fontWeight": 600 if words.bold else None,
        "fill": _colour(words.colour),
    }


def _colour(name: str) -> str:
    return f"var(--{name})"


def _clean(text: str) -> str:
    return _NO_CHARACTERS.sub("\ufffd", printable(text))


def _finished(drawn: str, sheet: Sheet, said: str) -> str:
    """The shapes that Vega drew, each checked, in the order of the sheet, with the words in their places."""
    root = ET.fromstring(drawn)
    groups = [group for group in root.iter(f"{{{_SVG}}}g") if "role-mark" in (group.get("class") or "").split()]
    found: dict[int, ET.Element] = {}
    for group, shapes in zip(groups, _layers(sheet).values(), strict=True):
        for element, shape in zip(group, shapes, strict=True):
            found[id(shape)] = _checked(element, shape)
    width, height = str(sheet.width), str(round(sheet.height))
    svg = ET.Element("svg", xmlns=_SVG, width=width, height=height, viewBox=f"0 0 {width} {height}", fill="none")
    svg.attrib |= {"role": "graphics-document", "aria-label": _clean(said)}
    svg.extend(found[id(shape)] for shape in sheet.shapes)
    return ET.tostring(svg, encoding="unicode")


def _checked(element: ET.Element, shape: Shape) -> ET.Element:
    """The element with what the list allows. It has no child, and says what the shape says."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if tag != ("text" if isinstance(shape, Words) else "path") or len(element):
        raise _NotAsExpected(tag)
    checked = ET.Element(tag, {name: value for name, value in element.attrib.items() if name in _ALLOWED[tag]})
    if isinstance(shape, Words):
        checked.text = _clean(shape.text)
        if shape.halo:
            checked.attrib |= _HALO
        if not shape.is_read:
            checked.set("aria-hidden", "true")
    elif shape.said:
        checked.attrib |= {"role": "img", "aria-label": _clean(shape.said)}
    return checked
