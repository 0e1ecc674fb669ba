"""Boilerplate: the lines of a page that invite, link, credit, date and correct, and say nothing of the story."""

from __future__ import annotations

import re

from tracker.furniture.bylines import byline_spans, is_byline
from tracker.furniture.datelines import LINE, UPPER
from tracker.furniture.dates import MONTH, WEEKDAY
from tracker.furniture.stamps import STAMPS
from tracker.furniture.writers import writer_spans
from tracker.records import Span

# Each pattern is matched from the beginning of a line, in any case; a blank stands for any white space.

_MEDIA = (
    "(?:telegram|whatsapp|signal|viber|discord|slack|twitter|facebook|instagram|youtube|tiktok|linkedin|threads|"
    r"mastodon|bluesky|snapchat|reddit|soundcloud|itunes|spotify|google news|apple news|x\b)"
)
_LETTER = (
    r"(?:newsletters?|e-?mails?|in-?box(?:es)?|mailing list|briefings?|bulletins?|alerts?|notifications?|digests?|"
    r"updates?|podcasts?|channels?|apps?|rss|feeds?)\b"
)
_THIS = "(?:material|content|article|story|report|piece|post|excerpt|video|page|essay|column|interview)"
_TO_US = "(?:write to|contact|e-?mail|in touch|tell us|let us know|send|message us|like the page|newsroom)"
_PERSON = rf"(?:[{UPPER}][\w'’.-]*|de|da|la|van|von|der|den|bin|ibn|(?:al|el)-[\w'’-]+)"
_PEOPLE = rf"(?-i:{_PERSON}(?:(?:,?\s+(?:and|with|in|for|of|at)|,|\s*[&|/])?\s+{_PERSON}){{0,24}})"
_INVITATIONS = (
    rf"join (?:\S+ ){{0,6}}?(?:{_MEDIA}|{_LETTER}|the conversation|the discussion|our community|group chat)",
    rf"sign(?:ing)?[ -]up\b.{{0,80}}?(?:{_LETTER}|\b(?:here|free|daily|weekly|today|now)\b)",
    r"subscribe(?: (?:here|now|today|to|for|on|via|at|and|us|free)\b|[.:!]*$)",
    r"(?:get|receive) .{0,70}?(?:newsletter|in-?box|e-?mail alert|delivered (?:to|straight|directly)|push (?:al|no))",
    r"(?:get|download) (?:our|the|your) (?:\S+ ){0,3}app\b",
    rf"to (?:receive|get|sign up for) .{{0,60}}?{_LETTER}|to (?:subscribe|unsubscribe)\b",
    r"to (?:report an? (?:error|typo)|comment on this|read more|contact (?:us|the (?:author|reporter|newsroom)))\b",
    r"(?:for|want) (?:more|all the|the latest|breaking)\b.{0,80}?(?:sign up|subscribe|download|follow us|visit|click)",
    r"(?:like|follow|find|visit|friend|connect with|chat with) us\b",
    rf"follow .{{0,90}}?(?:\bon {_MEDIA}|@\w|#\w|for (?:more|updates|the latest|live|breaking)|on social)",
    r".{0,60}\blike (?:the|our|this) page\b",
    r"(?:support|fund) (?:our|independent|quality|local) (?:[\w-]+ )?(?:journalism|work|reporting|newsroom)",
    r"become an? (?:[\w-]+ )?(?:member|subscriber|supporter|patron)\b",
    r"(?:click|tap) (?:here|on|below|the link)\b",
    r"(?:share|print|e-?mail|tweet|save|bookmark) (?:this|on|via)\b.{0,40}$",
    rf"(?:do|have) you (?:have|got|been|know|witness|live|support|work)\b.{{0,120}}?{_TO_US}",
    r"(?:e-?mail|contact|write to|reach|message) (?:us|me|our|the (?:author|reporter|writer|editor|desk|newsroom)s?)\b",
    r"(?:send|submit) (?:us )?(?:your|tips|news|letters|feedback|corrections)\b",
    r"(?:let us know|tell us|have your say|questions\?|feedback\?|got a (?:tip|story|question))",
    r"(?:leave|add|post|write|view|load|show|read) (?:(?:a|your|all|more|the|\d+) )?(?:comments?|replies)\b",
    r"you (?:may|might|will) also (?:like|enjoy|be interested)\b|(?:recommended|picked|more) for you\b",
    rf"(?:re-?use|re-?publish|license|embed|cite|report) this {_THIS}\b",
    r"like what you(?:['’]re reading|['’]ve read| read)\b",
    rf"contact {_PEOPLE} (?:at|on|via) (?:\S+@|@|\+?\d)|(?:log|sign) in (?:or|to|with)\b.{{0,60}}$",
    r"explore (?:more|all|our|related)\b.{0,60}$|thank(?:s| you) for (?:reading|subscribing|your support)\b.{0,40}$",
    r"(?:terms (?:and|&|of) (?:conditions|use|service)|privacy (?:policy|notice)|cookie (?:policy|settings))\b.{0,80}$",
    r"if you have (?:any )?(?:information|tips?|a story)\b.{0,60}\b(?:call|contact|e-?mail|write|get in touch)\b",
    r"(?:\d[\d.,]*k? )(?:shares?|likes?|views?|retweets?|reactions?|replies)[.:]?$",
    r"(?:\d+ )?comments?[.:]?$|comments (?:are|have been|on this \w+ are) (?:closed|disabled|off|moderated)",
)
_SECTION = "(?:stor(?:y|ies)|articles?|links|topics?|coverage|content|news|posts?|tags?)"
_FILM = "(?:video|clip|interview|segment|gallery|slide-?show|episode)"
_LINKS = (
    r"(?:read|see|watch|listen|learn|find out)(?: (?:more|also|next|now|on|here))? ?[:|»›>→]",
    rf"(?:also|now|must|further|suggested|recommended|related|keep|continue)[ -](?:reading|{_SECTION})\b ?(?:[:|-]|$)",
    r"(?:also|now|must)[ -](?:read|watch|see)\b ?(?:[:|-]|$)",
    r"(?:related|recommended|trending|most (?:read|popular|viewed)|editors?['’]?s? (?:picks?|choice)) ?(?::|\||$)",
    r"(?:don['’]t miss|see also|in case you missed it|up next|what to read next|also on [^.:]{1,30}) ?(?::|\||$)",
    r"more (?:on|from|about) (?:this (?:story|topic|subject)|the web|[^.:]{1,30}:)",
    r"(?:next|previous) (?:story|article) ?:",
    r"read (?:more\b.{0,60}$|more (?:on|about|here)\b|(?:the|our|his|her|their) .{0,80}\bhere\b|next ?:|it here)",
    rf"(?:watch|see|view)\b.{{0,100}}?\b{_FILM}\b.{{0,40}}?\b(?:here|above|below|embedded)\b.{{0,80}}$",
    r"read .{0,60}\bfull (?:remarks|text|statement|transcript|report|story|letter|speech|interview)\b.{0,20}:?$",
    r"(?:source|duration|length|running time) ?: .{0,40}\| ?(?:source|duration|length|date|running time) ?:",
    r"watch the latest video\b|listen (?:to|here)\b.{0,80}\bpodcast\b|(?:see|watch) .{0,80} (?:below|above)\.?\)?$",
    r"(?:tags?|topics?|categor(?:y|ies)|keywords|filed (?:under|to|in)|source link|via|h/t) ?:|h/t\b",
)
# "Reporting by Jane Doe" is a credit, "Reporting by the Times found that" is not.
_NO_CLAUSE = (
    r"(?![^;.]*\b(?:found|finds|shows?|showed|suggest(?:s|ed)?|sa(?:id|ys)|reveal(?:s|ed)|ha[sd]|have|was|were|is|are|"
    r"will|led)\b)"
)
_CRAFT = (
    "(?:photography|graphics?|research|translation|translated|compiled|edited|produced|illustrations?|photographs?|"
    "filmed|video|audio|podcast|interview|photos?|pictures?|images?|story|maps?)"
)
_PICTURE = "(?:photo|image|picture|pic|photograph|illustration|graphic|caption|credit)"
_HOLDER = (
    "(?:getty(?: images)?|reuters|afp|ap|epa|upi|shutterstock|istock|handout|pool|bloomberg|xinhua|associated press)"
)
_MAKER = r"[\w .'’-]{2,30}"
_REPORT = "(?:report|story|article|piece)"
_CREDITS = (
    rf"(?:with )?(?:(?:additional|extra|further|other) )?(?:reporting|writing|editing) by\b{_NO_CLAUSE}",
    rf"{_CRAFT}(?: (?:produced|edited|taken|provided))? by:? {_PEOPLE}(?:[;.)\]|]|$)",
    rf"(?:with )?(?:files|reporting|contributions?|inputs?|additional (?:reporting|material)) from\b{_NO_CLAUSE}",
    rf"contribut(?:ing|ors?|ions?)(?: to this {_REPORT}| reporters?| writers?)? ?:",
    rf"(?:(?:file|cover|featured|lead|main) )?{_PICTURE}s?(?: (?:credit|caption|source|by|courtesy)s?)? ?[:/©|]",
    r"(?:image|photo) (?:source|caption|credit|copyright) ?[,:]|(?:image|media|photo) caption\b|photo courtesy of\b",
    rf"file (?:photo|picture|image|pic)\b|(?:{_HOLDER}|file) (?:photo|images?|picture)\b{_NO_CLAUSE}.{{0,40}}$",
    rf"(?:{_MAKER} ?/ ?){{0,3}}{_HOLDER}(?: ?/ ?{_MAKER})*[.)]*$",
    rf"{_PEOPLE} reported from {_PEOPLE}[.)]*$",
)
# What ends a line whatever it began with: each needs one of the words of _TAILS, which are quicker to look for.
_TAILS = ("this ", "reporting", "photo", "image", "shutterstock", "istock", "picture:", "follow ", "reach ", "mail ")
_CREDIT_ENDS = (
    rf"\b(?:contributed(?: reporting)?|provided (?:additional )?reporting|reporting)(?: to| for)? this {_REPORT}\W*$",
    rf"\bcontributed reporting(?: from {_PEOPLE})?\W*$",
    r"\([^()]*\b(?:photos?|getty images|shutterstock|istock)\b[^()]*\)\W*$",
    rf"\b(?:image|photo|picture): {_MAKER}\.?$",
    rf"\b(?:follow|reach|e-?mail) (?:him|her|them|me) (?:on (?:{_MEDIA}|@)|at (?:\S+@|@)|directly at|:).{{0,120}}$",
)
_TAIL = 160  # characters at the end of a line where these are looked for
_DONE = "(?:published|updated|corrected|amended|revised|modified|translated|clarified)"
_NOTE = (
    "(?:corrections?|clarifications?|editor['’]?s?['’]? note|editorial note|note to (?:editors|readers)|disclaimer|"
    "disclosure|full disclosure)"
)
_LABEL = (
    "(?:advertisement|advertorial|sponsored(?: content)?|promoted(?: content)?|paid (?:post|content)|continue reading|"
    "skip (?:advertisement|ad)|full text|abstract|loading|print|share|e-?mail|copy link|back to top|tweet|slideshow|"
    r"gallery|\d{1,3} min(?:ute)?s? read)"
)
_NOTICES = (
    r"(?:©|\(c\)|copyright ?(?:©|\(c\)|\d{4}|by\b|:|\|))|\d{4} ©|all rights reserved",
    rf"this {_THIS} (?:may not be|is (?:copyright|protected by|available to|part of (?:an?|our) (?:series|partner)))",
    rf"this (?:article|story|post|piece|page|column|essay|excerpt) (?:was|has been) (?:last )?{_DONE}",
    rf"(?:this|the) {_THIS} (?:was|has been) (?:first|originally) {_DONE}",
    rf"this {_THIS} (?:(?:has been|will be) updated|(?:first|originally) (?:appeared|ran)|appeared (?:first|in print))",
    r"(?:this|it) is a (?:developing|breaking)(?: news)? story|(?:developing|breaking) story[.:]?$",
    r"more (?:details )?(?:to follow|soon|shortly)\.?$",
    rf"(?:an? )?(?:earlier|previous) version of (?:this {_THIS}|the (?:article|story|post|headline))\b",
    rf"{_NOTE}(?: \([^)]{{1,30}}\)| \d[\w/.:, ]{{3,30}}?)?(?: ?[:.—–]| -|$)|correction appended",
    r"(?<=\()(?:corrects|updates|adds|recasts|refiles|repeats)\b",  # as agencies begin a new version: (Adds quotes)
    r"(?:re-?published|reprinted|excerpted|adapted|(?:first|originally) (?:published|appeared)) "
    r"(?:with|from|by|in|on|at|courtesy|under)\b",
    r"our standards ?:|(?:story|article|advertisement)s? continues? (?:below|after)|scroll (?:down )?(?:to|for)\b",
    rf"{_LABEL}[.:…!]*$",
    r"(?-i:[a-z]{2,4}(?:/[a-z]{2,4}){1,4})$|(?:end-?item|endit|-30-)\W*$",  # editors' initials, as AFP and Xinhua end
    r"we are sorry, ?this video|we use cookies|your browser .{0,40}support|please enable javascript",
)
_LEAD = r"[\s(\[{*•·_|>►▶→#~…–—―-]*"


