#include "engine/analyses/local/gi_lookup.hpp"

#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>
#include <vector>

namespace hotward::analyses {
namespace {

/// Of the sites with one pair the first, whose answer is that of all, and how many they are.
struct SitesAlike {
  std::size_t first;
  std::int64_t places;
};

using ByPair = std::map<std::pair<std::int64_t, std::int64_t>, SitesAlike>;

ByPair by_pair(const Sites& sites, const autocorrelation::GiStar& gi) {
  const auto with_self = weights::with_self(sites.neighbours.links);
  ByPair pairs;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    std::int64_t sum = 0;
    for (const weights::Site j : with_self.neighbours(i)) {
      sum += std::llround(gi.values[j]);
    }
    const auto size = static_cast<std::int64_t>(with_self.neighbours(i).size());
    ++pairs.try_emplace({size, sum}, SitesAlike{i, 0}).first->second.places;
  }
  return pairs;
}

// The same column with the values of those rows alone.
table::Column of_rows(const table::Column& column, const std::vector<std::size_t>& rows) {
  table::Column part = column;
  std::visit(
      [&](auto& values) {
        const auto all = values;
        values.clear();
        for (const std::size_t row : rows) values.push_back(all[row]);
      },
      part.values);
  return part;
}

}  // namespace

Result<table::Layer> gi_lookup(const Sites& sites, const autocorrelation::GiStar& gi) {
  if (!gi.evidence.exact || gi.evidence.null != autocorrelation::Null::total) {
    return fail(
        ErrorCode::usage,
        "--lookup: only an exact p under --null total is settled by a sum alone; here it is "
        "from " +
            autocorrelation::describe(gi.evidence) +
            "; --p exact asks for it, of counts whose neighbours weigh alike");
  }
  const ByPair pairs = by_pair(sites, gi);
  table::Column::Integers sizes;
  table::Column::Integers sums;
  table::Column::Integers places;
  std::vector<std::size_t> firsts;
  for (const auto& [pair, alike] : pairs) {
    sizes.push_back(pair.first);
    sums.push_back(pair.second);
    places.push_back(alike.places);
    firsts.push_back(alike.first);
  }
  table::Layer layer;
  layer.name = "gi_lookup";
  layer.title = "Gi* by number of neighbours and sum";
  layer.description =
      "Of this map alone: for each number of sites added up, the site itself among them, and each "
      "sum of their counts, the answer of Getis-Ord Gi*.";
  layer.columns = {{"sites", "1", "added up: the site itself and its neighbours", std::move(sizes)},
                   {"total", "incidents", "in all of them together", std::move(sums)},
                   {"places", "1", "how many sites have this number and sum", std::move(places)}};
  for (table::Column& column : autocorrelation::columns(gi)) {
    if (column.name == "count") continue;
    layer.columns.push_back(of_rows(column, firsts));
  }
  return layer;
}

Result<void> add_lookup(const std::string& path, const Sites& sites, const Examined& examined,
                        const autocorrelation::GiStar& gi, Findings& findings) {
  if (!examined.counts) {
    return fail(ErrorCode::usage, "--lookup: of counts alone, not with --rate or --value");
  }
  auto lookup = gi_lookup(sites, gi);
  if (!lookup) return fail(lookup.error());
  findings.make_others = one_more_layer(path, std::move(*lookup));
  return {};
}

}  // namespace hotward::analyses
