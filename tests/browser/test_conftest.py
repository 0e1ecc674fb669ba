from __future__ import annotations

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.slow


def test_what_a_page_should_not_do_is_noticed(open_page: Open) -> None:
    opened = open_page("<!DOCTYPE html><img src=a.png><script>console.error('oh'); null.x</script>")
    opened.page.wait_for_load_state("networkidle")
    kinds = {wrong.partition(":")[0] for wrong in opened.wrong}
    assert kinds == {"request", "console", "error"}
    opened.wrong.clear()


def test_a_page_that_is_too_wide_is_noticed(open_page: Open) -> None:
    wide = "<!DOCTYPE html><style>div { width: 3000px; background: #123456 }</style><div>x</div>"
    opened = open_page(wide)
    assert opened.overflow() > 1_000
    assert opened.colour("div") == "rgb(18, 52, 86)"
