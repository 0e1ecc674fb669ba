"""Records told to people and programs. Pure: records in, lines of text out; only `exports` writes files.

Five packages, each importing only from those named after it:

- `terminal`: what a person reads in a terminal or a mail
- `pages`: documents to open: articles and reports as HTML, reports as Markdown or in a layout of the user's
- `exports`: what other programs read: records as JSON and CSV, tables, vocabularies of the web
- `contents`: what a report tells and shows, whoever sets it
- `wording`: the words for what a record holds, and the door that hostile text comes through
"""
