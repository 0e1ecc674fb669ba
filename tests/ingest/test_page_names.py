"""The headline, the outlet and the writers among what pages put in those fields."""

from __future__ import annotations

import pytest

from tracker.ingest.page_names import Writers, name_outlet, name_title, name_writers


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By ANN ORME", "Ann Orme"),
        ("Par ANN ORME, BO TAN Envoyés spéciaux à Ostel", "Ann Orme; Bo Tan"),
        ("Ann Orme Senior Health Correspondent", "Ann Orme"),
        ("Ann Orme, Political Editor", "Ann Orme"),
        ("Ann Orme Senior Mountain Correspondent", "Ann Orme"),
        ("Ann OrmeCBN", None),
        ("Ann Orme on Example Platform", "Ann Orme"),
        ("Ann Orme, Bo Tan, and Cy Vale, Tern Weekly", "Ann Orme; Bo Tan; Cy Vale"),
        ("Ann Orme (with Bo Tan)", "Ann Orme"),
        ("By: Ann Orme Topics: ferries, weirs", "Ann Orme"),
        ("By ANN ORME, Executive Editor | Friday June 7, 2013 Tags: Coast, Tom Reed", "Ann Orme"),
        ("Ann Orme; Apr", "Ann Orme"),
        ("Ann Orme March", "Ann Orme"),
        ("Orme, Ann", "Ann Orme"),
        ("Ann Orme, MA", "Ann Orme"),
        ("Cyrus Vale, Jr.", "Cyrus Vale Jr."),
        ("Jo van der Berg", "Jo van der Berg"),
        ("王小明", "王小明"),
        ("Username", None),
        ("Account You're logged", None),
        ("Submitted", None),
        ("National Desk", None),
        ("Tern Weekly", None),
        ("Tern Weekly Verlag", None),
        ("The weir falls", None),
        ("https://tern.example/ann", None),
        ("annorme77", None),
        ("ann@tern.example", None),
        ("March", None),
    ],
)
def test_writers(given: str, names: str | None) -> None:
    assert name_writers([given], outlet="Tern Weekly", title="The weir falls").names == names


def test_an_agency_is_no_writer_and_is_told() -> None:
    assert name_writers(["Ann Orme", "The Associated Press"]) == Writers("Ann Orme", "AP")
    assert name_writers(["AFP"]) == Writers(None, "AFP")


def test_a_guess_has_to_have_two_words() -> None:
    assert name_writers(["Orme"]).names == "Orme"
    assert name_writers(["Orme"], guessed=True).names is None
    assert name_writers(["Archive & Co"], outlet="Archive & Co").names is None


@pytest.mark.parametrize(
    ("given", "title", "url", "name"),
    [
        (["https://tern.example/#org", "Tern Weekly"], None, None, "Tern Weekly"),
        (["http://www.tern.example"], "The weir falls | Tern", "http://www.tern.example/weir", "Tern"),
        (["Blogger", "Tern Weekly"], None, None, "Tern Weekly"),
        (["Blogger"], None, None, "Blogger"),
        (["Tern Weekly | All the news of the coast"], None, None, "Tern Weekly"),
        (["www.lebelier.example"], "Le mur - Le Bélier", None, "Le Bélier"),
        (["TERN.example"], "The weir falls", None, "TERN.example"),
        ([], "The weir falls", "https://www.tern.example/weir", "tern.example"),
        ([None, ""], None, None, None),
    ],
)
def test_outlet(given: list[str | None], title: str | None, url: str | None, name: str | None) -> None:
    assert name_outlet(given, pages_title=title, url=url) == name


def test_the_host_alone_names_an_outlet_only_where_that_is_wanted() -> None:
    assert name_outlet([], pages_title=None, url="https://tern.example/", or_host=False) is None


@pytest.mark.parametrize(
    ("given", "pages", "headings", "title"),
    [
        ("Tern | The weir falls", None, ["The weir falls"], "The weir falls"),
        ("The weir falls - Tern NewsFeed", None, ["The weir falls", "Other"], "The weir falls"),
        (
            "The weir falls: is it safe? | Ann Orme",
            None,
            ["The weir falls: is it safe?"],
            "The weir falls: is it safe?",
        ),
        (None, "The weir falls : News", ["The weir falls"], "The weir falls"),
        (None, "The weir falls hard - Local - News - Tern Life", [], "The weir falls hard"),
        (None, "The weir falls | Tern Weekly", [], "The weir falls"),
        (None, "The weir falls", ["Water Centre"], "The weir falls"),
        (None, "“The Weir” Lyrics : Orme (Ft. Tan)", ["“The Weir” Lyrics : Orme (Ft. Tan)", "Orme (Ft. Tan)"], None),
        ("The weir falls - and the mill stands", None, ["Other"], "The weir falls - and the mill stands"),
        ("The weir falls", None, ["The weir"], "The weir falls"),
        (None, None, ["The weir falls"], "The weir falls"),
        (None, None, ["The weir falls", "Other"], ""),
    ],
)
def test_title(given: str | None, pages: str | None, headings: list[str], title: str | None) -> None:
    assert (name_title(given, pages, headings) or "") == (pages if title is None else title)


def test_the_outlet_at_an_end_of_the_title_is_no_part_of_it() -> None:
    assert name_title("The weir falls - Tern Weekly", None, [], "Tern Weekly") == "The weir falls"
    assert name_title("Tern Weekly: The weir falls", None, [], "Tern Weekly") == "The weir falls"
