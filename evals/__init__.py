"""The quality gate: gold, measures, floors. Not in the wheel."""
