"""What peers.py can compare: a stage is a function that yields steps, one for each few lines of the table."""

import math
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from contenders import Contender, ours, python_peer, r_peer, run

SCALES = [round(10 ** (tenths / 10)) for tenths in range(40, 61, 5)]  # rows of the stage scaling
MOST_ROWS_OF_PEERS = 100_000  # beyond, they take minutes
REFERENCE_ROWS = 20  # of the stage shap; each takes a second
FIT_A_REFERENCE_ROW = 0.12  # of scikit-learn's fit of a full-depth forest: about as long as shap takes for a row of it
XGBRF_DEPTH = 6
MODELS = {"random_forest": "RandomForestClassifier", "extra_trees": "ExtraTreesClassifier"}


@dataclass
class Step:
    name: str
    contenders: list[Contender]  # ours first
    describe: Callable[[Contender], str]  # what the column "result" says
    rounds: int
    seconds_of: Callable[[Contender], float] = Contender.median_seconds  # what the column "times ours" compares


class Matrices:
    """The matrices that the peers work on, as our tool writes them, each once."""

    def __init__(self, options, folder):
        self.options, self.folder, self.made = options, folder, {}

    def get(self, *arguments):
        if arguments not in self.made:
            path = str(Path(self.folder) / f"matrix{len(self.made)}.f64")
            command = [self.options.bench, "matrix", self.options.file, "--out", path, "--repeat", "1"]
            line = run(command + ["--jobs", str(self.options.jobs), *arguments], self.options.jobs)
            self.made[arguments] = {"matrix": path, "columns": line["columns"]}
        return self.made[arguments]


def read(options, _):
    contenders = [
        ours(options, "read", repeat=2),
        r_peer("data.table::fread", "fread.R", "r-cran-data.table", options.file, options.jobs),
        python_peer(options, "pandas.read_csv", "pandas", "python3-pandas", file=options.file),
    ]
    yield Step("read", contenders, lambda one: f"{one.last('rows')} rows", options.repeat)


def label_arguments(options, labels):
    return ["--labels", labels, "--k", str(options.k), "--restarts", str(options.restarts)]


def model_name(options):
    name = options.model.replace("_", " ").replace("random forest", "forest")
    return name + (" by entropy" if options.criterion == "entropy" else "")


def is_plain_forest(options):
    return (options.model, options.criterion) == ("random_forest", "gini")


def forest_settings(options):
    """Of ours; those of scikit-learn's are in forest_task."""
    return ["--model", options.model, "--set", f"criterion={options.criterion}", "--trees", options.trees]


def forest_task(options, matrix):
    return {"trees": options.trees, "model": MODELS[options.model], "criterion": options.criterion, **matrix}


def forest_contenders(options, stage, arguments, matrix, seeded=False, repeat=1):
    """Ours and scikit-learn's; arguments: which rows and labels. ranger's are beside them where it has that model."""
    task = forest_task(options, matrix)
    name = f"scikit-learn {task['model']}"
    return [
        ours(options, stage, *arguments, *forest_settings(options), seeded=seeded, repeat=repeat),
        python_peer(options, name, stage, "python3-sklearn", seeded=seeded, **task),
    ]


def ranger_contenders(options, stage, kinds, matrix):
    if not is_plain_forest(options):
        return []
    common = [matrix["matrix"], matrix["columns"], options.jobs, options.trees, 1]
    return [r_peer(f"ranger, {kind}", "ranger.R", "r-cran-ranger", stage, kind, *common) for kind in kinds]


def forest(options, matrices):
    for labels in options.labels:
        arguments = label_arguments(options, labels)
        matrix = matrices.get(*arguments)
        contenders = forest_contenders(options, "forest", arguments, matrix)
        contenders += ranger_contenders(options, "forest", ["probability", "classification"], matrix)

        def describe(one):
            return f"accuracy {one.last('accuracy'):.4f}, {one.last('nodes') / 1e6:.2f} million nodes"

        yield Step(f"{model_name(options)}, {options.trees} trees on {labels}", contenders, describe, options.repeat)


