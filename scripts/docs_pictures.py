"""`make docs-pictures`: the main screens of the demonstration, wide and narrow, and the update page by page.

Everything happens in a folder of its own (database, files, server), so the pictures are the same on any machine
and nobody's data is in them. Look at every one before committing.
"""

import datetime
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTHS = {"desk": (1280, 900), "phone": (375, 800)}
PROJECT = "workington"
COLOURS = 128
SWITCHES = ["--no-sandbox", "--disable-gpu"]
# file name, URL name; a third part says whose row it is: the first of that model on the project, or what that one points at; more goes into the address.
SCREENS = (
    ("today", "office:today"),
    ("households", "households:household_list"),
    ("home", "office:home", "households.Household"),
    ("visit", "doorstep:visit_record", "households.Household"),
    ("streets", "office:street_list"),
    ("import", "imports:batch_list"),
    ("review", "imports:batch_review", "imports.Batch"),
    ("grant", "grants:deliverable_list"),
    ("update", "reports:update_list"),
    ("update-issued", "reports:update", "reports.Update"),
    ("updates-public", "public_updates"),
    ("updates-streets", "public_streets"),
    ("round", "households:round_detail", "households.Round"),
    ("map", "households:map"),
    ("forecast", "office:forecast"),
    ("budget", "grants:budget"),
    ("moves", "grants:change_list"),
    ("return", "grants:return", "grants.Return"),
    ("return-submitted", "grants:return_version", "grants.Submission"),
    ("ratings", "grants:rating_list"),
    ("agreement", "grants:agreement", "grants.SubGrant.agreement"),
    ("match", "grants:match"),
    ("radar", "office:radar"),
    ("reconciliation", "grants:reconciliation"),
    ("quotes", "packs:comparison", "packs.Comparison"),
    ("order", "packs:order", "packs.PurchaseOrder"),
    ("survey-start", "doorstep:survey_start", "households.Household", "concerns"),
    ("survey", "outcomes:survey", "outcomes.Questionnaire"),
    ("callers", "doorstep:caller_list"),
    ("own-streets", "households:own_street_list"),
    ("check", "check"),
    ("your-sign-in", "your_sign_in"),
    ("timer", "households:outing"),
    ("who-is-out", "households:outing_list"),
    ("stock", "packs:stock"),
    ("kits", "packs:kit_list"),
    ("close-day", "doorstep:day_close"),
    ("hardening-board", "hardening:board"),
    ("hardening-job", "hardening:job", "hardening.Job"),
    ("lighting", "lighting:scheme", "lighting.Scheme"),
    ("lighting-columns", "lighting:scheme_columns", "lighting.Scheme"),
    ("crime", "outcomes:crime"),
    ("concerns", "outcomes:concern_list"),
    ("survey-results", "outcomes:survey_results", "outcomes.Questionnaire"),
    ("extract", "reports:extract"),
    ("cctv", "cctv:scheme", "cctv.Scheme"),
    ("cctv-pack", "cctv:pack", "cctv.Scheme"),
    ("cctv-cameras", "cctv:camera_list", "cctv.Scheme"),
)


def environment(folder):
    """The demonstration's settings, with everything it writes in `folder`."""
    return {
        "DJANGO_SETTINGS_MODULE": "saferstreets.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "TMPDIR": str(folder),
        "DEMONSTRATION": "1",
        "DEMONSTRATION_TODAY": "2021-11-24",
        "ALLOWED_HOSTS": "",
        "DEBUG": "0",
    }


def manage(*words):
    """One manage.py command, quietly."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served():
    """The demonstration on a free port of this machine. Yields its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        "gunicorn",
        "--no-control-socket",
        "--threads",
        "4",
        "--log-level",
        "error",
        "--bind",
        address[7:],
    ]
    server = subprocess.Popen([sys.executable, "-m", *command, "saferstreets.wsgi:application"], cwd=ROOT)
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def path_of(url_name, model=None, *more):
    """The address of a screen on the demonstration's project, or of a page above the projects."""
    from django.apps import apps
    from django.urls import reverse

    if url_name in ("check", "your_sign_in"):
        return reverse(url_name)
    return reverse(url_name, args=[PROJECT, *([_row(apps, model)] if model else []), *more])


