#include "core/sample/sample.h"

#include "core/sample/names.h"
#include "core/sample/track_model.h"
#include "core/table/csv_writer.h"

#include <charconv>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>

namespace genrelens
{

namespace
{

using namespace sample;

constexpr std::string_view header =
    ",track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,"
    "loudness,"
    "mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,track_genre\n";

constexpr std::size_t rowsBetweenReports = 2048;

void appendWhole(std::string &line, std::uint64_t value)
{
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    line.append(digits, end);
}

// digits * 10^-places, without trailing zeros but with one decimal at least: 412, 3 -> 0.412; 400, 3 -> 0.4.
void appendFixed(std::string &line, std::uint64_t digits, int places)
{
    for (; places > 1 && digits % 10 == 0; --places)
        digits /= 10;
    char text[20];
    const auto length = std::to_chars(text, text + sizeof text, digits).ptr - text;
    if (length <= places) {
        line += "0.";
        line.append(places - length, '0');
        line.append(text, length);
    } else {
        line.append(text, length - places);
        line += '.';
        line.append(text + length - places, places);
    }
}

// Three decimals: loudness and tempo.
void appendThousandths(std::string &line, double value)
{
    if (value < 0.0)
        line += '-';
    appendFixed(line, static_cast<std::uint64_t>((value < 0.0 ? -value : value) * 1000.0 + 0.5), 3);
}

// Three significant digits, in scientific notation below 0.0001, as the real file has it; nothing below
// 1e-06.
void appendUnit(std::string &line, double value)
{
    if (value < 1e-6) {
        line += "0.0";
        return;
    }
    int places = 3;
    double scale = 1000.0;
    for (; value * scale < 99.95; ++places) // what rounds to 100 already has its three digits
        scale *= 10.0;
    auto digits = static_cast<std::uint64_t>(value * scale + 0.5);
    if (places <= 6 || (places == 7 && digits >= 1000)) {
        appendFixed(line, digits, places);
        return;
    }
    int exponent = places - 2;
    if (digits >= 1000) {
        digits /= 10;
        --exponent;
    }
    line += static_cast<char>('0' + digits / 100);
    if (digits % 100 != 0) {
        line += '.';
        line += static_cast<char>('0' + digits / 10 % 10);
        if (digits % 10 != 0)
            line += static_cast<char>('0' + digits % 10);
    }
    line += "e-0";
    line += static_cast<char>('0' + exponent);
}

void appendRow(std::string &lines, std::uint64_t index, std::size_t genre, const TrackWords &words,
               const TrackNumbers &numbers)
{
    const auto whole = [&](Feature feature) {
        appendWhole(lines, static_cast<std::uint64_t>(numbers.values[feature]));
        lines += ',';
    };
    const auto unit = [&](Feature feature) {
        appendUnit(lines, numbers.values[feature]);
        lines += ',';
    };
    appendWhole(lines, index);
    lines += ',';
    for (const std::string *text : {&words.id, &words.artists, &words.album, &words.title}) {
        appendCsvField(lines, *text);
        lines += ',';
    }
    whole(Popularity);
    whole(Duration);
    lines += numbers.isExplicit ? "True," : "False,";
    unit(Danceability);
    unit(Energy);
    appendWhole(lines, numbers.key);
    lines += ',';
    appendThousandths(lines, numbers.values[Loudness]);
    lines += numbers.isMajor ? ",1," : ",0,";
    for (const Feature feature : {Speechiness, Acousticness, Instrumentalness, Liveness, Valence})
        unit(feature);
    appendThousandths(lines, numbers.values[Tempo]);
    lines += ',';
    appendWhole(lines, numbers.beats);
    lines += ',';
    lines += genreProfiles()[genre].name;
    lines += '\n';
}

Error writeError()
{
    return {"the sample could not be written", {}, "Is there room on the disk?", ErrorKind::Failure};
}

} // namespace

Result<void> writeSample(std::ostream &out, const SampleOptions &options, Progress &progress)
{
    if (options.rows == 0)
        return Error{"A sample needs at least 1 row", {}, "Ask for more rows.", ErrorKind::Usage};
    const TrackModel model(options.seed);
    const std::size_t genres = genreProfiles().size();
    TrackWords words;
    std::string lines(header);
    std::uint64_t index = 0;
    for (std::size_t genre = 0; genre < genres; ++genre) {
        const std::uint64_t block = options.rows / genres + (genre < options.rows % genres ? 1 : 0);
        for (std::uint64_t slot = 0; slot < block; ++slot, ++index) {
            if (index % rowsBetweenReports == 0) {
                if (progress.cancelled())
                    return Error::cancelled();
                progress.report(static_cast<double>(index) / static_cast<double>(options.rows),
                                "Inventing tracks");
                out << lines;
                lines.clear();
                if (!out)
                    return writeError();
            }
            const TrackId track = model.trackAt(genre, slot);
            inventWords(options.seed, track, words);
            appendRow(lines, index, genre, words, model.numbersOf(track));
        }
    }
    out << lines << std::flush;
    if (!out)
        return writeError();
    progress.report(1.0, "Inventing tracks");
    return {};
}

Result<void> writeSample(const std::filesystem::path &path, const SampleOptions &options, Progress &progress)
{
    std::filesystem::path part = path;
    part += ".part";
    std::error_code ignored;
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out)
        return Error{"the file cannot be created", path.string(),
                     "Does the folder exist, and may you write there?", ErrorKind::Failure};
    Result<void> written = writeSample(out, options, progress);
    out.close();
    if (written.ok() && !out)
        written = writeError();
    if (!written.ok()) {
        std::filesystem::remove(part, ignored);
        Error error = written.error();
        if (error.kind != ErrorKind::Cancelled && error.kind != ErrorKind::Usage)
            error.where = path.string();
        return error;
    }
    std::error_code failed;
    std::filesystem::rename(part, path, failed);
    if (failed) {
        std::filesystem::remove(part, ignored);
        return Error{
            "the file cannot be put in place: " + failed.message(), path.string(), {}, ErrorKind::Failure};
    }
    return {};
}

} // namespace genrelens
