#include "engine/report/style_labels.hpp"

namespace hotward::report {
namespace {

std::string name_of(const std::string& column) { return "coalesce(" + quoted(column) + ", '')"; }

/// One label on a numbered sheet, another below a layer of names, another elsewhere.
std::string where_shown(const std::string& on_sheet, const std::string& below_names,
                        const std::string& alone) {
  return std::string("CASE WHEN @map_id = '") + numbered_map + "' THEN " + on_sheet + " WHEN @" +
         names_variable + " = '1' THEN " + below_names + " ELSE " + alone + " END";
}

/// The rank: of more areas than are listed the first few's.
std::string number_of(const StyleOptions& options, std::size_t areas) {
  const std::string& column =
      options.number_column.empty() ? options.rank_column : options.number_column;
  if (column.empty()) return "''";
  const std::string number = "coalesce(to_string(" + quoted(column) + "), '')";
  if (areas <= most_listed) return number;
  return "CASE WHEN " + quoted(column) + " <= " + std::to_string(most_numbered) + " THEN " +
         number + " ELSE '' END";
}

// Printed without colour, falls and rises are of one grey. As in change_classes(), what is within
// 5% is neither.
std::string direction_of(const StyleOptions& options, const std::string& untold) {
  const std::string change = quoted(options.column);
  return "CASE WHEN " + untold + " THEN '' WHEN " + change + " > 5 THEN ' ▲' WHEN " + change +
         " < -5 THEN ' ▼' ELSE '' END";
}

}  // namespace

std::string is_top(const StyleOptions& options) {
  if (options.rank_column.empty()) return "";
  const std::string held =
      options.count_column.empty() ? "" : " AND " + quoted(options.count_column) + " > 0";
  return "coalesce(" + quoted(options.rank_column) + " <= " + std::to_string(options.top) + held +
         ", false)";
}

Labels area_labels(const StyleOptions& options, std::size_t areas) {
  const std::string name = name_of(options.name_column);
  const std::string others = are_many(areas) ? "''" : name;
  const std::string top = is_top(options);
  if (top.empty()) return {where_shown(number_of(options, areas), "''", others), ""};
  // Held together by a no-break space: a rank on a line of its own costs the room of a third line.
  const std::string rank = "to_string(" + quoted(options.rank_column) + ")";
  const std::string when_top = "CASE WHEN " + top + " THEN ";
  return {where_shown(number_of(options, areas), when_top + rank + " ELSE '' END",
                      when_top + rank + " || '. ' || " + name + " ELSE " + others + " END"),
          top};
}

Labels change_labels(const StyleOptions& options, std::size_t areas, const std::string& untold,
                     const std::string& sure) {
  if (are_many(areas)) return {where_shown(number_of(options, areas), "''", "''"), sure};
  const std::string percent = "round(" + quoted(options.column) + ")";
  const std::string change = "CASE WHEN " + percent + " > 0 THEN '+' WHEN " + percent +
                             " < 0 THEN '−' ELSE '' END || to_string(abs(" + percent + ")) || '%'";
  const std::string unless = "CASE WHEN " + untold + " THEN '' ELSE ";
  return {where_shown(number_of(options, areas) + " || " + direction_of(options, untold),
                      unless + change + " END",
                      name_of(options.name_column) + " || " + unless + "' ' || " + change + " END"),
          sure};
}

Labels rank_labels(const StyleOptions& options) {
  const std::string top = is_top(options);
  return {"CASE WHEN " + top + " THEN to_string(" + quoted(options.rank_column) + ") ELSE '' END",
          top};
}

Labels text_labels(const std::string& column) { return {name_of(column), ""}; }

Labels numbers_where(const std::string& column, const std::string& where_column) {
  return {"CASE WHEN " + quoted(where_column) + " IS NOT NULL THEN coalesce(to_string(" +
              quoted(column) + "), '') ELSE '' END",
          ""};
}

Labels listed_labels(const std::string& word, const std::string& number_column,
                     const std::string& column) {
  const std::string name = name_of(column);
  return {where_shown("'" + word + " ' || to_string(" + quoted(number_column) + ")", name, name),
          ""};
}

Labels names_alone(const std::string& column, std::size_t areas) {
  constexpr int close_by = 30000;
  return {name_of(column), "", are_many(areas) ? close_by : 0};
}

}  // namespace hotward::report
