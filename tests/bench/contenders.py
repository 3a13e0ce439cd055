"""The programs that peers.py compares: ours, those in Python and those in R. Each does a step in a process of its own
and prints one line of JSON: seconds, peak_mb, and what it found."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Debian's packages are for Debian's Python, whichever else comes first on PATH.
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
MISSING = 3  # exit code of a peer whose package is not there


def run(command, jobs):
    """The JSON that a command prints, None where it is missing; ends the program when it fails."""
    threads = {name: str(jobs) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    try:
        done = subprocess.run(command, env={**os.environ, **threads}, capture_output=True, text=True)
    except OSError as error:
        sys.exit(f"peers.py: {command[0]} does not start: {error.strerror}.")
    if done.returncode == MISSING:
        return None
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        sys.exit(f"peers.py: {' '.join(map(str, command[:3]))} failed: {reason}")
    return json.loads(done.stdout)


class Contender:
    """A program that does a step. command(round) gives what to run in a round, from 1, or None where even the
    interpreter is missing; package is what brings the program. runs holds what the rounds so far printed. stand_in
    is the contender that takes its place where it is not there."""

    def __init__(self, name, command, package="", stand_in=None):
        self.name, self.command, self.package, self.stand_in = name, command, package, stand_in
        self.runs = []

    def measure(self, round_number, jobs):
        """Takes a round; whether the program is there."""
        command = self.command(round_number)
        line = run(command, jobs) if command else None
        if line is None:
            return False
        seconds = line["seconds"]
        # Ours repeats a step in a process; the last time counts, those before warm up.
        self.runs.append({**line, "seconds": seconds[-1] if isinstance(seconds, list) else seconds})
        return True

    def all(self, key):
        return [line[key] for line in self.runs]

    def last(self, key):
        return self.runs[-1][key]

    def median_seconds(self):
        return statistics.median(self.all("seconds"))


def ours(options, stage, *arguments, seeded=False, repeat=1, name="Genrelens"):
    """seeded: the round is the seed. name: of a peer that our program runs."""
    fixed = [options.bench, stage, options.file, "--jobs", options.jobs, "--repeat", repeat, *arguments]

    def command(round_number):
        return [str(word) for word in [*fixed, "--seed", round_number if seeded else 1]]

    return Contender(name, command)


def python_peer(options, name, peer, package, seeded=False, stand_in=None, **task):
    def command(round_number):
        settings = {**task, "jobs": options.jobs, "seed": round_number if seeded else 1}
        return [PYTHON, str(HERE / "peer_runs.py"), peer, json.dumps(settings)]

    return Contender(name, command, package, stand_in)


def r_peer(name, script, package, *arguments):
    rscript = shutil.which("Rscript")
    words = [rscript, "--vanilla", str(HERE / script), *map(str, arguments)]
    return Contender(name, lambda _: words if rscript else None, package)