def _compile(patterns: tuple[str, ...], *, most: int, lead: str = _LEAD) -> re.Pattern[str]:
    """One expression for all, for lines of at most so many characters: a longer one is prose that begins alike."""
    joined = "|".join(pattern.replace(" ?", r"\s?").replace(" ", r"\s+") for pattern in patterns)
    return re.compile(rf"(?=.{{1,{most}}}$){lead}(?:{joined})", re.I)


_INVITES = _compile(_INVITATIONS + _LINKS + STAMPS, most=300)
_IS_CREDIT = _compile(_CREDITS, most=600)
_IS_NOTICE = _compile(_NOTICES, most=2_000)
_ENDS_AS_CREDIT = _compile(_CREDIT_ENDS, most=_TAIL, lead="")
_BYLINE = re.compile(
    rf"{_LEAD}(?:[Bb]y|BY|(?:Words|Story|Text|Written|Co-?authored|Authored) by):?\s+(?!{WEEKDAY}\b|{MONTH}\b)"
    rf"{_PEOPLE}[.,|)]*$"
)
_NO_WORDS = re.compile(r"</?\w[^<>]*>\.?$|[\W_]+$")
# A caption that tells what somebody says is no mere credit.
_CAPTION = re.compile(
    rf"(?P<label>{_LEAD}(?:(?:file|cover|featured|lead|main)\s+)?(?:{_PICTURE}s?|pictured(?:\s+\w+)?)"
    rf"(?:(?:\s+by\s+{_PEOPLE})?\s?[:|]|\s+caption\s?[:,]))(?=.{{0,200}}\b"
    r"(?:says?|said|tells|told|explains?|explained|according\s+to)\b)",
    re.I,
)
_IS_RELEASE = re.compile(
    r"\W*(?:for immediate release|embargoed until|press release|ends?\W*$|#{2,}\W*$|notes? to editors|"
    r"(?:media|press) (?:contacts?|enquiries|inquiries)|for (?:further|more) information,? (?:please )?contact)",
    re.I,
)
_NAME_WITHIN = 100  # characters of a line
_ABOUT = re.compile(r"About\s+(?:the\s+)?(?P<name>[^\W\d_a-z][^\n.?!:]{1,60}):?$")
_AFTER_ABOUT = re.compile(r"#|ENDS?\b|[^.!?\n]{1,60}$|[^\n]{0,40}(?:contacts?|information|enquiries|inquiries)\b", re.I)
_SPEECH = re.compile(r"[\"“„«]\s*\S+(?:\s+\S+){4,}[\"”“»]|[\"“][^\"”]{0,300},[\"”]\s")


