#include "widgets/dialogs/import_dialog.h"

#include "widgets/dialogs/import_header.h"
#include "widgets/dialogs/repeats_choice.h"
#include "widgets/models/choice_delegate.h"
#include "widgets/models/column_model.h"
#include "widgets/models/table_head_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

constexpr int rowHeight = spacing::tableRowHeight + spacing::small; // a combo box fits in
constexpr std::size_t manyColumns = 30;                             // from here a filter helps to find one
constexpr int narrowestPreview = 90;
constexpr int widestPreview = 260;
constexpr int previewRows = 6;        // in sight at least
constexpr QSize leastSize{1080, 760}; // where the screen has room for it
constexpr double screenShare = 0.85;

// Widths that fit the texts of ordinary files; measuring thousands of rows would take long.
constexpr std::array<int, ColumnModel::ColumnCount> columnWidths{170, 150, 130, 0, 125, 90, 85, 140};

class ColumnHeader : public QHeaderView
{
public:
    ColumnHeader() : QHeaderView(Qt::Horizontal) { setSectionsClickable(true); }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (section == ColumnModel::Values)
            option->text.prepend(columnGap());
    }
};

// As wide as its name and the rows that are looked at.
int previewWidth(const QAbstractItemModel &model, int column, const QFont &font)
{
    double width = textWidth(model.headerData(column, Qt::Horizontal).toString(), semiBoldFont(font));
    for (int row = 0; row < model.rowCount(); ++row)
        width = std::max(width, textWidth(model.index(row, column).data().toString(), font));
    return std::clamp(static_cast<int>(width) + 2 * spacing::large, narrowestPreview, widestPreview);
}

QTableView *calmTable(const QString &name)
{
    auto *table = new QTableView;
    table->setObjectName(name);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setHighlightSections(false);
    return table;
}

// Rows that a missing feature may leave out; how many are without two is not known yet.
std::size_t mostLeftOut(const ImportPlan &plan)
{
    const Dataset &dataset = plan.dataset();
    std::size_t cells = 0;
    for (std::size_t c = 0; c < dataset.facts.size(); ++c)
        if (plan.choice(c).role == ColumnRole::Feature && !plan.choice(c).median)
            cells += dataset.facts[c].missing;
    return std::min(cells, dataset.table.rows());
}

QString firstName(const Dataset &dataset, const Schema &schema, ColumnRole role)
{
    const auto column = schema.find(role);
    return column ? QString::fromStdString(dataset.table.column(*column).name) : QString();
}

} // namespace

ImportDialog::ImportDialog(std::shared_ptr<const Dataset> dataset, const PreparationOptions &options,
                           JobBoard &board, QWidget *parent)
    : QDialog(parent)
    , m_dataset(std::move(dataset))
    , m_model(new ColumnModel(ImportPlan(m_dataset, options), this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_header(new ImportHeader(*m_dataset))
    , m_filter(new QLineEdit)
    , m_table(calmTable(QStringLiteral("importColumns")))
    , m_repeats(new RepeatsChoice(m_dataset->table, board))
    , m_genres(new QComboBox)
    , m_summary(new QLabel)
    , m_buttons(new QDialogButtonBox)
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Columns"));
    makeTable();
    makeButtons();
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(makePreview());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({3'000, 2'000}); // the ratio counts
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_header);
    layout->addWidget(m_filter);
    layout->addWidget(splitter, 1);
    layout->addLayout(makeRowChoices());
    layout->addWidget(m_summary);
    layout->addWidget(m_buttons);
    connect(m_model, &ColumnModel::rolesChanged, this, &ImportDialog::keepRepeatsPossible);
    connect(m_model, &ColumnModel::planChanged, this, &ImportDialog::refreshSummary);
    connect(m_repeats, &RepeatsChoice::counted, this, &ImportDialog::refreshSummary);
    m_header->setDoubts(m_model->plan().schema().doubts);
    refreshSummary();
    m_accept->setDefault(true); // only now does it know its dialog
    fitToScreen();
    m_table->setFocus();
}

