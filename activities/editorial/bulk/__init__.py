"""Bulk loading: export lines become records again, batch by batch (`docs/exports.md`).

`reading` turns a line into the values of its columns, or says why it cannot; `tables` writes rows in their
thousands; `batch` links and writes some records at once; `loading` goes through the files.
"""
