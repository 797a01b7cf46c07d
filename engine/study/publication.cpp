#include "engine/study/publication.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <ranges>
#include <string_view>
#include <type_traits>
#include <variant>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/study/private_seed.hpp"

namespace hotward {
namespace {

constexpr const char* note = "Small counts are hidden (--public).";

bool is_small(std::int64_t count) { return count > 0 && count < disclosure::least_shown; }

// The theme's types, in any order; data without types have one.
std::vector<std::size_t> types_of(const Study& study, const Theme& theme) {
  std::vector<std::size_t> types;
  for (std::size_t type = 0; type < study.types && type < theme.types.size(); ++type) {
    if (theme.types[type] != 0) types.push_back(type);
  }
  return types;
}

std::string type_name(const Study& study, std::size_t type) {
  const table::Dictionary& types = study.incidents().types;
  return types.size() == 0 ? "" : types.text(static_cast<table::Dictionary::Code>(type));
}

disclosure::CountTable areas_by_types(const Study& study, const std::vector<std::size_t>& types) {
  disclosure::CountTable table;
  table.row_names = study.areas().codes;
  for (const std::size_t type : types) table.column_names.push_back(type_name(study, type));
  for (std::size_t area = 0; area < table.row_names.size(); ++area) {
    for (const std::size_t type : types) table.counts.push_back(study.count(area, type, 0));
  }
  return table;
}

std::int64_t total(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

// Shares a type.
bool overlap(const Theme& one, const Theme& other) {
  for (std::size_t t = 0; t < one.types.size() && t < other.types.size(); ++t) {
    if (one.types[t] != 0 && other.types[t] != 0) return true;
  }
  return false;
}

// Whether one of the values is there, and `holds` for it.
template <class Holds>
bool any_value(const table::Column& column, const Holds& holds) {
  return std::visit(
      [&](const auto& values) {
        const auto rows = std::views::iota(std::size_t{0}, values.size());
        return std::ranges::any_of(rows, [&](std::size_t row) {
          const auto& value = values[row];
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, std::int64_t>) {
            return value != table::null_integer && holds(static_cast<double>(value));
          } else if constexpr (std::is_same_v<Value, double>) {
            return !std::isnan(value) && holds(value);
          } else if constexpr (std::is_convertible_v<Value, std::string_view>) {
            return !value.empty() && holds(0.0);
          } else if constexpr (std::is_same_v<Value, table::Day>) {
            return value != table::null_day && holds(0.0);
          } else {
            return value != table::null_moment && holds(0.0);
          }
        });
      },
      column.values);
}

std::optional<Discloses> disclosure_of(const Findings& findings, const std::string& column) {
  const auto stated =
      std::ranges::find(findings.discloses, column, &std::pair<std::string, Discloses>::first);
  if (stated == findings.discloses.end()) return {};
  return stated->second;
}

// Why a column may not be published; empty where it may.
std::string why_not_published(const table::Column& column, const Findings& findings) {
  const auto stated = disclosure_of(findings, column.name);
  if (!stated) return "does not say what it gives away";
  if (stated == Discloses::count && any_value(column, [](double value) {
        return value > 0.0 && value < static_cast<double>(disclosure::least_shown);
      })) {
    return "still holds a small count";
  }
  if (stated == Discloses::of_many && findings.hidden > 0 &&
      any_value(column, [](double) { return true; })) {
    return "is made of many counts, and some of them are hidden";
  }
  return {};
}

// The same of a column of a table for people, whose cells are text. One of another name than any
// column of a layer, such as an interval, is made of several of them.
std::string why_not_shown(const report::PlainColumn& column, const Findings& findings) {
  const auto stated = disclosure_of(findings, column.name);
  const auto is_small_text = [](const std::string& cell) {
    return cell.size() == 1 && is_small(cell.front() - '0');
  };
  const auto is_number = [](const std::string& cell) {
    return cell.find_first_of("0123456789") != std::string::npos;
  };
  if (stated == Discloses::count && std::ranges::any_of(column.cells, is_small_text)) {
    return "still holds a small count";
  }
  if (stated == Discloses::of_many && findings.hidden > 0 &&
      std::ranges::any_of(column.cells, is_number)) {
    return "is made of many counts, and some of them are hidden";
  }
  return {};
}

// Why findings may not be published; empty where they may.
std::string why_not_published(const Findings& findings) {
  if (findings.rows) return "rows that are made as they are written cannot be looked at";
  for (const table::Layer& layer : findings.layers) {
    for (const table::Column& column : layer.columns) {
      const std::string why = why_not_published(column, findings);
      if (!why.empty()) {
        return fmt::format("column '{}' of layer '{}' {}", column.name, layer.name, why);
      }
    }
  }
  for (const report::ShownTable& table : findings.tables) {
    for (const report::PlainColumn& column : table.columns) {
      const std::string why = why_not_shown(column, findings);
      if (!why.empty()) return fmt::format("column '{}' of the table {}", column.name, why);
    }
  }
  return {};
}

Error too_few(const std::string& what) {
  return {
      ErrorCode::no_data,
      fmt::format("--public: fewer than {} {} lie in the areas, and nothing of them can be shown",
                  disclosure::least_shown, what)};
}

}  // namespace

std::size_t HiddenAreas::count() const {
  return static_cast<std::size_t>(std::ranges::count(counts, 1) + std::ranges::count(previous, 1));
}

HiddenAreas hidden_areas(const Study& study, const Theme& theme) {
  const std::vector<std::size_t> types = types_of(study, theme);
  const disclosure::Suppression found =
      disclosure::suppression(areas_by_types(study, types), private_seed(study.incidents()));
  const std::size_t areas = study.areas().size();
  HiddenAreas hidden;
  hidden.counts = found.row_totals;
  hidden.types.assign(areas * study.types, 0);
  for (std::size_t area = 0; area < areas; ++area) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      hidden.types[area * study.types + types[i]] = found.cells[area * types.size() + i];
    }
  }
  hidden.previous.assign(areas, 0);
  if (!study.before) return hidden;
  const auto before = incidents_in_areas(study, theme, When::before);
  hidden.previous = hidden_counts(study, study.areas().codes, before);
  hidden.previous_total = is_small(total(before));
  return hidden;
}

