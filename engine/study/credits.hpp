// Credits: the lines that maps and reports owe to whom the data come from.
#pragma once

namespace hotward {

inline constexpr const char* police_credits =
    "Police data: data.police.uk, Open Government Licence v3.0, where that is the source.";
inline constexpr const char* area_credits =
    "Ward names, codes and populations: Office for National Statistics, Open Government Licence "
    "v3.0.";
inline constexpr const char* boundary_credits =
    "Official boundaries contain OS data © Crown copyright and database right.";

}  // namespace hotward
