// Scan settings: what a scan can be asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/scan/scan_periods.hpp"
#include "engine/geometry/lattice.hpp"
#include "engine/methods/scan/scan_result.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/dispersion.hpp"
#include "engine/table/people_table.hpp"

namespace hotward::analyses {

/// What is counted: incidents, or bunches of them: those of one place in one month count once.
enum class ScanUnit : std::uint8_t { incident, bunch };

struct ScanSettings {
  enum class Model { by_default, poisson, bernoulli, space_time, permutation };

  Model model = Model::by_default;  ///< Poisson, where the areas' population is known
  std::optional<double> cell_m;     ///< of a grid; none: the areas
  geometry::CellShape cell_shape = geometry::CellShape::hexagon;
  double max_population = 0.5;  ///< largest share of the whole that a group may hold
  scan::Shape shape = scan::Shape::circle;
  scan::Penalty penalty = scan::Penalty::none;
  scan::Rates rates = scan::Rates::high;
  std::uint32_t replications = 999;
  std::uint32_t early_stop = 0;  ///< random maps as strong after which to stop; 0: never
  bool gumbel = false;
  std::vector<std::string> controls;  ///< types or groups; empty: all that is no case
  TimeUnit time_unit = TimeUnit::by_data;
  std::optional<TimeSpan> max_window;  ///< longest time of a group; none: half the time
  bool prospective = false;
  std::optional<double> max_radius_m;
  DispersionChoice dispersion;
  ScanUnit unit = ScanUnit::incident;
  bool members = false;                      ///< each area of each group is described
  std::optional<table::PeopleTable> people;  ///< by year and stratum, where a table was asked for

  /// Random maps know how much counts vary; else each incident is taken as independent.
  [[nodiscard]] bool knows_dispersion() const {
    return model == Model::by_default || model == Model::poisson || model == Model::space_time;
  }
  [[nodiscard]] bool timed() const {
    return model == Model::space_time || model == Model::permutation;
  }
};

inline constexpr Names<ScanSettings::Model, 4> scan_model_names{
    {{ScanSettings::Model::poisson, "poisson"},
     {ScanSettings::Model::bernoulli, "bernoulli"},
     {ScanSettings::Model::space_time, "space-time"},
     {ScanSettings::Model::permutation, "permutation"}}};

[[nodiscard]] parameter::List parameters(ScanSettings& settings);

/// Before anything is read: usage for options that do not belong to the model.
[[nodiscard]] Result<void> check(const ScanSettings& settings);

[[nodiscard]] scan::ScanOptions engine_options(const ScanSettings& settings, std::uint64_t seed);

}  // namespace hotward::analyses
