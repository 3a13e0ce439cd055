#pragma once

#include "core/study/cluster_examiner.h"

#include <QStringList>
#include <QWidget>

#include <array>
#include <cstdint>
#include <vector>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace genrelens
{

class DifferenceBars;
class PickTable;

/// What one cluster is made of: the features that set it apart, its classes of another grouping, its most
/// typical and most distant tracks. Where there is no room for all, one at a time.
class ProfileDetails : public QWidget
{
    Q_OBJECT

public:
    enum Section { Features, Classes, Typical, Distant, sectionCount };

    ProfileDetails(const Study &study, ClusterExaminer &examiner, QWidget *parent = nullptr);

    /// A cluster by its number from 0, as far as it is known.
    void showCluster(std::size_t cluster);
    [[nodiscard]] DifferenceBars *bars() const { return m_bars; }
    /// Whether all sections stand side by side.
    [[nodiscard]] bool isRoomy() const { return m_roomy; }
    void showSection(Section section);

signals:
    void picked(const std::vector<std::uint32_t> &tracks, const QString &what,
                Qt::KeyboardModifiers modifiers);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeSections();
    void connectSections();
    void offerOthers();
    void showOthers();
    void showHeadline();
    void showClasses();
    void arrange();
    void pickClass(int row, Qt::KeyboardModifiers modifiers);
    void pickMember(const std::vector<ClusterMember> &members, int row, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] const ClusterProfile *profile() const;
    [[nodiscard]] QString clusterName() const;

    const Study &m_study;
    ClusterExaminer &m_examiner;
    std::size_t m_cluster = 0;
    bool m_roomy = false;

    QLabel *m_name;
    QLabel *m_size;
    QComboBox *m_section;
    QComboBox *m_others;
    QLabel *m_noOthers;
    DifferenceBars *m_bars;
    PickTable *m_classes;
    PickTable *m_typical;
    PickTable *m_distant;
    QHBoxLayout *m_choices;
    QHBoxLayout *m_classesHead = nullptr;
    QGridLayout *m_grid;
    std::array<QWidget *, sectionCount> m_sections{};
    std::array<QLabel *, sectionCount> m_captions{};
};

} // namespace genrelens
