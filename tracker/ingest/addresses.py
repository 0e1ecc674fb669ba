"""Web addresses: which may be asked for, which are the same article, and which machines they may lead to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from tracker.errors import InputError

PORTS = {"http": 80, "https": 443}

_SAFE = "%/:@!$&'()*+,;=~-._"  # what RFC 3986 leaves as it is in a path
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST = 4_000  # characters; servers refuse longer ones themselves
# Parameters that say where a reader came from and never which article it is. `ref`, `source` and `id` are not among
# them: there are sites where these choose the article.
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_(campaign|kwd|source|medium|content)|hsa_\w+|at_(campaign|medium|custom\d|format|link\w*)"
    r"|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|mkt_tok"
    r"|_hs(enc|mi)|__twitter_impression|cmpid|smid|smtyp|guccounter|guce_referrer(_sig)?|ns_(campaign|mchannel|source)"
    r"|wt_?mc|ito|xtor|amp_(js_v|gsa)|feature_?share|taid|spm|vero_(id|conv)|s_cid|icid|ocid|cvid|ftag|rss_id",
    re.IGNORECASE,
)
_MIRRORS = ("www.", "m.", "mobile.", "amp.")
# IPv6 prefixes with an IPv4 address inside, and where in the 16 bytes that begins.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 12),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 12),
    (ipaddress.IPv6Network("::/96"), 12),
    (ipaddress.IPv6Network("64:ff9b::/96"), 12),
    (ipaddress.IPv6Network("2002::/16"), 2),
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be asked for: `host` in ASCII and without brackets, `target` the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as they stand before the path: ``https://news.example``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target


def is_web_address(given: str) -> bool:
    """Whether this was meant as an address rather than a file name."""
    return given.lower().startswith(("http://", "https://"))


def shown(url: str) -> str:
    """The address as it may be shown and kept: without a name and password.

    >>> shown("https://ann:secret@news.example/a")
    'https://news.example/a'
    """
    scheme, mark, rest = url.partition("://")
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return url if "@" not in authority else f"{scheme}{mark}{rest[authority.rindex('@') + 1 :]}"


def parse_address(url: str, *, base: WebAddress | None = None) -> WebAddress:
    """The parts of an address, or `InputError`; `base` is the page it stands on.

    >>> str(parse_address("HTTP://News.Example:80/a b?x=1#top"))
    'http://news.example/a%20b?x=1'
    """
    where = shown(url)[:300]
    url = url.strip()
    try:
        full = url if base is None else urljoin(str(base), url)
        parts = urlsplit(full)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise InputError("not a web address", where=where, todo="check it") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        said = f"{scheme[:20]}: is no web address" if scheme else "not a web address"
        raise InputError(said, where=where, todo="only http and https are read")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise InputError("a name and password in the address", where=where, todo="leave them out: they would be stored")
    if len(full) > _LONGEST or "\\" in parts.netloc or _CONTROL.search(parts.netloc) or port == 0:
        raise InputError("not a web address", where=where, todo="check it")
    target = _encoded(parts.path) or "/"
    if parts.query:
        target += "?" + _encoded(parts.query, more="?[]")
    return WebAddress(scheme, _host(host, where), port or PORTS[scheme], target)


def _encoded(part: str, more: str = "") -> str:
    """What HTTP can carry of a path or query: everything that is encoded already stays so."""
    return quote(_ESCAPE.sub("%25", part), safe=_SAFE + more, errors="replace")


def _host(host: str, where: str) -> str:
    """The host in lower case and ASCII; numbers that a system would take for an address in disguise are refused."""
    if ":" in host:
        try:
            if "%" not in host:  # a zone is of one machine's own network
                return str(ipaddress.IPv6Address(host))
        except ValueError:
            pass
        raise InputError("not a web address", where=where, todo="check the host")
    try:
        plain = (
            unquote(host).rstrip(".") if host.isascii() else host.encode("idna").decode("ascii").rstrip(".")
        ).lower()
    except UnicodeError:
        plain = ""
    labels = plain.split(".")
    if not plain or len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise InputError("no host that there can be", where=where, todo="check it")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError:
            todo = "write it as four numbers: 192.0.2.1"
            raise InputError("an address in disguise", where=where, todo=todo) from None
    return plain


def article_address(url: str) -> str:
    """The address under which an article is kept: no fragment and no parameters that only say where a reader came from.

    What is no web address comes back as it is.

    >>> article_address("https://News.Example/a?id=7&utm_source=rss&fbclid=x#comments")
    'https://news.example/a?id=7'
    """
    try:
        address = parse_address(url)
    except InputError:
        return url
    path, mark, query = address.target.partition("?")
    kept = [one for one in query.split("&") if one and not _is_tracking(one)]
    return address.origin + path + (mark + "&".join(kept) if kept else "")


def _is_tracking(parameter: str) -> bool:
    pairs = parse_qsl(parameter, keep_blank_values=True)
    return bool(pairs) and _TRACKING.fullmatch(pairs[0][0]) is not None


def canonical_address(claimed: str | None, fetched: str) -> str:
    """The address a page gives as its own, where that is on the same site; else the one it was fetched from.

    A page that names another site's article as itself would be stored as a new version of that.

    >>> canonical_address("https://news.example/a", "https://amp.news.example/a?amp=1")
    'https://news.example/a'
    >>> canonical_address("https://other.example/a", "https://news.example/a#top")
    'https://news.example/a'
    """
    plain = article_address(fetched)
    if not claimed:
        return plain
    try:
        there = parse_address(claimed, base=parse_address(fetched))
        here = parse_address(fetched)
    except InputError:
        return plain
    same_site = _site(there.host) == _site(here.host)
    # Sites whose every page calls the front page its own address are common enough.
    is_front = there.target == "/" and here.target != "/"
    return article_address(str(there)) if same_site and not is_front else plain


def _site(host: str) -> str:
    """The host without the part that only says for which device."""
    for mirror in _MIRRORS:
        if host.startswith(mirror):
            return host.removeprefix(mirror)
    return host


def not_public(address: str) -> str | None:
    """Why a machine's address is none of the public network (``private``, ``loopback``, …); None where it is.

    An IPv4 address inside an IPv6 one is looked at as what it is.

    >>> not_public("::ffff:10.0.0.1")
    'private'
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no internet address"
    if "%" in address:
        return "link-local"
    if isinstance(found, ipaddress.IPv6Address) and not (found.is_loopback or found.is_unspecified):
        for network, start in _CARRIERS:
            if found in network:
                return not_public(str(ipaddress.IPv4Address(found.packed[start : start + 4])))
    kinds = (
        ("unspecified", found.is_unspecified),
        ("loopback", found.is_loopback),
        ("link-local", found.is_link_local),
        ("multicast", found.is_multicast),
        ("reserved", found.is_reserved),
        ("private", not found.is_global or getattr(found, "is_site_local", False)),
    )
    return next((kind for kind, holds in kinds if holds), None)
