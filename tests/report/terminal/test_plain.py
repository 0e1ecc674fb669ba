"""A report as lines of text: on a terminal, and with its pictures where they belong."""

from __future__ import annotations

from itertools import pairwise

from tests.report.picture_samples import FIGURES, PICTURES
from tests.report.test_report_pages import report
from tests.report.week import fill
from tracker.report.contents.pictures import Pictures
from tracker.report.terminal.cells import cells
from tracker.report.terminal.pictures import Sheet
from tracker.report.terminal.plain import WIDTH, plain_lines, terminal_lines
from tracker.store import Store

NO_PICTURES = Pictures(None, (), None, None)


def test_on_a_terminal_names_are_bold_and_places_dim() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        page = "\n".join(terminal_lines(report(store), NO_PICTURES, Sheet(120, colour=True)))
    assert page.startswith("\x1b[1mReport on 2014-W25, 2014-06-16 to 2014-06-22\x1b[0m\n\x1b[2m━")
    assert "- \x1b[1mBen Okri\x1b[0m · certain: “every car has to keep off the old crossing”\x1b[2m — Post," in page


def test_without_blocks_a_page_is_ascii_but_for_what_articles_say() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        asked = report(store)
    ours = Pictures(PICTURES.bars, (), FIGURES, PICTURES.network)
    assert "\n".join(terminal_lines(asked, ours, Sheet(80, blocks=False))).isascii()


def test_pictures_stand_where_they_belong() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        asked = report(store)
    lines = list(plain_lines(asked, PICTURES))
    assert max(map(cells, lines)) <= WIDTH
    assert lines == list(plain_lines(asked, PICTURES))
    headings = [line for line, under in pairwise(lines) if set(under) == {"-"}]
    at = headings.index("Contradictions")
    assert headings[at + 1 : at + 5] == [
        "Who contradicts whom",
        "Conflicting figures",
        "Day by day",
        "Speakers against themselves",
    ]
    quoted = lines[lines.index("Most quoted") :]
    shades = next(nth for nth, line in enumerate(quoted) if "█" in line)
    assert shades < next(nth for nth, line in enumerate(quoted) if line.startswith("  1. "))
    without = list(plain_lines(asked))
    remaining = iter(lines)
    assert all(line in remaining for line in without)  # the same lines in the same order, and pictures between them
    assert not set("█◆━≠") & set("".join(without))


def test_a_terminal_page_at_80() -> None:
    with Store.open(":memory:") as store:
        fill(store)
        asked = report(store, limit=1, speaker="Ben Okri")
    pictures = Pictures(PICTURES.bars, PICTURES.timelines, FIGURES, PICTURES.network)
    assert list(terminal_lines(asked, pictures, Sheet(80))) == PAGE.strip("\n").split("\n")


PAGE = """
Report on 2014-W25, 2014-06-16 to 2014-06-22
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
Only the speaker: Ben Okri
1 article has no date and is in no period.

Articles                       4
Outlets                        2
Claims                         4
– certain                      4 (1 held not to be so)
– probable                     0
– possible                     0
– doubtful                     0
Named speakers                 1
Contradictions                 2 (2 suggested, 0 confirmed)
– speakers against themselves  0
Updates of earlier claims      1

Contradictions
──────────────
2 suggested by the machine; none is confirmed by a person. 1 new; 1 told before,
and again.

  1. differ on the number · suggested · score 0.90 · 2 outlets · pair 1
     - Ada Lovelace, analyst · possible: “the bridge is safe” — Echo,
       2014-06-17, article 2 (2.txt), characters 23–41
     - Ben Okri · certain: “every car has to keep off the old crossing” — Post,
       2014-06-18, article 3 (3.txt), characters 19–61

… and 1 more contradiction

Who contradicts whom
────────────────────
Ada Osei ≠ Ben Okri      ×3 (1 confirmed)
         ≠ Lee Tan       ×1 (1 confirmed)
         ≠ Harbour Trust ×1
Ben Okri ≠ Harbour Trust ×1
… and 6 more pairs

Conflicting figures
───────────────────
Each from zero (│) to the higher figure. ╌╌▶: an update, from the earlier to the
later.

tonnes of fish · contradiction · pair 15
30 tonnes │                  ●━━━━━━━━━━━━━━━━━━━━━━━━━━━━◆ fewer than 80 tonnes
● Ada Osei, River Post, 2014-06-16
◆ Ben Okri, Wire, 2014-06-18

boats · update · pair 16
     five │                          ◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌● nine
◀ Harbour Trust, Echo, 2014-06-20
● Harbour Trust, Echo, 2014-06-17

contradiction · pair 17
          │                                             ●━◆
● one million and two hundred thousand crowns: Lee Tan, Gull, no date
◆ a little more than 1.25m crowns: Ada Osei, River Post, 2014-06-19
… and 2 more pairs

Day by day
──────────
● and ◆: told as certain; ○ and ◇: less than that; ◐ and ◈: some of each; r:
reprints alone. A number: so many claims in one place.

differ on the number · pair 15
A ● Ada Osei: “All four boats left the harbour before the storm”
    4 claims, 1 of them a reprint: River Post, Wire, Echo, Copy Times
B ◆ Ben Okri: “No boat left”
    13 claims: River Post, Echo, Wire, Harbour News … and 1 more outlet

A ●────────◐2───────────────────────────────r─────────────────────────────────
B ──────────────────◇────────────────────────────────────────────────────────◆12
  2014-06-16                         9 days                         2014-06-25
Claims not shown: 4 more, 1 without a date.

Most quoted
───────────
Copies of other articles are not counted.

Ada Osei                  ████████████████████████████████▓▓▓▓▓▓▓▓▒▒▒▒░░░░ 12
Harbour Trust of Greater  ████████████████████████████ 7
Rivertown and the Lower…
Ben Okri                  ████▓▓▓▓▒▒▒▒········ 5
Lee Tan                   ░░░░ 1

██ certain  ▓▓ probable  ▒▒ possible  ░░ doubtful  ·· not scored
… and 3 more speakers

  1. Ben Okri: 4 claims in 4 articles (4 certain)

Updates
───────
1 suggested by the machine; none is confirmed by a person. None was told before.

  1. updates the number · suggested · score 0.85 · 1 outlet · pair 7
     - Ben Okri · certain: “five trawlers sank off the coast” — Post,
       2014-06-17, article 15 (15.txt), characters 19–51
     - Ben Okri · certain: “nine trawlers sank off the coast” — Post,
       2014-06-19, article 16 (16.txt), characters 19–51

What could not be read
──────────────────────
Commands run in these days, or that read these articles, and did not read
everything.

  1. tracker add: not finished, 1 input skipped so far — 2014-06-21T10:00:00Z
     - page.html: a .html file

… and 1 more run
"""
