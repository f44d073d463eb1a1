"""Sentences the figures write themselves, and the few numbers a reader meets first."""

# The four numbers of the first page, where they are registered: since the start of the project.
FIRST = ("P01", "V02", "P04", "P05")


def headline(composition):
    """The big numbers: [{"id", "label", "words", "note", "under"}]."""
    by_id = {figure["id"]: figure for figure in composition["figures"]}
    return [_big(by_id[key], composition) for key in FIRST if key in by_id]


def _big(figure, composition):
    if figure["state"]:
        under = f"on {composition['period']['known']}"
    elif composition["period"]["whole"]:
        under = "since the start"
    else:
        under = f"in all, {figure['words']} this period"
    return {
        "id": figure["id"],
        "label": figure["label"],
        "words": figure["since_words"],
        "note": figure["note"],
        "under": under,
    }


def opening(composition):
    """How delivery stands, in whole sentences drawn from the figures alone: one paragraph a subject."""
    sentences = []
    if composition["period"]["running"]:
        sentences.append(
            f"The period has not ended: figures count what was recorded by {composition['period']['composed_on']}."
        )
    sentences += [" ".join(_pace(composition["pace"]))] if composition["pace"] else []
    late = [row for part in composition["milestones"].values() for row in part["ahead"] if row["late"]]
    if late:
        sentences.append(f"{len(late)} milestone{'s are' if len(late) > 1 else ' is'} past the planned date.")
    return sentences


def _pace(pace):
    done = f"{pace['actual']:,} of {pace['target']:,} {pace['unit']}"
    if not pace["begun"]:
        return [
            f"Delivery at doors starts on {pace['from_words']}; {pace['deliverable']} had reached {done} by {pace['day']}."
        ]
    said = [
        f"By {pace['day']} the {pace['deliverable']} had reached {done}. A steady pace since {pace['from_words']} would have reached {pace['expected']:,}: {_gap(pace['behind'])}."
    ]
    if not pace["remaining"]:
        said.append("The target is reached.")
    elif pace["needed"]:
        said.append(
            f"{pace['needed']} {pace['unit']} each working day are needed from then on to reach it by {pace['ends_on']}."
        )
    else:
        said.append(f"{pace['remaining']:,} were not reached by {pace['ends_on']}.")
    return said


def _gap(behind):
    if behind > 0:
        return f"delivery is {behind:,} behind it"
    return f"delivery is {-behind:,} ahead of it" if behind < 0 else "delivery is on it"
