"""Training of token classifiers: what `training/` (the shipped models) and `tracker train` (one's own) share.

Its modules import PyTorch (extra `[torch]`) at their head: they are imported inside the function that trains, and by
nothing that a query or an extraction needs. This one imports nothing.
"""
