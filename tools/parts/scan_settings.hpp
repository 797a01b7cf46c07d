// Scan settings: what a scan can be told, and the options that tell it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/geometry/lattice.hpp"
#include "engine/methods/scan/scan_result.hpp"
#include "engine/table/provenance.hpp"
#include "tools/command_line.hpp"
#include "tools/options.hpp"
#include "tools/parts/scan_periods.hpp"

namespace hotward::tools {

/// What --expected read: one number per area of the study.
struct ExpectedCounts {
  std::vector<double> counts;  ///< empty: none were given
  std::string source;          ///< "expected of wards.csv"
  std::vector<table::InputFile> files;
};

struct ScanSettings {
  enum class Model { by_default, poisson, bernoulli, space_time, permutation };

  Model model = Model::by_default;  ///< Poisson, where the areas' population is known
  std::string cell;                 ///< "500m"; empty: the areas
  geometry::CellShape cell_shape = geometry::CellShape::hexagon;
  std::string max_population = "50%";
  scan::Shape shape = scan::Shape::circle;
  scan::Penalty penalty = scan::Penalty::none;
  scan::Rates rates = scan::Rates::high;
  std::uint32_t replications = 999;
  std::uint32_t early_stop = 0;  ///< random maps as strong after which to stop; 0: never
  bool gumbel = false;
  std::vector<std::string> controls;  ///< types or groups; empty: all that is no case
  ExpectedCounts expected;
  TimeUnit time_unit = TimeUnit::by_data;
  std::string max_window;  ///< "3months"; empty: half the time
  bool prospective = false;

  [[nodiscard]] bool timed() const {
    return model == Model::space_time || model == Model::permutation;
  }
};

/// "space-time"
[[nodiscard]] const char* name_of(ScanSettings::Model model);

/// Declares all of them but --expected, which names a table to be read.
void add(CommandLine& line, ScanSettings& settings);

/// What the command line alone can tell: usage for options that do not belong to the model, and as
/// engine_options.
[[nodiscard]] Result<void> check(const ScanSettings& settings);

/// @return usage for a share without %, or outside (0%, 50%].
[[nodiscard]] Result<scan::ScanOptions> engine_options(const ScanSettings& settings,
                                                       std::uint64_t seed);

/// Reads --expected as --population is read: a column of the areas, or a table beside them.
/// @param text  COLUMN | FILE.csv[:COLUMN]
[[nodiscard]] Result<ExpectedCounts> read_expected(const AreasInput& areas,
                                                   const std::string& text);

}  // namespace hotward::tools
