# One run of uwot, for peers.py: Rscript uwot.R MATRIX COLUMNS THREADS NEIGHBOURS MIN_DIST EPOCHS INIT POINTS
# Times the matrix becoming a map and writes the map to POINTS, x and y of each row as float64. uwot counts a row
# among its own neighbours, so it has one less than ours to do. Prints one line of JSON; exit code 3 when the
# package is not there.
if (!requireNamespace("uwot", quietly = TRUE)) quit(status = 3)
arguments <- commandArgs(trailingOnly = TRUE)
path <- arguments[1]
columns <- as.integer(arguments[2])
threads <- as.integer(arguments[3])
rows <- matrix(readBin(path, "double", file.size(path) / 8), ncol = columns, byrow = TRUE)

peak_mb <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) * 1024 / 1e6
}

set.seed(1)
start <- Sys.time()
points <- uwot::umap(
  rows, n_neighbors = as.integer(arguments[4]), min_dist = as.numeric(arguments[5]),
  n_epochs = as.integer(arguments[6]), init = arguments[7], n_threads = threads, n_sgd_threads = threads,
  verbose = FALSE
)
elapsed <- as.numeric(difftime(Sys.time(), start, units = "secs"))
peak <- peak_mb()
writeBin(as.vector(t(points)), arguments[8])
cat(sprintf(
  '{"seconds": %.9f, "peak_mb": %.1f, "rows": %d, "points": "%s", "versions": ["R %s", "uwot %s"]}\n',
  elapsed, peak, nrow(points), arguments[8], paste(R.version$major, R.version$minor, sep = "."),
  as.character(packageVersion("uwot"))
))
