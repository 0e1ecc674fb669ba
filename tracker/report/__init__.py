"""Records told to people and programs: JSON, CSV, tables and coloured articles. Pure: records in, lines of text out."""
