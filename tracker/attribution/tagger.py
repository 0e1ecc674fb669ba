"""Model → spans: reads articles in windows, decodes labels by Viterbi, and gives the spans of each role."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.attribution.confidence import Calibration
from tracker.attribution.encoding import LABELS, ROLES, Stream, Window, encode, find_windows
from tracker.attribution.linker import TaggedSpan
from tracker.errors import ModelError
from tracker.models import Backend, Bundle, Runner
from tracker.models.backend import Batch, make_batch
from tracker.models.tokens import special_id
from tracker.records import Span
from tracker.segment import Segments

Floats = npt.NDArray[np.float32]

_RECENTRE = 64  # tokens after which the path scores are brought back to zero: long sums outgrow single precision


class Tagger:
    """Finds source, cue and content spans with a token classifier."""

    def __init__(self, bundle: Bundle, backend: Backend, calibration: Calibration | None = None) -> None:
        self.model_name = bundle.model_name
        self._runner = Runner(backend)
        self._tokenizer = bundle.tokenizer()
        self._size = bundle.max_length
        self._first = special_id(self._tokenizer, "[CLS]")
        self.transitions = _read_transitions(bundle)
        self.folder = str(bundle.folder)
        self.calibration = calibration

    def tag(self, texts: Sequence[tuple[str, Segments]]) -> list[list[TaggedSpan]]:
        """The spans of each text, in text order."""
        return self.begin(texts).result()

    def begin(self, texts: Sequence[tuple[str, Segments]]) -> Tagging:
        """Set the model to work on some texts; `result()` of what comes back waits for it.

        Each window goes alone: an int8 model scales its numbers by the whole batch, so that beside another text the
        same words would get other answers; and without padding it is a tenth faster than in batches (two cores).
        """
        streams = [encode(text, segments, self._tokenizer) for text, segments in texts]
        windows = [find_windows(stream, self._size - 1) for stream in streams]
        pending = [[self._submit(s, w) for w in ws] for s, ws in zip(streams, windows, strict=True)]
        return Tagging(streams, windows, pending, self)

    def tag_now(self, texts: Sequence[tuple[str, Segments]]) -> list[list[TaggedSpan]]:
        """The same as `tag` for a few short texts, in the caller's own thread: they do not wait behind what was begun
        before them."""
        streams = [encode(text, segments, self._tokenizer) for text, segments in texts]
        windows = [find_windows(stream, self._size - 1) for stream in streams]
        done = [[self._run(s, w) for w in ws] for s, ws in zip(streams, windows, strict=True)]
        return Tagging(streams, windows, done, self).result()

    def _submit(self, stream: Stream, window: Window) -> Future[Floats]:
        return self._runner.submit(self._batch(stream, window))

    def _run(self, stream: Stream, window: Window) -> Future[Floats]:
        done: Future[Floats] = Future()
        done.set_result(self._runner.run(self._batch(stream, window)))
        return done

    def _batch(self, stream: Stream, window: Window) -> Batch:
        part = slice(window.start, window.end)
        row = (np.append(self._first, stream.ids[part]), np.append(0, stream.types[part]))
        return make_batch([row], 1 + window.end - window.start)


@dataclass(frozen=True)
class Tagging:
    """Texts that the model is at work on: per text its windows, and the scores to be of each."""

    streams: list[Stream]
    windows: list[list[Window]]
    pending: list[list[Future[Floats]]]
    tagger: Tagger

    def result(self) -> list[list[TaggedSpan]]:
        """The spans of each text, in text order."""
        logits = self.logits()
        words = [np.flatnonzero(stream.ends > stream.starts) for stream in self.streams]
        pieces: list[Floats] = []
        goes_on: list[bool] = []
        for windows, scores, w in zip(self.windows, logits, words, strict=True):
            starts = np.searchsorted(w, [window.start for window in windows])
            parts = np.split(scores[w], starts[1:])
            pieces += parts
            goes_on += [False] + [True] * (len(parts) - 1)
        paths = viterbi(pieces, self.tagger.transitions, goes_on)
        out = []
        at = 0
        for stream, scores, w in zip(self.streams, logits, words, strict=True):
            first = at
            while at == first or (at < len(goes_on) and goes_on[at]):
                at += 1
            out.append(read_spans(np.concatenate(paths[first:at]), scores[w], stream, w))
        return out

    def logits(self) -> list[Floats]:
        """Scores of every token of every text, [tokens, labels] each, once they are there."""
        out = []
        for windows, futures in zip(self.windows, self.pending, strict=True):
            parts = [np.zeros((0, len(LABELS)), dtype=np.float32)]
            for window, future in zip(windows, futures, strict=True):
                scores = future.result()
                width = 1 + window.end - window.start
                if scores.shape != (1, width, len(LABELS)):
                    what = f"it does not give {len(LABELS)} scores a token"
                    raise ModelError(what, where=self.tagger.folder, todo="train it again")
                parts.append(scores[0, 1:])
            out.append(np.concatenate(parts))
        return out

    def cancel(self) -> None:
        """Spare the model what it has not begun."""
        for futures in self.pending:
            for future in futures:
                future.cancel()


def _read_transitions(bundle: Bundle) -> Floats:
    """The decoder's scores of label after label, [from, to]."""
    try:
        transitions: Floats = np.array(bundle.decoder["transitions"], dtype=np.float32)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"no transitions can be read from its manifest ({error!r})", where=str(bundle.folder)
        ) from error
    if transitions.shape != (len(LABELS), len(LABELS)) or not np.isfinite(transitions).all():
        raise ModelError(
            f"its transitions are not {len(LABELS)} by {len(LABELS)} numbers",
            where=str(bundle.folder),
            todo="train it again",
        )
    return transitions


