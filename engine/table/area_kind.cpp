#include "engine/table/area_kind.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace hotward::table {
namespace {

// E05002261: what it is, a country and two digits, and its number.
constexpr std::size_t ons_code_length = 9;

struct CodedKind {
  AreaKind kind;
  std::array<std::string_view, 6> prefixes;
};
constexpr CodedKind kinds[] = {
    {{"ward", "wards", "wards"}, {"E05", "W05", "S13", "N08"}},
    {{"LSOA", "LSOAs", "lsoas"}, {"E01", "W01"}},
    {{"MSOA", "MSOAs", "msoas"}, {"E02", "W02"}},
    {{"output area", "output areas", "oas"}, {"E00", "W00", "S00"}},
    {{"data zone", "data zones", "datazones"}, {"S01", "N20"}},
    {{"parish", "parishes", "parishes"}, {"E04", "W04"}},
    {{"district", "districts", "districts"}, {"E06", "E07", "E08", "E09", "W06", "S12"}}};

}  // namespace

AreaKind kind_of(const Areas& areas) {
  const auto found = std::ranges::find_if(kinds, [&](const CodedKind& kind) {
    return std::ranges::all_of(areas.codes, [&](const std::string& code) {
      return std::ranges::any_of(kind.prefixes, [&](std::string_view prefix) {
        return !prefix.empty() && code.size() == ons_code_length && code.starts_with(prefix);
      });
    });
  });
  return found == std::end(kinds) || areas.codes.empty() ? AreaKind{"area", "areas", "areas"}
                                                         : found->kind;
}

}  // namespace hotward::table