void ImportDialog::makeTable()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(ColumnModel::Name);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setObjectName(QStringLiteral("importFilter"));
    m_filter->setPlaceholderText(tr("Filter columns…"));
    m_filter->setAccessibleName(tr("Filter columns by name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setVisible(m_dataset->table.columnCount() > manyColumns);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);

    m_table->setHorizontalHeader(new ColumnHeader);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setModel(m_filtered);
    m_table->setItemDelegate(new ChoiceDelegate(m_table));
    m_table->setAccessibleName(tr("Columns of the file and what each is for"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false); // Tab leads on to the buttons, arrows move inside
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    for (int column = 0; column < ColumnModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, columnWidths[static_cast<std::size_t>(column)]);
    m_table->horizontalHeader()->setSectionResizeMode(ColumnModel::Values, QHeaderView::Stretch);
    m_table->setMinimumHeight(5 * rowHeight);
    connect(m_table, &QTableView::clicked, this, &ImportDialog::edit);
    connect(m_table, &QTableView::activated, this, &ImportDialog::edit);
}

QWidget *ImportDialog::makePreview()
{
    QTableView *preview = calmTable(QStringLiteral("importPreview"));
    preview->setModel(new TableHeadModel(m_dataset->table, this));
    preview->setAccessibleName(tr("First rows of the file"));
    preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    preview->setTabKeyNavigation(false);
    preview->verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    preview->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    preview->setTextElideMode(Qt::ElideRight);
    const int measured = static_cast<int>(std::min(m_dataset->table.columnCount(), manyColumns));
    for (int c = 0; c < measured; ++c)
        preview->setColumnWidth(c, previewWidth(*preview->model(), c, font()));
    preview->setMinimumHeight(
        previewRows * spacing::tableRowHeight + preview->horizontalHeader()->sizeHint().height() +
        preview->horizontalScrollBar()->sizeHint().height() + 2 * preview->frameWidth());
    return preview;
}

// Large, because there is much to look over, in the middle of the window it belongs to.
void ImportDialog::fitToScreen()
{
    const QScreen *shown = parentWidget() != nullptr ? parentWidget()->screen() : screen();
    const QRect room = shown->availableGeometry();
    const QSize most = room.size() * 0.95; // the frame needs some
    resize((room.size() * screenShare).boundedTo({1600, 1100}).expandedTo(leastSize).boundedTo(most));
    if (parentWidget() == nullptr)
        return;
    QRect place = rect();
    place.moveCenter(parentWidget()->window()->geometry().center());
    place.moveLeft(std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - width())));
    place.moveTop(std::clamp(place.top(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(place.topLeft());
}

QLayout *ImportDialog::makeRowChoices()
{
    m_repeats->setObjectName(QStringLiteral("importRepeats"));
    m_genres->setObjectName(QStringLiteral("importGenres"));
    m_genres->addItem(tr("The first counts: “pop”"), false);
    m_genres->addItem(tr("The whole is a genre of its own: “pop, rock”"), true);
    connect(m_repeats, &RepeatsChoice::chosen, m_model, &ColumnModel::setRepeats);
    connect(m_genres, &QComboBox::activated, this,
            [this] { m_model->setWholeGenres(m_genres->currentData().toBool()); });
    auto *form = new QFormLayout;
    form->setVerticalSpacing(spacing::small);
    form->setHorizontalSpacing(spacing::large);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("Rows that &repeat a track"), m_repeats);
    form->addRow(tr("Several &genres in a cell, “pop, rock”"), m_genres);
    return form;
}

void ImportDialog::makeButtons()
{
    m_accept = m_buttons->addButton(tr("&Open"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("importAccept"));
    m_buttons->addButton(QDialogButtonBox::Cancel);
    QPushButton *reset = m_buttons->addButton(tr("Reset to Re&cognised"), QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("importReset"));
    reset->setAutoDefault(false);
    connect(reset, &QPushButton::clicked, this, &ImportDialog::resetToRecognised);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

PreparationOptions ImportDialog::options() const
{
    return m_model->plan().options();
}

void ImportDialog::setApplies()
{
    m_accept->setText(tr("&Apply"));
}

void ImportDialog::setProblem(const QString &problem)
{
    m_header->setProblem(problem);
}

void ImportDialog::resetToRecognised()
{
    m_model->setPlan(ImportPlan(m_dataset, PreparationOptions()));
    m_header->setDoubts(m_model->plan().schema().doubts);
}

void ImportDialog::edit(const QModelIndex &index)
{
    if (!index.data(ColumnModel::ChoicesRole).toStringList().isEmpty())
        m_table->edit(index);
}

void ImportDialog::keepRepeatsPossible()
{
    const Schema schema = m_model->plan().schema();
    const RepeatsBy repeats = m_model->plan().options().repeats;
    if (repeats != RepeatsBy::Automatic && !RepeatsChoice::isPossible(schema, repeats))
        m_model->setRepeats(RepeatsBy::Automatic); // its columns have lost their roles
}

void ImportDialog::refreshSummary()
{
    const ImportPlan &plan = m_model->plan();
    const Schema schema = plan.schema();
    const PreparationOptions options = plan.options();
    m_repeats->setState(schema, options.repeats);
    m_genres->setCurrentIndex(m_genres->findData(options.wholeGenres));
    m_genres->setEnabled(schema.find(ColumnRole::Genre).has_value());
    const std::size_t features = plan.featureCount();
    m_accept->setEnabled(features > 0);
    if (features == 0) {
        m_summary->setText(tr("No feature is left: give at least one column of numbers the role “feature”."));
        return;
    }
    const QString label = firstName(*m_dataset, schema, ColumnRole::Genre);
    QStringList parts{features == 1 ? tr("1 feature") : tr("%1 features").arg(formatCount(qint64(features))),
                      label.isEmpty() ? tr("no genre: only clusters can be looked at")
                                      : tr("label %1").arg(label)};
    if (const auto dropped = m_repeats->dropped())
        parts.append(tr("%1 of %2 rows after repeats")
                         .arg(formatCount(static_cast<qint64>(m_dataset->table.rows() - *dropped)),
                              formatCount(static_cast<qint64>(m_dataset->table.rows()))));
    if (const std::size_t missing = mostLeftOut(plan); missing > 0)
        parts.append((m_repeats->dropped() ? tr("missing values leave out up to %1 of them")
                                           : tr("missing values leave out up to %1 rows"))
                         .arg(formatCount(static_cast<qint64>(missing))));
    m_summary->setText(parts.join(QStringLiteral(", ")));
}

} // namespace genrelens
