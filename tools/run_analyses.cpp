#include "tools/run_analyses.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "tools/parts/gi_star_part.hpp"
#include "tools/parts/joint_parts.hpp"
#include "tools/parts/moran_part.hpp"
#include "tools/parts/nothing.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/ranking_part.hpp"
#include "tools/parts/scan_part.hpp"
#include "tools/quantity.hpp"

namespace hotward::tools {
namespace {

// What an analysis is given.
struct Request {
  const Study& study;
  const Theme& theme;
  const AnalysisOptions& options;
  std::uint64_t seed;
  const JointPlan* plan = nullptr;  // where the study is public
};

struct Analysis {
  const char* name;   // for --skip
  const char* doing;  // for the progress
  Result<Part> (*make)(const Request& request);
  bool hides = true;  // small counts, where the study is public
};

Result<Part> gi_star_of_cells(const Request& r) {
  GiStarOptions options;
  options.sites.cells = r.options.cells;
  options.sites.weights.bridges = r.options.bridges;
  if (r.plan != nullptr) return joint_gi_star_part(r.study, r.theme, options, *r.plan);
  return gi_star_part(r.study, r.theme, options);
}

Result<Part> moran_of_areas(const Request& r) {
  MoranOptions options;
  options.sites.weights.bridges = r.options.bridges;
  return moran_part(r.study, r.theme, options);
}

Result<Part> clusters_of_places(const Request& r) {
  ClusterOptions options = r.options.clusters;
  if (r.study.is_public) options.shape = ClusterOptions::Shape::ellipse;
  if (r.plan != nullptr) return joint_clusters_part(r.study, r.theme, options, r.seed, *r.plan);
  return clusters_part(r.study, r.theme, options, r.seed);
}

Result<Part> all_places(const Request& r) {
  return r.plan != nullptr ? joint_places_part(r.study, r.theme, *r.plan)
                           : places_part(r.study, r.theme);
}

Result<Part> density_of_places(const Request& r) {
  return r.plan != nullptr ? joint_density_part(r.study, r.theme, r.options.density, *r.plan)
                           : density_part(r.study, r.theme, r.options.density);
}

Result<Part> all_cells(const Request& r) {
  return r.plan != nullptr ? joint_grid_part(r.study, r.theme, r.options.cells, *r.plan)
                           : grid_part(r.study, r.theme, r.options.cells);
}

// In draw order: points and small shapes on top, areas below.
constexpr Analysis analyses[] = {
    {"places", "counting map points", all_places},
    {"clusters", "finding clusters", clusters_of_places},
    {"scan", "scanning areas",
     [](const Request& r) { return scan_part(r.study, r.theme, ScanSettings{}, r.seed); }, false},
    {"density", "spreading density", density_of_places},
    {"gi-star", "testing cells for hot spots", gi_star_of_cells},
    {"grid", "counting cells", all_cells},
    {"moran", "comparing neighbouring areas", moran_of_areas, false},
    {"ranking", "ranking areas",
     [](const Request& r) { return ranking_part(r.study, r.theme, RankBy::count, r.seed); }},
};

bool is_skipped(const AnalysisOptions& options, const char* name) {
  return std::ranges::find(options.skip, name) != options.skip.end();
}

// A quantity that is none is the command line's fault; what is left can only be the data's.
Result<void> check_quantities(const AnalysisOptions& options) {
  for (const auto& [option, text] :
       {std::pair{"--cell", options.cells.cell}, std::pair{"--eps", options.clusters.eps}}) {
    const auto metres = parse_metres(text);
    if (!metres) {
      return fail(ErrorCode::usage, fmt::format("{} {}", option, metres.error().message));
    }
  }
  return {};
}

// How far all themes' analyses have come.
struct Way {
  Progress& progress;
  std::size_t themes;
  std::size_t themes_done;

  [[nodiscard]] double share(std::size_t analyses_done) const {
    constexpr std::size_t count = std::size(analyses);
    return static_cast<double>(themes_done * count + analyses_done) /
           static_cast<double>(themes * count);
  }
};

Result<ThemeAnswer> answer(Request request, std::vector<Skipped>& skipped, const Way& way) {
  ThemeAnswer answer{request.theme, {}, {}};
  std::optional<JointPlan> plan;
  if (request.study.is_public) {
    auto made = joint_plan(request.study, request.theme, request.options.cells,
                           request.options.clusters, request.seed);
    if (!made) return fail(made.error());
    plan = std::move(*made);
    request.plan = &*plan;
  }
  for (const Analysis& analysis : analyses) {
    if (is_skipped(request.options, analysis.name)) {
      skipped.push_back({request.theme.name, analysis.name, "asked for by --skip"});
      continue;
    }
    if (request.study.is_public && !analysis.hides) {
      skipped.push_back({request.theme.name, analysis.name, not_public(analysis.name)});
      continue;
    }
    way.progress.update(fmt::format("{}: {}", request.theme.name, analysis.doing),
                        way.share(static_cast<std::size_t>(&analysis - analyses)));
    auto part = analysis.make(request);
    if (const auto stopped = check_stop(); !stopped) return fail(stopped.error());
    HOTWARD_EXPECTS(!part || !request.study.is_public || part->small_counts_hidden);
    if (part && !part->no_answer.empty()) {
      skipped.push_back({request.theme.name, analysis.name, clause_of(part->no_answer)});
    } else if (part) {
      answer.parts.push_back(std::move(*part));
      answer.levels.push_back(static_cast<std::size_t>(&analysis - analyses));
    } else {
      const std::string why = request.study.is_public ? not_told() : part.error().message;
      skipped.push_back({request.theme.name, analysis.name, why});
    }
  }
  return answer;
}

}  // namespace

void add(CommandLine& line, AnalysisOptions& options) {
  const char* group = "Analyses";
  line.option("--cell", options.cells.cell,
              "Width of a cell of the grid: a square's side, a hexagon from flat to flat")
      .shows_default()
      .type("LENGTH")
      .group(group);
  line.choice<geometry::CellShape>(
          "--shape", options.cells.shape,
          {{"hex", geometry::CellShape::hexagon}, {"square", geometry::CellShape::square}},
          "Shape of the cells")
      .type("SHAPE")
      .group(group);
  line.option("--bandwidth", options.density.bandwidth,
              "Of the density: a length, or a rule (nrd, scott, diggle, likelihood)")
      .shows_default()
      .type("LENGTH|RULE")
      .group(group);
  line.option("--eps", options.clusters.eps, "Of the clusters: how near is near")
      .shows_default()
      .type("LENGTH")
      .group(group);
  line.option("--min-points", options.clusters.min_points,
              "Of the clusters: how many near make a core (20)")
      .type("N")
      .group(group);
  line.flag("--bridges", options.bridges,
            "Join areas and cells that water parts by the shortest links: gi-star, moran")
      .group(group);
  std::vector<std::string> names;
  for (const Analysis& analysis : analyses) names.emplace_back(analysis.name);
  names.pop_back();  // without the ranking there is nothing to open
  line.option("--skip", options.skip, "Leave out an analysis (repeatable)")
      .one_of(names)
      .one_word()
      .type("NAME")
      .group(group);
}

Result<Answers> answer_all(const Study& study, const StudyOptions& asked,
                           const AnalysisOptions& options, const Session& session) {
  if (const auto sound = check_quantities(options); !sound) return fail(sound.error());
  Answers answers;
  std::vector<std::string> left_out;
  const auto shown =
      public_themes(study, themes(study.read.incidents.types, asked.incidents.types), left_out);
  if (!shown) return fail(shown.error());
  for (const std::string& name : left_out) {
    answers.skipped.push_back(
        {name, "all", "--public: its counts less those of the other themes could be small"});
  }
  // Where nothing happened at all, the tables of zeros are the answer.
  const bool is_quiet =
      std::ranges::all_of(*shown, [&](const Theme& theme) { return none_counted(study, theme); });
  for (std::size_t t = 0; t < shown->size(); ++t) {
    const Theme& theme = (*shown)[t];
    if (!is_quiet && none_counted(study, theme)) {
      answers.skipped.push_back(
          {theme.name, "all", clause_of(nothing_text(study, theme, "there is nothing to map"))});
      continue;
    }
    auto one = answer({study, theme, options, session.seed}, answers.skipped,
                      {*session.progress, shown->size(), t});
    if (!one) return fail(one.error());
    answers.themes.push_back(std::move(*one));
  }
  return answers;
}

}  // namespace hotward::tools
