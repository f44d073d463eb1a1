"""The way to the office, which a test can cut: a small proxy in front of the live server, on a port that stays the same.

Stopping the origin is the one way to be without signal that is true in every browser, service workers included.
"""

import contextlib
import socket
import threading

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    b"<html><title>Free wireless</title><h1>Accept our terms</h1><script>1</script></html>"
)


class Origin:
    """`address` is what the browser opens. Ways: "through", "stopped" (nobody listens), "portal" (a wireless network's page
    answers everything with 200), "deaf" (requests arrive, answers are lost), "read only" (pages come, records do not arrive)."""

    def __init__(self, live_server):
        host, port = live_server.url.removeprefix("http://").split(":")
        self.behind = (host, int(port))
        self.way = "stopped"
        self._listening = None
        self._open = set()
        self._threads = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.set("through")

    def set(self, way):
        """Choose a way. Connections that are open are cut, as they are when one walks out of reach."""
        self.way = way
        self._cut()
        if way == "stopped":
            self._deafen()
        elif self._listening is None:
            self._listen()

    def stop(self):
        """For good."""
        self.set("stopped")
        for thread in list(self._threads):
            thread.join(5)

    def _listen(self):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self.port))
        door.listen(64)
        self._listening = door
        self._start(self._accept, door)

    def _deafen(self):
        if self._listening is not None:
            door, self._listening = self._listening, None
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()

    def _cut(self):
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _start(self, work, *given):
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self, door):
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            self._start(self._serve, caller)

    def _serve(self, caller):
        with caller, contextlib.suppress(OSError):
            if self.way == "portal":
                caller.recv(65_536)
                caller.sendall(PORTAL)
                return
            way = self.way
            with socket.create_connection(self.behind) as office:
                self._open |= {caller, office}
                if self.way != way:
                    return  # it changed while this connection was made, and was not there to be cut
                back = self._start(self._pump, office, caller, way)
                self._pump(caller, office, way, asking=True)
                back.join()
                self._open -= {caller, office}

    def _pump(self, source, target, way, asking=False):
        """What one end says, to the other, until an end closes. asking: it is the phone that speaks."""
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                if asking and way == "read only" and b" /deposit/v1" in piece:
                    break
                if asking or way != "deaf":
                    target.sendall(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
