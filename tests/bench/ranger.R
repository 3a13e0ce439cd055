# One run of ranger, for peers.py: Rscript ranger.R STEP KIND MATRIX COLUMNS THREADS TREES SEED
# STEP is forest (the fit is timed) or predict (that of the held-out rows); KIND is probability (leaves keep the
# shares of all classes) or classification (leaves keep a class, so that trees vote). What is drawn at a node and
# where trees end is as in our forest; what ranger does beyond it is switched off. Prints one line of JSON; exit
# code 3 when the package is not there.
if (!requireNamespace("ranger", quietly = TRUE)) quit(status = 3)
arguments <- commandArgs(trailingOnly = TRUE)
step <- arguments[1]
probability <- arguments[2] == "probability"
path <- arguments[3]
columns <- as.integer(arguments[4])
threads <- as.integer(arguments[5])

numbers <- function(name, what, size) readBin(name, what, file.size(name) / size, size = size)
rows <- matrix(numbers(path, "double", 8), ncol = columns, byrow = TRUE)
colnames(rows) <- paste0("x", seq_len(columns))
labels <- numbers(paste0(path, ".labels"), "integer", 4)
held_out <- seq_along(labels) %in% (numbers(paste0(path, ".test"), "integer", 4) + 1)
test <- which(labels >= 0 & held_out)
train <- which(labels >= 0 & !held_out)
classes <- factor(labels)
rows_train <- rows[train, ]
classes_train <- droplevels(classes[train])
rows_test <- rows[test, ]
rm(rows)
invisible(gc())

seconds <- function(start) as.numeric(difftime(Sys.time(), start, units = "secs"))
peak_mb <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) * 1024 / 1e6
}

start <- Sys.time()
model <- ranger::ranger(
  x = rows_train, y = classes_train, num.trees = as.integer(arguments[6]), probability = probability,
  min.node.size = 1, oob.error = FALSE, num.threads = threads, seed = as.integer(arguments[7]), verbose = FALSE
)
elapsed <- seconds(start)
if (step == "forest") peak <- peak_mb()
predictions <- function() predict(model, rows_test, num.threads = threads, verbose = FALSE)$predictions
if (step == "predict") {
  invisible(predictions()) # a warm-up, as all have
  start <- Sys.time()
  predicted <- predictions()
  elapsed <- seconds(start)
  peak <- peak_mb()
} else {
  predicted <- predictions()
}

if (probability) predicted <- colnames(predicted)[max.col(predicted, ties.method = "first")]
accuracy <- mean(as.character(predicted) == as.character(classes[test]))
nodes <- sum(lengths(model$forest$split.varIDs))
cat(sprintf(
  '{"seconds": %.9f, "peak_mb": %.1f, "rows": %d, "accuracy": %.9f, "nodes": %d, "versions": ["R %s", "ranger %s"]}\n',
  elapsed, peak, if (step == "predict") length(test) else length(train), accuracy, nodes,
  paste(R.version$major, R.version$minor, sep = "."), as.character(packageVersion("ranger"))
))
