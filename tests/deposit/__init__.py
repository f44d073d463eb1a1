"""The deposit protocol, tried with a phone made of Python against the real handlers."""
