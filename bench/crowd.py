"""Many at once: jobs begun at the same moment, a thread each with a connection of its own, shared out over two processes."""

import multiprocessing
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROCESSES, PATIENCE = 2, 300
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Took:
    """seconds: from the first beginning to the last end. cpu_seconds: of the jobs and of the database server together."""

    seconds: float
    cpu_seconds: float


def at_once(jobs):
    """Do every job (a function) at the same moment on today's database. Raises what broke the first of them."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, told = context.Barrier(len(jobs) + 1, timeout=PATIENCE), context.SimpleQueue()
    workers = [
        context.Process(target=_work, args=(jobs[place::PROCESSES], gate, told))
        for place in range(min(PROCESSES, len(jobs)))
    ]
    for worker in workers:
        worker.start()
    try:
        gate.wait()
        before = _of_the_server()
        gate.wait()
        of_the_server = _of_the_server() - before
        gate.wait()
    except threading.BrokenBarrierError as fault:
        raise RuntimeError("a job broke: see above") from fault
    finally:
        for worker in workers:
            worker.join(PATIENCE)
    begun, ended, worked = zip(*(told.get() for _ in jobs), strict=True)
    return Took(max(ended) - min(begun), sum(worked) + of_the_server)


def _work(jobs, gate, told):
    threads = [threading.Thread(target=_one, args=(job, gate, told)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _one(job, gate, told):
    """Three gates: connected and ready to begin; done; what the server took has been read, and connections may close."""
    from django.db import connection

    try:
        connection.ensure_connection()
        gate.wait()
        begun, worked = time.monotonic(), time.thread_time()
        job()
        told.put((begun, time.monotonic(), time.thread_time() - worked))
        gate.wait()
        gate.wait()
    except threading.BrokenBarrierError:
        pass
    except BaseException:
        gate.abort()
        raise
    finally:
        connection.close()


def _of_the_server():
    """Processor seconds so far of the private PostgreSQL with all its children; 0 where it is not in use."""
    from bench.databases import server_process

    root = server_process()
    if root is None:
        return 0.0
    total = sum(_times(root, 4))
    with suppress(FileNotFoundError):
        for child in Path(f"/proc/{root}/task/{root}/children").read_text().split():
            with suppress(FileNotFoundError, ProcessLookupError):
                total += sum(_times(child, 2))
    return total / TICK


def _times(process, columns):
    """utime, stime and, of four columns, those of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return map(int, fields[11 : 11 + columns])
