#!/usr/bin/env bash
# Makes the compressed files in tests/data/csv again. Needs gzip, zstd, xz, bzip2 and zip. Their bytes may differ from
# those that are kept, what is in them does not.
set -euo pipefail
cd "$(dirname "$0")/csv"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
out=$PWD

printf 'track,energy\nEbb,0.5\nFlow,0.25\n' >"$work/tracks.csv"
printf 'energy,track\n0.75,Tide\n' >"$work/more.csv"
printf 'country\nIS\n' >"$work/other.csv"
: >"$work/empty.txt"
printf '\x89PNG\r\n\x1a\n\0\0' >"$work/cover.png"
mkdir -p "$work/__MACOSX" "$work/xl"
cp "$work/cover.png" "$work/xl"
printf '\0\x05\x16' >"$work/__MACOSX/._tracks.csv"
printf '<workbook/>' >"$work/xl/workbook.xml"
cd "$work"

gzip -nc tracks.csv >"$out/gzip.csv.gz"
zstd -qc tracks.csv >"$out/zstandard.csv.zst"
xz -c tracks.csv >"$out/xz.csv.xz"
bzip2 -c tracks.csv >"$out/bzip2.csv.bz2"
gzip -nc empty.txt >"$out/refused_empty.csv.gz"
head -c 30 "$out/gzip.csv.gz" >"$out/refused_cut_off.csv.gz"
pack() { # pack ARCHIVE OPTION... FILE...
    rm -f "$out/$1"
    zip -qX "$out/$1" "${@:2}"
}
pack one.zip tracks.csv
pack one_from_macos.zip tracks.csv __MACOSX/._tracks.csv
pack several.zip other.csv tracks.csv more.csv empty.txt cover.png
pack refused_without_table.zip cover.png xl/cover.png
pack refused_picture.zip cover.png
pack refused_workbook.zip xl/workbook.xml tracks.csv
pack refused_password.zip -P secret tracks.csv
