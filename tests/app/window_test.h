#pragma once

#include "app/main_window.h"
#include "tests/support/quick_clusters.h"
#include "tests/support/sample_file.h"
#include "widgets/dialogs/file_chooser.h"

#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace genrelens::test
{

constexpr int patience = 60000;

/// Answers file dialogs in the person's place.
class Answers : public FileChooser
{
public:
    QStringList openFiles(QWidget *, const QString &, const QString &, const QString &filter) override
    {
        offered = filter;
        return open;
    }
    QString saveFile(QWidget *, const QString &, const QString &suggested, const QString &) override
    {
        suggestedPath = suggested;
        return save;
    }
    UnsavedChoice askAboutUnsaved(QWidget *, const QStringList &names) override
    {
        unsaved = names;
        return choice;
    }
    UnsavedChoice choice = UnsavedChoice::Discard;
    QStringList unsaved;
    QStringList open;
    QString offered;
    QString save;
    QString suggestedPath;
};

/// A window of its own for each test function, with settings of their own and a file to open.
class WindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
        QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           m_folder.filePath(QStringLiteral("settings")));
        m_file = m_folder.filePath(QStringLiteral("tracks.csv"));
        test::writeSampleFile(m_file, 1140);
    }

    void init()
    {
        QSettings().clear();
        m_answers = Answers();
        makeWindow();
    }

    void cleanup() { m_window.reset(); }

protected:
    QTemporaryDir m_folder;
    QString m_file;
    Answers m_answers;
    std::unique_ptr<MainWindow> m_window;

    template <typename T>
    T *child(const char *name)
    {
        T *found = m_window->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the window has no %s", name);
        return found;
    }
    void makeWindow()
    {
        m_window = std::make_unique<MainWindow>(m_answers);
        StudySettings quick = m_window->study().settings();
        quick.setTrees(5);
        quick.clusters = quickClusters(4);
        m_window->study().setSettings(quick);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void openAndWait(const QString &path)
    {
        m_window->open({path});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr &&
                                     m_window->study().dataset()->paths.front() == path.toStdString(),
                                 patience);
    }

    QString writeFile(const char *name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
        return file.fileName();
    }

    [[nodiscard]] bool isIdle() const
    {
        return !m_window->jobs().isTraining() && !m_window->jobs().isClustering();
    }
    [[nodiscard]] bool hasModel() const
    {
        return m_window->study().modelRun(m_window->study().currentModel(),
                                          m_window->study().currentLabels()) != nullptr;
    }
};

} // namespace genrelens::test
