// What every analysis must do, tried on each that is registered and named for none: a new one is
// tried because it is in engine/job/registry.cpp. What is published of one, and what a reader can
// work out from it, is in every_public_analysis_test.cpp.
#include <set>
#include <sstream>

#include "engine/core/parallel.hpp"
#include "tests/analyses/outcome.hpp"
#include "tests/analyses/variants.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_study.hpp"
#include "tests/support/threads.hpp"

namespace hotward {
namespace every_analysis_test {

using io::TestFolder;
using parameter::Parameter;

// Parameters of the analysis's own that name an output, each with a file in the folder.
Settings own_outputs(const std::string& name, const std::filesystem::path& folder) {
  Settings settings;
  const Analysis fresh = *job::analysis_named(name);
  for (const Parameter& known : fresh.parameters.all()) {
    if (known.kind != parameter::Kind::path) continue;
    Analysis analysis = *job::analysis_named(name);
    REQUIRE(set(analysis.parameters, known.name, {"a.csv"}));
    if (!analysis.other_outputs) continue;  // a file that it reads
    if (known.only_with && !check(analysis.parameters)) {
      continue;  // it goes with another parameter
    }
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

void same_files(const Files& one, const Files& other) {
  for (const auto& [name, bytes] : one) {
    INFO(name);
    REQUIRE(other.contains(name));
    CHECK((other.at(name) == bytes));
  }
  CHECK(one.size() == other.size());
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

Result<Outcome> outcome_with(unsigned threads, const std::string& analysis,
                             const std::filesystem::path& folder, const Settings& settings) {
  const Threads held(threads);
  return outcome_of(analysis, folder, settings);
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
    auto one = outcome_with(1, analysis.name, folder.path(), settings);
    INFO((one ? "" : one.error().message));
    REQUIRE(one);
    CHECK(one->files.size() >= settings.size());
    auto four = outcome_with(4, analysis.name, folder.path(), settings);
    REQUIRE(four);
    CHECK(one->summary == four->summary);
    CHECK(one->text == four->text);
    same_files(one->files, four->files);
    made.write(folder.path(), 5, true);
    auto shuffled = outcome_with(4, analysis.name, folder.path(), settings);
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
      const auto one = outcome_with(1, analysis.name, folder.path(), settings);
      const auto four = outcome_with(4, analysis.name, folder.path(), settings);
      const auto shuffled = outcome_with(4, analysis.name, other.path(), settings);
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

TEST_CASE("every analysis: its parameters are described", "[property]") {
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

// A page of the manual.
std::string page(const std::filesystem::path& path) {
  return io::bytes_of(std::filesystem::path(HOTWARD_SOURCE_DIR) / path);
}

// Names in the first cells of the page's table of columns.
std::set<std::string> described_columns() {
  const std::string outputs = page("docs/outputs.md");
  const auto begin = outputs.find("\n## Columns\n");
  REQUIRE(begin != std::string::npos);
  std::istringstream section(outputs.substr(begin + 1, outputs.find("\n##", begin + 5) - begin));
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

// Whoever knows no statistics reads one plain sentence on how sure a finding is.
TEST_CASE("every analysis: a line of its text says how sure it is", "[property]") {
  const std::set<std::string> without = {"check", "join"};  // they list rows and conclude nothing
  const TestFolder folder;
  MadeStudy::usual().write(folder.path());
  std::size_t told = 0;
  for (const Analysis& analysis : job::all_analyses()) {
    if (without.contains(analysis.name)) continue;
    for (const Settings& settings : variants(analysis, folder.path())) {
      const Found found = find(analysis.name, folder.path(), settings);
      if (!found.published || !(*found.published)->no_answer.empty()) continue;
      ++told;
      INFO(analysis.name << settings_text(settings) << ":\n" << (*found.published)->text);
      std::istringstream text((*found.published)->text);
      std::size_t lines = 0;
      for (std::string line; std::getline(text, line);) {
        if (line.find("How sure:") == std::string::npos) continue;
        ++lines;
        CHECK(line.starts_with("How sure: "));
        CHECK(line.ends_with("."));
      }
      CHECK(lines == 1);
    }
  }
  CHECK(told > 100);
}

// The first line of a page that begins so; empty where none does.
std::string line_that_begins(const std::string& text, const std::string& begin) {
  const auto at = text.find("\n" + begin);
  return at == std::string::npos ? "" : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

TEST_CASE("every analysis: the pages that list analyses list it", "[property]") {
  const std::string front = page("README.md");
  const std::string summaries = page("docs/cli.md");
  const std::string disclosure = page("docs/methods/disclosure.md");
  for (const Analysis& analysis : job::all_analyses()) {
    CAPTURE(analysis.name);
    const std::string row = line_that_begins(front, "| `hotward " + analysis.name + "` |");
    const auto link = row.find("(docs/methods/");
    REQUIRE(link != std::string::npos);
    const std::string method = row.substr(link + 1, row.find(')', link) - link - 1);
    CHECK(std::filesystem::exists(std::filesystem::path(HOTWARD_SOURCE_DIR) / method));
    CHECK_FALSE(line_that_begins(summaries, "| `" + analysis.name + "` |").empty());
    const auto is_there = [&](const std::string& name) {
      return disclosure.find("`" + name + "`") != std::string::npos;
    };
    const bool is_known = is_there(analysis.name) || is_there("hotward " + analysis.name);
    CHECK(is_known);
  }
}

}  // namespace every_analysis_test
}  // namespace hotward
