"""`make run-phone`: the demonstration over https on the local network, to try on a real phone. Prints the addresses, with QR codes.

A page that works without signal needs https that the phone believes in. So this makes a certificate authority of its own, for this one
address and thirty days, in .phone/ (never committed), and offers its certificate over plain http for the phone to install once. Remove
it from the phone afterwards. `scripts/run` has made everything ready before.

    scripts/run_phone.py PORT [ADDRESS]
"""

import datetime
import ipaddress
import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import segno
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".phone"
DAYS = 30
NAME = "Safer Streets, this computer only"


def address_here():
    """The address of this machine on its network. No packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            sys.exit("This machine is on no network. Say the address: make run-phone ADDRESS=192.168.0.7")
        return probe.getsockname()[0]


def certificates(address):
    """The authority's certificate and the server's, made anew when the address or the month has changed. Returns their paths."""
    named = FOLDER / address
    paths = [named / "authority.crt", named / "server.crt", named / "server.key"]
    if all(path.exists() for path in paths) and _is_fresh(paths[1]):
        return paths
    named.mkdir(parents=True, exist_ok=True)
    ip = ipaddress.ip_address(address)
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _signed(authority, authority.public_key(), NAME, _of_authority(ip))
    leaf = _signed(authority, server.public_key(), address, _of_server(ip))
    (named / "authority.crt").write_bytes(root.public_bytes(serialization.Encoding.DER))
    (named / "server.crt").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    key = server.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    os.close(os.open(paths[2], os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    paths[2].write_bytes(key)  # the authority's own key is kept nowhere
    return paths


def _is_fresh(path):
    until = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    return until > datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)


def _of_authority(ip):
    """May sign for this one address and nothing else."""
    here = ipaddress.ip_network(ip)
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (x509.NameConstraints(permitted_subtrees=[x509.IPAddress(here)], excluded_subtrees=None), True),
        (x509.KeyUsage(False, False, False, False, False, True, True, False, False), True),
    ]


def _of_server(ip):
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName([x509.IPAddress(ip)]), False),
        (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]


def _signed(authority, public_key, subject, extensions):
    now = datetime.datetime.now(datetime.UTC)
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS))
    )
    for extension, critical in extensions:
        made = made.add_extension(extension, critical)
    return made.sign(authority, hashes.SHA256())


def offer(path, address, port):
    """The authority's certificate for the phone, over plain http, while the office runs."""
    content = path.read_bytes()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/x-x509-ca-cert")
            self.send_header("Content-Disposition", 'attachment; filename="safer-streets.crt"')
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer((address, port), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def told(words, address):
    """A line, the address, and its QR code for the phone's camera."""
    print(f"\n{words}\n  {address}\n")
    segno.make(address, error="l").terminal(compact=True, border=2)


def main():
    """Serve until Ctrl-C."""
    port = int(sys.argv[1])
    address = sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] else address_here()
    authority, certificate, key = certificates(address)
    offer(authority, address, port + 1)
    told(
        "1. Once: install this certificate on the phone (docs/doorstep.md says where)",
        f"http://{address}:{port + 1}/safer-streets.crt",
    )
    told(
        "2. Then open the office there, sign in as the Assistant, Rounds, “Walk today’s round”",
        f"https://{address}:{port}/",
    )
    command = [
        ROOT / ".venv/bin/gunicorn", "--config", ROOT / "scripts/gunicorn.conf.py", "--bind", f"{address}:{port}",
        "--certfile", certificate, "--keyfile", key, "saferstreets.wsgi:application",
    ]  # fmt: skip
    environment = {**os.environ, "ALLOWED_HOSTS": f"localhost,127.0.0.1,{address}"}
    try:
        sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
