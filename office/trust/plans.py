"""What each kind of request would touch, and the carrying out of it: one table for the page, the command, the release and the replay."""

from households.choices import DataRequestKind as Kind
from office.trust import ending, forgetting, terms


def wanted(kind, *, project, household=None, day, spared=()):
    """{label: query set} of what a request of this kind touches on `day`. spared: keys of people whom the end of the years leaves."""
    if household is not None:
        return forgetting.of_home(household)
    if kind == Kind.TERMS:
        return terms.of_terms(project, day)
    return ending.of_end(project, spared) if kind == Kind.ENDING else forgetting.of_project(project)


def carry_out(kind, *, project, household=None, day, spared=()):
    """Do it. Returns the certificate (see forgetting.forget)."""
    rows = wanted(kind, project=project, household=household, day=day, spared=spared)
    if kind == Kind.TERMS:
        return forgetting.forget(rows, terms.fates(day))
    if kind == Kind.ENDING:
        ending.beside_the_rows(rows)
        return forgetting.forget(rows, ending.fates())
    return forgetting.forget(rows)
