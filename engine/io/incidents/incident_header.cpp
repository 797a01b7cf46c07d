#include "engine/io/incidents/incident_header.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> lon_names = {"longitude", "lon", "lng", "long"};
constexpr std::array<std::string_view, 2> lat_names = {"latitude", "lat"};
constexpr std::array<std::string_view, 2> easting_names = {"easting", "eastings"};
constexpr std::array<std::string_view, 2> northing_names = {"northing", "northings"};
constexpr std::array<std::string_view, 1> x_names = {"x"};
constexpr std::array<std::string_view, 1> y_names = {"y"};

constexpr std::array<std::string_view, 1> month_names = {"month"};
constexpr std::array<std::string_view, 8> begin_names = {
    "datefrom", "fromdate",      "startdate",    "datestart",
    "timefrom", "committedfrom", "occurredfrom", "datetimefrom"};
constexpr std::array<std::string_view, 10> date_names = {
    "date",         "datetime",       "incidentdate",  "offencedate",   "occurred",
    "dateoccurred", "occurrencedate", "datecommitted", "dateofoffence", "timestamp"};
constexpr std::array<std::string_view, 8> end_names = {
    "dateto", "todate", "enddate", "dateend", "timeto", "committedto", "occurredto", "datetimeto"};
constexpr std::array<std::string_view, 1> crime_type_names = {"crimetype"};
constexpr std::array<std::string_view, 8> type_names = {
    "type",     "offence",       "offencetype",  "incidenttype",
    "category", "crimecategory", "offencegroup", "incidentcategory"};
constexpr std::array<std::string_view, 1> crime_id_names = {"crimeid"};
constexpr std::array<std::string_view, 9> id_names = {
    "id",        "incidentid",     "incidentnumber",    "crimenumber", "crimeno",
    "reference", "crimereference", "incidentreference", "urn"};
constexpr std::array<std::string_view, 5> lsoa_names = {"lsoacode", "lsoa01cd", "lsoa11cd",
                                                        "lsoa21cd", "lsoa"};
constexpr std::array<std::string_view, 1> location_names = {"location"};
constexpr std::array<std::string_view, 1> reporting_names = {"reportedby"};
constexpr std::array<std::string_view, 3> force_names = {"fallswithin", "policeforce", "forcename"};
constexpr std::array<std::string_view, 4> street_names = {"street", "streetname", "address",
                                                          "locationdescription"};

struct Recogniser {
  std::span<const std::string> names;
  std::vector<std::string> plain_names;
  const HeaderQuestion& question;

  [[nodiscard]] std::vector<std::size_t> among(Names usual) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < plain_names.size(); ++i) {
      if (std::find(usual.begin(), usual.end(), plain_names[i]) != usual.end()) found.push_back(i);
    }
    return found;
  }

  [[nodiscard]] tl::unexpected<Error> in_doubt(const char* what, const std::string& columns,
                                               const std::string& advice) const {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: {} could be {}; {}", question.source, what, columns, advice));
  }

  // The column that was told, or the one of the first group of usual names that has any.
  [[nodiscard]] Result<std::optional<std::size_t>> role(const std::string& told, const char* option,
                                                        std::span<const Names> groups) const {
    if (!told.empty()) return told_column(told, option);
    for (const Names& group : groups) {
      const auto found = among(group);
      if (found.size() == 1) return found.front();
      if (found.size() > 1) {
        return in_doubt(fmt::format("the column for --{}", option).c_str(), described(found),
                        advice_for(found, option));
      }
    }
    return std::optional<std::size_t>{};
  }

  [[nodiscard]] Result<std::optional<std::size_t>> told_column(const std::string& told,
                                                               const char* option) const {
    const auto same = same_names(names, told);
    if (same.size() == 1) return same.front();
    if (!same.empty()) {
      return in_doubt(fmt::format("the column for --{}", option).c_str(), described(same),
                      advice_for(same, option));
    }
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column {} (--{}){}; it has {}", question.source, told, option,
                            did_you_mean(told, names), listed(names)));
  }

  // "Date or Start"; columns of one name by their places: "Date (column 2) or Date (column 5)".
  [[nodiscard]] std::string described(const std::vector<std::size_t>& columns) const {
    std::vector<std::string> candidates;
    for (const std::size_t i : columns) candidates.push_back(in_words(i));
    return fmt::format("{}", fmt::join(candidates, " or "));
  }
  [[nodiscard]] std::string in_words(std::size_t column) const {
    if (std::count(names.begin(), names.end(), names[column]) == 1) return names[column];
    return fmt::format("{} (column {})", names[column], column + 1);
  }
  [[nodiscard]] std::string advice_for(const std::vector<std::size_t>& columns,
                                       const char* option) const {
    const bool alike = std::all_of(columns.begin(), columns.end(), [&](std::size_t i) {
      return names[i] == names[columns.front()];
    });
    return alike ? std::string("rename one of them in the file")
                 : fmt::format("say --{} COLUMN", option);
  }

  Result<void> find_position(IncidentLayout& layout, const IncidentColumns& told) const;
  Result<void> find_pair(IncidentLayout& layout) const;
  Result<void> find_rest(IncidentLayout& layout, const IncidentColumns& told) const;
};

struct UsualPair {
  Names x;
  Names y;
  const char* crs;
  const char* name;
};

const std::array<UsualPair, 3> usual_pairs = {
    UsualPair{lon_names, lat_names, wgs84, "longitude and latitude"},
    UsualPair{easting_names, northing_names, national_grid, "easting and northing"},
    UsualPair{x_names, y_names, "", "x and y"}};

