#include "engine/study/public_places.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/disclosure/suppression.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/publication.hpp"

namespace hotward {

PublicPlaces public_places(const Study& study, const WeightedPlaces& places, double square_m) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> squares;
  for (std::size_t i = 0; i < places.at.size(); ++i) {
    const auto column = static_cast<std::int64_t>(std::floor(places.at[i].x / square_m));
    const auto row = static_cast<std::int64_t>(std::floor(places.at[i].y / square_m));
    squares[{column, row}] += std::llround(places.weights[i]);
  }
  std::vector<std::string> names;
  std::vector<std::int64_t> counts;
  for (const auto& [square, count] : squares) {
    names.push_back(fmt::format("{} {}", square.first, square.second));
    counts.push_back(count);
  }
  const HiddenFlags hidden = hidden_counts(study, names, counts);
  PublicPlaces result;
  result.square_m = square_m;
  std::size_t i = 0;
  for (const auto& [square, count] : squares) {
    if (hidden[i++] != 0) {
      result.left_out += count;
      continue;
    }
    result.places.at.push_back({(static_cast<double>(square.first) + 0.5) * square_m,
                                (static_cast<double>(square.second) + 0.5) * square_m});
    result.places.weights.push_back(static_cast<double>(count));
    result.shown += count;
  }
  return result;
}

std::string public_places_text(const PublicPlaces& places, const std::string& noun) {
  const std::string counted_in = fmt::format("{} of {} m", places.hexagons ? "hexagons" : "squares",
                                             report::exact_text(places.square_m));
  if (places.left_out == 0) {
    return fmt::format("For publication all {} were counted in {}; none is left out.\n", noun,
                       counted_in);
  }
  std::string text = fmt::format(
      "Only {} of {} {} may be shown: they were counted in {}, and {} in those with fewer than {}, "
      "or hidden to protect those, are left out.",
      report::integer_text(places.shown), report::integer_text(places.shown + places.left_out),
      noun, counted_in, report::integer_text(places.left_out), disclosure::least_shown);
  if (places.left_out > places.shown) {
    text += " A longer period, or larger ones, would leave out fewer.";
  }
  return text + "\n";
}

void note_squares(Findings& findings, const PublicPlaces& places, const std::string& noun) {
  std::string note = " " + public_places_text(places, noun);
  note.pop_back();  // the end of the line
  for (table::Layer& layer : findings.layers) layer.description += note;
  for (table::Raster& raster : findings.rasters) raster.description += note;
}

}  // namespace hotward
