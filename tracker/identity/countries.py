"""Countries by their names and adjectives, so that *Syrian* and *of Syria* are one."""

from __future__ import annotations

# A country's name, then its adjectives but for that in *-n* of a name in *-a* (*Kenyan*, *Syrian*).
_NAMES = """
afghanistan afghan | albania | algeria | andorra | angola | argentina argentine argentinian | armenia |
australia | austria | azerbaijan azeri azerbaijani | bahamas bahamian | bahrain bahraini |
bangladesh bangladeshi | barbados | belarus belarusian | belgium belgian | belize | benin beninese |
bhutan bhutanese | bolivia | bosnia | botswana | brazil brazilian | britain british uk | brunei | bulgaria |
burma burmese | burundi | cambodia | cameroon cameroonian | canada canadian | chad chadian | chile chilean |
china chinese | colombia | congo congolese | croatia croat | cuba | cyprus cypriot | czechia czech |
denmark danish | djibouti | ecuador ecuadorian | egypt egyptian | england english | eritrea | estonia | eswatini |
ethiopia | fiji fijian | finland finnish | france french | gabon gabonese | gambia | georgia | germany german |
ghana ghanaian | greece greek | grenada | guatemala | guinea | guyana guyanese | haiti haitian |
honduras honduran | hungary hungarian | iceland icelandic | india | indonesia | iran iranian | iraq iraqi |
ireland irish | israel israeli | italy italian | jamaica | japan japanese | jordan jordanian | kazakhstan kazakh |
kenya | kosovo kosovar | kuwait kuwaiti | kyrgyzstan kyrgyz | laos laotian lao | latvia | lebanon lebanese |
lesotho | liberia | libya | lithuania | luxembourg | madagascar malagasy | malawi malawian | malaysia |
maldives maldivian | mali malian | malta maltese | mauritania | mauritius mauritian | mexico mexican | moldova |
monaco | mongolia | montenegro montenegrin | morocco moroccan | mozambique mozambican | myanmar | namibia |
nepal nepalese nepali | netherlands dutch | nicaragua | niger nigerien | nigeria | norway norwegian | oman omani |
pakistan pakistani | palestine palestinian | panama panamanian | paraguay paraguayan | peru peruvian |
philippines philippine filipino | poland polish | portugal portuguese | qatar qatari | romania | russia | rwanda |
scotland scottish | senegal senegalese | serbia serb | singapore singaporean | slovakia slovak |
slovenia slovene | somalia somali | spain spanish | sudan sudanese | suriname surinamese | sweden swedish |
switzerland swiss | syria | taiwan taiwanese | tajikistan tajik | tanzania | thailand thai | togo togolese |
tonga | tunisia | turkey turkish | turkmenistan turkmen | uganda | ukraine ukrainian | emirates emirati |
america american us usa | uruguay uruguayan | uzbekistan uzbek | venezuela | vietnam vietnamese | wales welsh |
yemen yemeni | zambia | zimbabwe zimbabwean | europe european | africa | asia
"""


def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.split("|"):
        words = line.split()
        regular = (f"{words[0]}n",) if words[0].endswith("a") else ()
        found.update(dict.fromkeys((*words, *regular), words[0]))
    return found


_FOUND = _countries()


def country(word: str) -> str:
    """A country's name for its name and its adjectives; another word as it is.

    >>> country("syrian"), country("iraqi"), country("iranian"), country("elmstead")
    ('syria', 'iraq', 'iran', 'elmstead')
    """
    return _FOUND.get(word, word)


def is_country(word: str) -> bool:
    """Whether a word is a country's name or adjective."""
    return word in _FOUND
