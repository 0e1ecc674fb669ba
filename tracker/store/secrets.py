"""What of an address is nobody's business: it is never written to the store."""

from __future__ import annotations

import re

_LOGIN = re.compile(r"(?<=://)[^\s/?#]*@")
_FIELD = re.compile(r"(?<=[?&;#])([^\s=&?;#]{1,80})=([^\s&;#]+)")
_SECRET = re.compile(
    r"token|secret|passw|pwd|api[-_]?key|access[-_]?key|signature|credential|session|jwt"
    r"|^(?:auth|key|sig|sid|pass|code|hash)$",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """The text with the logins and keys of its addresses taken out.

    >>> without_secrets("https://ann:pw@news.example/feed?topic=sea&api_key=4711")
    'https://news.example/feed?topic=sea&api_key=…'
    """
    return _FIELD.sub(_hidden, _LOGIN.sub("", text)) if "://" in text else text


def _hidden(field: re.Match[str]) -> str:
    return f"{field[1]}=…" if _SECRET.search(field[1]) else field[0]
