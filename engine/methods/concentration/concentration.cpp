#include "engine/methods/concentration/concentration.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/parallel.hpp"
#include "engine/core/random.hpp"
#include "engine/core/undefined.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/poisson_difference.hpp"

namespace hotward::concentration {
namespace {

// What the random numbers are for, within their stream.
enum Unit : std::uint32_t { places_anew = 0, by_poisson = 1, by_bursts = 2 };

constexpr Stream stream = stream_of("concentration");
constexpr std::int64_t most_places = std::int64_t{1} << 30U;

// Draws of n places from classes with these shares, as histograms, the greatest count first.
class PlacesDraw {
 public:
  PlacesDraw(std::vector<std::int64_t> counts, std::vector<double> shares, std::int64_t places)
      : counts_(std::move(counts)),
        shares_(std::move(shares)),
        draw_(shares_),
        by_cells_(draw_, shares_, static_cast<std::uint64_t>(places)) {}
  PlacesDraw(const PlacesDraw&) = delete;
  PlacesDraw& operator=(const PlacesDraw&) = delete;

  [[nodiscard]] Histogram operator()(Random& random) const {
    std::vector<std::int32_t> places(counts_.size());
    by_cells_.draw(random, places);
    Histogram classes;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (places[i] > 0) classes.push_back({counts_[i], places[i]});
    }
    return classes;
  }

 private:
  std::vector<std::int64_t> counts_;
  std::vector<double> shares_;
  stats::MultinomialDraw draw_;
  stats::MultinomialDraw::ByCells by_cells_;
};

// The middle 95%; of no values none.
Span middle_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return {undefined, undefined};
  std::ranges::sort(values);
  const auto outside = static_cast<std::size_t>(0.025 * static_cast<double>(values.size() + 1));
  const std::size_t first = outside > 0 ? outside - 1 : 0;
  return {values[first], values[values.size() - 1 - first]};
}

double poisson_null(double mean, Seen seen) {
  return seen == Seen::all_places ? stats::poisson_gini(mean) : gini(*law_of_mean(mean, 1.0, seen));
}

double mean_of(const Histogram& classes) {
  return static_cast<double>(incidents_in(classes)) / static_cast<double>(places_in(classes));
}

double adjusted_of(const Histogram& classes, double gini, Seen seen) {
  if (std::isnan(gini)) return undefined;
  return gini_adjusted(gini, poisson_null(mean_of(classes), seen),
                       greatest_gini(places_in(classes), incidents_in(classes), seen));
}

void draw_intervals(Concentration& found, const ConcentrationOptions& options) {
  std::vector<std::int64_t> counts;
  std::vector<double> shares;
  for (const CountClass& one : found.classes) {
    counts.push_back(one.count);
    shares.push_back(static_cast<double>(one.places));
  }
  const PlacesDraw draw(std::move(counts), std::move(shares), found.places);
  std::vector<double> ginis(options.draws);
  std::vector<double> adjusted(options.draws);
  parallel_for(options.draws, [&](std::size_t r) {
    Random random(options.seed, stream, places_anew, static_cast<std::uint32_t>(r));
    const Histogram drawn = draw(random);
    ginis[r] = gini(drawn);
    adjusted[r] = adjusted_of(drawn, ginis[r], options.seen);
  });
  found.gini_interval = middle_of(std::move(ginis));
  found.adjusted_interval = middle_of(std::move(adjusted));
}

std::optional<Chance> chance_of(const Concentration& found, double dispersion, Unit unit,
                                const ConcentrationOptions& options) {
  const double mean = mean_of(found.classes);
  const auto law = law_of_mean(mean, dispersion, options.seen);
  if (!law) return {};
  Chance chance{dispersion,
                dispersion == 1.0 ? poisson_null(mean, options.seen) : gini(*law),
                {},
                undefined,
                curve_of(*law)};
  std::vector<std::int64_t> counts;
  for (std::size_t i = law->chances.size(); i-- > 0;) {
    counts.push_back(law->first + static_cast<std::int64_t>(i));
  }
  const PlacesDraw draw(std::move(counts), {law->chances.rbegin(), law->chances.rend()},
                        found.places);
  std::vector<double> ginis(options.draws);
  parallel_for(options.draws, [&](std::size_t r) {
    Random random(options.seed, stream, unit, static_cast<std::uint32_t>(r));
    ginis[r] = gini(draw(random));
  });
  if (options.draws > 0) {
    const auto as_great =
        std::ranges::count_if(ginis, [&](double drawn) { return !(drawn < found.gini); });
    chance.p = static_cast<double>(1 + as_great) / (1.0 + options.draws);
  }
  chance.middle = middle_of(std::move(ginis));
  return chance;
}

Result<void> check(const Histogram& classes, const ConcentrationOptions& options) {
  if (classes.empty()) return fail(ErrorCode::too_few_sites, "concentration needs a place");
  if (options.seen == Seen::places_with_incidents && classes.back().count == 0) {
    return fail(ErrorCode::bad_value, "a place has no incident, and only those with one are seen");
  }
  if (options.dispersion && !(*options.dispersion >= 1.0 && std::isfinite(*options.dispersion))) {
    return fail(ErrorCode::bad_value,
                fmt::format("a dispersion of {}: it must be at least 1", *options.dispersion));
  }
  if (places_in(classes) >= most_places) {
    return fail(ErrorCode::bad_value,
                fmt::format("{} places: at most {}", places_in(classes), most_places - 1));
  }
  return {};
}

}  // namespace

Result<Concentration> measure(std::span<const std::int64_t> counts,
                              const ConcentrationOptions& options) {
  if (const auto least = std::ranges::min_element(counts); least != counts.end() && *least < 0) {
    return fail(ErrorCode::bad_value, fmt::format("a place has {} incidents", *least));
  }
  Concentration found;
  found.classes = histogram(counts);
  if (const auto ok = check(found.classes, options); !ok) return fail(ok.error());
  found.places = places_in(found.classes);
  found.incidents = incidents_in(found.classes);
  found.gini = gini(found.classes);
  found.generalised = gini_generalised(found.gini, found.places, found.incidents);
  found.unbiased = gini_unbiased(found.gini, found.places, found.incidents);
  found.greatest = greatest_gini(found.places, found.incidents, options.seen);
  found.adjusted = adjusted_of(found.classes, found.gini, options.seen);
  if (found.incidents == 0) return found;
  return unless_stopped([&]() -> Result<Concentration> {
    draw_intervals(found, options);
    found.poisson = chance_of(found, 1.0, by_poisson, options);
    if (options.dispersion) {
      found.bursts = chance_of(found, *options.dispersion, by_bursts, options);
    }
    return std::move(found);
  });
}

}  // namespace hotward::concentration
