"""Every file that brings rows, from sniffing to undo.

The one staged-import engine: a room that takes files in supplies its fields, its matching and its action;
reading, mapping, verdicts, review, merge and undo happen here, once.
"""
