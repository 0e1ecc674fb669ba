"""Who says what in a store: what the tests of decisions ask and fill it with."""

from __future__ import annotations

from tests.store.sample import told
from tracker.records import Speaker
from tracker.store import Store


def id_of(store: Store, name: str) -> int:
    (speaker,) = store.find_speakers(name)
    return speaker.id


def quoted(store: Store) -> dict[str, list[str]]:
    """Who says what in which article: the names of speakers, and the refs of their claims."""
    found: dict[str, list[str]] = {}
    for claim in store.claims():
        found.setdefault("?" if claim.speaker is None else claim.speaker.name, []).append(claim.article.ref)
    return {name: sorted(refs) for name, refs in found.items()}


def add(store: Store, *speakers: tuple[str, Speaker]) -> None:
    for ref, speaker in speakers:
        store.add_article(told(speaker, ref=ref))
