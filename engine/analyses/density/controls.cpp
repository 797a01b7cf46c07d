#include "engine/analyses/density/controls.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/study/incident_numbers.hpp"
#include "engine/study/lacking.hpp"
#include "engine/study/ledger.hpp"
#include "engine/study/publication.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

bool is_type(const std::string& against) {
  const std::vector<std::string> word = {against};
  return table::expand(word).has_value();
}

// A type of the user's own, which stands in some row of what was read; a file of the name is meant
// where there is one.
bool is_own_type(const std::string& against, const Study& study) {
  if (io::path_exists(against)) return false;
  const std::string key = table::type_key(against);
  return std::ranges::any_of(study.incidents().types.texts(), [&](const std::string& name) {
    return !name.empty() && table::type_key(name) == key;
  });
}

Json figures_of(const std::string& kind, const std::string& name, const WeightedPlaces& places) {
  return {{"kind", kind}, {"name", name}, {"incidents", places.incidents()}};
}

// What stands behind --against where it is neither a word nor a type.
struct PointFile {
  std::string dataset;
  std::string column;  // of amounts; empty: each row weighs 1
};

// FILE, FILE:COLUMN or FILE:LAYER:COLUMN; what names a layer is no column.
Result<PointFile> point_file(const std::string& against) {
  PointFile file;
  const auto qgis = io::qgis_source(against);
  if (!qgis) return fail(qgis.error());
  if (*qgis) return PointFile{against, ""};
  std::tie(file.dataset, file.column) = io::split_suffix(against);
  const bool split = file.dataset != against;
  if (split && io::holds_layer(file.dataset, file.column)) return PointFile{against, ""};
  if (const auto last = file.column.rfind(':'); last != std::string::npos) {
    const std::string layer = file.column.substr(0, last);
    if (io::holds_layer(file.dataset, layer)) {
      return PointFile{file.dataset + ":" + layer, file.column.substr(last + 1)};
    }
  }
  if (!split) {
    const auto colon = against.rfind(':');
    if (colon == std::string::npos) return PointFile{against, ""};
    const auto [dataset, layer] = io::split_suffix(against.substr(0, colon));
    if (layer.empty() || !io::holds_layer(dataset, layer)) return PointFile{against, ""};
    file = {against.substr(0, colon), against.substr(colon + 1)};
  }
  if (file.column.empty()) {
    return fail(ErrorCode::usage, fmt::format("--against {}: which column?", against));
  }
  return file;
}

StudyRequest options_for_type(const std::string& type, const StudyRequest& options) {
  StudyRequest other;
  other.areas = options.areas;
  other.is_public = options.is_public;
  other.incidents = options.incidents;
  other.incidents.types = {type};
  return other;
}

StudyRequest options_for_file(const PointFile& file, const StudyRequest& options) {
  StudyRequest other;
  other.areas = options.areas;
  other.is_public = options.is_public;
  other.incidents.inputs = {file.dataset};
  other.incidents.date_order = options.incidents.date_order;
  if (!file.column.empty()) other.keep = io::Keep::everything;
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
  std::vector<std::string> names = types_in(controls.incidents());
  std::ranges::sort(names);
  table::Dictionary types;
  for (const std::string& name : names) types.code(name);
  const auto both = table::matches(types, types_in(study.incidents()));
  const auto first = std::ranges::find(both, 1);
  return first == both.end() ? "" : names[static_cast<std::size_t>(first - both.begin())];
}

void add_row_outcomes(const Study& other, Controls& controls) {
  controls.figures["outside"] = other.outside();
  controls.figures["rejected"] = other.incidents().row_outcomes.rejected();
}

void add_provenance(const Study& controls, const std::string& against, Study& study) {
  for (const table::InputFile& file : controls.provenance.inputs) {
    auto& inputs = study.provenance.inputs;
    if (std::ranges::find(inputs, file.path, &table::InputFile::path) == inputs.end()) {
      inputs.push_back(file);
    }
  }
  for (const std::string& warning : controls.warnings) {
    // The study has warned of the areas already.
    if (std::ranges::find(study.warnings, warning) != study.warnings.end()) continue;
    const std::string text = fmt::format("--against {}: {}", against, warning);
    const bool is_weighty = std::ranges::find(controls.weighty, warning) != controls.weighty.end();
    if (is_weighty) {
      study.warn_of_number(text);
    } else {
      study.warnings.push_back(text);
    }
  }
}

// The column's sum at each place in an area.
Result<WeightedPlaces> amounts_at_places(const Study& points, const Theme& theme,
                                         const std::string& column, const std::string& against) {
  const table::Incidents& rows = points.incidents();
  const std::string asked = fmt::format("--against {}", against);
  const auto numbers = IncidentNumbers::of(rows, column, asked);
  if (!numbers) return fail(numbers.error());
  std::vector<std::uint32_t> place;
  std::vector<double> amount;
  const Selection selection(points, theme);
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (!selection.holds(i)) continue;
    place.push_back(rows.place[i]);
    amount.push_back((*numbers)[i]);
  }
  const std::vector<double> sums = sums_by_group(place, amount, rows.places.size());
  WeightedPlaces places;
  for (std::size_t p = 0; p < sums.size(); ++p) {
    if (sums[p] == 0.0) continue;  // exact: no row of it weighs anything
    places.at.push_back(rows.places.at[p]);
    places.weights.push_back(sums[p]);
  }
  if (!places.at.empty()) return places;
  return fail(ErrorCode::no_data,
              fmt::format("{}: its amounts within the areas add up to 0", asked));
}

