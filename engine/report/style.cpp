#include "engine/report/style.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/core/check.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style_labels.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/report/value_classes.hpp"

namespace hotward::report {
namespace {

using table::Column;

/// A column's numbers; NaN where there is none.
std::vector<double> numbers(const Column& column) {
  if (const auto* reals = std::get_if<Column::Reals>(&column.values)) return *reals;
  HOTWARD_EXPECTS(std::holds_alternative<Column::Integers>(column.values));
  std::vector<double> values;
  for (const std::int64_t x : std::get<Column::Integers>(column.values)) {
    values.push_back(x == table::null_integer ? std::nan("") : static_cast<double>(x));
  }
  return values;
}

/// The classes, with the expression that puts a feature into one of them.
struct Graduation {
  std::string expression;
  std::vector<ValueClass> classes;
  bool has_missing = false;  ///< then the last class holds the features without a value
};

/// QGIS draws no feature whose value is null, so null becomes a number below all others.
Graduation graduation(const Column& column, std::vector<ValueClass> classes,
                      const StyleOptions& options) {
  Graduation result{quoted(column.name), std::move(classes), false};
  const std::vector<double> values = numbers(column);
  if (std::ranges::all_of(values, [](double x) { return std::isfinite(x); }) &&
      !result.classes.empty()) {
    return result;
  }
  const double lowest = result.classes.empty() ? 0.0 : result.classes.front().lower;
  const double stand_in = std::min(-1.0, std::floor(lowest) - 1.0);
  result.expression = "coalesce(" + result.expression + ", " + exact_text(stand_in) + ")";
  result.classes.push_back({stand_in, stand_in, options.missing_label});
  result.has_missing = true;
  return result;
}

ClassOptions class_options(const Column& column, const StyleOptions& options) {
  return {options.classes, std::holds_alternative<Column::Integers>(column.values), column.unit};
}

// True of a feature that rests on too few to be compared; false where a count is null.
std::string is_few(const StyleOptions& options) {
  std::string sum;
  for (const std::string& column : options.few_columns) {
    sum += (sum.empty() ? "" : " + ") + quoted(column);
  }
  return "coalesce(" + sum + " < " + std::to_string(options.few_below) + ", false)";
}

bool any_is_few(std::span<const Column> columns, const StyleOptions& options) {
  if (options.few_columns.empty()) return false;
  std::vector<double> sums(columns.front().size(), 0.0);
  for (const std::string& name : options.few_columns) {
    const std::vector<double> counts = numbers(the_column(columns, name));
    std::ranges::transform(sums, counts, sums.begin(), std::plus<>());
  }
  return std::ranges::any_of(
      sums, [&](double sum) { return sum < static_cast<double>(options.few_below); });
}

// True of an area whose change is more than chance: by the first p it has, and not of too few.
std::string is_sure(const StyleOptions& options) {
  if (options.p_columns.empty()) return "";
  std::string p;
  for (const std::string& column : options.p_columns) p += quoted(column) + ", ";
  const std::string few = options.few_columns.empty() ? "" : " AND NOT " + is_few(options);
  return "coalesce(coalesce(" + p + "1) < " + exact_text(sure_below) + few + ", false)";
}

bool any_is_sure(std::span<const Column> columns, const StyleOptions& options) {
  return std::ranges::any_of(options.p_columns, [&](const std::string& name) {
    return std::ranges::any_of(numbers(the_column(columns, name)),
                               [](double p) { return p < sure_below; });
  });
}

std::vector<std::string> tip_columns(const StyleOptions& options) {
  return options.tip_columns.empty() ? std::vector<std::string>{options.column}
                                     : options.tip_columns;
}

void write_ranges(XmlWriter& xml, const Graduation& graduation) {
  xml.open("ranges");
  for (std::size_t i = 0; i < graduation.classes.size(); ++i) {
    const ValueClass& range = graduation.classes[i];
    xml.empty("range", {{"symbol", std::to_string(i)},
                        {"lower", exact_text(range.lower)},
                        {"upper", exact_text(range.upper)},
                        {"label", range.label},
                        {"render", "true"}});
  }
  xml.close();
}

constexpr double least_mm = 1.2;
constexpr double greatest_mm = 6.0;

/// Areas of circles rise evenly from class to class.
double circle_mm(std::size_t index, std::size_t classes) {
  if (classes < 2) return 2.0;
  const double share = static_cast<double>(index) / static_cast<double>(classes - 1);
  const double area = least_mm * least_mm * (1.0 - share) + greatest_mm * greatest_mm * share;
  return std::round(10.0 * std::sqrt(area)) / 10.0;
}

/// One symbol per class, the one for missing values aside.
std::vector<FillSymbol> fills(const std::vector<Colour>& colours, std::size_t areas) {
  std::vector<FillSymbol> symbols;
  for (const Colour& colour : colours) {
    symbols.push_back({.colour = colour,
                       .outline = "#8c8c8c",
                       .outline_mm = are_a_country(areas) ? 0.03
                                     : are_many(areas)    ? 0.1
                                                          : 0.2,
                       .emphasis_mm = are_many(areas) ? 0.5 : 0.7});
  }
  return symbols;
}

/// What is set off by a thick outline, and what the key says of it.
struct Emphasis {
  std::string expression{};  ///< empty: nothing is
  std::string label{};
  Labels labels{};
};

/// A class that no feature is in: it shows the outline in the legend.
void add_key(Graduation& graduation, std::vector<FillSymbol>& symbols, const std::string& label) {
  double lowest = 0.0;
  for (const ValueClass& range : graduation.classes) lowest = std::min(lowest, range.lower);
  const double nowhere = std::floor(lowest) - 1000.0;
  graduation.classes.push_back({nowhere, nowhere, label});
  FillSymbol key = symbols.front();
  key.filled = false;
  key.hatched = false;
  key.outline = ink;
  key.outline_mm = key.emphasis_mm;
  symbols.push_back(key);
}

std::string coloured_areas(std::span<const Column> columns, const StyleOptions& options,
                           Graduation graduation, std::vector<FillSymbol> symbols,
                           const Emphasis& emphasis) {
  if (graduation.has_missing) {
    FillSymbol missing =
        symbols.empty() ? fills({missing_colour}, columns.front().size()).front() : symbols.back();
    missing.hatched = true;
    symbols.push_back(missing);
  }
  for (FillSymbol& symbol : symbols) symbol.emphasis = emphasis.expression;
  const bool stands_out = !emphasis.expression.empty() && !symbols.empty();
  if (stands_out) {
    add_key(graduation, symbols, "outline: " + emphasis.label);
    symbols.back().emphasis.clear();
  }
  XmlWriter xml;
  begin_style(xml, !options.name_column.empty());
  xml.open("renderer-v2", {{"type", "graduatedSymbol"},
                           {"attr", graduation.expression},
                           {"graduatedMethod", "GraduatedColor"},
                           {"symbollevels", stands_out ? "1" : "0"},
                           {"forceraster", "0"},
                           {"enableorderby", "0"}});
  write_ranges(xml, graduation);
  xml.open("symbols");
  for (std::size_t i = 0; i < symbols.size(); ++i) write_symbol(xml, symbols[i], i);
  xml.close();
  xml.close();
  if (!options.name_column.empty()) write_labels(xml, emphasis.labels);
  return end_style(
      xml, columns,
      {.name_column = options.name_column,
       .tip_columns = tip_columns(options),
       .sort_column = options.rank_column.empty() ? options.number_column : options.rank_column});
}

// "Among": where small counts are hidden, some of the first few have no rank.
Emphasis top_ones(std::span<const Column> columns, const StyleOptions& options,
                  const Labels& labels) {
  if (options.rank_column.empty()) return {"", "", labels};
  const std::vector<double> ranks = numbers(the_column(columns, options.rank_column));
  const bool any = std::ranges::any_of(
      ranks, [&](double rank) { return rank <= static_cast<double>(options.top); });
  return {any ? is_top(options) : "", "among the " + std::to_string(options.top) + " highest",
          labels};
}

std::string coloured_areas(std::span<const Column> columns, const StyleOptions& options,
                           const Graduation& graduation, std::vector<FillSymbol> symbols) {
  return coloured_areas(columns, options, graduation, std::move(symbols),
                        top_ones(columns, options, area_labels(options, columns.front().size())));
}

/// Lines are thin enough to be distinguished where many lie close together.
double line_mm(std::size_t index, std::size_t classes) {
  constexpr double thinnest_mm = 0.4;
  constexpr double widest_mm = 1.4;
  if (classes < 2) return 0.8;
  const double share = static_cast<double>(index) / static_cast<double>(classes - 1);
  return std::round(10.0 * (thinnest_mm + share * (widest_mm - thinnest_mm))) / 10.0;
}

/// Features that are drawn larger from class to class, the small ones on top.
/// @param symbol_of  of a class's number and the number of classes; of that number itself for
///                   features without a value
template <class SymbolOf>
std::string growing(std::span<const Column> columns, const StyleOptions& options,
                    const SymbolOf& symbol_of) {
  const Column& column = the_column(columns, options.column);
  const Graduation ranges =
      graduation(column, value_classes(numbers(column), class_options(column, options)), options);
  XmlWriter xml;
  begin_style(xml, false);
  xml.open("renderer-v2", {{"type", "graduatedSymbol"},
                           {"attr", ranges.expression},
                           {"graduatedMethod", "GraduatedSize"},
                           {"symbollevels", "0"},
                           {"forceraster", "0"},
                           {"enableorderby", "1"}});
  write_ranges(xml, ranges);
  xml.open("symbols");
  const std::size_t sized = ranges.classes.size() - (ranges.has_missing ? 1 : 0);
  for (std::size_t i = 0; i < ranges.classes.size(); ++i) write_symbol(xml, symbol_of(i, sized), i);
  xml.close();
  xml.open("orderby");
  xml.text("orderByClause", quoted(options.column), {{"nullsFirst", "0"}, {"asc", "0"}});
  xml.close();
  xml.close();
  return end_style(xml, columns,
                   {.name_column = options.name_column, .tip_columns = tip_columns(options)});
}

}  // namespace

std::string graduated_areas(std::span<const Column> columns, const StyleOptions& options) {
  const Column& column = the_column(columns, options.column);
  std::vector<ValueClass> ranges = value_classes(numbers(column), class_options(column, options));
  std::vector<Colour> colours;
  if (!ranges.empty()) colours = sequential_colours(ranges.size());
  return coloured_areas(columns, options, graduation(column, std::move(ranges), options),
                        fills(colours, column.size()));
}

std::string cells_by_count(std::span<const Column> columns, const StyleOptions& options) {
  const Column& column = the_column(columns, options.column);
  std::vector<double> some = numbers(column);
  const auto zeros = std::erase(some, 0.0);
  std::vector<ValueClass> ranges = value_classes(some, class_options(column, options));
  std::vector<FillSymbol> symbols;
  if (!ranges.empty()) symbols = fills(sequential_colours(ranges.size()), column.size());
  for (FillSymbol& symbol : symbols) symbol.outline_mm = 0.0;
  if (zeros > 0) {
    // The class above begins at a value that is there, so that 0 belongs to this one alone.
    ranges.insert(ranges.begin(), ValueClass{0.0, 0.0, "0"});
    symbols.insert(symbols.begin(), FillSymbol{.colour = "#ffffff", .alpha = 0, .outline_mm = 0.0});
  }
  return coloured_areas(columns, options, graduation(column, std::move(ranges), options),
                        std::move(symbols));
}

std::string overlay_areas(std::span<const Column> columns, const StyleOptions& options) {
  const Column& column = the_column(columns, options.column);
  std::vector<ValueClass> ranges = value_classes(numbers(column), class_options(column, options));
  std::vector<FillSymbol> symbols;
  if (!ranges.empty()) symbols = fills(sequential_colours(ranges.size()), column.size());
  for (FillSymbol& symbol : symbols) {
    symbol.alpha = 170;
    symbol.outline = "#7f0000";
    symbol.outline_mm = 0.3;
  }
  const Labels labels =
      options.rank_column.empty() ? area_labels(options, column.size()) : rank_labels(options);
  return coloured_areas(columns, options, graduation(column, std::move(ranges), options),
                        std::move(symbols), top_ones(columns, options, labels));
}

std::string change_areas(std::span<const Column> columns, const StyleOptions& options) {
  const Column& column = the_column(columns, options.column);
  std::vector<ValueClass> ranges = change_classes(numbers(column));
  std::vector<Colour> colours = diverging_colours(ranges.size());
  Graduation graduated = graduation(column, std::move(ranges), options);
  const bool some_few = any_is_few(columns, options);
  if (some_few) {
    // Below all others, too; and before the missing, whose symbol is the last.
    const double stand_in = std::min(-1.0, std::floor(graduated.classes.front().lower)) - 2.0;
    const auto at = graduated.classes.begin() + static_cast<std::ptrdiff_t>(colours.size());
    graduated.classes.insert(
        at, {stand_in, stand_in,
             "too few to compare (under " + std::to_string(options.few_below) + ")"});
    graduated.expression = "CASE WHEN " + is_few(options) + " THEN " + exact_text(stand_in) +
                           " ELSE " + graduated.expression + " END";
    colours.emplace_back(missing_colour);
  }
  const std::string untold =
      quoted(options.column) + " IS NULL" + (some_few ? " OR " + is_few(options) : std::string());
  const std::string sure = any_is_sure(columns, options) ? is_sure(options) : std::string();
  return coloured_areas(columns, options, graduated, fills(colours, column.size()),
                        {sure, "rarely chance (p < " + exact_text(sure_below) + ")",
                         change_labels(options, column.size(), untold, sure)});
}

std::string points_by_count(std::span<const Column> columns, const StyleOptions& options) {
  return growing(columns, options, [](std::size_t i, std::size_t classes) {
    const bool missing = i == classes;
    return MarkerSymbol{missing ? missing_colour : "#d7301f", 190,
                        missing ? least_mm : circle_mm(i, classes)};
  });
}

std::string lines_by_count(std::span<const Column> columns, const StyleOptions& options) {
  return growing(columns, options, [](std::size_t i, std::size_t classes) {
    if (i == classes) return LineSymbol{missing_colour, line_mm(0, classes)};
    return LineSymbol{sequential_colours(classes)[i], line_mm(i, classes)};
  });
}

}  // namespace hotward::report
