"""In which language a text is written, as far as it matters here: English or not, and which one it likely is.

By script where that tells, else by the commonest words (articles, prepositions, pronouns, auxiliaries), which make up
two fifths of any English text and a third of most others. A word that several languages share counts for each of them
the less. Mixed texts are English where English holds its own: foreign quotations do not make an article foreign.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import repeat

from tracker.records import Article

ENGLISH = "en"
_LOOKED_AT = 3_000  # characters; of a longer text the beginning, the middle and the end, a third each
_WORDS_MIN = 8  # fewer words are a headline, and names may be all of it
_LETTERS_MIN = 12  # of a script that tells
_SHARE_MIN = 0.12  # of the words must be common ones of the language
_HELD = 0.36  # English holds its own with so much of what the strongest language has

_COMMON = {
    "en": "the of and to in a is that for on was with as it at by he be from his are have had they who said has been "
    "were will would but not this an their which she her its or about after we i you there more when than can "
    "also could into over out what if says told him them our did two",
    "fr": "dit sera serait "
    "le la les des du de et un une en est que qui dans pour sur au aux par avec ce cette il elle ils ne pas "
    "plus a son sa ses se sont été ont mais ou leur selon après d l qu n avait être nous vous je c comme entre "
    "sans ces",
    "de": "der die das und in den von zu mit dem des ein eine einen einer einem ist im nicht auf für sich auch als "
    "an es dass werden wird bei sie er hat am aus nach wurde haben war über zum zur noch vor sei wie um oder "
    "sind ich wir durch",
    "es": "el la los las de del y en un una que se por con para al es su lo no más fue ha como sus este esta pero "
    "son según entre sobre hasta también desde cuando muy años han era sin le yo está donde dijo ser tras",
    "pt": "o a os as de do da dos das e em um uma que se por com para ao é seu sua não mais foi como no na nos nas "
    "pelo pela mas são entre sobre até também quando já ou ser tem disse após às à está ele ela eu muito isso "
    "anos",
    "it": "il lo la i gli le di del della dei delle dello e in un una che si per con da dal dalla al alla ai è non "
    "più sono ha nel nella come ma anche suo sua dopo stato hanno questo questa tra sul sulla era ci se io "
    "essere anni degli",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als bij door naar uit werd wordt "
    "heeft hij ze zij was over maar nog tot dan deze dit volgens worden na kan geen meer hebben had we ik jaar "
    "moet tegen",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var från vi så kan efter vid "
    "sig nu ska säger också under hon blir eller mot alla mellan hade sin när där här jag skulle detta",
    "da": "og i at det som en på er af for med til den har de ikke om et han men var fra vi så kan efter ved sig nu "
    "skal siger også under hun bliver eller mod alle mellem havde sin når der her jeg skulle dette blev være",
    "no": "og i at det som en på er av for med til den har de ikke om et han men var fra vi så kan etter ved seg nå "
    "skal sier også under hun blir eller mot alle mellom hadde sin når der her jeg skulle dette ble være noe",
    "fi": "ja on ei että se oli hän ovat mutta kun myös sen joka kuin ole mukaan tai sekä jo nyt niin tämän siitä "
    "jotka hänen olisi ollut vain voi vuoden jälkeen mitä he me minä ennen kertoo sanoo tämä",
    "pl": "i w na z do się nie że to jest o jak po od za dla przez który która które są było był była ale oraz już "
    "tym tego jego jej przed może co roku także czy tak ich być został będzie nad pod powiedział",
    "cs": "a v na se že je to z do o za pro ve si by od jako po podle který která které jsou byl byla bylo ale také "
    "už k při jeho jejich než jen nebo roce až řekl být bude však tak není jsem aby",
    "sk": "a v na sa že je to z do o za pre vo si by od ako po podľa ktorý ktorá ktoré sú bol bola bolo ale aj už k "
    "pri jeho ich než len alebo roku až povedal byť bude však tak nie som aby",
    "ro": "de și în la a cu pe din care că o nu un mai pentru este au fost sau se prin după ce sunt lui ale al dar "
    "când această acest între fi va fără ca spus sa sale lor are i-a cel cele",
    "hu": "a az és hogy nem is egy van volt meg de csak már mint el még azt ezt ki be ez ami aki vagy után szerint "
    "lesz kell lehet majd nincs mert minden ha pedig itt ott között által mondta",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi kadar sonra ise ne var o en ama dedi olduğu olduğunu "
    "günü süren her iki üç kişi bütün henüz yine ayrıca göre etti oldu yeni tarafından değil ki veya yıl "
    "şekilde olacak ancak üzerinde",
    "id": "yang dan di itu dengan untuk dari ini pada tidak dalam akan telah juga ke karena oleh ada mereka kata "
    "adalah bahwa atau sudah saat dia bisa tersebut kami kepada lebih tahun para sebagai hari kita",
    "vi": "và của là có được cho trong các với không một những người đã này khi để từ về như đến tại ra vào sẽ cũng "
    "theo nhiều sau trên năm ông bà nhưng bị phải",
    "sw": "ya na wa kwa ni katika la za kuwa hiyo huo hii cha kwamba alisema yake yao wao watu lakini baada hayo "
    "ambao ambaye pia kama bila juu hivyo serikali mwaka wake hilo huyo",
    "hr": "i na je se da su za od a o kao ne što koji koja koje nije bi će to iz po sa ali ili bio bila smo samo već "
    "nakon prema kako do još biti kad zbog rekao sve",
    "sq": "të në e dhe i për me që një nga është më u nuk se ka si do kanë janë por tha ishte kjo ky duke pas këtë "
    "edhe ose së ai ajo deri",
    "ca": "el la els les de del dels i en un una que es per amb al és no més va ha com aquest aquesta però són "
    "segons entre sobre fins també des quan molt anys han seva seu ser ho hi després",
    "tl": "ang ng sa na at mga ay ni para kay si hindi ito nila siya mula rin ayon din kung niya kanyang isang may "
    "upang nang ngunit matapos pa lang",
    "so": "oo ee iyo in ka ku ay uu waa ah la si ayaa kale waxaa soo u kala sheegay waxa isaga inuu dalka kaga",
    "ha": "da na a ta ya ne ba su an ga wannan cewa kuma sun shi domin mai ce cikin yadda amma sai bayan",
    "af": "die van en in is dat op te vir met nie aan om ook as by deur na uit word het hy was oor maar nog tot "
    "hierdie volgens kan geen meer had ons ek jaar moet teen sy sê",
}  # fmt: skip

# The letters of each script, and the language it stands for where nothing says otherwise.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7a3\u1100-\u11ff"), ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("ru", "\u0400-\u04ff"), ("el", "\u0370-\u03ff\u1f00-\u1fff"), ("he", "\u0590-\u05ff"), ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"),
    ("th", "\u0e00-\u0e7f"), ("my", "\u1000-\u109f"), ("ka", "\u10a0-\u10ff"), ("am", "\u1200-\u137f"),
    ("km", "\u1780-\u17ff"), ("hy", "\u0530-\u058f"),
)  # fmt: skip
# Letters that among these languages few others have: a hint where a text is short.
_HINTS = {
    "ğ": "tr", "ı": "tr", "ß": "de", "ñ": "es", "ã": "pt", "õ": "pt", "ł": "pl", "ż": "pl", "ř": "cs", "ě": "cs",
    "ő": "hu", "ű": "hu", "ț": "ro", "ș": "ro", "ơ": "vi", "ư": "vi", "ệ": "vi", "œ": "fr", "ë": "sq",
}  # fmt: skip
_HINT = 0.25
_OTHERS = {  # letters that only some languages of a script have, as a share of its letters that is no chance
    "ru": (("uk", "іїєґ"), ("sr", "ђћљњџј"), ("mk", "ѓќѕ"), ("bg", "ъ")),
    "ar": (("ur", "ٹڈڑںے"), ("fa", "پچژگی")),
}
_TELLING = {"uk": 0.02, "sr": 0.02, "mk": 0.002, "bg": 0.01, "ur": 0.02, "fa": 0.02}
_NOT_LATIN = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u3040-\ud7a3]")
_WORD = re.compile(r"[^\W\d_]+")
_NEITHER = re.compile(r"[^a-z\s]")

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "km": "Khmer",
    "ko": "Korean", "mk": "Macedonian", "my": "Burmese", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""The codes that `find_language` gives, and what the languages are called."""


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where it is not clear, as of a headline of a few words.

    >>> find_language("Le ministre a dit que le pont qui est tombé dans la rivière n'avait pas été inspecté.")
    'fr'
    """
    text = _sample(text)
    if not text.isascii() and (found := _by_script(text)) is not None:
        return found
    words = _words(text)
    if _is_plainly_english(words):
        return ENGLISH
    found = _by_words(words)
    if found not in (None, ENGLISH) and _by_words(_words(_QUOTED.sub(" ", text))) == ENGLISH:
        return ENGLISH
    return found


_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{0,1000}[\"”“»]")
_LETTERS_ONLY = "".join(chr(code).lower() if chr(code).isalpha() else " " for code in range(128))


def _words(text: str) -> list[str]:
    """The words in lower case, as `_WORD` finds them, but sooner: what is no letter is made a blank."""
    text = text.lower().replace("’s", "").replace("'s", "")
    if text.isascii():
        return text.translate(_LETTERS_ONLY).split()
    for char in set(_NEITHER.findall(text)):
        if not _WORD.match(char):
            text = text.replace(char, " ")
    return text.split()


def _is_plainly_english(words: list[str]) -> bool:
    """Whether English is far ahead of all other languages: so it is in most texts, and seen with one sum.

    What is plainly English is so by `_by_words` as well: see `_leads`. A word with a letter outside ASCII is taken to
    speak for another language twice, by itself and by that letter."""
    if len(words) < _WORDS_MIN:
        return False
    foreign = 0 if "".join(words).isascii() else len(words) - sum(map(str.isascii, words))
    return sum(map(_leads().get, words, repeat(-_SHARE_MIN))) > 2 * foreign


def _by_words(words: list[str]) -> str | None:
    number = len(words)
    if number < _WORDS_MIN:
        return None
    weights = _weights()
    scores: defaultdict[str, float] = defaultdict(float)
    shares: defaultdict[str, int] = defaultdict(int)
    telling = filter(weights.__contains__, words) if "".join(words).isascii() else words
    for word, times in Counter(telling).items():
        for language, weight in weights.get(word, ()):
            scores[language] += weight * times
            shares[language] += times
        if not word.isascii():
            for language in {_HINTS[letter] for letter in word if letter in _HINTS}:
                scores[language] += _HINT * times
                shares[language] += times
    if not scores:
        return None
    # how much its own the words are, and how many there are: one word that no other language has tells little
    ranks = {language: score * shares[language] for language, score in scores.items()}
    best = max(ranks, key=lambda language: (ranks[language], language == ENGLISH))
    if shares[ENGLISH] >= _SHARE_MIN * number and ranks.get(ENGLISH, 0) >= _HELD * ranks[best]:
        return ENGLISH
    return best if shares[best] >= _SHARE_MIN * number else None


def not_english(article: Article) -> tuple[str, ...]:
    """Why nothing is looked for in an article, in one sentence; empty where it is English, or where nobody knows."""
    code = (article.language or ENGLISH).lower().replace("_", "-").split("-")[0]
    if code in (ENGLISH, "eng", "und", "mul", ""):
        return ()
    return (f"written in {NAMES.get(code, code)}: the models read English, so nothing was looked for in it",)


def _sample(text: str) -> str:
    if len(text) <= _LOOKED_AT:
        return text
    third, middle = _LOOKED_AT // 3, len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each common word the languages that have it, each with the less weight the more they are."""
    languages: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _COMMON.items():
        for word in dict.fromkeys(words.split()):
            languages[word].append(language)
    return {word: tuple((one, 1 / len(found)) for one in found) for word, found in languages.items()}


@cache
def _leads() -> dict[str, float]:
    """How far each common word puts English ahead of all others taken together; a word that is not in it, by
    ``-_SHARE_MIN``.

    English wins where `_SHARE_MIN` of the words are its own, and no language has more words or a greater score. As no
    word counts here for more than it adds to any of these three, a sum above nothing says that all of them hold."""
    own, shared, foreign = 1 - _SHARE_MIN, 0.0, -1.0
    return {
        word: foreign if all(language != ENGLISH for language, _ in found) else own if len(found) == 1 else shared
        for word, found in _weights().items()
    }


def _by_script(text: str) -> str | None:
    """The language of a text that is mostly in a script other than Latin."""
    foreign = len(_NOT_LATIN.findall(text))
    if foreign < _LETTERS_MIN or foreign < sum(char.isalpha() for char in text) / 2:
        return None
    counts = {language: len(re.findall(f"[{letters}]", text)) for language, letters in _SCRIPTS}
    if counts["ja"] > foreign / 10:  # Japanese is written in Chinese characters as well
        return "ja"
    found = max(counts, key=lambda language: counts[language])
    for other, letters in _OTHERS.get(found, ()):
        if sum(map(text.lower().count, letters)) >= _TELLING[other] * foreign:
            return other
    return found
