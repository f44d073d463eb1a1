"""Every file the office keeps: what it proves, and who put it there.

Type is checked by content, photographs are re-encoded so that no place or camera data survives, and nothing is
served from an address that can be guessed.
"""
