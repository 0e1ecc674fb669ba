"""Whether the speakers of two articles are the same person or body. Pure: no store, no network, no model.

`block_keys` says which stored speakers are worth comparing, `compare` whether two are one, `maybe` or two.
"""

from tracker.identity.keys import block_keys
from tracker.identity.matching import compare
from tracker.identity.profiles import Match, Profile, Verdict, profile_of

__all__ = ["Match", "Profile", "Verdict", "block_keys", "compare", "profile_of"]
