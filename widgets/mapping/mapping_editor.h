#pragma once

#include "core/base/result.h"
#include "core/study/settings.h"

#include <QColor>
#include <QObject>
#include <QString>
#include <QStringList>

namespace genrelens
{

class Study;

/// Turns what a person does to the current mapping into changed settings and the name of the undo step. What
/// changes nothing is no step. It never changes the study itself.
class MappingEditor : public QObject
{
    Q_OBJECT

public:
    explicit MappingEditor(const Study &study, QObject *parent = nullptr);

    /// superGenre is made when there is none; empty: the genres are unmapped.
    void assign(const QStringList &genres, const QString &superGenre);
    void unmap(const QStringList &genres);
    /// To a super-genre of its own, whose name it gives.
    QString assignApart(const QStringList &genres);
    /// An empty super-genre; gives its name.
    QString addSuperGenre();
    void rename(const QString &superGenre, const QString &name);
    void merge(const QStringList &superGenres, const QString &into);
    void recolour(const QString &superGenre, const QColor &colour);
    /// Before the super-genre that is now at that place.
    void move(const QStringList &superGenres, int place);
    /// By so many places, all of them together.
    void moveBy(const QStringList &superGenres, int places);
    void remove(const QStringList &superGenres);
    void setUnmappedIsClass(bool isClass);

    /// Genres and their super-genres as cells of a spreadsheet.
    [[nodiscard]] QString copied(const QStringList &genres) const;
    /// Genres named in the text get the super-genre it gives them, the others keep theirs.
    void paste(const QString &text);

signals:
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text);
    void refused(const QString &why); ///< nothing changed

private:
    [[nodiscard]] GenreMap coloured() const;
    bool choose(const Result<GenreMap> &map, const QString &text);
    [[nodiscard]] QString freshName() const;
    [[nodiscard]] std::vector<std::string> inOrder(const QStringList &superGenres) const;

    const Study &m_study;
};

/// A name within that of an undo step: short, and no letter of it underlined in a menu.
QString stepName(const QString &name);

} // namespace genrelens
