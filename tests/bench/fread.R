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
status <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE) # in units of 1024 bytes
peak_mb <- as.numeric(gsub("[^0-9]", "", status)) * 1024 / 1e6

cat(sprintf(
  '{"seconds": %.9f, "peak_mb": %.1f, "rows": %d, "versions": ["R %s", "data.table %s"]}\n',
  seconds, peak_mb, nrow(tracks), paste(R.version$major, R.version$minor, sep = "."),
  as.character(packageVersion("data.table"))
))