def _row(apps, model):
    """The id of the first row of a model on the project, or of what it points at: "grants.SubGrant.agreement"."""
    app, name, *through = model.split(".")
    found = apps.get_model(app, name).objects.filter(project__slug=PROJECT).order_by("pk").first()
    return getattr(found, f"{through[0]}_id") if through else found.pk


def session_cookie(role="coordinator"):
    """The first person of a role, signed in, without the sign-in page's throttle."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.models import Membership

    user = Membership.objects.filter(project__slug=PROJECT, role=role).order_by("pk").first().user
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}


def small(path):
    """The same picture with few colours: a screen needs no more, and the repository stays light."""
    from PIL import Image

    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def chromium():
    """Where the browser is; None for the one Playwright fetched."""
    found = subprocess.run([ROOT / "scripts/find-chromium"], stdout=subprocess.PIPE, text=True, check=False)
    return found.stdout.strip() or None


def screens(address):
    """Every screen at both widths."""
    from playwright.sync_api import sync_playwright

    cookie = {**session_cookie(), "url": address}
    paths = {name: path_of(*where) for name, *where in SCREENS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        for width_name, (width, height) in WIDTHS.items():
            room = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
            room.add_cookies([cookie])
            page = room.new_page()
            for name, path in paths.items():
                answer = page.goto(address + path)
                if answer.status != 200:
                    sys.exit(f"{path} answered {answer.status}")
                target = PICTURES / f"{name}-{width_name}.png"
                tall = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": width, "height": tall})  # bars that stick stand at their end
                page.screenshot(path=target)
                page.set_viewport_size({"width": width, "height": height})
                small(target)
            room.close()
        browser.close()


def one_door(address):
    """The film strip: one door on a phone without signal, from the round to "Saved on this phone", side by side in one picture."""
    from playwright.sync_api import sync_playwright

    width, height = WIDTHS["phone"]
    frames = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        room = browser.new_context(
            viewport={"width": width, "height": height}, locale="en-GB", has_touch=True, is_mobile=True
        )
        room.add_cookies([{**session_cookie("assistant"), "url": address}])
        page = room.new_page()
        page.route("**/deposit/**", lambda route: route.abort())
        page.goto(f"{address}/{PROJECT}/doorstep/")
        page.locator("html[data-settled]").wait_for(state="attached")
        take = lambda: frames.append(page.screenshot())  # noqa: E731
        take()
        page.get_by_role("link", name="Next: ").click()
        page.get_by_role("link", name="Someone answered").wait_for()
        take()
        page.get_by_role("link", name="Someone answered").click()
        page.get_by_text("Handed over now").click()
        page.get_by_label("Kit code").fill("DEMO 7788")
        page.get_by_text("Registered online here and now").click()
        take()
        page.get_by_role("button", name="Save this visit").click()
        page.locator("h1.saved").wait_for()
        take()
        page.locator("a.state").click()
        page.get_by_role("heading", name="Records and sending").wait_for()
        take()
        browser.close()
    side_by_side(frames, PICTURES / "one-door-phone.png")


def fitters_phone(address):
    """The fitter's link on a phone: the first job of the day that is booked."""
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    from accounts.models import Membership
    from hardening.actions import make_link
    from hardening.actions.links import signed
    from hardening.models import Appointment

    booked = Appointment.objects.standing().filter(project__slug=PROJECT).order_by("on_day", "id").first()
    by = Membership.objects.filter(project=booked.project, role="coordinator").first().user
    link = make_link(fitter=booked.fitter, on_day=booked.on_day, by=by)
    width, height = WIDTHS["phone"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
        page.goto(address + reverse("job_day", args=[signed(link)]))
        page.get_by_role("main").get_by_role("button").first.click()
        page.get_by_role("button", name="Work done").wait_for()
        page.screenshot(path=PICTURES / "hardening-fitter-phone.png", full_page=True)
        browser.close()
    small(PICTURES / "hardening-fitter-phone.png")


def street_card(folder):
    """The card of a street with new lights, as the demonstration told it for the end of October (needs pdftoppm)."""
    from accounts.models import Project
    from households.models import Street
    from reports import street_card as card
    from reports.street_models import StreetRelease

    project = Project.objects.get(slug=PROJECT)
    release = StreetRelease.objects.get(project=project, as_at=datetime.date(2021, 10, 31))
    pdf = folder / "card.pdf"
    street = Street.objects.select_related("project").get(project=project, name="Clay Street")
    pdf.write_bytes(card.as_pdf(card.facts(street, release)))
    if shutil.which("pdftoppm"):
        target = PICTURES / "street-card"
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "70", pdf, target], check=True)
        small(target.with_suffix(".png"))


