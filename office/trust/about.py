"""Every row that is about one home, in every room, found by following the tables' own links."""

from django.apps import apps
from django.db.models import Q

from accounts.models import AuditEvent, ViewEvent
from doorstep.models import Chunk, Envelope
from evidence.models import Document
from households.models import Household
from imports.models import KeptDecision, Row

# Links that lead to another home, not to more about this one.
ELSEWHERE = {("households.Household", "split_from")}
LISTS_OF_HOMES = ("addresses", "victims")


def house_models():
    """Every table of the rooms."""
    rooms = {config.label for config in apps.get_app_configs() if hasattr(config.module, "models")}
    return [model for model in apps.get_models() if model._meta.app_label in rooms and _has_project(model)]


def _has_project(model):
    return any(field.name == "project" for field in model._meta.concrete_fields)


def rows_about(household):
    """{model: set of keys} of everything about this home and its duplicate entries; of no other home."""
    homes = {
        household.pk,
        *Household.objects.filter(project_id=household.project_id, duplicate_of=household).values_list(
            "pk", flat=True
        ),
    }
    found = {Household: homes}
    grown = True
    while grown:
        grown = False
        for model in house_models():
            keys = _linked(model, found, homes) - found.get(model, set())
            if keys and model is not Household:
                found.setdefault(model, set()).update(keys)
                grown = True
    return _beside(found, household.project_id)


def _linked(model, found, homes):
    """Keys of this table's rows that point at something found; a row that names a home names one of these."""
    wanted, names_home = Q(), False
    for field in model._meta.concrete_fields:
        target = field.related_model if field.is_relation else None
        names_home = names_home or field.name == "household"
        if target in found and (model._meta.label, field.name) not in ELSEWHERE:
            wanted |= Q(**{f"{field.name}__in": found[target]})
    if not wanted:
        return set()
    rows = model._base_manager.filter(wanted)
    if names_home:
        rows = rows.filter(Q(household=None) | Q(household__in=homes))
    return set(rows.values_list("pk", flat=True))


def _beside(found, project_id):
    """What is about the home without a link of the database: sealed records, rows of files, papers, looks and the trail."""
    from doorstep.models import Letter

    letters, homes = found.get(Letter, set()), found[Household]
    uids = Letter.objects.filter(pk__in=letters).values_list("uid", flat=True)
    here = {"project_id": project_id}
    lists = Q(batch__kind__in=LISTS_OF_HOMES) & (Q(thing_id__in=homes) | Q(decided_id__in=homes))
    more = {
        Envelope: letters,
        Chunk: _keys(Chunk.objects.filter(**here, uid__in=[uid for uid in uids if uid])),
        Row: _keys(Row.objects.filter(lists, **here)),
        KeptDecision: _keys(KeptDecision.objects.filter(**here, kind__in=LISTS_OF_HOMES, thing_id__in=homes)),
        Document: _papers(found),
    }
    found |= {model: keys for model, keys in more.items() if keys}
    for log in (ViewEvent, AuditEvent):
        about = Q()
        for model, keys in found.items():
            about |= Q(subject_type=model._meta.label, subject_id__in=[str(key) for key in keys])
        if keys := _keys(log.objects.filter(about, **here)):
            found[log] = keys
    return found


def _keys(rows):
    return set(rows.values_list("pk", flat=True))


def _papers(found):
    """Keys of the files that any of these rows keeps."""
    keys = set()
    for model, rows in found.items():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Document:
                keys |= set(model._base_manager.filter(pk__in=rows).values_list(field.name, flat=True))
    return keys - {None}
