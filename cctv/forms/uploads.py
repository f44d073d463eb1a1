"""Reading a file that shows something: what it is is told by its content, and a film is refused as a film before all else."""

from django import forms

from evidence.rules import MOST_BYTES, DocumentRefused, refuse_footage

HEAD = 4096


def content_of(file):
    """The bytes of an upload, or None. Raises ValidationError, in words, for footage and for what is too large to be a paper."""
    if not file:
        return None
    head = file.read(HEAD)
    try:
        refuse_footage(head)
    except DocumentRefused as refused:
        raise forms.ValidationError(str(refused)) from None
    if file.size > MOST_BYTES:
        raise forms.ValidationError("The file is larger than 15 MB. Save it smaller and try again")
    return head + file.read()
