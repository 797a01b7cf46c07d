// What every analysis must do, tried on each that is registered and named for none: a new one is
// tried by standing in engine/job/registry.cpp.
#include <map>
#include <set>

#include "engine/core/parallel.hpp"
#include "tests/analyses/attack.hpp"
#include "tests/analyses/variants.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_study.hpp"
#include "tests/support/threads.hpp"

namespace hotward {
namespace every_analysis_test {

using io::TestFolder;
using parameter::Parameter;
using Files = std::map<std::string, std::string>;

// Parameters of the analysis's own that name an output, each with a file in the folder.
Settings own_outputs(const std::string& name, const std::filesystem::path& folder) {
  Settings settings;
  const Analysis fresh = *job::analysis_named(name);
  for (const Parameter& known : fresh.parameters.all()) {
    if (known.kind != parameter::Kind::path) continue;
    Analysis analysis = *job::analysis_named(name);
    REQUIRE(set(analysis.parameters, known.name, {"a.csv"}));
    for (const NamedOutput& output : analysis.other_outputs()) {
      if (output.parameter != known.name) continue;
      // What is no layer says its ending in its meaning: "Write the neighbours: .gal, or …"
      const auto dot = output.is_layer ? std::string::npos : known.meaning.find(" .");
      const std::string ending =
          dot == std::string::npos ? ".csv" : known.meaning.substr(dot + 1, 4);
      settings.emplace_back(known.name,
                            parameter::Words{(folder / ("own_" + known.name)).string() + ending});
    }
  }
  return settings;
}

// -o of every format that can hold it: a table without shapes is no Shapefile.
Settings layer_outputs(const Analysis& analysis, const std::filesystem::path& study,
                       const std::filesystem::path& out) {
  if (analysis.writes == Writes::nothing) return {};
  std::vector<std::string> endings{"geojson", "csv", "gpkg", "fgb", "shp"};
  const Found found = find(analysis.name, study, {});
  if (found.published && !(*found.published)->layers.empty()) {
    const auto& geometry = (*found.published)->layers.front().geometry;
    if (std::holds_alternative<std::monostate>(geometry)) endings = {"csv", "gpkg"};
  }
  if (analysis.writes == Writes::layers_and_rasters) endings.emplace_back("tif");
  parameter::Words paths;
  for (const std::string& ending : endings) {
    paths.push_back((out / fmt::format("as_{0}.{0}", ending)).string());
  }
  return {{"output", paths}};
}

struct Told {
  std::string summary;
  std::string text;
  Files files;
};

Files files_in(const std::filesystem::path& folder) {
  Files files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files[entry.path().filename().string()] = io::bytes_of(entry.path());
  }
  return files;
}

// Runs the job into folder/out, which is gone afterwards.
Result<Told> told(const std::string& analysis, const std::filesystem::path& folder,
                  const Settings& settings) {
  const std::filesystem::path out = folder / "out";
  std::filesystem::create_directory(out);
  const auto job = made_job(analysis, folder, settings);
  const auto answer = job::run(*job, context_of(*job));
  Files files = files_in(out);
  std::filesystem::remove_all(out);
  if (!answer) return fail(answer.error());
  return Told{answer->summary.dump(1), answer->text, std::move(files)};
}

void same_files(const Files& one, const Files& other) {
  for (const auto& [name, bytes] : one) {
    INFO(name);
    REQUIRE(other.contains(name));
    CHECK((other.at(name) == bytes));
  }
  CHECK(one.size() == other.size());
}

// The digest of the inputs stands in records, and another order of rows has another.
void drop_records(Files& files) {
  std::erase_if(files, [](const auto& file) {
    return file.first.ends_with(".manifest.json") || file.first.ends_with(".gpkg") ||
           file.first.ends_with(".tif");
  });
}

// Rows that come in the order of the input, sorted; their other formats left out.
void sort_rows(Files& files) {
  std::erase_if(files, [](const auto& file) {
    return !file.first.ends_with(".csv") && !file.first.ends_with(".qml");
  });
  for (auto& [name, bytes] : files) {
    std::vector<std::string> lines;
    std::istringstream text(bytes);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    std::ranges::sort(lines);
    bytes = fmt::format("{}", fmt::join(lines, "\n"));
  }
}

class Threads {
 public:
  explicit Threads(unsigned count) { set_thread_count(count); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { set_thread_count(0); }
};

Result<Told> told_with(unsigned threads, const std::string& analysis,
                       const std::filesystem::path& folder, const Settings& settings) {
  const Threads held(threads);
  return told(analysis, folder, settings);
}

TEST_CASE("every analysis: the same bytes on any number of threads and for any order of rows",
          "[property]") {
  const MadeStudy made = MadeStudy::usual();
  const TestFolder folder;
  for (const Analysis& analysis : job::all_analyses()) {
    made.write(folder.path(), 0, true);
    Settings settings = layer_outputs(analysis, folder.path(), folder / "out");
    for (const auto& output : own_outputs(analysis.name, folder / "out")) {
      settings.push_back(output);
    }
    CAPTURE(analysis.name);
    auto one = told_with(1, analysis.name, folder.path(), settings);
    INFO((one ? "" : one.error().message));
    REQUIRE(one);
    CHECK(one->files.size() >= settings.size());
    auto four = told_with(4, analysis.name, folder.path(), settings);
    REQUIRE(four);
    CHECK(one->summary == four->summary);
    CHECK(one->text == four->text);
    same_files(one->files, four->files);
    made.write(folder.path(), 5, true);
    auto shuffled = told_with(4, analysis.name, folder.path(), settings);
    REQUIRE(shuffled);
    CHECK(one->summary == shuffled->summary);
    CHECK(one->text == shuffled->text);
    drop_records(one->files);
    drop_records(shuffled->files);
    if (!analysis.has_theme) {  // about rows: each in its turn
      sort_rows(one->files);
      sort_rows(shuffled->files);
    }
    same_files(one->files, shuffled->files);
  }
}

TEST_CASE("every analysis: the same bytes in every variant", "[property]") {
  const MadeStudy made = MadeStudy::usual();
  const TestFolder folder;
  const TestFolder other;
  made.write(folder.path(), 0, true);
  made.write(other.path(), 9, true);
  for (const Analysis& analysis : job::all_analyses()) {
    std::size_t answered = 0;
    for (const Settings& settings : variants(analysis, folder.path())) {
      INFO(analysis.name << settings_text(settings));
      const auto one = told_with(1, analysis.name, folder.path(), settings);
      const auto four = told_with(4, analysis.name, folder.path(), settings);
      const auto shuffled = told_with(4, analysis.name, other.path(), settings);
      REQUIRE(one.has_value() == four.has_value());
      REQUIRE(one.has_value() == shuffled.has_value());
      if (!one) {
        INFO(one.error().message);
        // These data may not allow a variant; as it is, an analysis can be asked.
        const ErrorCode code = one.error().code;
        CHECK((code == ErrorCode::usage || code == ErrorCode::no_data ||
               code == ErrorCode::bad_value));
        CHECK_FALSE(settings.empty());
        CHECK(one.error().message == four.error().message);
        continue;
      }
      ++answered;
      CHECK(one->summary == four->summary);
      CHECK(one->text == four->text);
      CHECK(one->summary == shuffled->summary);
      CHECK(one->text == shuffled->text);
    }
    CAPTURE(analysis.name);
    CHECK(answered > 0);
  }
}

TEST_CASE("every analysis: what it can be told is described", "[property]") {
  for (const Analysis& analysis : job::all_analyses()) {
    job::Job job(*job::analysis_named(analysis.name));
    std::set<std::string> names;
    CHECK(analysis.question.size() > 10);
    CHECK(analysis.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos);
    REQUIRE_FALSE(analysis.examples.empty());
    for (const std::string& line : analysis.examples) {
      CHECK(line.starts_with("hotward " + analysis.name + " "));
    }
    for (const Parameter& p : job.parameters.all()) {
      CAPTURE(analysis.name, p.name);
      CHECK(names.insert(p.name).second);
      CHECK(p.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
      CHECK(p.meaning.size() > 10);
      CHECK_FALSE(p.meaning.ends_with("."));
      CHECK((p.kind == parameter::Kind::flag || !p.shown_as.empty()));
      CHECK(p.only_with_text.empty() == !p.only_with);
      CHECK((p.kind != parameter::Kind::choice || !p.choices.empty()));
    }
  }
}

TEST_CASE("every analysis: an example can be asked as it stands", "[property]") {
  for (const Analysis& analysis : job::all_analyses()) {
    for (const Settings& settings : example_variants(analysis)) {
      INFO(analysis.name << settings_text(settings));
      const auto checked = check(made_job(analysis.name, "", settings)->parameters);
      INFO((checked ? "" : checked.error().message));
      CHECK(checked);
    }
  }
}

// Names in the first cells of the page's table of columns.
std::set<std::string> described_columns() {
  const std::string page =
      io::bytes_of(std::filesystem::path(HOTWARD_SOURCE_DIR) / "docs" / "outputs.md");
  const auto begin = page.find("\n## Columns\n");
  REQUIRE(begin != std::string::npos);
  std::istringstream section(page.substr(begin + 1, page.find("\n##", begin + 5) - begin));
  std::set<std::string> names;
  for (std::string line; std::getline(section, line);) {
    if (!line.starts_with("| `")) continue;
    const std::string cell = line.substr(2, line.find('|', 2) - 2);
    for (std::size_t open = cell.find('`'); open != std::string::npos;) {
      const std::size_t close = cell.find('`', open + 1);
      names.insert(cell.substr(open + 1, close - open - 1));
      open = cell.find('`', close + 1);
    }
  }
  return names;
}

TEST_CASE("every analysis: each column of its layers is described in docs/outputs.md",
          "[property]") {
  const std::set<std::string> described = described_columns();
  REQUIRE(described.size() > 50);
  const TestFolder folder;
  MadeStudy::usual().write(folder.path());
  for (const Analysis& analysis : job::all_analyses()) {
    for (const Settings& settings : variants(analysis, folder.path())) {
      INFO(analysis.name << settings_text(settings));
      const Found found = find(analysis.name, folder.path(), settings);
      if (!found.published) continue;
      const Findings& findings = **found.published;
      std::vector<const table::Layer*> layers;
      for (const table::Layer& layer : findings.layers) layers.push_back(&layer);
      if (findings.rows) layers.push_back(&findings.rows->head());
      for (const table::Layer* layer : layers) {
        CHECK_FALSE(layer->title.empty());
        for (const table::Column& column : layer->columns) {
          INFO(layer->name << ", column " << column.name);
          if (column.as_given) continue;
          CHECK(table::is_column_name(column.name));
          CHECK(described.contains(column.name));
          CHECK_FALSE(column.meaning.empty());
        }
      }
    }
  }
}

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
Result<Told> seen(const std::string& analysis, const std::filesystem::path& folder,
                  Settings settings) {
  const std::filesystem::path out = folder / "out";
  settings.emplace_back("output",
                        parameter::Words{(out / "a.csv").string(), (out / "b.geojson").string()});
  auto one = told(analysis, folder, settings);
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

// A reader who tries all studies does not find the small counts: others in their place say the
// same, in every file, number, word and colour.
TEST_CASE("every analysis: published, it says what it would say of other small counts",
          "[property]") {
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

}  // namespace every_analysis_test
}  // namespace hotward
