// Analysis: one question that can be asked of a study, with the table of its parameters.
//
//   Analysis analysis = analyses::grid();
//   parameter::set(analysis.parameters, "cell", {"200m"});
//   const auto study = make_study(request, context);
//   const auto findings = analysis.run({*study, request, theme, context});
//
// An analysis is a value: it holds its own options, at their defaults until its parameters are set.
// It computes and describes; it writes nothing and prints nothing. engine/job/registry.cpp is the
// one list of them all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/parameter/parameter.hpp"
#include "engine/study/context.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/joint_plan.hpp"
#include "engine/study/request.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward {

/// What an analysis is given.
struct Task {
  Study& study;                 ///< warnings and the record of inputs may grow; numbers do not
  const StudyRequest& request;  ///< what the study was made from
  const Theme& theme;           ///< which incidents
  const Context& context;
  const JointPlan* plan = nullptr;  ///< what it may show, where it is published beside others
  bool is_alone = true;             ///< the whole of the job, not one of many as in `run`
};

/// What -o can name.
enum class Writes : std::uint8_t { nothing, layers, layers_and_rasters };

/// How an analysis appears in `run`, which makes all that have this.
struct InRun {
  int level;            ///< in draw order: points and small shapes first, areas last
  const char* doing;    ///< "counting cells", for the progress
  const char* called;   ///< "hot cells", before a warning
  const char* heading;  ///< above its text
};

struct Analysis {
  std::string name;                     ///< [a-z-], as the user calls it: "gi-star"
  std::string question;                 ///< one line, as the help lists it
  std::vector<std::string> examples{};  ///< whole command lines
  parameter::List parameters{};         ///< its own, beside those of incidents and areas
  bool compares = false;                ///< reports a change: the period before is read, too
  bool takes_value = false;             ///< can examine a column of the areas
  bool has_theme = true;                ///< is about one theme; else about rows, of whatever type
  Writes writes = Writes::layers;
  bool shows_tables = true;
  std::optional<InRun> in_run{};
  std::string why_secret{};  ///< why it cannot be published, where the usual reason is not enough
  bool hides_small_counts = true;  ///< may be published; else it is refused where it is asked to

  /// Looks at its options before any file is opened, and asks the study for what it needs.
  std::function<Result<void>(StudyRequest& request, const OutputRequest& output)> prepare{};
  /// Outputs beside those of -o that were asked for by parameters of its own.
  std::function<std::vector<NamedOutput>()> other_outputs{};
  /// True where what was asked needs no incidents: none are read, and the study is empty.
  std::function<bool()> without_incidents{};
  /// Which incidents it is about; empty: all that were read, or those that --type names.
  std::function<Result<Theme>(Study& study, const StudyRequest& request)> theme{};
  std::function<Result<Findings>(const Task& task)> run;
  /// What it answers without a study; nothing where no parameter that answers alone was given.
  std::function<Result<std::optional<Findings>>()> without_study{};
};

}  // namespace hotward