// A system that the two names tell; none where they tell different ones or nothing.
const UsualPair* pair_of(const std::string& x, const std::string& y) {
  const auto has = [](Names usual, const std::string& name) {
    return std::find(usual.begin(), usual.end(), letters(name)) != usual.end();
  };
  for (const UsualPair& pair : usual_pairs) {
    if (has(pair.x, x) && has(pair.y, y)) return &pair;
  }
  return nullptr;
}

Result<void> Recogniser::find_pair(IncidentLayout& layout) const {
  std::vector<std::string> pairs;
  for (const UsualPair& pair : usual_pairs) {
    // x and y beside a pair that says what it is are of no weight.
    if (pair.crs[0] == '\0' && !pairs.empty()) break;
    for (const std::size_t x : among(pair.x)) {
      for (const std::size_t y : among(pair.y)) {
        pairs.push_back(fmt::format("{} and {}", in_words(x), in_words(y)));
        layout.x = x;
        layout.y = y;
        layout.crs = pair.crs;
        layout.name = pair.name;
      }
    }
  }
  if (pairs.size() > 1) {
    return in_doubt("the coordinates", fmt::format("{}", fmt::join(pairs, ", or ")),
                    "say --x COLUMN --y COLUMN --crs SYSTEM");
  }
  if (pairs.empty()) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no columns of coordinates among {}; say --x COLUMN --y COLUMN "
                            "--crs SYSTEM",
                            question.source, listed(names)));
  }
  return {};
}

Result<void> Recogniser::find_position(IncidentLayout& layout, const IncidentColumns& told) const {
  if (told.x.empty() != told.y.empty()) {
    return fail(ErrorCode::usage, "--x and --y belong together: give both or none");
  }
  if (told.x.empty()) {
    if (question.has_geometry) {
      layout.name = "its own geometries";
    } else if (const auto found = find_pair(layout); !found) {
      return found;
    }
  } else {
    const auto x = told_column(told.x, "x");
    if (!x) return fail(x.error());
    const auto y = told_column(told.y, "y");
    if (!y) return fail(y.error());
    if (*x == *y) return fail(ErrorCode::usage, "--x and --y name the same column: " + told.x);
    layout.x = *x;
    layout.y = *y;
    const UsualPair* pair = pair_of(names[**x], names[**y]);
    layout.name = fmt::format("{} and {}, as given", names[**x], names[**y]);
    if (pair != nullptr) layout.crs = pair->crs;
  }
  if (!told.crs.empty()) layout.crs = told.crs;
  if (told.date_order) layout.dates.order = *told.date_order;
  layout.date_order_known = told.date_order.has_value();
  return {};
}

Result<void> Recogniser::find_rest(IncidentLayout& layout, const IncidentColumns& told) const {
  const std::array<Names, 3> times = {month_names, begin_names, date_names};
  const std::array<Names, 1> ends = {end_names};
  const std::array<Names, 2> types = {crime_type_names, type_names};
  const std::array<Names, 2> ids = {crime_id_names, id_names};
  const auto set = [&](std::optional<std::size_t>& column, const std::string& name,
                       const char* option, std::span<const Names> groups) -> Result<void> {
    auto found = role(name, option, groups);
    if (!found) return fail(found.error());
    column = *found;
    return {};
  };
  if (auto ok = set(layout.time, told.time, "time", times); !ok) return ok;
  if (auto ok = set(layout.time_end, told.time_end, "time-end", ends); !ok) return ok;
  if (auto ok = set(layout.type, told.type, "type-column", types); !ok) return ok;
  if (auto ok = set(layout.id, told.id, "id", ids); !ok) return ok;
  if (layout.time_end && !layout.time) layout.time_end.reset();
  // These only ever illustrate: of several columns the first will do.
  const auto first_of = [&](Names a, Names b) -> std::optional<std::size_t> {
    for (const Names& usual : {a, b}) {
      if (const auto found = among(usual); !found.empty()) return found.front();
    }
    return {};
  };
  layout.lsoa_code = first_of(lsoa_names, {});
  layout.description = first_of(location_names, street_names);
  layout.force = first_of(reporting_names, force_names);
  return {};
}

}  // namespace

std::string_view no_incidents_named(std::string_view file) {
  std::string small(file);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (small.ends_with("-outcomes.csv")) return outcomes_reason;
  if (small.ends_with("-stop-and-search.csv")) return stops_reason;
  return {};
}

std::string_view no_incidents_in(std::span<const std::string> names) {
  std::vector<std::string> plain_names;
  for (const std::string& name : names) plain_names.push_back(letters(name));
  const auto has = [&](std::string_view name) {
    return std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end();
  };
  if (has("crimeid") && has("outcometype") && !has("crimetype")) return outcomes_reason;
  if (has("legislation") && has("objectofsearch")) return stops_reason;
  return {};
}

Result<IncidentLayout> recognise_layout(std::span<const std::string> names,
                                        const IncidentColumns& told,
                                        const HeaderQuestion& question) {
  Recogniser recogniser{names, {}, question};
  for (const std::string& name : names) recogniser.plain_names.push_back(letters(name));
  IncidentLayout layout;
  layout.columns.assign(names.begin(), names.end());
  if (const auto found = recogniser.find_position(layout, told); !found) return fail(found.error());
  if (const auto found = recogniser.find_rest(layout, told); !found) return fail(found.error());
  const auto named = [&](const std::optional<std::size_t>& column, std::string_view name) {
    return column && recogniser.plain_names[*column] == name;
  };
  const bool police = named(layout.time, "month") && named(layout.type, "crimetype") &&
                      !recogniser.among(std::array<std::string_view, 1>{"fallswithin"}).empty();
  if (police && named(layout.x, "longitude")) layout.name = "data.police.uk";
  if (police && named(layout.x, "easting"))
    layout.name = "data.police.uk of 2012, easting and northing";
  return layout;
}

}  // namespace hotward::io
