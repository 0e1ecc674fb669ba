"""Whether the speakers of two articles are the same person or body. Pure: no store, no network, no model.

`block_keys` says which stored speakers are worth comparing, `compare` whether two are one, `maybe` or two.
"""

from tracker.identity.keys import ALONE, BEARER, alone_keys, bearer_keys, block_keys, name_keys, sought_keys
from tracker.identity.matching import compare
from tracker.identity.plain import is_plainly_one
from tracker.identity.profiles import Match, Profile, Verdict, profile_of
from tracker.identity.surnames import is_ruled_out, is_years_off, surname_alone

__all__ = [
    "ALONE",
    "BEARER",
    "Match",
    "Profile",
    "Verdict",
    "alone_keys",
    "bearer_keys",
    "block_keys",
    "compare",
    "is_plainly_one",
    "is_ruled_out",
    "is_years_off",
    "name_keys",
    "profile_of",
    "sought_keys",
    "surname_alone",
]
