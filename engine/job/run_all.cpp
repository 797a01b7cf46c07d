#include "engine/job/run_all.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/listed.hpp"
#include "engine/job/joint_plan.hpp"
#include "engine/job/registry.hpp"
#include "engine/study/nothing.hpp"
#include "engine/study/publication.hpp"

namespace hotward::job {
namespace {

// Parameters of `run` that an analysis takes under the same name.
constexpr std::pair<const char*, const char*> handed_on[] = {
    {"grid", "cell"},           {"grid", "shape"},
    {"grid", "side"},           {"gi-star", "cell"},
    {"gi-star", "shape"},       {"gi-star", "side"},
    {"gi-star", "bridges"},     {"moran", "bridges"},
    {"clusters", "eps"},        {"density", "bandwidth"},
    {"clusters", "min-points"}, {"trend", "events"},
    {"target", "households"},   {"target", "max-areas"},
    {"target", "max-people"},   {"target", "max-households"},
    {"target", "max-km2"},      {"scan", "max-population"}};

// Empty where it is to be made.
std::string why_not_made(const RunOptions& options, const Analysis& analysis, bool is_public) {
  if (std::ranges::find(options.skip, analysis.name) != options.skip.end()) {
    return "asked for by --skip";
  }
  return is_public && !analysis.hides_small_counts ? not_public(analysis.name) : "";
}

// How far the analyses of all themes have come. The loops of the one at work report here: they
// appear under its name in `run`, and the share never falls.
class ProgressShare final : public Progress {
 public:
  ProgressShare(Progress& progress, std::size_t steps) : progress_(progress), steps_(steps) {}

  void begin(const Theme& theme, const Analysis& analysis, std::size_t step) {
    stage_ = fmt::format("{}: {}", theme.name, analysis.in_run->doing);
    step_ = static_cast<double>(step);
    of_step_ = 0.0;
    progress_.update(stage_, step_ / static_cast<double>(steps_));
  }

  void update(std::string_view /*stage*/, double share) override {
    const std::lock_guard lock(mutex_);
    of_step_ = std::max(of_step_, std::min(share, 1.0));
    progress_.update(stage_, (step_ + of_step_) / static_cast<double>(steps_));
  }

 private:
  Progress& progress_;
  std::size_t steps_;
  std::string stage_;
  double step_ = 0.0;
  double of_step_ = 0.0;
  std::mutex mutex_;
};

// What is to be made of one theme, and a note of what is skipped.
struct ThemeWork {
  Study& study;
  const StudyRequest& asked;
  const RunOptions& options;
  const Context& context;
  const std::vector<Analysis>& analyses;
  std::vector<Skipped>& skipped;

