#include "engine/io/areas/area_columns.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"

namespace hotward::io {
namespace {

// Smallest first: output area … country.
constexpr std::array<std::string_view, 19> geographies = {
    "OA",  "LSOA", "MSOA", "WD",    "CED", "PAR", "DZ",  "SDZ", "IZ",  "PCON",
    "LAD", "UTLA", "LTLA", "CTYUA", "CTY", "CSP", "PFA", "RGN", "CTRY"};

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "WD13CD" for ("WD", "CD"): two digits between.
bool is_ons_name(std::string_view column, std::string_view geography, std::string_view ending) {
  const std::string name = upper(column);
  return name.size() == geography.size() + 2 + ending.size() && name.rfind(geography, 0) == 0 &&
         is_digit(name[geography.size()]) && is_digit(name[geography.size() + 1]) &&
         std::string_view(name).substr(geography.size() + 2) == ending;
}

// "WARD" of "ward_code", "ward24_code": what stands before the ending, without its year; empty
// where the column ends otherwise.
std::string word_before(std::string_view column, std::string_view ending) {
  std::string name = upper(column);
  if (name.size() <= ending.size() || !std::string_view(name).ends_with(ending)) return {};
  name.resize(name.size() - ending.size());
  while (!name.empty() && is_digit(name.back())) name.pop_back();
  return name;
}

bool is_worded_name(std::string_view column, std::string_view ending) {
  const std::string name = word_before(column, ending);
  return name == "WARD" ||
         std::find(geographies.begin(), geographies.end(), name) != geographies.end();
}

std::optional<std::size_t> first_that(const std::vector<std::string>& columns, const auto& is) {
  const auto found = std::find_if(columns.begin(), columns.end(), is);
  if (found == columns.end()) return {};
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) { return upper(a) == upper(b); }

std::optional<std::size_t> find_column(const std::vector<std::string>& columns,
                                       std::string_view name) {
  const auto exact = first_that(columns, [&](const std::string& c) { return c == name; });
  if (exact) return exact;
  const auto same = same_names(columns, name);
  if (same.empty()) return {};
  return same.front();
}

Result<std::size_t> named_column(const std::vector<std::string>& columns, std::string_view name,
                                 const std::string& where) {
  const auto same = same_names(columns, name);
  if (same.size() == 1) return same.front();
  if (same.empty()) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: no column '{}'{}; there are {}", where, name,
                            did_you_mean(name, columns), listed(columns)));
  }
  std::vector<std::string> candidates;
  for (const std::size_t i : same) candidates.push_back(columns[i]);
  return fail(ErrorCode::missing_column,
              fmt::format("{}: column '{}' could be {}; write the name as it stands there", where,
                          name, fmt::join(candidates, " or ")));
}

std::optional<std::size_t> code_column(const std::vector<std::string>& columns) {
  for (const std::string_view geography : geographies) {
    const auto found =
        first_that(columns, [&](const std::string& c) { return is_ons_name(c, geography, "CD"); });
    if (found) return found;
  }
  for (const std::string_view name : {"area_code", "code"}) {
    if (const auto found = find_column(columns, name)) return found;
  }
  const auto worded =
      first_that(columns, [](const std::string& c) { return is_worded_name(c, "_CODE"); });
  return worded ? worded : find_column(columns, "gss_code");
}

std::optional<std::size_t> name_column(const std::vector<std::string>& columns,
                                       std::string_view code) {
  std::string partner(code);
  if (partner.size() > 2 && same_name(std::string_view(partner).substr(partner.size() - 2), "CD")) {
    partner.replace(partner.size() - 2, 2, "NM");
  } else if (partner.size() >= 4 &&
             same_name(std::string_view(partner).substr(partner.size() - 4), "code")) {
    partner.replace(partner.size() - 4, 4, "name");
  }
  for (const std::string_view name :
       {std::string_view(partner), std::string_view("area_name"), std::string_view("name")}) {
    const auto found = find_column(columns, name);
    if (found && columns[*found] != code) return found;
  }
  return {};
}

bool is_name_of(std::string_view column, std::string_view geography) {
  return is_ons_name(column, geography, "NM") || word_before(column, "_NAME") == geography;
}

}  // namespace hotward::io
