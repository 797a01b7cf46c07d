// hotward scan: which groups of neighbours stand out, and how likely chance is.
#include <algorithm>
#include <memory>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/public.hpp"
#include "tools/parts/scan_part.hpp"

namespace hotward::tools {
namespace {

struct ScanArguments {
  StudyOptions study;
  LayersOutput output;
  ScanSettings scan;
  std::string expected;
  std::string windows;

  [[nodiscard]] LayersOutput windows_output() const {
    return {windows.empty() ? std::vector<std::string>{} : std::vector{windows}, output.overwrite};
  }
};

Result<void> check_all(const ScanArguments& options) {
  if (const auto ok = refuse_public(options.output, "scan"); !ok) return ok;
  if (const auto free = check_outputs(options.output); !free) return free;
  if (const auto free = check_outputs(options.windows_output()); !free) return free;
  if (const auto apart = check_apart(options.output, "--windows", options.windows); !apart) {
    return apart;
  }
  if (!options.expected.empty() && !options.study.areas.population.empty()) {
    return fail(ErrorCode::usage,
                "--expected stands in place of --population: give one of the two");
  }
  return check(options.scan);
}

// Cases and controls are both read; what --type asks for are the cases.
void read_controls(ScanArguments& options) {
  auto& types = options.study.incidents.types;
  if (options.scan.model != ScanSettings::Model::bernoulli) return;
  const auto& controls = options.scan.controls;
  if (controls.empty() || types.empty()) {
    types.clear();
  } else {
    types.insert(types.end(), controls.begin(), controls.end());
  }
}

// The expected counts and, for the record, the files they came from.
Result<void> add_expected(ScanArguments& options, const Session& session, Study& study) {
  if (options.expected.empty()) return {};
  auto expected = read_expected(options.study.areas, options.expected);
  if (!expected) return fail(expected.error());
  std::vector<io::IncidentFile> files;
  for (const table::InputFile& file : expected->files) {
    const auto known = [&](const table::InputFile& input) { return input.path == file.path; };
    if (std::ranges::any_of(study.provenance.inputs, known)) continue;
    io::IncidentFile& added = files.emplace_back();
    added.path = file.path;
    added.bytes = file.bytes;
    added.on_disk = file.note.empty();  // in an archive it is no file of its own
  }
  const auto inputs = input_files(files, session);
  if (!inputs) return fail(inputs.error());
  study.provenance.inputs.insert(study.provenance.inputs.end(), inputs->begin(), inputs->end());
  options.scan.expected = std::move(*expected);
  return {};
}

Result<Theme> theme_of(Study& study, const StudyOptions& asked, const ScanSettings& settings) {
  if (settings.model != ScanSettings::Model::bernoulli) return theme_of_all(study, asked);
  return theme_of_types(study.read.incidents.types, asked.incidents.types);
}

Result<Done> answer(ScanArguments options, const Session& session) {
  if (const auto ok = check_all(options); !ok) return fail(ok.error());
  const StudyOptions asked = options.study;
  read_controls(options);
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  if (const auto ok = add_expected(options, session, *study); !ok) return fail(ok.error());
  const auto theme = theme_of(*study, asked, options.scan);
  if (!theme) return fail(theme.error());
  auto part = scan_part(*study, *theme, options.scan, session.seed);
  if (!part) return fail(part.error());
  std::vector<io::UnfinishedOutput> outputs;
  auto files = make_part_files(*part, options.output, study->provenance, outputs);
  if (!files) return fail(files.error());
  const auto windows =
      make_layers(options.windows_output(), part->layers[1], study->provenance, outputs);
  if (!windows) return fail(windows.error());
  const auto placed = io::finish_together(outputs, options.output.overwrite);
  if (!placed) return fail(placed.error());
  files->insert(files->end(), windows->begin(), windows->end());
  return done_with(std::move(*part), *study, session, *files, options.output.table);
}

}  // namespace

Run scan(CommandLine& line) {
  auto options = std::make_shared<ScanArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->scan);
  line.option("--expected", options->expected,
              "Expected counts, in place of people: a column of the areas, or a CSV file joined "
              "on the area's code")
      .path(PathKind::path_or_word)
      .type("COL|FILE.csv[:COL]")
      .group("Model");
  line.option("--windows", options->windows, "Layer of the circles or ellipses around the groups")
      .path()
      .type("PATH")
      .group("Output");
  add(line, options->output, Publishing::refused);
  add(line, options->output.table);
  line.examples(
      {"hotward scan police/ --type asb --areas lsoa.gpkg --population people.csv:mid_2019 "
       "-o asb.gpkg",
       "hotward scan police/ --type burglary --model bernoulli --max-population 10%",
       "hotward scan police/ --type asb --model permutation --cell 500m --prospective"});
  return [options](const Session& session) { return answer(*options, session); };
}

}  // namespace hotward::tools
