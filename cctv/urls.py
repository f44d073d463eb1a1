from django.urls import path

from cctv.views import cameras, compliance, requests, schemes

app_name = "cctv"
urlpatterns = [
    path("", schemes.scheme_list, name="scheme_list"),
    path("add/", schemes.scheme_add, name="scheme_add"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/change/", schemes.scheme_change, name="scheme_change"),
    path("schemes/<int:pk>/stages/<slug:stage>/", schemes.stage_record, name="stage_record"),
    path("schemes/<int:pk>/hand-over/", schemes.scheme_hand_over, name="scheme_hand_over"),
    path("schemes/<int:pk>/files/add/", schemes.paper_add, name="paper_add"),
    path("files/<int:pk>/", schemes.paper, name="paper"),
    path("schemes/<int:pk>/partners/add/", schemes.partner_add, name="partner_add"),
    path("partners/<int:pk>/end/", schemes.partner_end, name="partner_end"),
    path("schemes/<int:pk>/cameras/", cameras.camera_list, name="camera_list"),
    path("schemes/<int:pk>/cameras/add/", cameras.camera_add, name="camera_add"),
    path("schemes/<int:pk>/cameras/live/", cameras.camera_live, name="camera_live"),
    path("cameras/others/", cameras.other_cameras, name="other_cameras"),
    path("cameras/import/", cameras.camera_import, name="camera_import"),
    path("cameras/import/<int:pk>/changes/", cameras.camera_changes, name="camera_changes"),
    path("cameras/<int:pk>/", cameras.camera, name="camera"),
    path("cameras/<int:pk>/change/", cameras.camera_change, name="camera_change"),
    path("cameras/<int:pk>/remove/", cameras.camera_remove, name="camera_remove"),
    path("schemes/<int:pk>/pack/", compliance.pack, name="pack"),
    path("schemes/<int:pk>/pack/principles/", compliance.principles_judge, name="principles_judge"),
    path("schemes/<int:pk>/pack/<slug:key>/", compliance.item_state, name="item_state"),
    path("pack/files/<int:pk>/", compliance.item_file, name="item_file"),
    path("schemes/<int:pk>/requests/", requests.request_list, name="request_list"),
    path("schemes/<int:pk>/requests/add/", requests.request_log, name="request_log"),
    path("requests/<int:pk>/answer/", requests.request_answer, name="request_answer"),
]
