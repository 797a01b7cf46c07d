// Study: incidents read, areas read, each incident in its area, and the periods that are compared.
// What every analysis begins with.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/io/areas/read_areas.hpp"
#include "engine/io/incidents/read_incidents.hpp"
#include "engine/join/area_join.hpp"
#include "engine/join/counts.hpp"
#include "engine/study/completeness.hpp"
#include "engine/study/context.hpp"
#include "engine/study/kept_grids.hpp"
#include "engine/study/kept_neighbours.hpp"
#include "engine/study/request.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/provenance.hpp"

namespace hotward {

struct Ledger;

struct Study {
  io::IncidentsRead incidents_read;
  io::AreasRead areas_read;
  join::AreaJoin join;
  // What several analyses ask of the areas' shapes, found once.
  std::shared_ptr<KeptGrids> grids = std::make_shared<KeptGrids>();
  std::shared_ptr<KeptNeighbours> neighbours = std::make_shared<KeptNeighbours>();
  std::optional<table::Period> asked;   ///< --from and --to; empty where neither was given
  std::optional<table::Period> period;  ///< what is counted: as asked, or the months of the data
  std::optional<table::Period> comparison;  ///< what a change would be counted from
  std::optional<table::Period> before;      ///< the same, where the data allow to compare with it
  /// Why no change of all areas together is reported; some areas may have one if `before` is set.
  std::string no_change;
  bool unlike_coordinates = false;  ///< because other shares of the rows have a position
  /// By area, where `before` is set: why its change is not reported, such as a month that a force
  /// which serves it lacks; empty where it is.
  std::vector<std::string> no_change_in;
  Completeness completeness;
  join::Counts counts;     ///< areas × groups; a group is a part (period, before) and a type
  std::size_t types = 1;   ///< how many types the groups distinguish
  bool deduped = false;    ///< rows whose id came before were dropped (--dedupe)
  bool is_public = false;  ///< for publication: analyses hide small counts (publication.hpp)
  /// What was published before, where it is to be reckoned with (ledger.hpp).
  std::shared_ptr<Ledger> ledger{};
  table::Provenance provenance;
  std::vector<std::string> warnings;
  std::vector<std::string> weighty;  ///< those that change a number or make a claim void
  std::string made_up_areas;  ///< the first line of the output, where no real areas were named

  [[nodiscard]] const table::Incidents& incidents() const { return incidents_read.incidents; }
  [[nodiscard]] const table::Areas& areas() const { return areas_read.areas; }

  /// Incidents of one type in one area. @param part  0: in the period, 1: in the period before
  [[nodiscard]] std::int64_t count(std::size_t area, std::size_t type, std::size_t part) const {
    return static_cast<std::int64_t>(counts.at(area, part * types + type));
  }
  /// Warns of what changes a number or makes a claim void; printed though quiet was asked for.
  void warn_of_number(const std::string& text) {
    warnings.push_back(text);
    weighty.push_back(text);
  }

  /// All areas together may be compared with the period before.
  [[nodiscard]] bool total_is_compared() const { return before && no_change.empty(); }
  [[nodiscard]] std::uint64_t in_area() const;  ///< incidents of the period, in areas
  [[nodiscard]] std::uint64_t outside() const;  ///< incidents of the period, in none
};

/// Reads, joins and counts. Errors: those of read_incidents, read_areas; usage for a wrong date,
/// type or quantity; no_data where not one incident of the period lies in an area.
[[nodiscard]] Result<Study> make_study(const StudyRequest& options, const Context& context);

/// The theme of everything that was read, with a warning in the study where it mixes crime and ASB.
[[nodiscard]] Theme theme_of_all(Study& study, const StudyRequest& request);

/// What to read areas from: the schematic wards where none were named.
[[nodiscard]] Result<io::AreaSource> area_source(const AreasRequest& input);

/// Incidents alone, with the same options. @param asked  receives --from and --to
[[nodiscard]] Result<io::IncidentsRead> read_incidents_as_asked(
    const StudyRequest& options, const Context& context, std::optional<table::Period>& asked);

/// "force.csv:17: no number ('abc')"
[[nodiscard]] std::string fault_text(const io::RowFault& fault);

/// The first and last month, or day, of the incidents. Nothing where they have no times.
[[nodiscard]] std::optional<table::Period> period_of(const table::Incidents& incidents);

}  // namespace hotward
