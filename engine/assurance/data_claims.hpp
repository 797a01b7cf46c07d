// Data claims: figures of a written document that say something of the data, beside the data.
//
// A figure is known by the words around it, and doubted only where it lies close to what the data
// have and is not it: what is far from it may be of something else, and so may what stands beside a
// year that the data do not hold. Round numbers may be rounded.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/assurance/assure.hpp"

namespace hotward::assurance {

/// What the data hold of one theme. NaN where it is not known.
struct ThemeFacts {
  std::string name;  ///< "asb", "crime" or another
  std::string noun;  ///< "ASB incidents"
  double count = 0.0;
  double previous = 0.0;
  double rate_1k = 0.0;
  double change_pct = 0.0;
  std::map<std::string, double> months{};  ///< "2019-04"
  std::vector<double> areas{};             ///< counts, the most first
  std::vector<double> others{};            ///< further counts that a text may speak of
};

struct DataFacts {
  std::vector<ThemeFacts> themes;
  double people = 0.0;                ///< NaN where not known
  std::string people_label{};         ///< "people"
  std::vector<std::string> places{};  ///< names of the areas, lower case
  std::vector<int> years{};           ///< that the period or the one before it touches
  std::string period{};               ///< "April 2019 to March 2020"
};

/// @return only what the data say; `figures` is left at 0
[[nodiscard]] Assured against_data(std::span<const io::TextLine> lines, const DataFacts& data);

}  // namespace hotward::assurance
