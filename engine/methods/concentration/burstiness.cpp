#include "engine/methods/concentration/burstiness.hpp"

#include <algorithm>
#include <compare>
#include <map>

#include "engine/core/undefined.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::concentration {

double burstiness(std::vector<PlaceMonth> incidents) {
  std::map<std::uint32_t, double> of_month;
  std::map<std::uint32_t, double> of_place;
  for (const PlaceMonth& one : incidents) {
    of_month[one.month] += 1.0;
    of_place[one.place] += 1.0;
  }
  if (of_month.size() < 2 || of_place.size() < 2) return undefined;
  std::ranges::sort(incidents);
  std::vector<double> terms;  // X2 = N (the sum of n_pm^2 / (n_p n_m) - 1)
  for (std::size_t i = 0; i < incidents.size();) {
    const PlaceMonth& one = incidents[i];
    std::size_t end = i;
    while (end < incidents.size() && incidents[end] == one) ++end;
    const auto here = static_cast<double>(end - i);
    terms.push_back(here * here / (of_place[one.place] * of_month[one.month]));
    i = end;
  }
  std::ranges::sort(terms);  // places are numbered by the order of the rows, sums must not be
  const auto all = static_cast<double>(incidents.size());
  const double degrees =
      static_cast<double>(of_place.size() - 1) * static_cast<double>(of_month.size() - 1);
  return (all - 1.0) * (stats::sum(terms) - 1.0) / degrees;
}

}  // namespace hotward::concentration
