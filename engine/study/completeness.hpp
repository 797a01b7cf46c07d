// Completeness: which months of which police forces do the data hold, and how many rows of them lie
// on the map?
//
// A month of one force that another force's files cover is not complete: the areas that the first
// serves look empty in it. Whether that matters is a question of the areas: a force counts where it
// supplies at least 5% of the incidents in them. One that supplies less of all may supply most of a
// single area: it counts for the areas of which it supplies at least 5% (and five incidents).
//
// A month is held where a row of any type falls in it, or a police file is named after it: a file
// without a row is a quiet month. Of a force whose files are not named so, a month without a row is
// missing where its other months have ten rows or more on average; few rows may skip a month.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "engine/io/incidents/read_incidents.hpp"
#include "engine/join/area_join.hpp"
#include "engine/table/period.hpp"

namespace hotward {

struct ForceMonths {
  std::string force;  ///< "kent"; empty: the files and rows name none
  std::set<table::Month> held;
  bool by_file = false;            ///< its files are named after their months
  std::uint64_t rows = 0;          ///< of any type and month
  double area_share = 0.0;         ///< of the incidents read that lie in areas
  std::vector<std::size_t> areas;  ///< of which it supplies at least 5%, five incidents or more

  /// Held by no row and no file, and not by chance.
  [[nodiscard]] bool lacks(table::Month month) const;
};

struct Completeness {
  std::vector<ForceMonths> forces;  ///< by name; none where the incidents have no dates

  [[nodiscard]] bool counts(const ForceMonths& force) const;  ///< at least 5% in the areas
  /// It counts in all areas, or in some.
  [[nodiscard]] bool counts_somewhere(const ForceMonths& force) const;
  [[nodiscard]] std::set<table::Month> held_by_any() const;
  /// Of a force that counts somewhere: what is empty there is the files' doing.
  [[nodiscard]] bool lacks(const table::Month& month) const;
  /// By every force that counts somewhere.
  [[nodiscard]] std::set<table::Month> held_by_all() const;
  /// Before or behind all months that anybody has.
  [[nodiscard]] bool is_beyond(const table::Month& month) const;
};

/// True where a force that supplied `part` of `whole` incidents counts: 5% or more.
[[nodiscard]] bool supplies_a_share(std::uint64_t part, std::uint64_t whole);

/// Time: O(incidents + files).
[[nodiscard]] Completeness completeness_of(const io::IncidentsRead& read,
                                           const join::AreaJoin& join);

/// What one force lacks of a period that another has.
struct Hole {
  std::string force;
  std::vector<table::Month> missing;
  std::vector<table::Month> held;
  bool by_file = false;
  bool counts = true;
  std::vector<std::size_t> areas = {};  ///< where it counts, if it does not in all
};

/// Months that no force has are none of these. By force.
[[nodiscard]] std::vector<Hole> holes_in(const Completeness& completeness,
                                         const table::Period& period);

/// "kent has no file for 2021-04, though it has one for 2021-03 and 2021-05 to 2021-06 (2 months)"
[[nodiscard]] std::string hole_text(const Hole& hole);

/// Rows of the types asked for, in the months that a period touches.
struct LocatedShare {
  std::uint64_t rows = 0;
  std::uint64_t unplaced = 0;  ///< dated, but without a usable position

  void add(const table::RowCounts& counts);
  [[nodiscard]] double unplaced_share() const;
};

[[nodiscard]] LocatedShare located_share(const table::RowsByMonth& rows,
                                         const table::Period& period);
/// Of one force's rows.
[[nodiscard]] LocatedShare located_share(const table::RowsByMonth& rows,
                                         const table::Period& period, const std::string& force);

/// More than 2 points apart, and further than chance takes them (2 standard errors).
[[nodiscard]] bool unlike(const LocatedShare& a, const LocatedShare& b);

/// Months of which an unlike share lies on the map, beside the median month; rising. None of fewer
/// than three months.
[[nodiscard]] std::vector<table::Month> months_unlike(const table::RowsByMonth& rows);

/// The same for each force that counts, where there are several: all of them together may hide what
/// one does.
struct ForceUnlike {
  std::string force;
  std::vector<table::Month> months;
  LocatedShare these;   ///< the force's rows of those months
  LocatedShare others;  ///< and of its other months
};
[[nodiscard]] std::vector<ForceUnlike> forces_unlike(const table::RowsByMonth& rows,
                                                     const Completeness& completeness);

}  // namespace hotward
