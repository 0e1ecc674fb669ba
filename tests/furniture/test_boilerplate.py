"""Boilerplate: what the genre puts around its stories, and prose that begins alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.furniture import caption_labels, furniture_spans, is_furniture

_FURNITURE = """\
Join our Telegram channel and get the latest breaking news delivered to you.
Join XY's WhatsApp channel
Sign up for our newsletter to get the morning briefing in your inbox.
SIGN UP HERE
Subscribe
Subscribe to our podcast.
(Subscribe to the 2016 podcast on iTunes or download from Soundcloud here.)
Follow us on X
Follow Ann Bee on Twitter @annbee.
Follow the Beacon for updates on this developing story.
Get the day's top stories delivered to your inbox
For more, sign up for the Morning newsletter.
For more from the Beacon, download our app for iOS or Android.
To receive our morning briefing, write to us.
To report an error, contact the desk.
Have you been affected by the flood? Write to our newsroom.
Do you have a tip? Email us
Click here to read the full report.
Read more: What the withdrawal means for the coast road
READ ALSO: Wall falls
Also read | Wall falls
See also: Wall falls
Related: Wall falls
RELATED STORIES
Recommended
Most read
Don't miss:
Watch the video above.
(Additional reporting by Ann Bee in Northport; Editing by Jo Dee)
Reporting by Ann Bee. To report an error, contact the desk.
— With reporting by Ann Bee and agencies
With files from The Associated Press
Additional reporting by agencies
Editing by Jo Dee
Translated by Ann Bee.
Photos by Ann Bee
Video by Jo Dee and Ann Bee
Contributing: Ann Bee, Jo Dee and Grant Em.
Ann Bee contributed to this report.
Beacon journalist Ann Bee contributed to this report.
Associated Press writers Ann Bee in Paris and Jo Dee in Rome contributed to this report.
Ann Bee reported from Rome.
Photo: Ann Bee
Image: City Hall
Image source, Getty Images
Image caption, The wall in March
File photo
File photo of the wall. Image: Ann Bee.
Photo by Ann Bee/AFP
John Em / Reuters.
Getty.
The wall in March (AP Photo/Ann Bee)
The wall in March. (ANN BEE/AFP/Getty Images.)
By Ann Bee
By ANN BEE and JO DEE, Beacon News Agency
By Ann van der Bee in Northport
By Ann Bee | Beacon
© 2023 The Beacon
Copyright 2023 The Beacon. All rights reserved.
All rights reserved.
ADVERTISEMENT
Advertisement
Story continues below advertisement
Sponsored content
Share this
Share this article
Share on Facebook
Leave a comment
3 comments
Comments are closed.
Correction: An earlier version of this article misspelled a name.
CORRECTION
Editor's note: This story was written before the wall fell.
Clarification (March 6): The wall was high.
Correction 3/6/23 7:05 a.m.: The story named another wall.
READ the mayor's full remarks:
Source: The Morning Hour | Duration: 4min 2sec
This article was amended on 6 March 2023.
This story has been updated to include comments from the mayor.
This article was originally published on The Road.
An earlier version of this article gave another date.
This is a developing story and will be updated.
Updated 10:32 GMT
Last updated: March 6, 2023 at 10:32 a.m.
Published 6 March 2023
Published 2 hours ago
4:49 p.m.
Friday, January 3, 2014
2014-01-03
Tags: wall, market
Filed under: news
h/t: The Road
5 min read
Our Standards: The Trust Principles.
___
* * *
</div>
Ann Bee is a columnist. Follow her on Twitter: @annbee"""

_PROSE = """\
Reporting by the newspaper found that the wall had been cracked for years.
Join the club, the minister said.
By Monday, the water had reached the second floor.
By the time the police came, the market was empty.
By March the mayor had left.
Follow the money, she said, and you will find him.
"Follow us," he told the crowd, "and you will be safe."
"Join our Telegram channel," the leader told his men, "and wait for orders."
To receive aid, families must show their papers, officials said.
To contact the families, the police set up a line.
To comment on the ruling, the ministry held a press conference.
Media sources said that the wall had fallen at night.
An earlier version of the bill passed the lower house, officials said.
The report was published on Monday by the ministry, which said the wall was safe.
The report has been updated twice since, the ministry said.
Updates to the law were promised by the mayor.
Corrections officials said that two prisoners were missing.
Copyright laws are too strict, he said.
The first cases were reported from Northport.
Eleven deaths were reported.
Support for the mayor fell, a poll showed.
Share prices fell by 3 percent, the exchange said.
Comments by the mayor angered the crowd.
Photographs seen by the Beacon show the wall.
Images of the wall were shared online, residents said.
Produced by the state company, the drone crashed in 2018.
Watch groups said the vote was free.
Read together, the two reports show that the wall was unsafe.
Subscribers of the paper complained, it said.
Signing up for the army was hard, he said.
The wall fell at 4:49 p.m.
The mayor, 52, said he would go. (Reuters)
He said he had no part in this report.
Tell me, he said.
Related talks will be held in June, he added.
More than 70 people were missing, officials said.
Most read the letter with anger, she said.
See you in court, he said.
Yes.
No, he said.
Caption: Ann Bee, who owns the wall, says it is safe.
Pictured: Ann Bee, who said the wall was safe.
Photo by Bo Cee: Ann Bee feeds a goat, which she said was hungry.
Image caption, Ann Bee said the wall would have fallen
مرحبا بالعالم"""


@pytest.mark.parametrize("line", _FURNITURE.splitlines())
def test_furniture(line: str) -> None:
    assert is_furniture(line)
    text = f"The wall fell at night.\n\n{line}\r\n\r\nIt was old."
    assert [span.of(text) for span in furniture_spans(text)] == [line]


@pytest.mark.parametrize("line", _PROSE.splitlines())
def test_prose(line: str) -> None:
    assert not is_furniture(line)


def test_a_bracket_over_two_lines_is_taken_whole() -> None:
    text = "It fell.\n(Additional reporting by Ann Bee in Northport; Editing by\nJo Dee)\nIt was old."
    assert [span.of(text) for span in furniture_spans(text)] == [text[9:-12]]


def test_a_bracket_that_never_closes_takes_its_line() -> None:
    text = "(Reporting by Ann Bee\n\nIt was old.)"
    assert [span.of(text) for span in furniture_spans(text)] == ["(Reporting by Ann Bee"]


def test_a_long_paragraph_is_no_invitation() -> None:
    assert not is_furniture("Click here, he said. " + "The wall was old and nobody looked. " * 20)


@given(st.text() | st.text(alphabet=st.sampled_from('By ()[]/\n\r.:@“"ABab©—-1 0pm')))
def test_never_raises_and_spans_are_ordered(text: str) -> None:
    end = 0
    for span in furniture_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end


@pytest.mark.parametrize(
    "piece", ["A ", "By A ", "a/ ", "(", "photo ", "( photo", '" a ', "A, ", "follow ", "10:30 ", "— ", "AP/", "\t"]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    lines = "\n".join([piece * (250 // len(piece))] * 80)
    begun = time.process_time()
    furniture_spans(text)
    furniture_spans(lines)
    assert time.process_time() - begun < 2


RELEASE = "FOR IMMEDIATE RELEASE\n\nAcme opens shop\n\nThe shop is large.\n\n"
ABOUT = "About Acme\n\nAcme was founded in 1980.\n\nIt believes that all can ski.\n\n"


def test_what_a_company_says_of_itself() -> None:
    text = f"{RELEASE}{ABOUT}Media contact: press@acme.example\n\n###"
    told = [span.of(text) for span in furniture_spans(text)]
    assert "Acme was founded in 1980." in told
    assert "It believes that all can ski." in told
    assert "The shop is large." not in told


@pytest.mark.parametrize(
    "text",
    [
        ABOUT,  # no press release
        RELEASE + ABOUT.replace("Acme was", "The wall was"),  # about something else
        RELEASE + ABOUT.replace("About Acme\n\n", ""),
    ],
)
def test_what_is_no_description_of_itself(text: str) -> None:
    assert not any("1980" in span.of(text) for span in furniture_spans(text))


def test_the_labels_of_captions_that_tell() -> None:
    text = "Caption: Ann Bee says it is safe.\n\nPhoto: Bo Cee\n\nPictured above: Ann Bee, who said no."
    assert [span.of(text) for span in caption_labels(text)] == ["Caption:", "Pictured above:"]
