# Times data.table::fread on a file, for peers.py: Rscript fread.R tracks.csv THREADS
# Prints one line of JSON; exit code 3 when the package is not there.
arguments <- commandArgs(trailingOnly = TRUE)
if (!requireNamespace("data.table", quietly = TRUE)) quit(status = 3)
data.table::setDTthreads(as.integer(arguments[2]))

invisible(data.table::fread(arguments[1], showProgress = FALSE)) # a warm-up, as all readers have
invisible(gc())
start <- Sys.time()
tracks <- data.table::fread(arguments[1], showProgress = FALSE)
seconds <- as.numeric(difftime(Sys.time(), start, units = "secs"))

cat(sprintf(
  '{"seconds": %.9f, "result": "%d rows", "versions": ["R %s", "data.table %s"]}\n',
  seconds, nrow(tracks), paste(R.version$major, R.version$minor, sep = "."),
  as.character(packageVersion("data.table"))
))
