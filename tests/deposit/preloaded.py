"""The real office as the server that is killed runs it: no limit on how often a phone may call, or a campaign would take days."""

from saferstreets.wsgi import application  # isort: skip - it sets the rooms up, and must come first
from doorstep.inbox import receiving

receiving.REQUESTS_A_MINUTE = receiving.BYTES_A_MINUTE = receiving.ENVELOPES_A_DAY = 10**9
__all__ = ["application"]