// Reads what stands behind --against; errors name it.
Result<Study> study_against(const std::string& against, const StudyRequest& options,
                            const Context& context) {
  auto other = make_study(options, context);
  if (other) return other;
  const std::string message = other.error().message;
  return fail(other.error().code, fmt::format("--against {}: {}", against, message));
}

Result<Controls> controls_of_type(const std::string& type, const StudyRequest& options,
                                  const Context& context, Study& study) {
  const auto other = study_against(type, options_for_type(type, options), context);
  if (!other) return fail(other.error());
  if (const std::string shared = shared_type(study, *other); !shared.empty()) {
    return fail(ErrorCode::usage,
                fmt::format("--against {}: {} is among the incidents themselves, and no sample "
                            "can be compared with a part of itself; name them with --type",
                            type, shared));
  }
  add_provenance(*other, type, study);
  add_type(study, type);
  const Theme theme = one_theme(other->incidents().types, {type});
  if (const auto enough = check_public(*other, theme); !enough) return fail(enough.error());
  Controls controls;
  controls.places = weighted_places(*other, theme);
  controls.name = theme.noun;
  controls.figures = figures_of("type", type, controls.places);
  add_row_outcomes(*other, controls);
  return controls;
}

// A word that could be no file's name was meant for a type.
Result<void> check_no_slip(const std::string& against) {
  if (against.find_first_of("./\\:|") != std::string::npos || against == "-") return {};
  std::error_code none;
  if (std::filesystem::exists(against, none)) return {};
  std::vector<std::string> names = {"population", "before"};
  for (const table::TypeGroup& group : table::type_groups()) names.emplace_back(group.name);
  for (const table::OffenceType& type : table::offence_types()) names.emplace_back(type.name);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return fail(ErrorCode::usage, fmt::format("--against {}: no such type, and no such file{}",
                                            against, did_you_mean(against, names)));
}

Result<Controls> controls_of_file(const std::string& against, const StudyRequest& options,
                                  const Context& context, Study& study) {
  if (const auto ok = check_no_slip(against); !ok) return fail(ok.error());
  const auto file = point_file(against);
  if (!file) return fail(file.error());
  if (study.ledger && file->column.empty()) {
    return fail(ErrorCode::usage,
                fmt::format("--against {}: not with --ledger, which cannot know which incidents "
                            "these points are; name a type, a column of amounts, before or "
                            "population",
                            against));
  }
  const auto other = study_against(against, options_for_file(*file, options), context);
  if (!other) return fail(other.error());
  add_provenance(*other, against, study);
  const Theme theme = one_theme(other->incidents().types, {against});
  const std::string name = std::filesystem::path(file->dataset).filename().string();
  Controls controls;
  controls.are_incidents = false;
  if (file->column.empty()) {
    controls.places = weighted_places(*other, theme);
    controls.name = name;
    controls.figures = figures_of("file", name, controls.places);
  } else {
    auto places = amounts_at_places(*other, theme, file->column, against);
    if (!places) return fail(places.error());
    controls.places = std::move(*places);
    controls.are_amounts = true;
    controls.unit = " of " + file->column;
    controls.name = fmt::format("{} of {}", file->column, name);
    controls.figures = {{"kind", "file"},
                        {"name", name},
                        {"column", file->column},
                        {"amount", controls.places.incidents()}};
  }
  add_row_outcomes(*other, controls);
  return controls;
}

}  // namespace

bool asks_for_population(const std::string& against) { return against == "population"; }

bool asks_for_before(const std::string& against) { return against == "before"; }

Result<void> check_against(const std::string& against, const IncidentsRequest& input) {
  if (asks_for_before(against) && (input.from.empty() || input.to.empty())) {
    return fail(ErrorCode::usage,
                "--against before: say the period with --from and --to; it is compared with the "
                "same months or days a year earlier, or as --compare says");
  }
  const bool twice = std::ranges::find(input.inputs, "-") != input.inputs.end();
  if (twice && !against.empty() && !asks_for_before(against) && is_type(against)) {
    return fail(ErrorCode::usage,
                fmt::format("--against {}: standard input cannot be read twice", against));
  }
  return {};
}

Result<Controls> controls_before(const Study& study, const Theme& theme) {
  if (study.incidents().minute.empty()) {
    return fail(ErrorCode::no_data, "--against before: the incidents " + no_dates_text(study));
  }
  if (!study.total_is_compared()) {
    return fail(ErrorCode::no_data, "--against before: " + study.no_change);
  }
  const std::string period = table::to_string(*study.before);
  Controls controls;
  controls.places = weighted_places(study, theme, When::before);
  controls.name = period;
  if (const auto enough = check_public(study, theme, When::before); !enough) {
    return fail(enough.error());
  }
  controls.figures = figures_of("before", period, controls.places);
  return controls;
}

Result<Controls> read_controls(const std::string& against, const StudyRequest& options,
                               const Context& context, Study& study) {
  return is_type(against) || is_own_type(against, study)
             ? controls_of_type(against, options, context, study)
             : controls_of_file(against, options, context, study);
}

}  // namespace hotward::analyses
