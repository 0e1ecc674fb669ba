"""Corpora → one shape → trained, calibrated, exported, evaluated bundles. Not in the wheel; may import the runtime."""