def furniture_spans(text: str) -> tuple[Span, ...]:
    r"""The lines that are none of the story: invitations, links, credits, bylines, time stamps, notices, in order.

    A bracket that opens such a line takes the lines until it closes with it. Nothing of these is ever a claim.

    >>> text = "It rained.\n\nJoin our Telegram channel!"
    >>> [span.of(text) for span in furniture_spans(text)]
    ['Join our Telegram channel!']
    """
    spans: list[Span] = []
    covered = 0
    for found in LINE.finditer(text):
        line, end = found[0], found.end()
        if end > covered and is_furniture(line):
            covered = _closing(text, end) if line[0] in "([" and line[-1] not in ")]" else end
            spans.append(Span(found.start(), covered))
    return tuple(sorted({*spans, *byline_spans(text), *_self_descriptions(text), *writer_spans(text)}))


def caption_labels(text: str) -> tuple[Span, ...]:
    """The labels of captions that tell what somebody says: *Caption:*, *Pictured:*."""
    found = ((line, _CAPTION.match(line[0])) for line in LINE.finditer(text))
    return tuple(Span(line.start(), line.start() + label.end("label")) for line, label in found if label)


def _self_descriptions(text: str) -> list[Span]:
    """What a company says of itself beneath its press release: the lines under *About NAME* that begin with that name,
    up to the next heading, the contact or the end."""
    if not any(_IS_RELEASE.match(line[0]) for line in LINE.finditer(text)):
        return []
    out: list[Span] = []
    name: str | None = None  # of the company
    inside = False
    for found in LINE.finditer(text):
        line = found[0]
        if name is not None and not _AFTER_ABOUT.match(line) and (inside or name in line[:_NAME_WITHIN].casefold()):
            out.append(Span(found.start(), found.end()))
            inside = True
            continue
        heading = _ABOUT.match(line)
        name, inside = (heading["name"].strip().casefold() if heading else None), False
    return out


