#include <algorithm>

#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/style_labels.hpp"
#include "engine/report/style_parts.hpp"
#include "engine/table/shown_decimals.hpp"

namespace hotward::report {
namespace {

using table::Column;

/// A value as QGIS compares it with a category's: no thousands separators.
std::string plain_value(const Column& column, std::size_t row) {
  if (const auto* integers = std::get_if<Column::Integers>(&column.values)) {
    return std::to_string((*integers)[row]);
  }
  return value_text(column, row, shown_decimals(column));
}

/// The categories, with one for the rest where some value has none. QGIS takes a category with an
/// empty value for all that no other names, null included.
std::vector<Category> complete(const Column& column, std::vector<Category> categories) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string value = plain_value(column, row);
    if (std::ranges::any_of(categories, [&](const Category& c) { return c.value == value; })) {
      continue;
    }
    categories.push_back({"", "no value", missing_colour});
    break;
  }
  return categories;
}

void write_category_symbol(XmlWriter& xml, const CategoryOptions& options, const Category& category,
                           std::size_t index) {
  if (options.shape == Shape::point) {
    write_symbol(xml, MarkerSymbol{category.colour, 220, 2.4}, index);
    return;
  }
  FillSymbol symbol{.colour = category.colour};
  if (category.nothing && !options.outlined) symbol.alpha = 0;
  symbol.outline = "#8c8c8c";
  symbol.outline_mm = options.outlined ? 0.2 : 0.0;
  if (options.hollow) {
    symbol.filled = false;
    symbol.outline = category.colour;
    symbol.outline_mm = 0.6;
  }
  write_symbol(xml, symbol, index);
}

}  // namespace

std::string categorised(std::span<const Column> columns, const CategoryOptions& options) {
  const std::vector<Category> categories =
      complete(the_column(columns, options.column), options.categories);
  XmlWriter xml;
  begin_style(xml, !options.name_column.empty());
  xml.open("renderer-v2", {{"type", "categorizedSymbol"},
                           {"attr", options.column},
                           {"symbollevels", "0"},
                           {"forceraster", "0"},
                           {"enableorderby", options.lowest_on_top ? "1" : "0"}});
  xml.open("categories");
  for (std::size_t i = 0; i < categories.size(); ++i) {
    xml.empty("category", {{"symbol", std::to_string(i)},
                           {"value", categories[i].value},
                           {"type", "string"},
                           {"label", categories[i].label},
                           {"render", "true"}});
  }
  xml.close();
  xml.open("symbols");
  for (std::size_t i = 0; i < categories.size(); ++i) {
    write_category_symbol(xml, options, categories[i], i);
  }
  xml.close();
  if (options.lowest_on_top) {
    xml.open("orderby");
    xml.text("orderByClause", quoted(options.column), {{"nullsFirst", "0"}, {"asc", "0"}});
    xml.close();
  }
  xml.close();
  if (!options.name_column.empty()) {
    write_labels(xml,
                 options.numbered_as.empty()
                     ? text_labels(options.name_column)
                     : listed_labels(options.numbered_as, options.column, options.name_column));
  }
  return end_style(
      xml, columns,
      {options.name_column, options.tip_columns, options.first_column, options.last_column});
}

std::vector<Category> gi_bin_categories() {
  const std::vector<Colour> colours = diverging_colours(7);
  const char* labels[] = {"cold spot, 99%", "cold spot, 95%", "cold spot, 90%", "may be chance",
                          "hot spot, 90%",  "hot spot, 95%",  "hot spot, 99%"};
  std::vector<Category> categories;
  for (int bin = 3; bin >= -3; --bin) {
    const auto at = static_cast<std::size_t>(bin + 3);
    categories.push_back({std::to_string(bin), labels[at], colours[at], bin == 0});
  }
  return categories;
}

std::vector<Category> emerging_categories() {
  return {{"new hot spot", "new hot spot", "#ecf40a"},
          {"consecutive hot spot", "consecutive hot spot", "#ee9422"},
          {"intensifying hot spot", "intensifying hot spot", "#951900"},
          {"persistent hot spot", "persistent hot spot", "#530000"},
          {"diminishing hot spot", "diminishing hot spot", "#ffbf9a"},
          {"sporadic hot spot", "sporadic hot spot", "#f90583"},
          {"oscillating hot spot", "oscillating hot spot", "#360a25"},
          {"historical hot spot", "historical hot spot", "#9e9249"},
          {"no pattern", "no pattern", "#f7f7f7", true},
          {"new cold spot", "new cold spot", "#89ffe9"},
          {"consecutive cold spot", "consecutive cold spot", "#0b88ff"},
          {"intensifying cold spot", "intensifying cold spot", "#6723ff"},
          {"persistent cold spot", "persistent cold spot", "#000070"},
          {"diminishing cold spot", "diminishing cold spot", "#b2d2ff"},
          {"sporadic cold spot", "sporadic cold spot", "#8c89d0"},
          {"oscillating cold spot", "oscillating cold spot", "#246355"},
          {"historical cold spot", "historical cold spot", "#634097"}};
}

std::vector<Category> quadrant_categories() {
  const std::vector<Colour> colours = diverging_colours(5);
  return {{"HH", "high among high", colours[4]},
          {"HL", "high among low", colours[3]},
          {"LH", "low among high", colours[1]},
          {"LL", "low among low", colours[0]},
          {"NS", "may be chance", colours[2], true}};
}

}  // namespace hotward::report
