"""Each tool as a command, and what it says it found."""

import json
import os
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / ".venv-scan"
MODULES = "xss,permanentxss,sql,exec,file,crlf,csrf,http_headers,cookieflags,redirect,ssrf"
# Not asked for again, whatever links to them: they end the scanner's own sign-in.
LEFT_OUT = ("/sign-in/", "/sign-in/out/", "/sign-in/password/", "/sign-in/password/set/")


TLS = ssl._create_unverified_context()  # noqa: S323 - the certificate is our own, of this run and machine
# (kind, words of the finding): findings that are meant to be so.
ANSWERED_FOR = (
    # The phone's page was kept hours ago and has no fresh form: it reads the token here. The token alone opens nothing.
    ("HttpOnly Flag cookie", "csrftoken"),
    # Browsers have dropped it; the content security policy does what it was for.
    ("HTTP Secure Headers", "X-XSS-Protection"),
)


def wapitis():
    """{version: command} of the two generations that are installed."""
    found = {}
    for command in (OWN / "wapiti/bin/wapiti", Path("/usr/bin/wapiti")):
        if command.exists():
            said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
            version = re.search(r"Wapiti[ -](\d+\.\d+\.\d+)", said.stdout + said.stderr)
            found[version[1] if version else str(command)] = str(command)
    return found


def can_leave_out(command):
    """Debian's wapiti 3.0.4 breaks off under Python 3.11 when it is to leave something out, so it scans as nobody signed in only."""
    return command != "/usr/bin/wapiti"


def tool(name, folder):
    """The command of a tool, or None where it is not installed."""
    own = OWN / folder / "bin" / name
    return str(own) if own.exists() else shutil.which(name)


def wapiti(command, address, folder, cookie="", minutes=1, modules=MODULES):
    """{kind of finding: [(method, path, parameter)]} of what one wapiti says, anomalies and all."""
    report = folder / "wapiti.json"
    report.unlink(missing_ok=True)
    words = [
        command, "-u", address, "--scope", "domain", "-m", modules, "--max-scan-time", str(int(minutes * 20)), "--max-attack-time", str(int(minutes * 60 / len(modules.split(",")))),
        "--flush-session", "--verify-ssl", "0", "-f", "json", "-o", str(report), "--no-bugreport", "-v", "1", "--store-session", str(folder / "wapiti"),
    ]  # fmt: skip
    for left in LEFT_OUT if can_leave_out(command) else ():
        words += ["-x", urllib.parse.urljoin(address, left)]
    if cookie:
        words += ["-H", f"Cookie: {cookie}"]
    said = subprocess.run(
        words, capture_output=True, text=True, cwd=folder, check=False, timeout=minutes * 60 * 4 + 600
    )
    (folder / "wapiti.said").write_text(said.stdout + said.stderr)
    if not report.exists():
        return {"no report": said.stderr.strip().splitlines()[-1:]}, "?"
    told = json.loads(report.read_text())
    found = {}
    for part in ("vulnerabilities", "anomalies"):
        for kind, entries in told[part].items():
            if entries:
                found[kind] = [
                    (entry["method"], entry["path"], entry.get("parameter"), entry.get("info", "")[:120])
                    for entry in entries
                ]
    return found, told["infos"].get("crawled_pages_nbr") or len(told["infos"].get("crawled_pages", ())) or "?"


def explained(found, address):
    """(what remains, what is answered for) of a wapiti's findings, both {kind: [...]}. A form said to take no token is tried without one."""
    left, answered = {}, {}
    for kind, entries in found.items():
        for entry in entries:
            told = str(entry)
            fine = any(known == kind and words in told for known, words in ANSWERED_FOR) or (
                kind == "Cross Site Request Forgery" and refuses_without_token(f"{address}{entry[1]}")
            )
            (answered if fine else left).setdefault(kind, []).append(entry)
    return left, answered


def refuses_without_token(place):
    """Does a form sent without its token, from its own page, get a 403?"""
    asked = urllib.request.Request(place, b"a=b", {"Referer": place})
    try:
        with urllib.request.urlopen(asked, context=TLS):
            return False
    except urllib.error.HTTPError as refused:
        return refused.code == 403


def sqlmap(address, folder, target, cookie, database):
    """Does sqlmap find an injection in this target? Returns (bool, number of requests it says it made)."""
    method, place, fields = target
    query = urllib.parse.urlencode(fields)
    words = [
        tool("sqlmap", "wapiti"), "--batch", "--level=1", "--risk=1", "--technique=BEU", f"--dbms={database}", "--flush-session", "--skip=csrfmiddlewaretoken",
        f"--output-dir={folder / 'sqlmap'}", f"--cookie={cookie}", "--param-exclude=csrf|session", "--disable-coloring", "--ignore-code=*",
        "--ignore-redirects", f"--referer={address}{place}",
    ]  # fmt: skip
    words += (
        ["-u", f"{address}{place}?{query}"]
        if method == "GET"
        else ["-u", f"{address}{place}", f"--data={query}"]
    )
    said = subprocess.run(
        words,
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={**os.environ, "HOME": str(folder)},
    )
    with (folder / "sqlmap.said").open("a") as file:
        file.write(f"\n### {method} {place} {sorted(fields)}\n{said.stdout}{said.stderr}")
    return (
        "identified the following injection point" in said.stdout,
        "all tested parameters do not appear to be injectable" in said.stdout,
    )


def schemathesis(address, folder, authorization, cases, seed=1):
    """(exit status, what it said of errors and failures) of schemathesis against the description of the deposit API.

    Over http and in the name of a proxy that ends https: the program server's own TLS drops a connection now and then.
    """
    words = [
        tool("schemathesis", "schemathesis"), "run", f"{address}/deposit/v1/openapi.json", "--url", address, "--header", f"Authorization: {authorization}",
        "--header", "X-Forwarded-Proto: https", "--checks", "not_a_server_error", "--max-examples", str(cases), "--seed", str(seed),
        "--generation-database", "none",
    ]  # fmt: skip
    said = subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False)
    return said.returncode, re.split("=+ (?:ERRORS|FAILURES) =+", said.stdout)[-1].strip()
