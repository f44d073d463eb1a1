from django.db import models

from accounts.models import Project


class ExtractKey(models.Model):
    """What the pseudonyms of a project's exposure extract are made with. It stays here: no export, page or command prints it.

    One for each project, never changed: the same home has the same pseudonym in every extract, so that a later one can be joined to
    an earlier. Whoever has the key and the register can tell the homes; whoever has the extract alone cannot.
    """

    project = models.OneToOneField(Project, models.PROTECT, related_name="+")
    secret = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self):
        return "Key of the pseudonyms"
