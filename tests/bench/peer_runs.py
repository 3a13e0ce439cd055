"""One run of one Python peer, for peers.py: peer_runs.py PEER JSON. Times the step alone and prints one line of
JSON: seconds, result (how good it is) and versions. Exit code 3 when a package is not there."""

import importlib
import json
import os
import sys
import time
from pathlib import Path


class Clock:
    """Measures the body of a with statement."""

    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.start


def matrix(numpy, task, dtype="float64"):
    """What genrelens-bench matrix wrote."""
    return numpy.fromfile(task["matrix"]).reshape(-1, task["columns"]).astype(dtype)


def blas_pools():
    """What threadpoolctl knows of the BLAS that numpy has loaded; nothing without it."""
    import numpy  # noqa: F401

    try:
        pools = importlib.import_module("threadpoolctl").threadpool_info()
    except ImportError:
        return []
    return [pool for pool in pools if pool["user_api"] == "blas"]


def blas_versions():
    """The BLAS by name, version and processor it was made for."""
    import numpy

    linked = getattr(numpy.__config__, "blas_opt_info", {}).get("libraries", ["of numpy"])
    return [
        f"{pool['internal_api']} {pool['version']} with {pool.get('architecture', 'unknown')} kernels"
        for pool in blas_pools()
    ] or ["BLAS " + ", ".join(linked)]


def start_again_with_fitting_blas():
    """An OpenBLAS older than the processor takes its slowest kernels, which would flatter us: name better ones."""
    cpu = Path("/proc/cpuinfo").read_text().split()
    stale = any(pool.get("architecture") == "Prescott" for pool in blas_pools())
    if not stale or "avx2" not in cpu or "OPENBLAS_CORETYPE" in os.environ:
        return
    os.environ["OPENBLAS_CORETYPE"] = "SkylakeX" if "avx512vl" in cpu else "Haswell"
    os.execv(sys.executable, [sys.executable, *sys.argv])


def pandas(task):
    import pandas as pd

    pd.read_csv(task["file"])  # a warm-up, as all readers have
    with Clock() as clock:
        tracks = pd.read_csv(task["file"])
    return clock, f"{len(tracks)} rows", ["pandas"]


def forest(task):
    import numpy
    from sklearn.ensemble import RandomForestClassifier

    rows = matrix(numpy, task)
    labels = numpy.fromfile(task["matrix"] + ".labels", dtype="int32")
    held_out = numpy.zeros(len(rows), dtype=bool)
    held_out[numpy.fromfile(task["matrix"] + ".test", dtype="uint32")] = True
    train, test = ((labels >= 0) & side for side in (~held_out, held_out))
    model = RandomForestClassifier(n_estimators=task["trees"], n_jobs=task["jobs"], random_state=1)
    rows_train, labels_train = rows[train], labels[train]
    with Clock() as clock:
        model.fit(rows_train, labels_train)
    accuracy = model.score(rows[test], labels[test])
    nodes = sum(tree.tree_.node_count for tree in model.estimators_)
    return clock, f"accuracy {accuracy:.4f}, {nodes / 1e6:.2f} million nodes", ["sklearn"]


def k_means_model(task, k):
    from sklearn.cluster import KMeans

    return KMeans(n_clusters=k, n_init=task["restarts"], algorithm="lloyd", random_state=1)


def kmeans(task):
    import numpy

    rows = matrix(numpy, task, task["dtype"])
    model = k_means_model(task, task["k"])
    with Clock() as clock:
        model.fit(rows)
    return clock, f"WCSS {model.inertia_:.0f}", ["sklearn"]


def sweep(task):
    import numpy
    from sklearn.metrics import silhouette_score

    rows = matrix(numpy, task, task["dtype"])
    models = []
    with Clock() as clock:
        for k in range(2, task["k"] + 1):
            models.append(k_means_model(task, k).fit(rows))
            silhouette_score(rows, models[-1].labels_, sample_size=min(5000, len(rows)), random_state=1)
    return clock, f"WCSS {models[-1].inertia_:.0f} for k = {task['k']}", ["sklearn"]


PEERS = {peer.__name__: peer for peer in (pandas, forest, kmeans, sweep)}


def main():
    task = json.loads(sys.argv[2])
    try:
        start_again_with_fitting_blas()
        clock, result, packages = PEERS[sys.argv[1]](task)
    except ModuleNotFoundError:
        sys.exit(3)
    versions = [f"Python {sys.version.split()[0]}"]
    versions += [f"{name} {importlib.import_module(name).__version__}" for name in [*packages, "numpy"]]
    if packages != ["pandas"]:
        versions += blas_versions()
    print(json.dumps({"seconds": clock.seconds, "result": result, "versions": versions}))


if __name__ == "__main__":
    main()
