#pragma once

#include "core/study/map_settings.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace genrelens
{

class MapMaker;
class MapParameters;
class Study;

/// Which of the two maps there are.
enum class MapMethod { Umap, Pca };

/// What the map is: its method, what it was made with and how true it is; and what there is to decide about
/// it.
class MapHeader : public QWidget
{
    Q_OBJECT

public:
    MapHeader(const Study &study, MapMaker &maker, QWidget *parent = nullptr);

    /// Shows what the maker has now.
    void refresh();
    [[nodiscard]] MapMethod method() const;
    /// Something to choose by, right of the text.
    void addChoice(QWidget *choice);

signals:
    void methodChosen();
    /// By a person.
    void settingsChosen(const genrelens::MapSettings &settings);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeParts();
    void connectParts();
    void showText();
    void fitText();
    void showActivity();
    void showParameters();
    void keepForLater();
    void sendKept();
    void followSettings();
    [[nodiscard]] QStringList umapTexts() const;
    [[nodiscard]] QStringList pcaTexts() const;

    const Study &m_study;
    MapMaker &m_maker;
    QStringList m_texts; // the longest first; the first that has room is shown
    QString m_tip;
    QComboBox *m_method;
    QLabel *m_text;
    QHBoxLayout *m_line;
    QToolButton *m_parametersButton;
    MapParameters *m_parameters;
    // What a person chose, until the boxes settle; and what the study had then.
    std::optional<MapSettings> m_chosen;
    MapSettings m_chosenOver;
    QTimer *m_settling;
    QToolButton *m_stop;
    QToolButton *m_make;
    QProgressBar *m_progress;
};

} // namespace genrelens
