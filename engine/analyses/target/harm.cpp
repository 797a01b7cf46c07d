#include "engine/analyses/target/harm.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/areas/population.hpp"
#include "engine/study/place_names.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

tl::unexpected<Error> wrong(ErrorCode code, std::string message) {
  return fail(Error{code, std::move(message), "harm"});
}

// The weight of each type that the file names, by its one spelling.
Result<std::map<std::string, double>> weights_in(const io::TextRows& table,
                                                 const std::string& file) {
  const auto type = io::named_column(table.columns, "type", file);
  const auto weight = io::named_column(table.columns, "weight", file);
  if (!type || !weight) {
    return wrong(ErrorCode::missing_column,
                 fmt::format("{}: columns type and weight belong here, and there are {}", file,
                             listed(table.columns)));
  }
  std::map<std::string, double> weights;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const std::string& name = table.rows[r][*type];
    const std::string& text = table.rows[r][*weight];
    const auto number = io::people(text, io::NumberStyle::plain);
    if (!number || std::isnan(*number)) {
      return wrong(ErrorCode::bad_value,
                   fmt::format("{}:{}: '{}' is no weight (type {}): a number of at least 0 belongs "
                               "here",
                               file, r + 2, text, name));
    }
    if (!weights.emplace(table::canonical_type(name), *number).second) {
      return wrong(ErrorCode::bad_value,
                   fmt::format("{}:{}: '{}' stands there twice", file, r + 2, name));
    }
  }
  return weights;
}

}  // namespace

Result<HarmWeights> read_harm(Study& study, const Theme& theme, const std::string& file,
                              bool approximate) {
  const table::Dictionary& types = study.incidents().types;
  HarmWeights harm{.file = file};
  if (types.size() == 0) return wrong(ErrorCode::no_data, "the incidents have no types");
  harm.approximate = has_map_points(study.incidents_read);
  if (harm.approximate && !approximate) {
    return wrong(
        ErrorCode::usage,
        "the categories of data.police.uk each hold crimes of very unlike severity, and no "
        "weight fits them: use a force's own records, or --harm-approximate, which marks "
        "every output");
  }
  auto table = io::read_code_table(file);
  if (!table) return wrong(table.error().code, table.error().message);
  for (table::InputFile& one : table->files) study.areas_read.files.push_back(std::move(one));
  const auto weights = weights_in(table->text, file);
  if (!weights) return fail(weights.error());
  std::vector<std::string> missing;
  harm.of_type.assign(types.size(), undefined);
  for (std::size_t code = 0; code < types.size(); ++code) {
    if (code >= theme.types.size() || theme.types[code] == 0) continue;
    const auto found = weights->find(table::canonical_type(types.texts()[code]));
    if (found == weights->end()) {
      missing.push_back(types.texts()[code]);
    } else {
      harm.of_type[code] = found->second;
    }
  }
  if (!missing.empty()) {
    std::ranges::sort(missing);
    return wrong(ErrorCode::bad_value,
                 fmt::format("{}: there is no weight for {}", file, listed(missing)));
  }
  return harm;
}

std::vector<std::uint8_t> only_by_part(const std::vector<double>& values,
                                       const std::vector<double>& part,
                                       const std::vector<std::uint8_t>& is_first) {
  double next = 0.0;  // the most that one outside has
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_first[i] == 0) next = std::max(next, values[i]);
  }
  std::vector<std::uint8_t> only(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    only[i] = is_first[i] != 0 && values[i] - part[i] < next ? 1 : 0;
  }
  return only;
}

SiteHarm site_harm(const std::vector<double>& weights, const std::vector<std::size_t>& site,
                   std::size_t sites, std::size_t first) {
  SiteHarm harm;
  harm.sum.assign(sites, 0.0);
  harm.greatest.assign(sites, 0.0);
  // By weight, so that no last digit depends on the order of the rows.
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return weights[k]; });
  for (const std::size_t k : order) {
    harm.sum[site[k]] += weights[k];
    harm.greatest[site[k]] = weights[k];
    harm.total += weights[k];
  }
  std::vector<double> falling = harm.sum;
  std::ranges::sort(falling, std::ranges::greater{});
  std::vector<std::uint8_t> is_first(sites, 0);
  for (std::size_t i = 0; i < sites; ++i) {
    const auto above = std::ranges::lower_bound(falling, harm.sum[i], std::ranges::greater{});
    harm.rank.push_back(above - falling.begin() + 1);
    is_first[i] = harm.sum[i] > 0.0 && harm.rank[i] <= static_cast<std::int64_t>(first) ? 1 : 0;
  }
  harm.by_one = only_by_part(harm.sum, harm.greatest, is_first);
  return harm;
}

}  // namespace hotward::analyses
