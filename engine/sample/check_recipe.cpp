#include "engine/sample/check_recipe.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/sample/apportion.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::sample {
namespace {

using table::SampleBatch;
using table::SampleRecipe;
using table::SampleShare;

tl::unexpected<Error> wrong(std::string_view where, const std::string& what) {
  return fail(ErrorCode::bad_value, fmt::format("recipe, {}: {}", where, what));
}

bool sound(double value) { return std::isfinite(value) && value >= 0.0; }

std::optional<std::size_t> find_area(const table::Areas& areas, std::string_view name) {
  for (const auto& column : {std::cref(areas.codes), std::cref(areas.names)}) {
    const auto found = std::ranges::find(column.get(), name);
    if (found != column.get().end()) return static_cast<std::size_t>(found - column.get().begin());
  }
  return std::nullopt;
}

Result<void> check_weights(std::string_view where, const std::string& what,
                           std::span<const double> weights) {
  double sum = 0.0;
  for (const double weight : weights) {
    if (!sound(weight)) return wrong(where, fmt::format("{}: {} is no weight", what, weight));
    sum += weight;
  }
  if (!(sum > 0.0)) return wrong(where, what + ": no weight above 0");
  return {};
}

std::vector<double> weights_of(const auto& shares) {
  std::vector<double> weights;
  for (const auto& share : shares) weights.push_back(share.weight);
  return weights;
}

Result<void> check_areas(const SampleBatch& batch, const table::Areas& areas) {
  for (const auto* list : {&batch.leading, &batch.factors}) {
    for (const SampleShare& share : *list) {
      if (!find_area(areas, share.name)) {
        return wrong(batch.title, fmt::format("no area has the code or name '{}'", share.name));
      }
      if (!sound(share.weight)) {
        return wrong(batch.title, fmt::format("{}: {} is no weight", share.name, share.weight));
      }
    }
  }
  const bool share_ok = sound(batch.leading_share) && batch.leading_share < 1.0;
  if (!share_ok || batch.leading.empty() != (batch.leading_share <= 0.0)) {
    return wrong(batch.title, "leading areas go with a leading_share above 0 and below 1");
  }
  if (batch.leading.empty()) return {};
  return check_weights(batch.title, "leading areas", weights_of(batch.leading));
}

Result<void> check_batch(const SampleBatch& batch, const table::Areas& areas) {
  if (!batch.period.whole_months() || batch.period.last < batch.period.first) {
    return wrong(batch.title, "the period is not of whole months");
  }
  const std::size_t months = months_of(batch.period).size();
  if (batch.months.size() != months) {
    return wrong(batch.title, fmt::format("{} for {}", counted(batch.months.size(), "weight"),
                                          counted(months, "month")));
  }
  for (const table::SampleKind& kind : batch.kinds) {
    if (table::find_type(kind.type) == nullptr) {
      return wrong(batch.title, fmt::format("unknown type '{}'", kind.type));
    }
    if (!sound(kind.gathering)) {
      return wrong(batch.title, fmt::format("gathering {} of '{}'", kind.gathering, kind.type));
    }
  }
  if (!sound(batch.elsewhere_share) || !sound(batch.unlocated_share)) {
    return wrong(batch.title, "a share of additional rows is negative");
  }
  if (auto done = check_weights(batch.title, "months", batch.months); !done) return done;
  if (auto done = check_weights(batch.title, "kinds", weights_of(batch.kinds)); !done) return done;
  return check_areas(batch, areas);
}

Result<void> check_streets(const table::SampleStreets& streets) {
  const bool points = streets.points_low >= 1 && streets.points_low <= streets.points_high;
  // Nearer points of one street would not be told apart; the margin is also the step at which a
  // street is measured.
  const bool spacing = streets.spacing_low_m >= 1.0 &&
                       streets.spacing_high_m >= streets.spacing_low_m &&
                       streets.spacing_high_m <= 1000.0;
  const bool rest = streets.margin_m >= 1.0 && streets.margin_m <= 1000.0 &&
                    sound(streets.centre_share) && streets.residents_per_small_area >= 1.0;
  if (!points || !spacing || !rest) return wrong("streets", "a length or number out of range");
  return {};
}

Result<void> check_outcomes(const std::vector<table::SampleOutcomes>& outcomes) {
  for (const table::SampleOutcomes& entry : outcomes) {
    if (const auto types = table::expand(entry.types); !types) {
      return wrong("outcomes", types.error().message);
    }
    auto done = check_weights("outcomes", "shares", weights_of(entry.outcomes));
    if (!done) return done;
  }
  return {};
}

bool is_stem(std::string_view stem) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !stem.empty() && std::ranges::all_of(stem, allowed);
}

}  // namespace

