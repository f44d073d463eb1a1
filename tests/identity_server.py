"""A server of identities for one test: OpenID Connect over real HTTP on this machine, with tokens really signed."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "the-office", "a secret of the two"


class IdentityServer:
    """Says who `claims` says to whoever comes with a code of its own; `signing_key` may be somebody else's, to lie with."""

    def __init__(self):
        self.key = self.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims, self.codes = {}, {}
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                owner.get(self)

            def do_POST(self):
                owner.token(self)

            def log_message(self, *args):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/tenant/v2.0"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def get(self, to):
        path, query = urlsplit(to.path).path, parse_qs(urlsplit(to.path).query)
        if path.endswith("/openid-configuration"):
            parts = {
                "authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys", "userinfo_endpoint": "me",
            }  # fmt: skip
            places = {name: f"{self.address}/{part}" for name, part in parts.items()}
            self._answer(to, {"issuer": self.address, **places})
        elif path.endswith("/keys"):
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            self._answer(to, {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]})
        else:
            code = secrets.token_urlsafe(12)
            self.codes[code] = {name: values[0] for name, values in query.items()}
            back = urlencode({"code": code, "state": query["state"][0]})
            to.send_response(302)
            to.send_header("Location", f"{query['redirect_uri'][0]}?{back}")
            to.end_headers()

    def token(self, to):
        sent = {
            name: values[0]
            for name, values in parse_qs(to.rfile.read(int(to.headers["Content-Length"])).decode()).items()
        }
        asked = self.codes.pop(sent.get("code"), None)
        proof = (
            base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
            .rstrip(b"=")
            .decode()
        )
        if not asked or asked["code_challenge"] != proof or sent.get("client_secret") != SECRET:
            return self._answer(to, {"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "jti": secrets.token_hex(8),
            **self.claims,
        }
        token = jwt.encode(claims, self.signing_key, algorithm="RS256", headers={"kid": "1"})
        return self._answer(
            to, {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": token}
        )

    def _answer(self, to, said, status=200):
        body = json.dumps(said).encode()
        to.send_response(status)
        to.send_header("Content-Type", "application/json")
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)
