"""What other programs read. Names of fields and columns are an API: scripts depend on them."""