std::vector<table::Month> months_of(const table::Period& period) {
  const std::chrono::year_month_day first{period.first};
  const std::chrono::year_month_day last{period.last};
  std::vector<table::Month> months;
  for (table::Month m = first.year() / first.month(); m <= last.year() / last.month();
       m += std::chrono::months{1}) {
    months.push_back(m);
  }
  return months;
}

Result<void> check_recipe(const SampleRecipe& recipe, const table::Areas& areas) {
  if (!is_stem(recipe.stem))
    return wrong("stem", fmt::format("'{}' cannot be in a file's name", recipe.stem));
  if (recipe.batches.empty()) return wrong("batch", "there is none");
  if (areas.population.size() != areas.size() ||
      !std::ranges::all_of(areas.population, [](double n) { return sound(n); })) {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: not every area has a population", areas.source));
  }
  if (auto done = check_weights("areas", "population", areas.population); !done) return done;
  if (auto done = check_streets(recipe.streets); !done) return done;
  if (auto done = check_outcomes(recipe.outcomes); !done) return done;
  for (const SampleBatch& batch : recipe.batches) {
    if (auto done = check_batch(batch, areas); !done) return done;
    if (batch.elsewhere_share > 0.0 && recipe.elsewhere.points == 0) {
      return wrong(batch.title, "elsewhere_share without points in [elsewhere]");
    }
  }
  return {};
}

Result<std::vector<std::uint32_t>> area_counts(const SampleBatch& batch,
                                               const table::Areas& areas) {
  std::vector<double> rest = areas.population;
  for (const SampleShare& factor : batch.factors)
    rest[*find_area(areas, factor.name)] *= factor.weight;
  std::vector<std::size_t> leaders;
  for (const SampleShare& share : batch.leading) {
    leaders.push_back(*find_area(areas, share.name));
    rest[leaders.back()] = 0.0;
  }
  const auto to_leaders =
      static_cast<std::uint32_t>(std::llround(batch.leading_share * batch.total));
  const std::uint32_t to_rest = batch.total - to_leaders;
  std::vector<std::uint32_t> counts(areas.size(), 0);
  if (to_rest > 0) {
    if (auto done = check_weights(batch.title, "other areas", rest); !done)
      return fail(done.error());
    counts = apportion(to_rest, rest);
  }
  if (leaders.empty()) return counts;
  const std::uint32_t most_of_rest = *std::ranges::max_element(counts);
  const auto leading = apportion(to_leaders, weights_of(batch.leading));
  for (std::size_t i = 0; i < leaders.size(); ++i) {
    if (i > 0 && leading[i] >= leading[i - 1]) {
      return wrong(batch.title, fmt::format("leading area {} has {}, the one before it {}",
                                            batch.leading[i].name, counted(leading[i], "incident"),
                                            leading[i - 1]));
    }
    counts[leaders[i]] = leading[i];
  }
  if (leading.back() <= most_of_rest) {
    return wrong(batch.title, fmt::format("the last leading area has {}, another area {}",
                                          counted(leading.back(), "incident"), most_of_rest));
  }
  return counts;
}

}  // namespace hotward::sample
