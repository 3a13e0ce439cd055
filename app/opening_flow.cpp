#include "app/opening_flow.h"

#include "app/resources.h"
#include "core/study/import_memory.h"
#include "widgets/dialogs/import_dialog.h"

#include <utility>

namespace genrelens
{

OpeningFlow::OpeningFlow(Study &study, JobBoard &board, QWidget &window)
    : m_study(study)
    , m_board(board)
    , m_window(window)
    , m_opening(study, board)
{
    connect(&m_opening, &Opening::read, this, &OpeningFlow::decide);
    connect(&m_opening, &Opening::failed, this, &OpeningFlow::onFailed);
    connect(&m_opening, &Opening::opened, this, &OpeningFlow::onOpened);
    connect(&m_opening, &Opening::activityChanged, this, &OpeningFlow::activityChanged);
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Settings || part == StudyPart::Preparation)
            remember();
    });
}

void OpeningFlow::open(const QStringList &paths)
{
    if (!m_editing)
        dropDialog();
    m_waiting = false;
    m_opening.open(paths);
}

void OpeningFlow::editColumns()
{
    if (!m_study.dataset())
        return;
    dropDialog();
    m_dialog = new ImportDialog(m_study.dataset(), m_study.settings().preparation, m_board, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setApplies();
    m_editing = true;
    connect(m_dialog, &QDialog::accepted, this, [this] {
        PreparationOptions options = m_dialog->options();
        options.working = m_study.settings().preparation.working; // columns are not about rows
        emit preparationChosen(options);
    });
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_editing = false;
        answerWhatWaits();
    });
    m_dialog->open();
}

void OpeningFlow::shutDown()
{
    dropDialog();
    m_opening.abandon();
}

// One question at a time: a file that was read while the columns of another are edited waits.
void OpeningFlow::decide()
{
    m_waiting = m_editing;
    if (m_waiting)
        return;
    const std::optional<PreparationOptions> before = rememberedPreparation(m_opening.dataset()->table);
    m_decided = before.has_value();
    const PreparationOptions options = before.value_or(defaultSettings().preparation);
    if (before || m_opening.dataset()->schema.doubts.empty())
        prepare(options);
    else
        ask(options, {});
}

void OpeningFlow::answerWhatWaits()
{
    if (std::exchange(m_waiting, false) && m_opening.dataset())
        decide();
}

void OpeningFlow::prepare(const PreparationOptions &options)
{
    m_tried = options;
    m_opening.prepare(options);
}

void OpeningFlow::ask(const PreparationOptions &options, const QString &problem)
{
    dropDialog();
    m_dialog = new ImportDialog(m_opening.dataset(), options, m_board, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setProblem(problem);
    connect(m_dialog, &QDialog::accepted, this, [this] {
        m_decided = true;
        prepare(m_dialog->options());
    });
    connect(m_dialog, &QDialog::rejected, this, [this] {
        m_opening.abandon();
        emit activityChanged();
    });
    m_dialog->open();
}

void OpeningFlow::onFailed(const Error &error)
{
    // What was read but cannot be prepared this way may be prepared in another.
    if (m_opening.dataset() && error.kind == ErrorKind::Input)
        ask(m_tried, QString::fromStdString(error.message()));
    else
        emit failed(m_opening.paths(), error);
}

void OpeningFlow::onOpened()
{
    // Opened while the file was being prepared, it is about the columns of the file before.
    const bool columnsClosed = m_editing && m_dialog && m_dialog->dataset() != m_study.dataset();
    if (m_dialog && m_dialog->dataset() != m_study.dataset())
        dropDialog();
    m_remembered = m_tried;
    if (m_decided)
        rememberPreparation(m_study.dataset()->table, m_tried);
    emit opened(m_opening.paths(), columnsClosed);
}

// Only what could be prepared: else the file would fail the same way each time.
void OpeningFlow::remember()
{
    const PreparationOptions &options = m_study.settings().preparation;
    if (!m_study.dataset() || options == m_remembered || !m_study.isPreparationCurrent())
        return;
    m_remembered = options;
    rememberPreparation(m_study.dataset()->table, options);
}

void OpeningFlow::dropDialog()
{
    m_editing = false;
    if (!m_dialog)
        return;
    m_dialog->disconnect(this);
    m_dialog->close();
    m_dialog.clear();
}

} // namespace genrelens
