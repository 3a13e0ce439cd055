#!/usr/bin/python3
"""Runs other programs beside genrelens-bench and prints a table of medians and ratios.

    tests/bench/peers.py read forest predict kmeans tracks.csv [--bench PATH] [--repeat R]

Ours and the peers take turns (A B C A B C ...), each run in a process of its own that times the step alone. All
of them may use --jobs threads; readers read the file once and forests predict once before the clock starts. The
matrix, the labels and the held-out rows that the peers work on are those of genrelens-bench matrix. Peak MB is the
most resident memory of a process until the step ended, over all rounds, in 1e6 bytes; of predict that includes the
fit before it. The stage seeds gives each round another seed and shows how accurate the forests are; scaling fits
forests to 10^4 to 10^6 drawn rows. The stage shap compares the time a row, for the programs explain different numbers
of rows; where Python has no shap, a share of scikit-learn's fit stands for a row of it. Debian's packages of the peers:
python3-sklearn with libopenblas0-pthread, python3-pandas, r-cran-data.table, r-cran-ranger, r-cran-uwot, umap-learn;
shap is PyPI's. Peers that are not there are named and left out. The stage umap takes the matrix to a map, on compiled
code, and one program judges all maps.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from contenders import HERE
from peer_stages import MODELS, STAGES, Matrices

LABELS = ("genre", "super_genre", "cluster")


def measured(contender, round_number, jobs):
    """The contender after its round, or its stand-in where it is not there; None where there is neither."""
    while contender and not contender.measure(round_number, jobs):
        print(f"peers.py: {contender.name} is not there (it needs {contender.package})", file=sys.stderr)
        contender = contender.stand_in
    return contender


def take_turns(step, jobs, versions):
    """Measures all, one after the other in each round, and leaves out those that are not there."""
    for round_number in range(1, step.rounds + 1):
        turns = (measured(contender, round_number, jobs) for contender in step.contenders)
        there = []
        for contender in filter(None, turns):
            there.append(contender)
            versions.update(dict.fromkeys(contender.runs[-1].get("versions", [])))
            print(f"{round_number}/{step.rounds} {contender.name}: {contender.last('seconds'):.3f} s", file=sys.stderr)
        step.contenders = there


def table_rows(step):
    """A line of Markdown for each contender; the first, ours, is what the others are compared with."""
    base = step.seconds_of(step.contenders[0])
    for contender in step.contenders:
        seconds, median = contender.all("seconds"), contender.median_seconds()
        spread = f"{min(seconds):.3f} to {max(seconds):.3f}" if len(seconds) > 1 else "one round"
        peak = max(contender.all("peak_mb"))
        figures = f"{median:.3f} | {spread} | {step.seconds_of(contender) / base:.2f} | {peak:.0f}"
        yield f"| {step.name} | {contender.name} | {figures} | {step.describe(contender)} |"


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


def label_sets(text):
    names = text.split(",")
    for name in names:
        if name not in LABELS:
            raise argparse.ArgumentTypeError(f'"{name}" is none of {", ".join(LABELS)}')
    return names


def parsed_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="+", choices=STAGES, metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("file", metavar="tracks.csv")
    parser.add_argument("--bench", default=str(HERE.parents[1] / "build/release/genrelens-bench"))
    parser.add_argument("--repeat", type=count, default=5, help="rounds (5)")
    parser.add_argument("--jobs", type=count, default=len(os.sched_getaffinity(0)), help="threads (all cores)")
    parser.add_argument("--model", choices=MODELS, default="random_forest", help="of forest, predict and the like")
    parser.add_argument("--criterion", choices=("gini", "entropy"), default="gini")
    parser.add_argument("--trees", type=count, default=100)
    parser.add_argument("--explain", type=count, default=1000, help="held-out rows that shap explains (1000)")
    parser.add_argument("--seeds", type=count, default=5, help="rounds of seeds (5)")
    parser.add_argument(
        "--labels", type=label_sets, default=["super_genre"], help=f"one or more of {','.join(LABELS)} (super_genre)"
    )
    parser.add_argument("--k", type=count, default=8, help="clusters of kmeans (8)")
    parser.add_argument("--restarts", type=count, default=10)
    parser.add_argument("--sweep-to", type=count, default=20, help="most clusters of sweep, which begins at 2 (20)")
    parser.add_argument("--neighbours", type=count, default=15, help="of umap, a row itself not counted (15)")
    parser.add_argument("--min-dist", type=float, default=0.1)
    parser.add_argument("--epochs", type=count, default=200)
    options = parser.parse_args()
    if not shutil.which(options.bench):
        parser.error(f"there is no program {options.bench}; build the target genrelens-bench or name it with --bench")
    if not Path(options.file).is_file():
        parser.error(f"there is no file {options.file}")
    return options


def main():
    options = parsed_options()
    versions = {}
    load_before = os.getloadavg()[0]  # what else ran: a busy machine slows programs down unequally
    lines = ["| step | program | median s | least to most | times ours | peak MB | result |"]
    lines += ["|---|---|--:|--:|--:|--:|---|"]
    with tempfile.TemporaryDirectory(prefix="genrelens-peers-") as folder:
        matrices = Matrices(options, folder)
        for stage in options.stages:
            for step in STAGES[stage](options, matrices):
                take_turns(step, options.jobs, versions)
                lines += table_rows(step)
    machine = f"{processor()}, {os.cpu_count()} cores (load before {load_before:.1f}), {options.jobs} threads"
    print(f"{machine}; {', '.join(versions)}; medians of the rounds (--repeat {options.repeat})\n")
    print("\n".join(lines))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
