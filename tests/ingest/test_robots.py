from __future__ import annotations

import time

import pytest

from tracker.errors import InputError
from tracker.ingest.addresses import WebAddress, parse_address
from tracker.ingest.robots import Robots


def robots(text: str, asked: list[str] | None = None) -> Robots:
    def ask(address: WebAddress) -> tuple[int, bytes]:
        if asked is not None:
            asked.append(str(address))
        return 200, text.encode()

    return Robots("tracker", ask)


def allows(rules: Robots, path: str) -> bool:
    try:
        rules.check(parse_address(f"https://news.example{path}"), "here")
    except InputError:
        return False
    return True


def test_the_longest_rule_holds() -> None:
    rules = robots("User-agent: *\nDisallow: /news\nAllow: /news/free\nDisallow: /*?print=\n")
    assert [allows(rules, path) for path in ("/", "/news/a", "/news/free/a", "/x?print=1", "/x?print")] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_rules_for_us_go_before_those_for_all() -> None:
    rules = robots("User-agent: *\nDisallow: /\nUser-agent: Tracker\nDisallow: /x\n")
    assert allows(rules, "/a")
    assert not allows(rules, "/x")


def test_asked_once_a_site() -> None:
    asked: list[str] = []
    rules = robots("User-agent: *\nCrawl-delay: 5000\n", asked)
    for url in (
        "https://news.example/a?x=1",
        "https://news.example/b",
        "http://news.example/a",
        "https://news.example:8443/",
    ):
        assert rules.check(parse_address(url), "here") == 30.0
    assert asked == [
        "https://news.example/robots.txt",
        "http://news.example/robots.txt",
        "https://news.example:8443/robots.txt",
    ]


@pytest.mark.parametrize("rule", ["/" + "*a" * 900 + "b", "/" + "a*" * 500 + "$", "%" * 1000, "(a+)+$"])
def test_rules_made_to_cost_time(rule: str) -> None:
    rules = robots("User-agent: *\n" + f"Disallow: {rule}\n" * 200)
    began = time.process_time()
    allows(rules, "/" + "a" * 3000)
    assert time.process_time() - began < 2


def test_a_long_file() -> None:
    rules = robots("User-agent: *\nDisallow: /a\n" + "# x\n" * 500_000 + "Disallow: /b\n")
    assert not allows(rules, "/a")
    assert allows(rules, "/b")  # beyond what is read
