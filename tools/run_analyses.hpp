// Run's analyses: every part of every theme that the data allow, and why the others are missing.
#pragma once

#include <string>
#include <vector>

#include "tools/parts/clusters_part.hpp"
#include "tools/parts/density_part.hpp"
#include "tools/parts/grid_part.hpp"
#include "tools/parts/part.hpp"

namespace hotward::tools {

struct AnalysisOptions {
  CellOptions cells;
  DensityOptions density;
  ClusterOptions clusters;
  bool bridges = false;           ///< join areas and cells that water parts
  std::vector<std::string> skip;  ///< names of analyses
};

/// Declares --cell, --shape, --bandwidth, --eps, --min-points, --bridges and --skip.
void add(CommandLine& line, AnalysisOptions& options);

/// An analysis that was not made.
struct Skipped {
  std::string theme;
  std::string analysis;
  std::string why;
};

struct ThemeAnswer {
  Theme theme;
  std::vector<Part> parts;  ///< in draw order: points first, areas last; the ranking is the last
  std::vector<std::size_t> levels;  ///< of each part: which analysis it is, the same in every theme
};

struct Answers {
  std::vector<ThemeAnswer> themes;
  std::vector<Skipped> skipped;
};

/// Themes without an incident in any area are left out, and said, unless no theme has one. What one
/// theme's data do not allow (too few sites, no population, no dates) is skipped with the reason,
/// and the rest goes on.
/// @return usage for a quantity of the options that is none; interrupted.
[[nodiscard]] Result<Answers> answer_all(const Study& study, const StudyOptions& asked,
                                         const AnalysisOptions& options, const Session& session);

}  // namespace hotward::tools
