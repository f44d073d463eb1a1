"""What a camera wrote is not kept; what is no honest picture is refused; kept files are looked through by one command."""

import hashlib
import random

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from evidence import rules
from evidence.actions import keep_document
from evidence.checking import what_it_tells
from tests.factories.accounts import ProjectFactory, member
from tests.hostile import pictures


def a_still(dice):
    return pictures._webp(dice, most=1)


@pytest.mark.parametrize("make", [pictures._jpeg, pictures._png, a_still])
def test_nothing_of_a_camera_is_kept_its_comment_included(make):
    for seed in range(12):
        content = make(random.Random(seed))
        _, kept = rules.checked(content)
        assert pictures.MARK.encode() in content
        assert pictures.MARK.encode() not in kept
        assert what_it_tells(kept) == []


def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_opened():
    for seed in range(8):
        with pytest.raises(rules.DocumentRefused, match="40 megapixels|not a PDF, JPEG"):
            rules.checked(pictures._bomb(random.Random(seed)))


@pytest.mark.django_db
def test_the_command_names_a_file_that_tells_more_than_it_shows_and_one_that_was_changed(capsys):
    project = ProjectFactory()
    by = member(project)
    _, clean = rules.checked(pictures._jpeg(random.Random(1)))
    fine, told, changed = (
        keep_document(project=project, title="A door", content=clean, by=by) for _ in range(3)
    )
    call_command("check_files")
    assert "3 files, 3 photographs without metadata" in capsys.readouterr().out
    changed.file.save("", ContentFile(clean + b"more"))
    raw = pictures._jpeg(random.Random(1))
    told.file.save("", ContentFile(raw))
    told.sha256 = hashlib.sha256(raw).hexdigest()
    told.save()
    with pytest.raises(SystemExit):
        call_command("check_files")
    said = capsys.readouterr().err
    assert f"Document {told.pk}: it tells more than it shows: COM, comment" in said
    assert f"Document {changed.pk}: its bytes are not those" in said
    assert f"Document {fine.pk}:" not in said
