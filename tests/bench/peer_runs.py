"""One run of one Python peer, for peers.py: peer_runs.py PEER JSON. Times the step alone and prints one line of
JSON: seconds, peak_mb (most resident memory of the process until the step ended, in 1e6 bytes), versions, and what
the step found. Exit code 3 when a package is not there."""

import importlib
import json
import os
import sys
import time
from pathlib import Path


def peak_megabytes():
    """Most resident memory of this process so far; proc(5) counts it in units of 1024 bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))


class Clock:
    """Measures the body of a with statement."""

    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.start
        self.peak_mb = peak_megabytes()


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
    return clock, {"rows": len(tracks)}, ["pandas"]


class ForestTask:
    """A model of trees, the rows it learns from, and the held-out ones."""

    def __init__(self, task):
        import numpy
        from sklearn import ensemble

        rows = matrix(numpy, task)
        labels = numpy.fromfile(task["matrix"] + ".labels", dtype="int32")
        held_out = numpy.zeros(len(rows), dtype=bool)
        held_out[numpy.fromfile(task["matrix"] + ".test", dtype="uint32")] = True
        train, test = ((labels >= 0) & side for side in (~held_out, held_out))
        self.train, self.test = ((rows[side], labels[side]) for side in (train, test))
        settings = {"n_estimators": task["trees"], "criterion": task["criterion"], "random_state": task["seed"]}
        self.model = getattr(ensemble, task["model"])(n_jobs=task["jobs"], **settings)

    def found(self, rows):
        """How good and how large the model is; rows: how many the step worked on."""
        nodes = sum(tree.tree_.node_count for tree in self.model.estimators_)
        return {"rows": len(rows), "accuracy": self.model.score(*self.test), "nodes": nodes}


def forest(task):
    forest = ForestTask(task)
    with Clock() as clock:
        forest.model.fit(*forest.train)
    return clock, forest.found(forest.train[0]), ["sklearn"]


def predict(task):
    forest = ForestTask(task)
    forest.model.fit(*forest.train)
    rows = forest.test[0]
    forest.model.predict_proba(rows)  # a warm-up, as all have
    with Clock() as clock:
        forest.model.predict_proba(rows)
    return clock, forest.found(rows), ["sklearn"]


def shap(task):
    from shap import TreeExplainer  # before the fit, which is in vain without it

    forest = ForestTask(task)
    forest.model.fit(*forest.train)
    held_out = forest.test[0]
    count = min(len(held_out), task["explain"])
    rows = held_out[[i * len(held_out) // count for i in range(count)]]
    explainer = TreeExplainer(forest.model, feature_perturbation="tree_path_dependent")
    with Clock() as clock:
        explainer.shap_values(rows, check_additivity=False)
    return clock, forest.found(rows), ["shap", "sklearn"]


def k_means_model(task, k):
    from sklearn.cluster import KMeans

    return KMeans(n_clusters=k, n_init=task["restarts"], algorithm="lloyd", random_state=1)


def kmeans(task):
    import numpy

    rows = matrix(numpy, task, task["dtype"])
    model = k_means_model(task, task["k"])
    with Clock() as clock:
        model.fit(rows)
    return clock, {"wcss": model.inertia_}, ["sklearn"]


def sweep(task):
    import numpy
    from sklearn.metrics import silhouette_score

    rows = matrix(numpy, task, task["dtype"])
    models = []
    with Clock() as clock:
        for k in range(2, task["k"] + 1):
            models.append(k_means_model(task, k).fit(rows))
            silhouette_score(rows, models[-1].labels_, sample_size=min(5000, len(rows)), random_state=1)
    return clock, {"k": task["k"], "wcss": models[-1].inertia_}, ["sklearn"]


def principal_components(numpy, rows):
    """Two of them, as far apart as a spectral start of umap-learn."""
    centred = rows - rows.mean(axis=0)
    points = centred @ numpy.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    return points * (10 / numpy.abs(points).max())


def umap(task):
    """umap-learn counts a row among its own neighbours, so it has one less than ours to do. Without a seed, which
    would take it to one thread."""
    import numba
    import numpy
    from umap import UMAP

    numba.set_num_threads(task["jobs"])
    rows = matrix(numpy, task, "float32")
    settings = {"min_dist": task["min_dist"], "n_neighbors": task["neighbours"], "n_jobs": task["jobs"]}
    # A warm-up, which compiles; of so many rows that neighbours are found as those of all are.
    UMAP(**settings, n_epochs=11, init="random").fit_transform(rows[:5000])
    with Clock() as clock:
        init = principal_components(numpy, rows) if task["init"] == "pca" else task["init"]
        points = UMAP(**settings, n_epochs=task["n_epochs"], init=init).fit_transform(rows)
    points.astype("float64").tofile(task["points"])
    return clock, {"rows": len(points), "points": task["points"]}, ["umap", "numba", "pynndescent"]


PEERS = {peer.__name__: peer for peer in (pandas, forest, predict, shap, kmeans, sweep, umap)}


def main():
    task = json.loads(sys.argv[2])
    try:
        start_again_with_fitting_blas()
        clock, found, packages = PEERS[sys.argv[1]](task)
    except ModuleNotFoundError:
        sys.exit(3)
    versions = [f"Python {sys.version.split()[0]}"]
    versions += [f"{name} {importlib.import_module(name).__version__}" for name in [*packages, "numpy"]]
    if packages != ["pandas"]:
        versions += blas_versions()
    print(json.dumps({"seconds": clock.seconds, "peak_mb": clock.peak_mb, "versions": versions, **found}))


if __name__ == "__main__":
    main()