  void skip(const Theme& theme, const Analysis& analysis, const std::string& why) const {
    skipped.push_back({theme.name, analysis.name, why});
  }
};

// What may be shown, or nothing and why among what is skipped.
Result<std::optional<Published>> one_analysis(const ThemeWork& work, const Theme& theme,
                                              const Analysis& analysis, const JointPlan* plan) {
  auto findings = analysis.run({work.study, work.asked, theme, work.context, plan, false});
  if (const auto stopped = check_stop(); !stopped) return fail(stopped.error());
  if (!findings) {
    work.skip(theme, analysis, work.study.is_public ? withheld_error() : findings.error().message);
    return std::optional<Published>{};
  }
  auto published = publish(std::move(*findings), work.study.is_public);
  if (!published) {
    work.skip(theme, analysis, published.error().message);
    return std::optional<Published>{};
  }
  if (!(*published)->no_answer.empty()) {
    work.skip(theme, analysis, clause_of((*published)->no_answer));
    return std::optional<Published>{};
  }
  return std::optional(std::move(*published));
}

Result<ThemeAnswer> answer(const ThemeWork& work, const Theme& theme, std::size_t themes_done,
                           ProgressShare& share) {
  ThemeAnswer answer{theme, {}};
  Work own = current_work();
  own.progress = &share;
  const WorkScope scope(own);
  std::optional<JointPlan> plan;
  if (work.study.is_public) {
    auto made =
        joint_plan(work.study, theme, work.options.cells, work.options.clusters, work.context.seed);
    if (!made) return fail(made.error());
    plan = std::move(*made);
  }
  for (std::size_t i = 0; i < work.analyses.size(); ++i) {
    const Analysis& analysis = work.analyses[i];
    if (const auto why = why_not_made(work.options, analysis, work.study.is_public); !why.empty()) {
      work.skip(theme, analysis, why);
      continue;
    }
    share.begin(theme, analysis, themes_done * work.analyses.size() + i);
    auto findings = one_analysis(work, theme, analysis, plan ? &*plan : nullptr);
    if (!findings) return fail(findings.error());
    if (*findings)
      answer.chapters.push_back({analysis.name, *analysis.in_run, std::move(**findings)});
  }
  return answer;
}

}  // namespace

parameter::List parameters(RunOptions& options) {
  parameter::List list("Analyses");
  list.length("cell", options.cells.cell_m,
              "Width of a cell of the grid: a square's side, a hexagon from flat to flat")
      .needs("cells without --side", [&options] { return !options.cells.side_m; });
  declare_shape_and_side(list, options.cells.shape, options.cells.side_m);
  analyses::declare_bandwidth(
      list, options.bandwidth,
      "Of the density: a length, or a rule (nrd, scott, diggle, likelihood)");
  list.length("eps", options.clusters.eps_m, "Of the clusters: how near is near");
  list.number("min-points", options.clusters.min_points,
              "Of the clusters: how many near make a core (20)")
      .as("N");
  list.share("max-population", options.max_population,
             "Of the scan: the largest share of the whole that a group may hold")
      .above(0.0)
      .up_to(0.5);
  list.flag("bridges", options.bridges,
            "Join areas and cells that water parts by the shortest links: gi-star, moran");
  list.path("events", options.events,
            "Of the trend: CSV of what happened meanwhile: label, from, to, source");
  list.append(where_to_act_parameters(options));
  list.heading("Analyses");
  parameter::Words names;
  for (const Analysis& analysis : all_analyses()) {
    // Without the ranking there is nothing to open.
    if (analysis.in_run && analysis.name != "rank") names.push_back(analysis.name);
  }
  list.choices("skip", options.skip, names, "Leave out an analysis (repeatable)");
  return list;
}

parameter::List where_to_act_parameters(RunOptions& options) {
  parameter::List list("Where to act");
  list.text("households", options.households,
            "Households beside the people: a column of the areas, or a CSV file joined on the "
            "area's code")
      .file(parameter::PathKind::path_or_word)
      .as("COL|FILE.csv[:COL]");
  list.whole("max-areas", options.group.areas,
             "Areas that the group of neighbours to act in has at most (8 where nothing bounds it)")
      .from_to(1.0, 1000.0);
  list.number("max-people", options.group.people, "People in that group at most").above(0.0);
  list.number("max-households", options.group.households, "Households in it at most").above(0.0);
  list.number("max-km2", options.group.km2, "Land of it at most, in km²").above(0.0);
  return list;
}

std::vector<Analysis> analyses_of(RunOptions& options, bool is_public) {
  std::vector<Analysis> all = all_analyses();
  std::erase_if(all, [&](const Analysis& analysis) {
    const bool is_wanted = options.only.empty() ||
                           std::ranges::find(options.only, analysis.name) != options.only.end();
    return !analysis.in_run || !is_wanted;
  });
  std::ranges::stable_sort(all, {}, [](const Analysis& a) { return a.in_run->level; });
  parameter::List own = parameters(options);
  for (Analysis& analysis : all) {
    for (const auto& [name, parameter] : handed_on) {
      const parameter::Words value = own.find(parameter)->read();
      if (analysis.name != name || value.empty()) continue;
      const auto taken = set(analysis.parameters, parameter, value);
      HOTWARD_EXPECTS(taken.has_value());  // the same kind of value, which was parsed before
    }
    if (is_public && analysis.name == "clusters") {
      const auto taken = set(analysis.parameters, "shape", {"ellipse"});
      HOTWARD_EXPECTS(taken.has_value());
    }
  }
  return all;
}

Result<void> prepare(const RunOptions& options, const std::vector<Analysis>& analyses,
                     StudyRequest& request) {
  OutputRequest output;
  output.is_public = request.is_public;
  for (const Analysis& analysis : analyses) {
    if (!analysis.prepare || !why_not_made(options, analysis, request.is_public).empty()) continue;
    if (const auto ok = analysis.prepare(request, output); !ok) return ok;
  }
  return {};
}

Result<Answers> answer_all(Study& study, const StudyRequest& asked, const RunOptions& options,
                           const std::vector<Analysis>& analyses, const Context& context) {
  Answers answers;
  std::vector<std::string> left_out;
  const auto shown =
      public_themes(study, themes(study.incidents().types, asked.incidents.types), left_out);
  if (!shown) return fail(shown.error());
  for (const std::string& name : left_out) {
    answers.skipped.push_back(
        {name, "all", "--public: its counts less those of the other themes could be small"});
  }
  // Where nothing happened at all, the tables of zeros are the answer.
  const bool is_quiet =
      std::ranges::all_of(*shown, [&](const Theme& theme) { return none_counted(study, theme); });
  const ThemeWork work{study, asked, options, context, analyses, answers.skipped};
  ProgressShare progress(*context.progress, analyses.size() * shown->size());
  for (std::size_t t = 0; t < shown->size(); ++t) {
    const Theme& theme = (*shown)[t];
    if (!is_quiet && none_counted(study, theme)) {
      answers.skipped.push_back(
          {theme.name, "all", clause_of(nothing_text(study, theme, "there is nothing to map"))});
      continue;
    }
    auto one = answer(work, theme, t, progress);
    if (!one) return fail(one.error());
    answers.themes.push_back(std::move(*one));
  }
  return answers;
}

void take_warnings(Study& study, const Answers& answers) {
  for (const ThemeAnswer& answer : answers.themes) {
    for (const Chapter& chapter : answer.chapters) {
      const auto with_title = [&](const std::string& warning) {
        return fmt::format("{}, {}: {}", answer.theme.title, chapter.in_run.called, warning);
      };
      std::ranges::transform(chapter.findings->warnings, std::back_inserter(study.warnings),
                             with_title);
      std::ranges::transform(chapter.findings->weighty, std::back_inserter(study.weighty),
                             with_title);
    }
  }
  std::vector<std::string> secret;  // one line for all, whatever the theme
  for (const Skipped& skipped : answers.skipped) {
    if (skipped.why != not_public(skipped.analysis)) {
      study.warnings.push_back(
          fmt::format("skipped: {} of {}: {}", skipped.analysis, skipped.theme, skipped.why));
    } else if (std::ranges::find(secret, skipped.analysis) == secret.end()) {
      secret.push_back(skipped.analysis);
    }
  }
  if (!secret.empty()) study.warnings.push_back("skipped: " + not_public(listed(secret)));
}

}  // namespace hotward::job
