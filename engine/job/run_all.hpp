// Run all: every analysis of every theme that the data allow, and why the others are missing.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/clusters/cluster_methods.hpp"
#include "engine/analyses/density/density_input.hpp"
#include "engine/analyses/target/settings.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/publication.hpp"

namespace hotward::job {

/// What `run` hands on to the analyses; the rest of them are at their defaults.
struct RunOptions {
  CellOptions cells;
  analyses::Bandwidth bandwidth;
  analyses::ClusterOptions clusters;
  double max_population = 0.5;      ///< share of the whole that a group of the scan may hold
  bool bridges = false;             ///< join areas and cells that water parts
  std::string events;               ///< a CSV file of what happened meanwhile, for the trend
  std::string households{};         ///< of the areas, for where to act
  analyses::GroupBounds group{};    ///< how large the group of neighbours to act in may be
  std::vector<std::string> skip;    ///< names of analyses
  std::vector<std::string> only{};  ///< the names of those that are wanted; empty: all
};

[[nodiscard]] parameter::List parameters(RunOptions& options);

/// Those of where to act alone.
[[nodiscard]] parameter::List where_to_act_parameters(RunOptions& options);

/// All that appear in `run`, in draw order, with the options given.
[[nodiscard]] std::vector<Analysis> analyses_of(RunOptions& options, bool is_public);

/// Each that will be made looks at its options and asks for what it needs of the study.
/// @return usage and the faults of files that were named for one analysis
[[nodiscard]] Result<void> prepare(const RunOptions& options, const std::vector<Analysis>& analyses,
                                   StudyRequest& request);

/// An analysis that was not made.
struct Skipped {
  std::string theme;
  std::string analysis;
  std::string why;
};

/// One analysis's findings, and how it appears in `run`.
struct Chapter {
  std::string analysis;  ///< by name: "trend"
  InRun in_run;
  Published findings;
};

struct ThemeAnswer {
  Theme theme;
  std::vector<Chapter> chapters;  ///< in draw order: points first, areas last; the last is `rank`
};

struct Answers {
  std::vector<ThemeAnswer> themes;
  std::vector<Skipped> skipped;
};

/// Themes without an incident in any area are left out, and named, unless no theme has one. What
/// one theme's data do not allow (too few sites, no population, no dates) is skipped with the
/// reason, and the rest goes on.
/// @param analyses  of analyses_of, prepared
/// @return interrupted
[[nodiscard]] Result<Answers> answer_all(Study& study, const StudyRequest& asked,
                                         const RunOptions& options,
                                         const std::vector<Analysis>& analyses,
                                         const Context& context);

/// Puts the warnings of each analysis, under its name, and what was skipped, to those of the study.
void take_warnings(Study& study, const Answers& answers);

}  // namespace hotward::job
