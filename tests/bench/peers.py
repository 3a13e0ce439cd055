#!/usr/bin/python3
"""Runs other programs beside genrelens-bench and prints a table of medians and ratios.

    tests/bench/peers.py read forest kmeans tracks.csv [--bench PATH] [--repeat R]

Ours and the peers take turns (A B C A B C ...), each run in a process of its own that times the step alone. All
of them may use --jobs threads; readers read the file once before the clock starts. The matrix, the labels and the
held-out rows that the peers work on are those of genrelens-bench matrix. Debian's packages of the peers:
python3-sklearn with libopenblas0-pthread, python3-pandas, r-cran-data.table. Peers that are not there are named
and left out.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Debian's packages are for Debian's Python, whichever else comes first on PATH.
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
MISSING = 3  # exit code of a peer whose package is not there


class Contender:
    """A program that does the step. measure() gives {seconds, result, versions}, or None where the program is
    missing; package is what brings it."""

    def __init__(self, name, measure, package=""):
        self.name, self.measure, self.package = name, measure, package
        self.seconds, self.result = [], ""


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


def ours(options, stage, describe, *arguments):
    """Our own contender; of several repeats in a process the last counts."""

    def measure():
        line = run([options.bench, stage, options.file, "--jobs", str(options.jobs), *arguments], options.jobs)
        return {"seconds": line["seconds"][-1], "result": describe(line), "versions": []}

    return Contender("Genrelens", measure)


def python_peer(options, name, peer, package, **task):
    task = {**task, "jobs": options.jobs}
    command = [PYTHON, str(HERE / "peer_runs.py"), peer, json.dumps(task)]
    return Contender(name, lambda: run(command, options.jobs), package)


def read_contenders(options, _):
    rscript = shutil.which("Rscript")
    command = [rscript, "--vanilla", str(HERE / "fread.R"), options.file, str(options.jobs)]
    return [
        ours(options, "read", lambda line: f"{line['rows']} rows", "--repeat", "2"),
        Contender("data.table::fread", lambda: run(command, options.jobs) if rscript else None, "r-cran-data.table"),
        python_peer(options, "pandas.read_csv", "pandas", "python3-pandas", file=options.file),
    ]


def forest_contenders(options, matrix):
    def describe(line):
        return f"accuracy {line['accuracy']:.4f}, {line['nodes'] / 1e6:.2f} million nodes"

    arguments = ["--repeat", "1", "--trees", str(options.trees), "--labels", options.labels]
    arguments += ["--k", str(options.k), "--restarts", str(options.restarts)]
    name = "scikit-learn RandomForestClassifier"
    return [
        ours(options, "forest", describe, *arguments),
        python_peer(options, name, "forest", "python3-sklearn", trees=options.trees, **matrix),
    ]


def k_means_contenders(options, matrix, stage, k, describe, name):
    settings = {"k": k, "restarts": options.restarts}
    arguments = ["--repeat", "1", "--k", str(k), "--restarts", str(options.restarts)]
    return [ours(options, stage, describe, *arguments)] + [
        python_peer(options, f"{name}, {dtype}", stage, "python3-sklearn", dtype=dtype, **settings, **matrix)
        for dtype in ("float64", "float32")
    ]


def kmeans_contenders(options, matrix):
    return k_means_contenders(
        options, matrix, "kmeans", options.k, lambda line: f"WCSS {line['wcss']:.0f}", "scikit-learn KMeans"
    )


def sweep_contenders(options, matrix):
    def describe(line):
        return f"WCSS {line['wcss'][-1]:.0f} for k = {line['k'][-1]}"

    name = "scikit-learn KMeans and silhouette_score"
    return k_means_contenders(options, matrix, "sweep", options.sweep_to, describe, name)


STAGES = {
    "read": (read_contenders, lambda o: "read"),
    "forest": (forest_contenders, lambda o: f"forest, {o.trees} trees on {o.labels}"),
    "kmeans": (kmeans_contenders, lambda o: f"k-means, k = {o.k}, {o.restarts} restarts"),
    "sweep": (sweep_contenders, lambda o: f"k-means and silhouette, k = 2 to {o.sweep_to}, {o.restarts} restarts"),
}


def take_turns(contenders, repeat, versions):
    """Measures all, one after the other in each round; returns those that are there."""
    for round_number in range(repeat):
        for contender in list(contenders):
            measured = contender.measure()
            if measured is None:
                print(f"peers.py: {contender.name} is not there (apt install {contender.package})", file=sys.stderr)
                contenders.remove(contender)
                continue
            contender.seconds.append(measured["seconds"])
            contender.result = measured["result"]
            versions.update(dict.fromkeys(measured["versions"]))
            print(f"{round_number + 1}/{repeat} {contender.name}: {measured['seconds']:.3f} s", file=sys.stderr)
    return contenders


def table_rows(step, contenders):
    """A line of Markdown for each contender; the first, ours, is what the others are compared with."""
    base = statistics.median(contenders[0].seconds)
    for contender in contenders:
        median = statistics.median(contender.seconds)
        spread = f"{min(contender.seconds):.3f} to {max(contender.seconds):.3f}"
        yield f"| {step} | {contender.name} | {median:.3f} | {spread} | {median / base:.2f} | {contender.result} |"


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def count(text):
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number from 1')
    return int(text)


def parsed_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="+", choices=STAGES, metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("file", metavar="tracks.csv")
    parser.add_argument("--bench", default=str(HERE.parents[1] / "build/release/genrelens-bench"))
    parser.add_argument("--repeat", type=count, default=5, help="rounds (5)")
    parser.add_argument("--jobs", type=count, default=len(os.sched_getaffinity(0)), help="threads (all cores)")
    parser.add_argument("--trees", type=count, default=100)
    parser.add_argument("--labels", choices=("genre", "super_genre", "cluster"), default="super_genre")
    parser.add_argument("--k", type=count, default=8, help="clusters of kmeans (8)")
    parser.add_argument("--restarts", type=count, default=10)
    parser.add_argument("--sweep-to", type=count, default=20, help="most clusters of sweep, which begins at 2 (20)")
    options = parser.parse_args()
    if not shutil.which(options.bench):
        parser.error(f"there is no program {options.bench}; build the target genrelens-bench or name it with --bench")
    if not Path(options.file).is_file():
        parser.error(f"there is no file {options.file}")
    return options


def write_matrix(options, folder):
    """Has our tool write what the peers work on."""
    path = str(Path(folder) / "matrix.f64")
    command = [options.bench, "matrix", options.file, "--out", path, "--repeat", "1", "--jobs", str(options.jobs)]
    if "forest" in options.stages:
        command += ["--labels", options.labels, "--k", str(options.k), "--restarts", str(options.restarts)]
    return {"matrix": path, "columns": run(command, options.jobs)["columns"]}


def main():
    options = parsed_options()
    versions = {}
    load_before = os.getloadavg()[0]  # what else ran: a busy machine slows programs down unequally
    lines = ["| step | program | median s | least to most | times ours | result |", "|---|---|--:|--:|--:|---|"]
    with tempfile.TemporaryDirectory(prefix="genrelens-peers-") as folder:
        matrix = write_matrix(options, folder) if set(options.stages) != {"read"} else {}
        for stage in options.stages:
            contenders, step = STAGES[stage]
            found = take_turns(contenders(options, matrix), options.repeat, versions)
            lines += table_rows(step(options), found)
    machine = f"{processor()}, {os.cpu_count()} cores (load before {load_before:.1f}), {options.jobs} threads"
    print(f"{machine}; {', '.join(versions)}; medians of {options.repeat} rounds\n")
    print("\n".join(lines))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
