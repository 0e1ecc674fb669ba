"""What of an address is nobody's business: it is never shown, and never written to the store."""

from __future__ import annotations

import re

_LOGIN = re.compile(r"(?<=://)[^\s/?#]*@")
_FIELD = re.compile(r"(?<=[?&;#])([^\s=&?;#]{1,80})=([^\s&;#]+)")
_SECRET = re.compile(
    r"token|secret|passw|pwd|api[-_]?key|access[-_]?key|signature|credential|session|jwt|^(?:auth|sig|pass|e-?mail)$",
    re.IGNORECASE,
)
# What may as well say which article it is: that is short.
_MAYBE = re.compile(r"^(?:key|sid|code|hash)$", re.IGNORECASE)
_LONG = 10


def without_secrets(text: str) -> str:
    """The text with the logins and keys of its addresses taken out.

    >>> without_secrets("https://ann:pw@news.example/feed?topic=sea&api_key=4711")
    'https://news.example/feed?topic=sea&api_key=…'
    """
    return _FIELD.sub(_hidden, _LOGIN.sub("", text)) if "://" in text else text


def told_apart(address: str) -> str:
    """The address without its secrets, and where it had any with eight letters that tell it from those with others.

    >>> told_apart("https://news.example/feed?topic=sea")
    'https://news.example/feed?topic=sea'
    """
    shown = without_secrets(address)
    if shown == address:
        return address
    import hashlib

    return f"{shown} {hashlib.blake2b(address.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def _hidden(field: re.Match[str]) -> str:
    name, value = field.groups()
    secret = _SECRET.search(name) or (len(value) >= _LONG and _MAYBE.search(name))
    return f"{name}=…" if secret else field[0]
