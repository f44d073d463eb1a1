"""How `make run` serves: two processes, four threads each, nothing but warnings on the screen."""

workers = 2
threads = 4
loglevel = "warning"
# By default it would open a control socket in the home directory.
control_socket_disable = True


def when_ready(server):
    """Say where to go once the door is really open."""
    host, port = server.address[0]
    scheme = "https" if server.cfg.is_ssl else "http"
    print(f"\nOpen {scheme}://{host}:{port}/        (Ctrl-C stops it)", flush=True)
