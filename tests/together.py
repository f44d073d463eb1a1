"""Several people at once."""

import threading

from django.db import connections

PATIENCE = 60  # seconds


def race(acts):
    """Run each act in a thread with a connection of its own, all begun at once. Returns what each gave or raised, in their order."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def one(place):
        try:
            gate.wait(PATIENCE)
            answers[place] = acts[place]()
        except Exception as refused:  # what it raised is its answer
            answers[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def in_step(workers, work):
    """Run `work(number, wait)` in so many threads at once; `wait()` holds each until all have come. What one raises ends all: AssertionError."""
    barrier, errors = threading.Barrier(workers), []

    def one(number):
        try:
            work(number, lambda: barrier.wait(PATIENCE))
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
            barrier.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors
