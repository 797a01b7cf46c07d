// What every analysis must keep from a reader where small counts are hidden, tried on each that is
// registered and named for none.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "tests/analyses/attack.hpp"
#include "tests/analyses/outcome.hpp"
#include "tests/analyses/variants.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_study.hpp"

namespace hotward {
namespace every_public_analysis_test {

using io::TestFolder;

// Asked for publication, and refused before any file is opened: its inputs are not even there.
bool is_refused(const std::string& analysis, const Settings& settings) {
  const auto job = made_job(analysis, "/nowhere", settings);
  const auto answer = job::run(*job, context_of(*job));
  REQUIRE_FALSE(answer);
  INFO(answer.error().message);
  if (answer.error().code == ErrorCode::usage) return true;
  REQUIRE(answer.error().code == ErrorCode::no_such_file);
  return false;
}

// The variants that may be published. Where an analysis is refused as it is, what makes it fit to
// be published is tried beside each of the others.
std::vector<Settings> public_variants(const Analysis& analysis,
                                      const std::filesystem::path& folder) {
  const auto asked = [&](const Settings& settings) {
    return can_be_asked(analysis.name, folder, settings) && !is_refused(analysis.name, settings);
  };
  std::vector<Settings> fit;
  const std::vector<Settings> all = variants(analysis, folder);
  for (Settings settings : all) {
    settings.emplace_back("public", parameter::Words{"true"});
    if (asked(settings)) fit.push_back(settings);
  }
  const bool as_it_is = !fit.empty() && fit.front().size() == 1;
  if (as_it_is) return fit;
  for (const Settings& base : std::vector<Settings>(fit)) {
    for (Settings settings : all) {
      const bool beside = std::ranges::none_of(settings, [&](const auto& one) {
        return std::ranges::any_of(base, [&](const auto& b) { return b.first == one.first; });
      });
      settings.insert(settings.end(), base.begin(), base.end());
      if (beside && settings.size() > base.size() && asked(settings)) fit.push_back(settings);
    }
  }
  return fit;
}

TEST_CASE("every analysis: published, it is refused at once or hides small counts from a reader",
          "[property]") {
  MadeStudy made = MadeStudy::usual();
  // One year must not be the other times a number, or what is made of one is made of both.
  std::size_t fewer = 9;
  std::erase_if(made.incidents, [&fewer](const MadeIncident& incident) {
    return incident.day.starts_with("2019") && fewer > 0 && fewer-- > 0;
  });
  const TestFolder folder;
  made.write(folder.path());
  std::size_t attacked = 0;
  for (const Analysis& analysis : job::all_analyses()) {
    if (analysis.writes == Writes::nothing) continue;  // for the house: nothing can be published
    const std::vector<Settings> fit = public_variants(analysis, folder.path());
    CAPTURE(analysis.name);
    CHECK((analysis.hides_small_counts || fit.empty()));
    for (const Settings& settings : fit) {
      INFO(analysis.name << settings_text(settings));
      const Found found = find(analysis.name, folder.path(), settings);
      if (!found.published) continue;  // nothing is shown
      const Findings& findings = **found.published;
      REQUIRE(findings.small_counts_hidden);
      REQUIRE_FALSE(findings.rows);
      std::vector<attack::Table> tables;
      attack::tables_in(findings.summary, made, tables);
      attack::tables_in(findings.also, made, tables);
      for (const table::Layer& layer : findings.layers) {
        attack::no_small_count(layer);
        if (auto table = attack::table_of(layer, made)) tables.push_back(std::move(*table));
      }
      for (const attack::Table& table : tables) attack::attack(table);
      attacked += tables.size();
    }
  }
  CHECK(attacked > 10);
}

// What a reader of the files, the summary and the text sees, paths and digests aside.
Result<Outcome> seen(const std::string& analysis, const std::filesystem::path& folder,
                     Settings settings) {
  const std::filesystem::path out = folder / "out";
  settings.emplace_back("output",
                        parameter::Words{(out / "a.csv").string(), (out / "b.geojson").string()});
  auto one = outcome_of(analysis, folder, settings);
  if (!one) return one;
  for (std::string* text : {&one->summary, &one->text}) {
    for (std::size_t at = 0; (at = text->find(folder.string())) != std::string::npos;) {
      text->erase(at, folder.string().size());
    }
  }
  drop_records(one->files);
  return one;
}

bool same_rasters(const Findings& one, const Findings& other) {
  if (one.rasters.size() != other.rasters.size()) return false;
  for (std::size_t i = 0; i < one.rasters.size(); ++i) {
    const table::Raster& a = one.rasters[i];
    const table::Raster& b = other.rasters[i];
    if (a.style_qml != b.style_qml || a.values.size() != b.values.size()) return false;
    for (std::size_t c = 0; c < a.values.size(); ++c) {
      const bool no_value = std::isnan(a.values[c]) && std::isnan(b.values[c]);
      if (!no_value && a.values[c] != b.values[c]) return false;
    }
  }
  return true;
}

// How many of 2020 lie in three areas; those of 2019 of two others follow from it.
using Small = std::vector<std::size_t>;

// The few lie where no square, however wide, holds others beside them.
MadeStudy with_small(const Small& small, const Small& before) {
  MadeStudy made = MadeStudy::usual(small, before);
  for (MadeIncident& incident : made.incidents) {
    const std::size_t area = MadeStudy::area_of(incident.at);
    if (area >= 7) incident.at = MadeStudy::in_area(area, 0.8, 0.8);
  }
  return made;
}

struct Alike {
  Small small;
  std::unique_ptr<TestFolder> folder = std::make_unique<TestFolder>();
};

// All others of the same sums. What is hidden beside them is drawn by lot, so each is there with
// several seeds of the lots.
std::vector<Alike> others_alike(const Small& these) {
  std::vector<Alike> all;
  for (int lot = 0; lot < 4; ++lot) {
    for (std::size_t a = 1; a <= 4; ++a) {
      for (std::size_t b = 1; b <= 4; ++b) {
        const Small small{a, b, 7 - a - b};
        if (a + b > 6 || a + b < 3 || small == these) continue;
        MadeStudy made = with_small(small, {3, 4});
        for (MadeIncident& incident : made.incidents) {  // another day, another seed
          if (incident.kind == "Robbery" && incident.day.starts_with("2019-")) {
            incident.day = fmt::format("{}{:02}", incident.day.substr(0, 8), 1 + lot);
          }
        }
        all.push_back({small});
        made.write(all.back().folder->path());
      }
    }
  }
  return all;
}

// A reader who tries all studies does not find the small counts: others in their place give the
// same files, numbers, words and colours.
TEST_CASE("every analysis: published, its outputs are those of other small counts", "[property]") {
  const Small these{3, 3, 1};
  const TestFolder folder;
  with_small(these, {4, 3}).write(folder.path());
  const std::vector<Alike> others = others_alike(these);
  std::size_t compared = 0;
  for (const Analysis& analysis : job::all_analyses()) {
    if (analysis.writes == Writes::nothing) continue;
    for (const Settings& settings : public_variants(analysis, folder.path())) {
      INFO(analysis.name << settings_text(settings));
      const auto shown = seen(analysis.name, folder.path(), settings);
      const Found found = find(analysis.name, folder.path(), settings);
      std::vector<bool> open(these.size(), false);
      for (const Alike& other : others) {
        const bool news = [&] {
          for (std::size_t i = 0; i < these.size(); ++i) {
            if (!open[i] && other.small[i] != these[i]) return true;
          }
          return false;
        }();
        if (!news) continue;
        const auto there = seen(analysis.name, other.folder->path(), settings);
        if (shown.has_value() != there.has_value()) continue;
        bool alike = shown ? shown->summary == there->summary && shown->text == there->text &&
                                 shown->files == there->files
                           : shown.error().message == there.error().message;
        if (alike && shown) {
          const Found that = find(analysis.name, other.folder->path(), settings);
          alike = found.published && that.published &&
                  same_rasters(**found.published, **that.published);
        }
        for (std::size_t i = 0; alike && i < these.size(); ++i) {
          open[i] = open[i] || other.small[i] != these[i];
        }
      }
      INFO((shown ? shown->text : shown.error().message));
      CHECK(std::ranges::count(open, true) == std::ssize(these));
      ++compared;
    }
  }
  CHECK(compared > 10);
}

}  // namespace every_public_analysis_test
}  // namespace hotward