def is_furniture(line: str) -> bool:
    """Whether this one line, without white space around it, is boilerplate, a byline or no words at all."""
    if _NO_WORDS.match(line) or _BYLINE.match(line) or is_byline(line) or _IS_NOTICE.match(line):
        return True
    if _INVITES.match(line) or _IS_CREDIT.match(line):
        return not _tells(line) and _CAPTION.match(line) is None
    tail = line[-_TAIL:].lower()
    if any(word in tail for word in _TAILS) and _ENDS_AS_CREDIT.search(line[-_TAIL:]):
        return not _tells(line)
    return False


def _tells(line: str) -> bool:
    """Whether somebody speaks in a line that begins as an invitation or a credit does: *Read more books, he said.*"""
    if _SPEECH.search(line):
        return True
    return ":" not in line[:_LABEL_WITHIN] and _SAID.search(line) is not None


_LABEL_WITHIN = 40
_SAID = re.compile(
    r",\s(?:[^,:\n]{1,60}\s)?(?:said|says|told|tells|argued|added|warned|asked|replied|explained)(?:\s[^,:\n]{0,60})?[.,]"
)
_REST_OF_BRACKET = re.compile(r"(?:[^()\[\]\n]|\n(?!\s*\n)){0,400}[)\]](?=\s*(?:\n|$))")


def _closing(text: str, end: int) -> int:
    """Where a bracket left open at `end` closes, if it does so at a line's end within the same paragraph."""
    found = _REST_OF_BRACKET.match(text, end)
    return end if found is None else found.end()
