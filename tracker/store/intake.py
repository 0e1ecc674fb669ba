"""How articles come into the store, one or many at a time; `Store` has it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.records import AddResult, Article, Extraction
from tracker.store.connection import readable_errors, writing
from tracker.store.running import Running

if TYPE_CHECKING:
    from tracker.store.adding import Adder


class Intake(Running):
    """Articles with what was found in them: whether they are there, and adding them."""

    def has_article(self, article: Article, *, any_language: bool = False) -> bool:
        """Whether this very text is stored under its ref or URL, so that no model need read it again. With
        `any_language` one that none has read, as it is not in English, need be."""
        from tracker.store.adding import has_text

        with readable_errors(self._name):
            return has_text(self._conn, article.shown(), any_language=any_language)

    def known_article(self, article: Article) -> AddResult | None:
        """What adding the article again would come to, where this very text is stored and is no news; else None."""
        from tracker.store.adding import find_known

        with readable_errors(self._name):
            return find_known(self._conn, article.shown())

    def add_article(self, extraction: Extraction, *, run_id: int | None = None) -> AddResult:
        """Store an article and all that was found in it: whole, or not at all.

        The same text again changes nothing (`added` is false), unless nothing was looked for in it before
        (`AddResult.read_now`). Another text under the same ref or URL is a new version:
        both are kept, the listings show the newer, and claims that stayed keep their ids. An older text given again
        is the current one again. Logins and keys in its ref and URL are not stored.
        """
        with self.together() as group:
            return group.add(extraction, run_id=run_id)

    @contextmanager
    def together(self) -> Iterator[Adder]:
        """Within, all that is written lasts when the end is reached, and not before: one transaction of many. What
        fails alone inside, and is caught there, leaves the rest. No other process writes meanwhile: be quick.

        What it gives adds articles faster than `add_article` does: a part of what was found in them is written at the
        end, and to be seen from then on.
        """
        from tracker.store.adding import Adder

        adder = self._adder = self._adder or Adder(self._conn, self._name)
        mark = adder.mark()
        try:
            with readable_errors(self._name), writing(self._conn):
                adder.begin()
                yield adder
                adder.write()
        except BaseException:
            adder.undo(mark)
            raise

    def add_articles(self, extractions: Iterable[Extraction], *, run_id: int | None = None) -> list[AddResult]:
        """Store several articles that are ready at once in one transaction: all of them, or none. Faster than one by
        one, where the model is not what takes the time."""
        with self.together() as group:
            return [group.add(extraction, run_id=run_id) for extraction in extractions]
