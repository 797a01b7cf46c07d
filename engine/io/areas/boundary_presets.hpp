// Boundary presets: where Medway's official boundaries are published, as data.
//
// The Office for National Statistics renames and versions its services. Each preset lists names
// that have been in use, the wanted generalisation first; fetch_preset tries the next where one is
// gone.
//
// Sources:
//   Office for National Statistics, Open Geography Portal, ArcGIS feature services. Open Government
//     Licence v3.0.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hotward::io {

/// The address that service names are appended to.
inline constexpr const char* ons_services =
    "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/";

/// To be shown wherever the boundaries are.
inline constexpr const char* ons_attribution =
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right.";

struct ServiceName {
  std::string service;  ///< "WD_MAY_2023_UK_BGC"
  std::string where;    ///< SQL that leaves Medway's areas
};

struct BoundaryPreset {
  std::string name;   ///< what a user types: "medway-22"
  std::string title;  ///< "Medway's 22 wards of 2003 to May 2023"
  std::size_t areas;  ///< how many there must be
  std::vector<ServiceName> services;
};

/// medway-22, medway-24, medway-lsoa11, medway-lsoa21.
[[nodiscard]] const std::vector<BoundaryPreset>& boundary_presets();

/// @return null where there is no such preset.
[[nodiscard]] const BoundaryPreset* find_preset(const std::string& name);

}  // namespace hotward::io