def viterbi(scores: Sequence[Floats], transitions: Floats, goes_on: Sequence[bool] = ()) -> list[npt.NDArray[np.int64]]:
    """The best label path of each sequence ([tokens, labels] → [tokens]); all sequences are walked together.

    An I may not come first, except in a sequence that goes on from the one before (a later window of a text).
    The textbook recurrence; `tests` hold it against a plain all-paths search.
    """
    if not scores:
        return []
    lengths = np.array([len(s) for s in scores])
    longest = int(lengths.max(initial=0))
    order = np.argsort(-lengths, kind="stable")
    rows = [scores[i] for i in order]
    sizes = lengths[order]
    count = transitions.shape[0]
    padded = np.zeros((longest, len(rows), count), dtype=np.float32)
    for column, row in enumerate(rows):
        padded[: len(row), column] = row
    back = np.zeros((longest, len(rows), count), dtype=np.int8)
    turned = np.ascontiguousarray(transitions.T)  # [to, from]
    best = np.zeros((len(rows), count), dtype=np.float32)
    if longest:
        best = padded[0].copy()
        opens = [not (goes_on and goes_on[i]) for i in order]
        best[opens, 2::2] -= 1e4
    active = np.searchsorted(-sizes, -np.arange(longest), side="left")  # sequences longer than t
    for t in range(1, longest):
        n = active[t]
        total = best[:n, None, :] + turned
        back[t, :n] = total.argmax(2)
        np.add(total.max(2), padded[t, :n], out=best[:n])
        if t % _RECENTRE == 0:
            best[:n] -= best[:n].max(1, keepdims=True)
    paths: list[npt.NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * len(rows)
    for column, size in enumerate(sizes):
        path = np.zeros(size, dtype=np.int64)
        if size:
            label = int(best[column].argmax())
            trail = back[:size, column].tolist()
            for t in range(size - 1, 0, -1):
                path[t] = label
                label = trail[t][label]
            path[0] = label
        paths[order[column]] = path
    return paths


def read_spans(
    path: npt.NDArray[np.int64], scores: Floats, stream: Stream, words: npt.NDArray[np.int64]
) -> list[TaggedSpan]:
    """A label path as spans, each with the mean probability of its role over its tokens."""
    if not len(path):
        return []
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    probabilities = shifted / shifted.sum(1, keepdims=True)
    role = (path + 1) // 2  # 0 none, 1 source, 2 cue, 3 content
    changes = np.diff(role, prepend=0) != 0
    begins = np.flatnonzero((path % 2 == 1) | (changes & (role > 0)))
    breaks = np.append(np.flatnonzero(changes | (path % 2 == 1)), len(path))
    ends = breaks[np.searchsorted(breaks, begins, side="right")]
    roles = role[begins]
    of_role = np.zeros((len(path) + 1, len(ROLES)))  # running sums of each role's probability
    np.cumsum(probabilities[:, 1::2] + probabilities[:, 2::2], axis=0, out=of_role[1:])
    confidences = (of_role[ends, roles - 1] - of_role[begins, roles - 1]) / (ends - begins)
    starts, stops = stream.starts[words[begins]], stream.ends[words[ends - 1]]
    columns = (roles.tolist(), starts.tolist(), stops.tolist(), confidences.tolist())
    return [TaggedSpan(ROLES[kind - 1], Span(a, b), c) for kind, a, b, c in zip(*columns, strict=True)]
