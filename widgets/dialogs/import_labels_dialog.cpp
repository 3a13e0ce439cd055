#include "widgets/dialogs/import_labels_dialog.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostClassesListed = 500; // nobody reads more
constexpr std::size_t longestText = 200;       // bytes

QString columnName(const Table &file, std::size_t column)
{
    const std::string &name = file.column(column).name;
    return name.empty() ? ImportLabelsDialog::tr("column %1").arg(column + 1) : shortened(name, longestText);
}

QString keyText(const Table &file, const LabelKey &key)
{
    switch (key.kind) {
    case LabelKey::Kind::TrackId:
        return ImportLabelsDialog::tr("track id (%1)").arg(columnName(file, *key.column));
    case LabelKey::Kind::Row:
        return ImportLabelsDialog::tr("row of the kept tracks, from 0 (%1)")
            .arg(columnName(file, *key.column));
    case LabelKey::Kind::FileRow:
        return ImportLabelsDialog::tr("row of the file, from 0 (%1)").arg(columnName(file, *key.column));
    case LabelKey::Kind::Line:
        break;
    }
    return ImportLabelsDialog::tr("line by line");
}

QComboBox *choiceBox(const QString &name)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(24);
    return box;
}

} // namespace

ImportLabelsDialog::ImportLabelsDialog(LabelFile file, Features features, QWidget *parent)
    : QDialog(parent)
    , m_file(std::move(file))
    , m_features(std::move(features))
    , m_column(choiceBox(QStringLiteral("labelColumn")))
    , m_key(choiceBox(QStringLiteral("labelKey")))
    , m_title(new QLineEdit)
    , m_matched(new QLabel)
    , m_classes(new QTreeWidget)
    , m_reason(new QLabel)
{
    setWindowTitle(tr("Import Labels from %1").arg(shortened(m_file.table.name(), longestText)));
    setObjectName(QStringLiteral("importLabelsDialog"));
    m_title->setObjectName(QStringLiteral("labelTitle"));
    m_title->setMaxLength(100);
    m_matched->setObjectName(QStringLiteral("labelMatched"));
    m_reason->setObjectName(QStringLiteral("labelReason"));
    for (QLabel *label : {m_matched, m_reason}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_matched->setForegroundRole(QPalette::PlaceholderText);
    m_classes->setObjectName(QStringLiteral("labelClasses"));
    m_classes->setAccessibleName(tr("Classes"));
    m_classes->setHeaderLabels({tr("Class"), tr("Tracks")});
    m_classes->setRootIsDecorated(false);
    m_classes->setUniformRowHeights(true);
    m_classes->setTextElideMode(Qt::ElideMiddle);
    m_classes->header()->setStretchLastSection(false);
    m_classes->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_classes->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_classes->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    for (std::size_t c = 0; c < m_file.table.columnCount(); ++c)
        m_column->addItem(columnName(m_file.table, c));
    for (const LabelKey &key : m_file.keys)
        m_key->addItem(keyText(m_file.table, key));
    m_key->setEnabled(m_key->count() > 0);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(spacing::medium);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Labels in"), m_column);
    form->addRow(tr("&Matched by"), m_key);
    form->addRow(tr("&Name"), m_title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("labelImport"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::medium);
    layout->addLayout(form);
    layout->addWidget(m_matched);
    layout->addWidget(m_classes, 1);
    layout->addWidget(m_reason);
    layout->addWidget(buttons);
    m_import->setDefault(true);
    resize(460, 480);

    connect(m_key, &QComboBox::currentIndexChanged, this, &ImportLabelsDialog::refresh);
    connect(m_column, &QComboBox::currentIndexChanged, this, &ImportLabelsDialog::chooseColumn);
    connect(m_title, &QLineEdit::textEdited, this, [this] {
        m_titleIsOurs = false;
        showTrouble();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    chooseKey();
}

QString ImportLabelsDialog::title() const
{
    return m_title->text().trimmed();
}

const LabelKey *ImportLabelsDialog::key() const
{
    const int index = m_key->currentIndex();
    return index < 0 ? nullptr : &m_file.keys[static_cast<std::size_t>(index)];
}

// The column that holds the labels most likely, given what the lines are matched by.
void ImportLabelsDialog::chooseKey()
{
    if (const LabelKey *by = key()) {
        const QSignalBlocker quiet(m_column);
        m_column->setCurrentIndex(static_cast<int>(likelyLabelColumn(m_file.table, *by).value_or(0)));
    }
    chooseColumn();
}

void ImportLabelsDialog::chooseColumn()
{
    if (m_titleIsOurs)
        m_title->setText(m_column->currentText());
    refresh();
}

void ImportLabelsDialog::refresh()
{
    const LabelKey *by = key();
    const int column = m_column->currentIndex();
    m_labels = by != nullptr && column >= 0
                   ? labelsOf(m_file.table, static_cast<std::size_t>(column), *by, m_features)
                   : FileLabels();
    m_matched->setText(matchText());
    m_matched->setVisible(by != nullptr);
    showClasses();
    showTrouble();
}

void ImportLabelsDialog::showTrouble()
{
    const QString reason = trouble();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_import->setEnabled(reason.isEmpty());
}

void ImportLabelsDialog::showClasses()
{
    m_classes->clear();
    const std::size_t shown = std::min(m_labels.classes.size(), mostClassesListed);
    QList<QTreeWidgetItem *> items;
    for (std::size_t c = 0; c < shown; ++c) {
        auto *item = new QTreeWidgetItem({shortened(m_labels.classes[c], longestText),
                                          formatCount(static_cast<qint64>(m_labels.counts[c]))});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(0, plainTooltip(item->text(0)));
        items.append(item);
    }
    if (shown < m_labels.classes.size())
        items.append(new QTreeWidgetItem(
            {tr("… and %1 more").arg(formatCount(static_cast<qint64>(m_labels.classes.size() - shown)))}));
    m_classes->addTopLevelItems(items);
}

QString ImportLabelsDialog::matchText() const
{
    const LabelKey *by = key();
    if (by == nullptr)
        return {};
    QString text = m_labels.tooMany ? tr("%1 of %2 lines match a track.")
                                          .arg(formatCount(static_cast<qint64>(by->matched)),
                                               formatCount(static_cast<qint64>(m_file.table.rows())))
                                    : tr("%1 of %2 tracks get a label, of %3 classes.")
                                          .arg(formatCount(static_cast<qint64>(m_labels.labelled)),
                                               formatCount(static_cast<qint64>(m_features.rows())),
                                               formatCount(static_cast<qint64>(m_labels.classes.size())));
    if (by->unmatched > 0)
        text += u' ' + tr("%1 of %2 lines match no track.")
                           .arg(formatCount(static_cast<qint64>(by->unmatched)),
                                formatCount(static_cast<qint64>(m_file.table.rows())));
    if (by->repeated > 0)
        text += u' ' + tr("%1 lines are about a track that an earlier line is about, which counts.")
                           .arg(formatCount(static_cast<qint64>(by->repeated)));
    return text;
}

QString ImportLabelsDialog::trouble() const
{
    const LabelKey *by = key();
    if (by == nullptr)
        return tr("No line matches a track. The file needs a column of track ids or of rows from 0, or one "
                  "line a track.");
    if (by->column == static_cast<std::size_t>(m_column->currentIndex()))
        return tr("The lines are matched by this column; choose another for the labels.");
    if (m_labels.tooMany)
        return tr("The column holds more than %1 different labels, which are too many to be classes.")
            .arg(formatCount(static_cast<qint64>(mostFileClasses)));
    if (m_labels.labelled == 0)
        return tr("The column holds no label of any track.");
    return title().isEmpty() ? tr("The label set needs a name.") : QString();
}

} // namespace genrelens