def predict(options, matrices):
    for labels in options.labels:
        arguments = label_arguments(options, labels)
        matrix = matrices.get(*arguments)
        contenders = forest_contenders(options, "predict", arguments, matrix, repeat=2)
        contenders += ranger_contenders(options, "predict", ["probability"], matrix)
        name = f"predict, {model_name(options)}, {options.trees} trees on {labels}"
        yield Step(name, contenders, lambda one: f"{one.last('rows')} rows", options.repeat)


def seeds(options, matrices):
    for labels in options.labels:
        arguments = label_arguments(options, labels)
        contenders = forest_contenders(options, "forest", arguments, matrices.get(*arguments), seeded=True)

        def describe(one):
            found = one.all("accuracy")
            return f"accuracy {statistics.mean(found):.4f} in the mean, {min(found):.4f} to {max(found):.4f}"

        name = f"{model_name(options)}, {options.trees} trees on {labels}, seeds 1 to {options.seeds}"
        yield Step(name, contenders, describe, options.seeds)


def scaling(options, matrices):
    """All rows are drawn, so that nothing differs but their number."""
    labels, unit = options.labels[0], {}

    def describe(one):
        rows = one.last("rows")
        cost = one.median_seconds() / (rows * math.log2(rows))
        smallest = unit.setdefault(one.name, cost)
        return f"{cost * 1e9:.1f} ns for each of n log2 n, {cost / smallest:.2f} times the first"

    for rows in SCALES:
        arguments = [*label_arguments(options, labels), "--from", "generator", "--rows", str(rows)]
        matrix = matrices.get(*arguments) if rows <= MOST_ROWS_OF_PEERS else {}
        contenders = forest_contenders(options, "forest", arguments, matrix)[: 2 if matrix else 1]
        name = f"{model_name(options)}, {options.trees} trees on {labels}, four fifths of {rows} drawn rows"
        yield Step(name, contenders, describe, options.repeat)


def shap(options, matrices):
    """The second step is about trees as shallow as xgboost's."""
    for labels in options.labels:
        arguments = label_arguments(options, labels)
        yield shap_beside_reference(options, labels, arguments, matrices.get(*arguments))
        yield shap_beside_xgboost(options, labels, arguments)


def shap_beside_reference(options, labels, arguments, matrix):
    task = forest_task(options, matrix)
    fit = python_peer(options, f"the fit of scikit-learn's {task['model']}", "forest", "python3-sklearn", **task)
    rows = min(REFERENCE_ROWS, options.explain)
    reference = python_peer(
        options,
        "shap.TreeExplainer",
        "shap",
        "shap, of PyPI",
        stand_in=fit if is_plain_forest(options) else None,
        explain=rows,
        **task,
    )
    arguments = [*arguments, *forest_settings(options), "--explain", options.explain]

    def seconds_a_row(one):
        return one.median_seconds() * (FIT_A_REFERENCE_ROW if one is fit else 1 / one.last("rows"))

    def describe(one):
        cost = f"{seconds_a_row(one) * 1e3:.2f} ms a row, {one.last('nodes') / 1e6:.2f} million nodes"
        if one is fit:
            return f"{FIT_A_REFERENCE_ROW} of this fit stands for a row of shap.TreeExplainer, which is missing: {cost}"
        return f"{one.last('rows')} rows, {cost}"

    name = f"SHAP, {model_name(options)}, {options.trees} trees on {labels}"
    contenders = [ours(options, "shap", *arguments, repeat=2), reference]
    return Step(name, contenders, describe, options.repeat, seconds_a_row)


