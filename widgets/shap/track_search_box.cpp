#include "widgets/shap/track_search_box.h"

#include "core/study/study.h"
#include "core/study/track_search.h"
#include "widgets/clusters/cluster_facts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace genrelens
{

namespace
{

constexpr std::size_t mostHits = 50;
constexpr int listedHits = 10; // seen at once
constexpr int usualWidth = 116;
constexpr int narrowestList = 320;

QString hitText(const Study &study, std::uint32_t track)
{
    const TrackTexts texts = trackTexts(study, track);
    return texts.artists.isEmpty() ? texts.title : texts.title + QStringLiteral(" – ") + texts.artists;
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
    setAccessibleName(tr("Title or artist"));
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
    m_job.start<std::vector<std::uint32_t>>(
        [dataset = m_study.dataset(), prepared = m_study.prepared(), wanted = text()](Progress &progress) {
            return searchTracks(*dataset, *prepared, wanted, mostHits, progress);
        },
        [this](std::vector<std::uint32_t> hits) { showHits(std::move(hits)); });
}

void TrackSearchBox::showHits(std::vector<std::uint32_t> hits)
{
    m_hits = std::move(hits);
    m_model->clear();
    for (const std::uint32_t track : m_hits) {
        auto *item = new QStandardItem(hitText(m_study, track));
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
