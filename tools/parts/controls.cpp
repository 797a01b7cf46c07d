#include "tools/parts/controls.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "engine/table/taxonomy.hpp"
#include "tools/parts/public.hpp"

namespace hotward::tools {
namespace {

bool is_type(const std::string& against) {
  const std::vector<std::string> word = {against};
  return table::expand(word).has_value();
}

Json said_of(const std::string& kind, const std::string& name, const WeightedPlaces& places) {
  return {{"kind", kind}, {"name", name}, {"incidents", places.incidents()}};
}

StudyOptions options_for(const std::string& against, const StudyOptions& options) {
  StudyOptions other;
  other.areas = options.areas;
  other.is_public = options.is_public;
  if (is_type(against)) {
    other.incidents = options.incidents;
    other.incidents.types = {against};
  } else {
    other.incidents.inputs = {against};
  }
  return other;
}

// The names of the types that incidents have. (The dictionary may hold more.)
std::vector<std::string> types_in(const table::Incidents& incidents) {
  std::vector<std::uint8_t> found(incidents.types.size(), 0);
  for (const std::uint16_t type : incidents.type) found[type] = 1;
  std::vector<std::string> names;
  for (std::size_t code = 0; code < found.size(); ++code) {
    if (found[code] != 0) names.push_back(incidents.types.texts()[code]);
  }
  return names;
}

// A type that both samples hold, the first by name; empty where they are apart.
std::string shared_type(const Study& study, const Study& controls) {
  std::vector<std::string> names = types_in(controls.read.incidents);
  std::ranges::sort(names);
  table::Dictionary types;
  for (const std::string& name : names) types.code(name);
  const auto both = table::matches(types, types_in(study.read.incidents));
  const auto first = std::ranges::find(both, 1);
  return first == both.end() ? "" : names[static_cast<std::size_t>(first - both.begin())];
}

void add_provenance(const Study& controls, const std::string& against, Study& study) {
  for (const table::InputFile& file : controls.provenance.inputs) {
    auto& inputs = study.provenance.inputs;
    if (std::ranges::find(inputs, file.path, &table::InputFile::path) == inputs.end()) {
      inputs.push_back(file);
    }
  }
  for (const std::string& warning : controls.warnings) {
    // What is said of the areas has been said.
    if (std::ranges::find(study.warnings, warning) == study.warnings.end()) {
      study.warnings.push_back(fmt::format("--against {}: {}", against, warning));
    }
  }
}

}  // namespace

bool asks_for_before(const std::string& against) { return against == "before"; }

Result<void> check_against(const std::string& against, const IncidentsInput& input) {
  if (asks_for_before(against) && (input.from.empty() || input.to.empty())) {
    return fail(ErrorCode::usage,
                "--against before: say the period with --from and --to; the one before it is as "
                "long and ends the day before");
  }
  if (against == "population") {
    return fail(ErrorCode::usage,
                "--against population: people are known by area, not by place; name a file of "
                "dwellings or addresses, or ask rank for rates");
  }
  const bool twice = std::ranges::find(input.inputs, "-") != input.inputs.end();
  if (twice && !against.empty() && !asks_for_before(against) && is_type(against)) {
    return fail(ErrorCode::usage,
                fmt::format("--against {}: standard input cannot be read twice", against));
  }
  return {};
}

Result<Controls> controls_before(const Study& study, const Theme& theme) {
  if (study.read.incidents.minute.empty()) {
    return fail(ErrorCode::no_data, "--against before: the incidents have no dates");
  }
  const std::string period =
      study.period ? table::to_string(table::previous(*study.period)) : std::string();
  Controls controls;
  controls.places = weighted_places(study, theme, When::before);
  controls.name = period;
  if (controls.places.at.empty()) {
    return fail(ErrorCode::no_data,
                fmt::format("--against before: no {} of {} lie in any area", theme.noun, period));
  }
  if (const auto enough = check_public(study, theme, When::before); !enough) {
    return fail(enough.error());
  }
  controls.said = said_of("before", period, controls.places);
  return controls;
}

Result<Controls> read_controls(const std::string& against, const StudyOptions& options,
                               const Session& session, Study& study) {
  const bool type = is_type(against);
  const auto other = make_study(options_for(against, options), session);
  if (!other) {
    const std::string message = other.error().message;
    return fail(other.error().code, fmt::format("--against {}: {}", against, message));
  }
  if (type) {
    if (const std::string shared = shared_type(study, *other); !shared.empty()) {
      return fail(ErrorCode::usage,
                  fmt::format("--against {}: {} is among the incidents themselves, and no sample "
                              "can be compared with a part of itself; name them with --type",
                              against, shared));
    }
  }
  add_provenance(*other, against, study);
  const Theme theme = one_theme(other->read.incidents.types, {against});
  if (const auto enough = check_public(*other, theme); type && !enough) {
    return fail(enough.error());
  }
  Controls controls;
  controls.are_incidents = type;
  controls.places = weighted_places(*other, theme);
  controls.name = type ? against : std::filesystem::path(against).filename().string();
  controls.said = said_of(type ? "type" : "file", controls.name, controls.places);
  controls.said["outside"] = other->outside();
  controls.said["rejected"] = other->read.incidents.fates.rejected();
  return controls;
}

}  // namespace hotward::tools
