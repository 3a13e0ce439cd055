#include "widgets/shap/track_search_box.h"

#include "core/study/study.h"
#include "core/study/track_search.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/plots/text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHash>
#include <QStandardItemModel>

namespace genrelens
{

namespace
{

constexpr std::size_t mostHits = 50;
constexpr int listedHits = 10; // seen at once
constexpr int usualWidth = 116;
constexpr int narrowestList = 320;

constexpr std::size_t longestAlbum = 100; // bytes

// With the album where nothing else tells why it was found, or what it is of those that are called the same.
QString hitText(const Study &study, const TrackHit &hit, bool withAlbum = false)
{
    const TrackTexts texts = trackTexts(study, hit.track);
    const QString text =
        texts.artists.isEmpty() ? texts.title : texts.title + QStringLiteral(" – ") + texts.artists;
    const auto column = study.prepared()->schema.find(ColumnRole::Album);
    if (!column || !(hit.byAlbum || withAlbum))
        return text;
    const std::uint32_t row = study.prepared()->features().sourceRow(hit.track);
    const QString album = shortened(study.dataset()->table.column(*column).cell(row), longestAlbum);
    return TrackSearchBox::tr("%1 · album %2", "track, where it was found").arg(text, album.simplified());
}

} // namespace

TrackSearchBox::TrackSearchBox(const Study &study, JobBoard &board, QWidget *parent)
    : QLineEdit(parent)
    , m_study(study)
    , m_job(tr("Searching"), board)
    , m_model(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_model, this))
{
    setPlaceholderText(tr("Find a track…"));
    setAccessibleName(tr("Title, artist or album"));
    setClearButtonEnabled(true);
    setFixedWidth(usualWidth);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(listedHits);
    m_completer->setWidget(this); // not as the edit's own, which would show what was found for another text
    m_completer->popup()->setMinimumWidth(narrowestList);
    connect(this, &QLineEdit::textEdited, this, &TrackSearchBox::search);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        // The list passes the key on before it takes it itself.
        const QModelIndex current = m_completer->popup()->currentIndex();
        const bool chosen = m_completer->popup()->isVisible() && current.isValid();
        if (m_searchedIn != m_study.prepared())
            search(); // the text is from before
        m_wantsFirst = m_job.isRunning();
        if (!m_wantsFirst)
            pick(chosen ? static_cast<std::size_t>(current.row()) : 0);
    });
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { pick(static_cast<std::size_t>(index.row())); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation)
            forget();
    });
}

// Tracks of another preparation have other numbers.
void TrackSearchBox::forget()
{
    m_job.abandon();
    m_wantsFirst = false;
    m_searchedIn.reset();
    showHits({});
}

void TrackSearchBox::search()
{
    m_wantsFirst = false;
    m_hits.clear();
    m_searchedIn = m_study.prepared();
    if (!m_study.prepared() || text().simplified().isEmpty()) {
        m_job.abandon();
        showHits({});
        return;
    }
    m_job.start<std::vector<TrackHit>>(
        [dataset = m_study.dataset(), prepared = m_study.prepared(), wanted = text()](Progress &progress) {
            return searchTracks(*dataset, *prepared, wanted, mostHits, progress);
        },
        [this](const std::vector<TrackHit> &hits) { showHits(hits); });
}

void TrackSearchBox::showHits(const std::vector<TrackHit> &hits)
{
    m_hits.clear();
    m_model->clear();
    QHash<QString, int> named;
    for (const TrackHit &hit : hits)
        ++named[hitText(m_study, hit)];
    for (const TrackHit &hit : hits) {
        m_hits.push_back(hit.track);
        const QString text = hitText(m_study, hit);
        auto *item = new QStandardItem(named.value(text) > 1 ? hitText(m_study, hit, true) : text);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    emit searched();
    if (m_hits.empty())
        m_completer->popup()->hide();
    else if (m_wantsFirst)
        pick(0);
    else if (hasFocus())
        m_completer->complete();
}

void TrackSearchBox::pick(std::size_t hit)
{
    if (hit >= m_hits.size() || m_searchedIn != m_study.prepared())
        return;
    m_wantsFirst = false;
    m_completer->popup()->hide();
    const std::uint32_t track = m_hits[hit];
    clear(); // what was found is said elsewhere
    m_hits.clear();
    emit trackPicked(track);
}

} // namespace genrelens
