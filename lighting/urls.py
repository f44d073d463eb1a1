from django.urls import path

from lighting.views import columns, lights, schemes, works

app_name = "lighting"
# What is done about a scheme: word in the address -> view.
_DOORS = {
    "change": schemes.scheme_change, "partner": schemes.scheme_partner, "plan": works.scheme_plan, "forecast": works.scheme_forecast,
    "reach": works.scheme_reach, "hand-over": works.scheme_hand_over, "columns": columns.scheme_columns, "column-add": columns.scheme_column_add,
    "take": columns.scheme_take, "lights-on": lights.scheme_lights_on, "evidence": lights.scheme_evidence,
    "evidence-add": lights.scheme_evidence_add, "tell": lights.scheme_tell,
}  # fmt: skip
urlpatterns = [
    path("", schemes.scheme_list, name="scheme_list"),
    path("schemes/new/", schemes.scheme_add, name="scheme_add"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/inventory.csv", lights.scheme_inventory, name="scheme_inventory"),
    *(
        path(f"schemes/<int:pk>/{word}/", view, name=f"scheme_{word.replace('-', '_')}")
        for word, view in _DOORS.items()
    ),
    path("partners/<int:pk>/end/", schemes.partner_end, name="partner_end"),
    path("gates/<int:pk>/", works.gate_decide, name="gate_decide"),
    path("evidence/<int:pk>/", lights.evidence_file, name="evidence_file"),
    path("columns/", columns.column_list, name="column_list"),
    path("columns/import/", columns.column_import, name="column_import"),
    path("columns/<int:pk>/", columns.column, name="column"),
    path("columns/<int:pk>/change/", columns.column_change, name="column_change"),
    path("columns/<int:pk>/lights-on/", lights.column_lights_on, name="column_lights_on"),
    path("columns/<int:pk>/evidence-add/", lights.column_evidence_add, name="column_evidence_add"),
    path("columns/<int:pk>/release/", columns.column_release, name="column_release"),
]
