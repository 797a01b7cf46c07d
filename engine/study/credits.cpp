#include "engine/study/credits.hpp"

namespace hotward {

Credits credits(const Study& study, const std::string& edition) {
  const bool is_schematic = !study.areas().caveat.empty();
  const std::string year = edition.empty() ? "" : " " + edition;
  return {
      "Police data: data.police.uk, Open Government Licence v3.0, where that is the source.",
      "Names, codes and populations: Office for National Statistics, Open Government Licence v3.0.",
      is_schematic ? "Borders are schematic."
                   : "Official boundaries contain OS data © Crown copyright and database right" +
                         year + "."};
}

}  // namespace hotward
