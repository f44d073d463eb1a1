"""Backups are encrypted in the age format: to the public key, opened by the private one, never changed unseen."""

import io
import shutil
import subprocess

import pytest

from saferstreets.common import age

# An identity of the format's own published test vectors, and its bytes.
KNOWN, RAW = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX", b"B" * 32


def sealed(content, public):
    written = io.BytesIO()
    age.encrypt(io.BytesIO(content), written, public)
    return written.getvalue()


def opened(content, private):
    written = io.BytesIO()
    age.decrypt(io.BytesIO(content), written, private)
    return written.getvalue()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_is_sealed_opens_with_the_private_key(size):
    public, private = age.make_key()
    content = b"quokka "[:7] * (size // 7) + b"x" * (size % 7)
    found = sealed(content, public)
    assert opened(found, private) == content
    assert b"quokka" not in found


def test_keys_are_spelt_as_the_format_says():
    assert age._read(age.PRIVATE, KNOWN.lower()) == RAW
    assert age._spelt(age.PRIVATE, RAW).upper() == KNOWN


def test_another_key_a_changed_byte_and_a_cut_file_are_refused():
    public, private = age.make_key()
    found = sealed(b"a" * 70_000, public)
    changed = found[:-100] + bytes([found[-100] ^ 1]) + found[-99:]
    for content, key in (
        (found, age.make_key()[1]), (changed, private), (found[:-4_480], private), (b"nothing", private), (found[:60], private),
    ):  # fmt: skip
        with pytest.raises(age.KeyRefused):
            opened(content, key)


def test_a_misspelt_key_is_refused_before_anything_is_written():
    public, _ = age.make_key()
    wrong = public[:-1] + ("q" if public[-1] != "q" else "p")
    for key in (wrong, "age1short", ""):
        with pytest.raises(age.KeyRefused):
            age.check_public(key)


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_the_program_of_the_format_opens_it(tmp_path):
    public, private = age.make_key()
    key = tmp_path / "key"
    key.write_text(private)
    done = subprocess.run(
        ["age", "--decrypt", "--identity", str(key)],
        input=sealed(b"b" * 70_000, public),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"b" * 70_000
