"""Documents to open, each one file that asks for nothing: HTML, Markdown, and layouts of users."""
