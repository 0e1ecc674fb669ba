"""The pictures of a report drawn as SVG for a page: calm, labelled directly, and readable without colour.

`find_drawings` makes them. Each picture is laid out twice (for a wide page and for a phone) by a module of its own as a
`Sheet` of shapes in pixels, which `svg` has Vega draw.
"""

from tracker.report.pages.charts.drawing import NARROW, WIDE, Drawing, find_drawings

__all__ = ["NARROW", "WIDE", "Drawing", "find_drawings"]