HiddenFlags hidden_counts(const Study& study, const std::vector<std::string>& names,
                          std::span<const std::int64_t> counts) {
  return disclosure::suppression({names, {"count"}, {counts.begin(), counts.end()}},
                                 private_seed(study.incidents()))
      .cells;
}

std::vector<std::int64_t> counts_to_examine(const std::vector<std::string>& names,
                                            std::span<const std::int64_t> counts,
                                            const HiddenFlags& hidden) {
  HOTWARD_EXPECTS(names.size() == counts.size() && hidden.size() == counts.size());
  std::vector<std::int64_t> examined(counts.begin(), counts.end());
  std::vector<std::size_t> those;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (hidden[i] == 0) continue;
    those.push_back(i);
    sum += counts[i];
  }
  if (those.empty()) return examined;
  std::ranges::sort(those, {}, [&](std::size_t i) -> const std::string& { return names[i]; });
  const auto n = static_cast<std::int64_t>(those.size());
  for (std::int64_t k = 0; k < n; ++k) {
    examined[those[static_cast<std::size_t>(k)]] = (k + 1) * sum / n - k * sum / n;
  }
  return examined;
}

void hide(std::vector<table::Column>& columns, const std::vector<std::string>& names,
          const HiddenFlags& hidden) {
  for (table::Column& column : columns) {
    if (std::ranges::find(names, column.name) == names.end()) continue;
    HOTWARD_EXPECTS(column.size() == hidden.size());
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      if (hidden[i] == 0) continue;
      if (auto* integers = std::get_if<table::Column::Integers>(&column.values)) {
        (*integers)[i] = table::null_integer;
      } else if (auto* reals = std::get_if<table::Column::Reals>(&column.values)) {
        (*reals)[i] = undefined;
      } else if (auto* texts = std::get_if<table::Column::Texts>(&column.values)) {
        (*texts)[i].clear();
      } else if (auto* coded = std::get_if<table::Column::Coded>(&column.values)) {
        coded->clear_at(i);
      } else if (auto* days = std::get_if<table::Column::Days>(&column.values)) {
        (*days)[i] = table::null_day;
      } else {
        std::get<table::Column::Moments>(column.values)[i] = table::null_moment;
      }
    }
  }
}

