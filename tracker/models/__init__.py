"""Model bundles and the two backends that run them. The only place where onnxruntime or torch is imported."""

from __future__ import annotations

from tracker.models.backend import Backend, Batch
from tracker.models.bundle import Bundle, find_bundle, open_backend, read_bundle
from tracker.models.runner import Runner

__all__ = ["Backend", "Batch", "Bundle", "Runner", "find_bundle", "open_backend", "read_bundle"]
