"""What a person reads in a terminal or a mail: every line fits a width, and nothing needs colour."""