void hide(std::vector<table::Column>& columns, const Disclosures& discloses,
          const HiddenFlags& hidden) {
  std::vector<std::string> of_one;
  std::vector<std::string> of_many;
  for (const auto& [name, kind] : discloses) {
    if (kind == Discloses::count || kind == Discloses::of_count) of_one.push_back(name);
    if (kind == Discloses::of_many) of_many.push_back(name);
  }
  hide(columns, of_one, hidden);
  hide_all(columns, of_many);
}

void hide_all(std::vector<table::Column>& columns, const std::vector<std::string>& names) {
  if (!columns.empty()) hide(columns, names, HiddenFlags(columns.front().size(), 1));
}

std::size_t count_nulls(const table::Column& column) {
  const auto& values = std::get<table::Column::Integers>(column.values);
  return static_cast<std::size_t>(std::ranges::count(values, table::null_integer));
}

Result<void> check_public(const Study& study, const Theme& theme, When when) {
  if (study.is_public && is_small(total(incidents_in_areas(study, theme, when)))) {
    const bool before = when == When::before && study.before;
    return fail(
        too_few(before ? theme.noun + " of " + table::to_string(*study.before) : theme.noun));
  }
  return {};
}

Result<std::vector<Theme>> public_themes(const Study& study, std::vector<Theme> themes,
                                         std::vector<std::string>& left_out) {
  if (!study.is_public) return themes;
  std::vector<Theme> shown;
  auto rest = static_cast<std::int64_t>(study.in_area());
  for (Theme& theme : themes) {
    const auto held = [&](const Theme& other) { return overlap(other, theme); };
    if (std::ranges::any_of(shown, held)) {
      left_out.push_back(theme.name);
      continue;
    }
    if (const auto enough = check_public(study, theme); !enough) return fail(enough.error());
    rest -= total(incidents_in_areas(study, theme));
    shown.push_back(std::move(theme));
  }
  if (is_small(rest)) return fail(too_few("incidents of other types"));
  return shown;
}

void mark_public(Findings& findings, std::size_t hidden) {
  findings.small_counts_hidden = true;
  findings.hidden = hidden;
  const auto add_note = [](std::string& description) {
    while (!description.empty() && description.back() == ' ') description.pop_back();
    if (!description.empty()) description += ' ';
    description += note;
  };
  for (table::Layer& layer : findings.layers) add_note(layer.description);
  for (table::Raster& raster : findings.rasters) add_note(raster.description);
}

std::string missing_label(const Study& study) {
  return study.is_public ? hidden_label() : "no value";
}

std::string hidden_label() {
  return fmt::format("Hidden: fewer than {}, or to protect these", disclosure::least_shown);
}

std::string publish_once() {
  return "Publish one of these, once: another for overlapping days, types or areas (January to "
         "June beside January to May), less this one, can give hidden counts away.\n";
}

std::string not_public(const std::string& key) {
  return fmt::format(
      "--public is not offered for {}: figures there are made of every count, small ones "
      "included, and these could be worked out",
      key);
}

Result<Published> publish(Findings findings, bool is_public) {
  if (is_public && !findings.small_counts_hidden) {
    return fail(ErrorCode::usage, not_public(findings.key));
  }
  // What a drawing gives away nobody has said.
  if (is_public) findings.drawings.clear();
  if (is_public) {
    const std::string why = why_not_published(findings);
    if (!why.empty()) return fail(ErrorCode::usage, "--public: " + why);
  }
  return Published(std::move(findings));
}

std::string withheld_error() {
  return "--public: it could not be made, and the reason could give away a hidden count";
}

}  // namespace hotward
