#include "widgets/docks/distribution_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/docks/label_notice.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/colour_choice.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QColorDialog>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t fewClasses = 12; // found at a glance
constexpr double zoomStep = 1.25;
constexpr std::size_t longestName = 60; // bytes of a class's name in the title of a dialog

QComboBox *narrowBox(const QString &name, const QString &accessibleName)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setMaximumWidth(220);
    return box;
}

QToolButton *smallButton(const QString &name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

// The bar that is meant by a text: of that name, or that begins with it, or the first.
int bestMatch(const std::vector<Bar> &bars, const QString &text)
{
    const auto first = [&bars](const auto &fits) {
        const auto found = std::find_if(bars.begin(), bars.end(), fits);
        return found == bars.end() ? -1 : static_cast<int>(found - bars.begin());
    };
    const int exact =
        first([&text](const Bar &bar) { return bar.name.compare(text, Qt::CaseInsensitive) == 0; });
    if (exact >= 0)
        return exact;
    const int beginning =
        first([&text](const Bar &bar) { return bar.name.startsWith(text, Qt::CaseInsensitive); });
    return beginning >= 0 || bars.empty() ? beginning : 0;
}

QString titleName(const std::string &name)
{
    return shortened(name, longestName);
}

} // namespace

DistributionDock::DistributionDock(Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Distribution"), QStringLiteral("distributionDock"), parent)
    , m_study(study)
    , m_summary(new QLabel)
    , m_order(narrowBox(QStringLiteral("distributionOrder"), tr("Order of the bars")))
    , m_tracks(narrowBox(QStringLiteral("distributionTracks"), tr("Which tracks are counted")))
    , m_finder(new QWidget)
    , m_find(new QLineEdit)
    , m_smaller(
          smallButton(QStringLiteral("distributionSmaller"), QStringLiteral("\u2212"), tr("Lower bars")))
    , m_larger(smallButton(QStringLiteral("distributionLarger"), QStringLiteral("+"), tr("Taller bars")))
    , m_fit(smallButton(QStringLiteral("distributionFit"), tr("Show all"), tr("All bars at once")))
    , m_chart(new BarChart)
    , m_selected(new QLabel)
    , m_chooseColour([](QWidget *over, const QColor &colour, const QString &title) {
        return QColorDialog::getColor(colour, over, title);
    })
{
    makeControls();
    layOut();
    connect(m_chart, &BarChart::barClicked, this,
            [this](int bar, Qt::KeyboardModifiers modifiers) { pick(classOf(bar), modifiers); });
    connect(m_chart, &BarChart::barMenuRequested, this, &DistributionDock::showMenu);
    attachLabelNotice(*notice(), study, jobs, [this] { emit columnsRequested(); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Models && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
}

void DistributionDock::makeControls()
{
    m_chart->setObjectName(QStringLiteral("distributionChart"));
    m_chart->setAccessibleName(tr("Tracks of each class"));
    m_order->addItem(tr("By count"), static_cast<int>(BarOrder::Count));
    m_order->addItem(tr("By name"), static_cast<int>(BarOrder::Name));
    m_order->addItem(tr("By mapping"), static_cast<int>(BarOrder::Mapping));
    m_tracks->addItem(tr("All tracks"));
    m_tracks->addItem(tr("Training tracks"));
    m_tracks->setToolTip(tr("Training tracks are those that models learn from"));
    m_find->setObjectName(QStringLiteral("distributionFind"));
    m_find->setPlaceholderText(tr("Find class…"));
    m_find->setAccessibleName(tr("Find class"));
    m_find->setToolTip(tr("Enter selects the tracks of the outlined class, the arrow keys go to another"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    m_fit->setCheckable(true);
    m_summary->setObjectName(QStringLiteral("distributionSummary"));
    m_summary->setWordWrap(true);
    m_selected->setObjectName(QStringLiteral("distributionSelected"));
    m_selected->setForegroundRole(QPalette::PlaceholderText);
    m_selected->setWordWrap(true);
    for (QComboBox *box : {m_order, m_tracks})
        connect(box, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    connect(m_find, &QLineEdit::textChanged, this, &DistributionDock::find);
    connect(m_smaller, &QToolButton::clicked, this, [this] { m_chart->setZoom(m_chart->zoom() / zoomStep); });
    connect(m_larger, &QToolButton::clicked, this, [this] { m_chart->setZoom(m_chart->zoom() * zoomStep); });
    connect(m_fit, &QToolButton::toggled, m_chart, &BarChart::setFitted);
    connect(m_chart, &BarChart::fittedChanged, m_fit, &QToolButton::setChecked);
}

void DistributionDock::layOut()
{
    auto *choices = new QHBoxLayout;
    choices->setSpacing(spacing::medium);
    choices->addWidget(m_order);
    choices->addWidget(m_tracks);
    choices->addStretch(0);
    auto *finder = new QHBoxLayout(m_finder);
    finder->setContentsMargins(0, 0, 0, 0);
    finder->setSpacing(spacing::small);
    finder->addWidget(m_find, 1);
    for (QToolButton *button : {m_smaller, m_larger, m_fit})
        finder->addWidget(button);
    content()->addWidget(m_summary);
    content()->addLayout(choices);
    content()->addWidget(m_finder);
    content()->addWidget(m_chart, 1);
    content()->addWidget(m_selected);
}

Plot *DistributionDock::plot() const
{
    return m_chart;
}

// The rows that models learn from, where those are asked for; all where there is no split.
std::optional<RowSet> DistributionDock::countedRows() const
{
    if (m_tracks->currentIndex() == 0 || !m_study.prepared())
        return {};
    const Result<Split> split = m_study.currentSplit();
    if (!split)
        return {};
    return RowSet(m_study.prepared()->features().rows(), split.value().train);
}

void DistributionDock::refresh()
{
    const std::string name = m_study.currentLabels();
    const LabelSet labels = m_study.labels(name);
    if (name != m_shown) { // what was looked for is of other classes
        m_shown = name;
        const QSignalBlocker quiet(m_find);
        m_find->clear();
        m_chart->setFitted(false);
        m_chart->setZoom(1);
    }
    const bool many = labels.classes().size() > fewClasses;
    m_finder->setVisible(many);
    const QString looked = many ? m_find->text().trimmed() : QString();
    m_chart->setEmptyText(!m_study.dataset() ? tr("Open a file to see its classes.")
                          : labels.isEmpty() ? noLabelsText(m_study)
                                             : tr("No class has “%1” in its name.").arg(looked));
    std::optional<RowSet> among = countedRows();
    DistributionView view;
    view.order = static_cast<BarOrder>(m_order->currentData().toInt());
    view.selection = m_study.selection();
    view.among = among;
    view.find = looked;
    view.unlabelled = true;
    showDistribution(*m_chart, labels, m_study.settings(), view);
    m_chart->setFigureName(QStringLiteral("distribution_") + QString::fromStdString(name));
    showTexts(labels, among);
}

void DistributionDock::showTexts(const LabelSet &labels, const std::optional<RowSet> &among)
{
    const QString title = m_study.labelsTitle(m_study.currentLabels()).toHtmlEscaped();
    RowSet shown = m_study.selection();
    if (among)
        shown &= *among;
    const auto selected = static_cast<qint64>(shown.count());
    m_selected->setVisible(!m_study.selection().isEmpty() && !labels.isEmpty());
    const QString pale = among ? tr("all training tracks") : tr("all");
    m_selected->setText(
        selected == 1 ? tr("Solid: the selection (1 track); pale: %1").arg(pale)
                      : tr("Solid: the selection (%1 tracks); pale: %2").arg(formatCount(selected), pale));
    if (labels.isEmpty()) {
        m_summary->setText(title);
        return;
    }
    auto rows = static_cast<qint64>(labels.codes().size() - labels.unlabelledCount());
    if (among) {
        rows = 0;
        for (const std::uint32_t row : among->members())
            rows += labels.codes()[row] == unlabelled ? 0 : 1;
    }
    const QString classes = formatCount(static_cast<qint64>(labels.classes().size()));
    m_summary->setText(
        (among ? tr("<b>%1</b> · %2 classes, %3 training tracks") : tr("<b>%1</b> · %2 classes, %3 tracks"))
            .arg(title, classes, formatCount(rows)));
}

void DistributionDock::find()
{
    refresh();
    const QString text = m_find->text().trimmed();
    m_chart->setCurrentBar(text.isEmpty() ? -1 : bestMatch(m_chart->bars(), text), !text.isEmpty());
}

// Keys of the search box that are about the bars.
bool DistributionDock::eventFilter(QObject *watched, QEvent *event)
{
    const bool typed = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_find || !typed)
        return Dock::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (event->type() == QEvent::ShortcutOverride) { // Esc empties the box before it clears the selection
        if (key->key() == Qt::Key_Escape && !m_find->text().isEmpty())
            event->accept();
        return false;
    }
    const int current = m_chart->currentBar();
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current >= 0)
            pick(classOf(current), key->modifiers());
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int last = static_cast<int>(m_chart->bars().size()) - 1;
        if (last >= 0)
            m_chart->setCurrentBar(std::clamp(current + (key->key() == Qt::Key_Up ? -1 : 1), 0, last), true);
        return true;
    }
    case Qt::Key_Escape:
        if (m_find->text().isEmpty())
            return false;
        m_find->clear();
        return true;
    default:
        return false;
    }
}

DistributionDock::BarClass DistributionDock::classOf(int bar) const
{
    const Bar &shown = m_chart->bars()[static_cast<std::size_t>(bar)];
    const LabelSet labels = m_study.labels(m_study.currentLabels());
    return {labels.name(),
            shown.id < 0 ? std::string() : labels.classes()[static_cast<std::size_t>(shown.id)], shown.id,
            shown.name, shown.colour};
}

// Nothing when there is no such class any more: a job may have delivered other classes meanwhile.
std::optional<std::int32_t> DistributionDock::codeOf(const BarClass &cls) const
{
    const LabelSet labels = m_study.labels(cls.labelSet);
    if (cls.code < 0)
        return labels.unlabelledCount() > 0 ? std::optional(unlabelled) : std::nullopt;
    const auto found = std::find(labels.classes().begin(), labels.classes().end(), cls.name);
    if (found == labels.classes().end())
        return {};
    return static_cast<std::int32_t>(found - labels.classes().begin());
}

// Picks the tracks of a class that are counted.
void DistributionDock::pick(const BarClass &cls, Qt::KeyboardModifiers modifiers)
{
    const std::optional<std::int32_t> code = codeOf(cls);
    if (!code)
        return;
    const LabelSet labels = m_study.labels(cls.labelSet);
    const std::optional<RowSet> among = countedRows();
    std::vector<std::uint32_t> tracks;
    for (std::size_t i = 0; i < labels.codes().size(); ++i)
        if (labels.codes()[i] == *code && (!among || among->contains(i)))
            tracks.push_back(static_cast<std::uint32_t>(i));
    pickTracks(m_study, tracks, modifiers,
               tr("%1 %2", "kind and name of a class: genre rock")
                   .arg(inSentence(m_study.labelsTitle(cls.labelSet)), cls.shownName)
                   .toStdString());
}

// The entries are about the class that the bar is of now, whatever bars there are when one is chosen.
void DistributionDock::showMenu(int bar, const QPoint &position)
{
    const BarClass cls = classOf(bar);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("distributionMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Select"), this, [this, cls] { pick(cls, Qt::NoModifier); })
        ->setObjectName(QStringLiteral("selectClassAction"));
    if (cls.code >= 0) {
        menu->addSeparator();
        menu->addAction(tr("&Change Colour…"), this, [this, cls] { changeColour(cls); })
            ->setObjectName(QStringLiteral("changeColourAction"));
        QAction *reset = menu->addAction(tr("&Reset Colour"), this, [this, cls] { resetColour(cls); });
        reset->setObjectName(QStringLiteral("resetColourAction"));
        reset->setEnabled(
            !(withoutClassColour(m_study.settings(), cls.labelSet, cls.name) == m_study.settings()));
    }
    menu->popup(position);
}

void DistributionDock::changeColour(const BarClass &cls)
{
    if (!codeOf(cls))
        return;
    const QColor chosen = m_chooseColour(this, cls.colour, tr("Colour of %1").arg(titleName(cls.name)));
    if (chosen.isValid() && chosen != cls.colour && codeOf(cls)) // still: the question took its time
        emit settingsChosen(withClassColour(m_study.settings(), cls.labelSet, cls.name, chosen),
                            tr("Recolour %1").arg(stepName(cls.shownName)));
}

void DistributionDock::resetColour(const BarClass &cls)
{
    if (codeOf(cls))
        emit settingsChosen(withoutClassColour(m_study.settings(), cls.labelSet, cls.name),
                            tr("Reset Colour of %1").arg(stepName(cls.shownName)));
}

} // namespace genrelens
