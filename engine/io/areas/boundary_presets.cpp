#include "engine/io/areas/boundary_presets.hpp"

#include <fmt/format.h>

namespace hotward::io {
namespace {

// Medway's code as a unitary authority.
constexpr const char* medway = "E06000035";

std::string of_authority(const char* column) { return fmt::format("{}='{}'", column, medway); }

// The 22 wards by their codes, for services that do not name the authority.
std::string old_wards(const char* column) {
  constexpr int first = 2249;
  constexpr int last = 2270;
  std::string list;
  for (int code = first; code <= last; ++code) {
    list += fmt::format("{}'E0500{}'", list.empty() ? "" : ",", code);
  }
  return fmt::format("{} IN ({})", column, list);
}

}  // namespace

const std::vector<BoundaryPreset>& boundary_presets() {
  static const std::vector<BoundaryPreset> presets = {
      {"medway-22",
       "Medway's 22 wards, 2003 to May 2023",
       22,
       {{"Wards_December_2022_Boundaries_UK_BGC", of_authority("LAD22CD")},
        {"Wards_December_2022_Boundaries_GB_BGC", of_authority("LAD22CD")},
        {"Wards_December_2022_Boundaries_UK_BSC", of_authority("LAD22CD")},
        {"Wards_DEC_2021_UK_BFC_V2", old_wards("WD21CD")},
        {"WD_DEC_2019_UK_BGC", old_wards("wd19cd")}}},
      {"medway-24",
       "Medway's 24 wards since May 2023",
       24,
       {{"WD_MAY_2023_UK_BGC", of_authority("LAD23CD")},
        {"WD_MAY_2023_UK_BFC", of_authority("LAD23CD")},
        {"WD_MAY_2023_UK_BFE", of_authority("LAD23CD")},
        {"WD_MAY_2023_UK_BSC", of_authority("LAD23CD")},
        {"WD_DEC_2025_UK_BSC", of_authority("LAD25CD")},
        {"WD_MAY_2026_UK_BFC", of_authority("LAD26CD")}}},
      {"medway-lsoa11",
       "Medway's 163 lower layer super output areas of 2011",
       163,
       {{"Lower_layer_Super_Output_Areas_Dec_2011_Boundaries_Full_Clipped_BFC_EW_V3_2022",
         "LSOA11NM LIKE 'Medway %'"}}},
      {"medway-lsoa21",
       "Medway's 169 lower layer super output areas of 2021",
       169,
       {{"Lower_layer_Super_Output_Areas_2021_EW_BGC_V3", "LSOA21NM LIKE 'Medway %'"}}},
  };
  return presets;
}

const BoundaryPreset* find_preset(const std::string& name) {
  for (const BoundaryPreset& preset : boundary_presets()) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

}  // namespace hotward::io
