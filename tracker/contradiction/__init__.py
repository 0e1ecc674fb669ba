"""Which claims cannot both be true."""