def side_by_side(frames, path):
    """Pictures of one height beside each other, with a gap, in one file."""
    import io

    from PIL import Image

    pictures = [Image.open(io.BytesIO(frame)).convert("RGB") for frame in frames]
    gap = 16
    strip = Image.new("RGB", (sum(one.width + gap for one in pictures) - gap, pictures[0].height), "#8a9aa8")
    for place, picture in enumerate(pictures):
        strip.paste(picture, (place * (picture.width + gap), 0))
    strip.save(path)
    small(path)


def update_pages(folder):
    """The demonstration's update as pictures, one a page (needs pdftoppm)."""
    pdf = folder / "update.pdf"
    manage("progress_update", PROJECT, "--as-at", "2021-09-30", "--output", str(pdf))
    if not shutil.which("pdftoppm"):
        print("No pictures of the PDF: pdftoppm is missing (apt-get install poppler-utils)")
        return
    subprocess.run(["pdftoppm", "-png", "-r", "70", pdf, PICTURES / "update-page"], check=True)
    later, large = folder / "later.pdf", folder / "large.pdf"
    manage(
        "progress_update",
        PROJECT,
        "--as-at",
        "2021-10-31",
        "--output",
        str(later),
        "--large-print",
        str(large),
    )
    for source, sheet, name in ((later, 3, "changed"), (later, 5, "map"), (large, 2, "large-02")):
        subprocess.run(
            ["pdftoppm", "-png", "-r", "70", "-singlefile", "-f", str(sheet), "-l", str(sheet), source, PICTURES / f"update-{name}"],
            check=True,
        )  # fmt: skip
    for picture in [
        *PICTURES.glob("update-page*.png"),
        *(PICTURES / f"update-{name}.png" for name in ("changed", "map", "large-02")),
    ]:
        small(picture)


def card_pages(folder):
    """The papers of a caller as pictures (needs pdftoppm)."""
    from accounts.models import CallerCode
    from doorstep import caller_cards

    code = CallerCode.objects.select_related("project").filter(project__slug=PROJECT, revoked_at=None).first()
    for name, make in (("caller-card", caller_cards.id_card), ("calling-cards", caller_cards.calling_cards)):
        pdf = folder / f"{name}.pdf"
        pdf.write_bytes(make(code, "https://office.example.org.uk"))
        if shutil.which("pdftoppm"):
            subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "70", pdf, PICTURES / name], check=True)
            small(PICTURES / f"{name}.png")


def main():
    """Make them all, replacing the ones there."""
    folder = Path(tempfile.mkdtemp(prefix="saferstreets-pictures.", dir="/tmp"))
    os.environ.update(environment(folder))
    try:
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        manage("migrate", "--verbosity", "0")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        manage("demo")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        with served() as address:
            screens(address)
            one_door(address)
            fitters_phone(address)
        street_card(folder)
        update_pages(folder)
        card_pages(folder)
        print(f"{len(list(PICTURES.glob('*.png')))} pictures in docs/pictures")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
