#include "core/sample/names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace genrelens::sample
{

namespace
{

using namespace std::string_view_literals;

constexpr std::array onsets = {"b"sv,  "br"sv, "d"sv,  "dr"sv, "f"sv, "g"sv,  "gl"sv, "h"sv, "j"sv,  "k"sv,
                               "kv"sv, "l"sv,  "m"sv,  "n"sv,  "p"sv, "pr"sv, "r"sv,  "s"sv, "sk"sv, "t"sv,
                               "tr"sv, "v"sv,  "vl"sv, "w"sv,  "y"sv, "z"sv,  "zh"sv, "ñ"sv};
constexpr std::array vowels = {"a"sv, "e"sv, "i"sv, "o"sv,  "u"sv,  "a"sv, "e"sv, "i"sv,
                               "o"sv, "u"sv, "é"sv, "ei"sv, "ou"sv, "ö"sv, "á"sv, "y"sv};
constexpr std::array codas = {""sv,  ""sv,  ""sv,   ""sv,   "l"sv,  "n"sv,  "r"sv, "s"sv,
                              "x"sv, "m"sv, "sh"sv, "nd"sv, "rt"sv, "lk"sv, "z"sv, "th"sv};
constexpr std::array adjectives = {
    "Amber"sv,    "Broken"sv,    "Copper"sv, "Crooked"sv, "Distant"sv,   "Drifting"sv, "Electric"sv,
    "Empty"sv,    "Faded"sv,     "Fluent"sv, "Folded"sv,  "Gentle"sv,    "Hollow"sv,   "Idle"sv,
    "Inner"sv,    "Last"sv,      "Late"sv,   "Little"sv,  "Marbled"sv,   "Narrow"sv,   "Northern"sv,
    "Paper"sv,    "Patient"sv,   "Plain"sv,  "Quiet"sv,   "Restless"sv,  "Salted"sv,   "Seventh"sv,
    "Silver"sv,   "Sleepless"sv, "Slow"sv,   "Soft"sv,    "Spare"sv,     "Static"sv,   "Sunken"sv,
    "Tender"sv,   "Tin"sv,       "Unsent"sv, "Velvet"sv,  "Wandering"sv, "Weekday"sv,  "Wild"sv,
    "Windward"sv, "Wooden"sv};
constexpr std::array nouns = {
    "Almanac"sv, "Anchor"sv,      "Arcade"sv,    "Balcony"sv,  "Bicycle"sv, "Café"sv,      "Carousel"sv,
    "Chimney"sv, "Compass"sv,     "Corner"sv,    "Déjà Vu"sv,  "Dial"sv,    "Ember"sv,     "Errand"sv,
    "Façade"sv,  "Ferry"sv,       "Fjord"sv,     "Garden"sv,   "Harbour"sv, "Hourglass"sv, "Kettle"sv,
    "Ladder"sv,  "Lantern"sv,     "Ledger"sv,    "Mañana"sv,   "Mirror"sv,  "Motor"sv,     "Murmur"sv,
    "Naïveté"sv, "Orbit"sv,       "Orchard"sv,   "Parade"sv,   "Pocket"sv,  "Postcard"sv,  "Quarry"sv,
    "Railway"sv, "Rooftop"sv,     "Satellite"sv, "Season"sv,   "Señal"sv,   "Shadow"sv,    "Shoreline"sv,
    "Signal"sv,  "Smörgåsbord"sv, "Stairwell"sv, "Telegram"sv, "Tide"sv,    "Tunnel"sv,    "Vapour"sv,
    "Voilà"sv,   "Window"sv,      "Yesterday"sv};
constexpr std::array verbs = {"Borrow"sv, "Carry"sv,   "Chase"sv, "Count"sv,  "Fold"sv,  "Forget"sv,
                              "Hold"sv,   "Lend"sv,    "Mend"sv,  "Name"sv,   "Paint"sv, "Spill"sv,
                              "Trace"sv,  "Unlearn"sv, "Water"sv, "Whistle"sv};
constexpr std::array versions = {" - Live"sv,      " (Acoustic)"sv,   " - Remix"sv,      " - Demo"sv,
                                 " (Interlude)"sv, " - Radio Edit"sv, " - Remastered"sv, " (Instrumental)"sv};

// An artist works through this many neighbouring places of a block with so many colleagues: three tracks
// each.
constexpr std::uint64_t placesTogether = 24;
constexpr std::uint32_t artistsTogether = 8;
constexpr std::uint64_t albumsPerArtist = 4;

template <std::size_t Size>
std::string_view oneOf(const std::array<std::string_view, Size> &list, Random &random)
{
    return list[random.below(Size)];
}

// Appends an invented word; its first letter is a capital, or "ñ", which is left as it is.
void appendName(std::string &text, Random &random, int syllables)
{
    const std::size_t begin = text.size();
    for (int i = 0; i < syllables; ++i) {
        text += oneOf(onsets, random);
        text += oneOf(vowels, random);
        if (i + 1 == syllables || random.below(4) == 0)
            text += oneOf(codas, random);
    }
    if (text[begin] >= 'a' && text[begin] <= 'z')
        text[begin] = static_cast<char>(text[begin] - 'a' + 'A');
}

void appendArtist(std::string &text, std::uint64_t seed, std::size_t genre, std::uint64_t artist)
{
    Random random = drawStream(seed, Draw::Artist, genre, artist);
    const std::uint32_t kind = random.below(16);
    if (kind == 0)
        text += "DJ ";
    else if (kind == 1)
        text += "The ";
    appendName(text, random, kind < 6 ? 3 : 1 + static_cast<int>(random.below(2)));
    if (kind == 1)
        text.append(" ").append(oneOf(nouns, random)).append("s");
    else if (kind == 2)
        text.append(" & the ").append(oneOf(adjectives, random)).append(" ").append(oneOf(nouns, random));
    else if (kind == 3)
        text.append(", the ").append(oneOf(adjectives, random));
    else if (kind > 5) {
        text += ' ';
        appendName(text, random, 2);
    }
    if (kind == 4)
        text.append(" \"").append(oneOf(adjectives, random)).append("\" Trio");
}

void appendTitle(std::string &text, Random &random)
{
    switch (random.below(14)) {
    case 0:
        text += oneOf(nouns, random);
        break;
    case 1:
        text.append(oneOf(nouns, random)).append(", ").append(oneOf(nouns, random));
        text.append(" & ").append(oneOf(nouns, random));
        break;
    case 2:
        text.append(oneOf(nouns, random)).append(" of the ").append(oneOf(adjectives, random));
        text.append(" ").append(oneOf(nouns, random));
        break;
    case 3:
        text.append(oneOf(verbs, random)).append(" the ").append(oneOf(nouns, random));
        break;
    case 4:
        text.append("\"").append(oneOf(nouns, random)).append("\" from ");
        appendName(text, random, 2);
        break;
    case 5:
        appendName(text, random, 2);
        break;
    case 6:
        text.append(oneOf(verbs, random)).append(" Me, ").append(oneOf(adjectives, random));
        text.append(" ").append(oneOf(nouns, random));
        break;
    case 7:
        text.append(oneOf(adjectives, random)).append(" ");
        appendName(text, random, 2);
        break;
    default:
        text.append(oneOf(adjectives, random)).append(" ").append(oneOf(nouns, random));
        break;
    }
}

void appendAlbum(std::string &text, std::uint64_t seed, std::size_t genre, std::uint64_t artist,
                 Random &words)
{
    const std::uint64_t album = artist * albumsPerArtist + words.below(albumsPerArtist);
    Random random = drawStream(seed, Draw::Album, genre, album);
    if (random.below(8) == 0)
        appendArtist(text, seed, genre, artist); // named after the artist
    else
        appendTitle(text, random);
    if (random.below(10) == 0)
        text += " (Deluxe)";
}

void appendId(std::string &text, Random &random)
{
    constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int half = 0; half < 2; ++half) {
        std::uint64_t bits = random.next();
        for (int i = 0; i < 11; ++i) {
            text += digits[bits % digits.size()];
            bits /= digits.size();
        }
    }
}

} // namespace

void inventWords(std::uint64_t seed, TrackId track, TrackWords &words)
{
    Random random = drawStream(seed, Draw::Words, track.owner, track.slot);
    words.id.clear();
    words.artists.clear();
    words.album.clear();
    words.title.clear();
    appendId(words.id, random);

    // The smaller of two draws: some artists have many tracks, many have few.
    const std::uint64_t first = track.slot / placesTogether * artistsTogether;
    const std::uint32_t main = std::min(random.below(artistsTogether), random.below(artistsTogether));
    appendArtist(words.artists, seed, track.owner, first + main);
    const std::uint32_t guests = random.below(32);
    for (std::uint32_t guest = 1; guest <= (guests < 2 ? 2U : guests < 7 ? 1U : 0U); ++guest) {
        words.artists += ';';
        appendArtist(words.artists, seed, track.owner, first + (main + guest) % artistsTogether);
    }
    appendAlbum(words.album, seed, track.owner, first + main, random);
    appendTitle(words.title, random);
    if (random.below(10) == 0)
        words.title += oneOf(versions, random);
}

} // namespace genrelens::sample
