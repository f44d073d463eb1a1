"""The papers of this room: orders, job sheets, appointment letters, letters to landlords.

A job sheet holds what the fitter's phone shows and no more: no name, no reason, no vulnerability, no other home.
"""

from itertools import groupby

from django.http import HttpResponse
from django.template.loader import render_to_string

from hardening import rules
from hardening.models import Appointment, JobLine
from saferstreets.common import clock, pdf

STYLE, LARGE = "hardening/paper.css", "hardening/paper-large.css"


def answer(content, name):
    """A PDF as it is handed to the browser."""
    found = HttpResponse(content, content_type="application/pdf")
    found["Content-Disposition"] = f'inline; filename="{name}"'
    return found


def _render(template, style, project, **context):
    html = render_to_string(
        f"hardening/pdf/{template}.html",
        {
            "project": project,
            "created": f"{clock.today():%Y-%m-%d}T00:00:00+00:00",
            "day": clock.today(),
            "large": style == LARGE,
            **context,
        },
    )
    return pdf.render(pdf.printable(html), style)


def order(found):
    """The order as it goes to the firm: what, where in the home, by which standard, at what price."""
    lines = JobLine.objects.filter(project_id=found.project_id, job_id=found.job_id).ready().for_list()
    return _render(
        "order", STYLE, found.project, order=found, job=found.job, household=found.job.household, lines=lines, firm=found.firm,
        gross_pence=found.net_pence + found.vat_pence,
    )  # fmt: skip


def _sheet(appointment):
    """What one sheet prints of one job."""
    job = appointment.job
    lines = JobLine.objects.filter(project_id=job.project_id, job=job).ready().for_list()
    return {
        "appointment": appointment, "job": job, "household": job.household, "lines": lines,
        "takes": rules.duration(sum(line.quantity * line.fit_minutes for line in lines)),
    }  # fmt: skip


def job_sheet(appointment):
    """One job sheet."""
    return _render(
        "job_sheets", STYLE, appointment.job.project, sheets=[_sheet(appointment)], fitter=appointment.fitter
    )


def day_sheets(link):
    """The sheets of one fitter's day, a page each."""
    appointments = Appointment.objects.filter(project_id=link.project_id).of_day(link.fitter_id, link.on_day)
    sheets = [_sheet(one) for one in appointments.for_list().select_related("job__project")]
    return _render("job_sheets", STYLE, link.project, sheets=sheets, fitter=link.fitter, on_day=link.on_day)


def appointment_letter(appointment, large=False):
    """To whoever lives there, by no name: who comes, when, with which card, and what is fitted."""
    sheet = _sheet(appointment)
    return _render(
        "appointment_letter",
        LARGE if large else STYLE,
        appointment.job.project,
        fitter=appointment.fitter,
        **sheet,
    )


def landlord_letter(letter):
    """One letter about all the homes of one landlord."""
    lines = letter.lines.for_homes()
    homes = [
        {"household": home, "lines": list(found)}
        for home, found in groupby(lines, key=lambda line: line.household)
    ]
    return _render(
        "landlord_letter", STYLE, letter.project, letter=letter, landlord=letter.landlord, homes=homes
    )
