#include "widgets/dialogs/label_name_dialog.h"

#include "widgets/plots/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int longestName = 100;

} // namespace

LabelNameDialog::LabelNameDialog(const QString &title, const QString &name,
                                 std::function<QString(const QString &)> trouble, QWidget *parent)
    : QDialog(parent)
    , m_trouble(std::move(trouble))
    , m_name(new QLineEdit(name))
    , m_reason(new QLabel)
{
    setWindowTitle(title);
    setObjectName(QStringLiteral("labelNameDialog"));
    m_name->setObjectName(QStringLiteral("labelName"));
    m_name->setMaxLength(longestName);
    m_name->setMinimumWidth(280);
    m_name->selectAll();
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(QString(), m_reason);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::large);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &LabelNameDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

QString LabelNameDialog::name() const
{
    return m_name->text().trimmed();
}

void LabelNameDialog::refresh()
{
    const QString trouble = m_trouble(m_name->text());
    m_reason->setText(trouble);
    m_accept->setEnabled(trouble.isEmpty());
}

} // namespace genrelens
