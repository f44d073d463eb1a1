from django.urls import path

from hardening.views import closing, days, fitters, jobs, landlords, road, surveys

app_name = "hardening"
_MOVES = {
    "specify": road.job_specify, "approve": road.job_approve, "send-back": road.job_send_back, "order": road.job_order,
    "change-order": road.job_change_order, "book": road.job_book, "fit": road.job_fit, "no-access": road.job_no_access,
    "inspect": road.job_inspect, "mend": road.job_mend, "close": road.job_close, "invoice": road.job_invoice,
    "decline": road.job_decline, "cancel": road.job_cancel, "reserve": road.job_reserve, "agree": road.job_agree, "lines": road.job_lines,
}  # fmt: skip
urlpatterns = [
    path("", jobs.board_page, name="board"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/order.pdf", days.job_order_pdf, name="job_order_pdf"),
    *(
        path(f"jobs/<int:pk>/{word}/", view, name=f"job_{word.replace('-', '_')}")
        for word, view in _MOVES.items()
    ),
    path("homes/<int:pk>/refer/", road.job_refer, name="home_refer"),
    path("homes/<int:pk>/survey/", surveys.survey_record, name="survey_record"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("surveys/<int:pk>/withdraw/", surveys.survey_withdraw, name="survey_withdraw"),
    path("landlords/", landlords.letter_list, name="letter_list"),
    path("landlords/<int:pk>/write/", landlords.letter_write, name="landlord_write"),
    path("letters/<int:pk>/", landlords.letter, name="letter"),
    path("letters/<int:pk>/letter.pdf", landlords.letter_pdf, name="letter_pdf"),
    path("letters/<int:pk>/remind/", landlords.letter_remind, name="letter_remind"),
    path("letters/<int:pk>/reply/", landlords.letter_reply, name="letter_reply"),
    path("lines/<int:pk>/withdraw/", landlords.line_withdraw, name="line_withdraw"),
    path("appointments/", days.day_list, name="day_list"),
    path("appointments/<int:pk>/remind/", days.appointment_remind, name="appointment_remind"),
    path("appointments/<int:pk>/link/", days.appointment_link, name="appointment_link"),
    path("appointments/<int:pk>/letter.pdf", days.appointment_letter, name="appointment_letter"),
    path(
        "appointments/<int:pk>/letter-large-print.pdf",
        days.appointment_letter_large,
        name="appointment_letter_large",
    ),
    path("links/<int:pk>/", days.link, name="link"),
    path("links/<int:pk>/revoke/", days.link_revoke, name="link_revoke"),
    path("links/<int:pk>/sheets.pdf", days.link_sheets, name="link_sheets"),
    path("photos/<int:pk>/", days.photo, name="photo"),
    path("firms/", fitters.firm_list, name="firm_list"),
    path("firms/new/", fitters.firm_add, name="firm_add"),
    path("firms/<int:pk>/", fitters.firm, name="firm"),
    path("firms/<int:pk>/check/", fitters.firm_check, name="firm_check"),
    path("firms/<int:pk>/fitters/new/", fitters.firm_fitter_add, name="firm_fitter_add"),
    path("fitters/<int:pk>/check/", fitters.fitter_check, name="fitter_check"),
    path("fitters/<int:pk>/left/", fitters.fitter_end, name="fitter_end"),
    path("measures/", fitters.measure_list, name="measure_list"),
    path("measures/new/", fitters.measure_add, name="measure_add"),
    path("measures/<int:pk>/", fitters.measure_change, name="measure_change"),
    path("measures/<int:pk>/retire/", fitters.measure_retire, name="measure_retire"),
    path("inspections/", closing.inspection_list, name="inspection_list"),
    path("cocoons/", closing.cocoon_list, name="cocoon_list"),
    path("cocoons/pull/", closing.cocoon_pull, name="cocoon_pull"),
    path("cocoons/<int:pk>/", closing.cocoon, name="cocoon"),
    path("cocoons/doors/<int:pk>/", closing.cocoon_task, name="door"),
    path("invoices/", closing.invoice_list, name="invoice_list"),
    path("invoices/<int:pk>/pay/", closing.invoice_pay, name="invoice_pay"),
    path("results/", closing.results_page, name="results"),
]
