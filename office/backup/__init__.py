"""The whole office in one encrypted file, and back: rows, kept files, and the list of what was erased."""