def shap_beside_xgboost(options, labels, arguments):
    depth = ["--set", f"max_depth={XGBRF_DEPTH}"]
    arguments = [*arguments, *depth, "--trees", options.trees, "--explain", options.explain]

    def seconds_a_row(one):
        return one.median_seconds() / one.last("rows")

    def describe(one):
        seconds, nodes = seconds_a_row(one), one.last("nodes")
        cost = f"{seconds * 1e3:.3f} ms a row, {seconds / nodes * 1e9:.2f} ns a row and node"
        return f"{one.last('rows')} rows, {cost}; {one.last('trees')} trees of {nodes} nodes in all"

    name = f"SHAP, forest, {options.trees} trees of depth {XGBRF_DEPTH} on {labels}"
    contenders = [
        ours(options, "shap", *arguments, repeat=2),
        ours(options, "xgboost-shap", *arguments, repeat=2, name="xgboost pred_contribs, XGBRF, a tree for each class"),
    ]
    return Step(name, contenders, describe, options.repeat, seconds_a_row)


def k_means_contenders(options, matrices, stage, k, name):
    settings = {"k": k, "restarts": options.restarts}
    return [ours(options, stage, "--k", k, "--restarts", options.restarts)] + [
        python_peer(
            options, f"{name}, {dtype}", stage, "python3-sklearn", dtype=dtype, **settings, **matrices.get()
        )
        for dtype in ("float64", "float32")
    ]


def kmeans(options, matrices):
    contenders = k_means_contenders(options, matrices, "kmeans", options.k, "scikit-learn KMeans")
    name = f"k-means, k = {options.k}, {options.restarts} restarts"
    yield Step(name, contenders, lambda one: f"WCSS {one.last('wcss'):.0f}", options.repeat)


def sweep(options, matrices):
    def describe(one):
        wcss = one.last("wcss")  # ours: for each k
        return f"WCSS {wcss[-1] if isinstance(wcss, list) else wcss:.0f} for k = {options.sweep_to}"

    peer = "scikit-learn KMeans and silhouette_score"
    contenders = k_means_contenders(options, matrices, "sweep", options.sweep_to, peer)
    name = f"k-means and silhouette, k = 2 to {options.sweep_to}, {options.restarts} restarts"
    yield Step(name, contenders, describe, options.repeat)


def umap(options, matrices):
    """All begin at principal components, since uwot's spectral start falls back to them on several components; the
    second of umap-learn's lines is its default. One program judges all maps."""
    matrix = matrices.get()
    folder = Path(matrix["matrix"]).parent
    settings = {"neighbours": options.neighbours, "min_dist": options.min_dist, "n_epochs": options.epochs}
    arguments = [f"--{name.replace('_', '-')}" for name in ("neighbours", "min_dist", "epochs")]
    arguments = [word for pair in zip(arguments, settings.values()) for word in pair]
    of_uwot = [matrix["matrix"], matrix["columns"], options.jobs, *settings.values(), "pca", folder / "uwot.f64"]

    def learn(init):
        name, points = f"umap-learn, {init} start", str(folder / f"umap_learn_{init}.f64")
        return python_peer(options, name, "umap", "umap-learn", init=init, points=points, **settings, **matrix)

    def describe(one):
        line = one.runs[-1]
        if "points" in line:
            command = [options.bench, "map-quality", options.file, "--points", line["points"], "--repeat", "1"]
            line = run(command, options.jobs)
        parts = ("neighbours", "graph", "start", "layout")
        seconds = [f"{part} {line[part + '_seconds']:.2f} s" for part in parts if part + "_seconds" in line]
        quality = [f"{name} {line[name]:.4f}" for name in ("trustworthiness", "preservation")]
        return ", ".join([*seconds, *quality])

    contenders = [
        ours(options, "umap", *arguments, repeat=2),
        r_peer("uwot", "uwot.R", "r-cran-uwot", *of_uwot),
        learn("pca"),
        learn("spectral"),
    ]
    name = f"UMAP, {options.neighbours} neighbours, {options.epochs} epochs"
    yield Step(name, contenders, describe, options.repeat)


STAGES = {stage.__name__: stage for stage in (read, forest, predict, shap, seeds, scaling, kmeans, sweep, umap)}
