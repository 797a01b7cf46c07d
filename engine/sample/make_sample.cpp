#include "engine/sample/make_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/random.hpp"
#include "engine/geometry/interpolated_operation.hpp"
#include "engine/sample/apportion.hpp"
#include "engine/sample/check_recipe.hpp"
#include "engine/sample/streets.hpp"
#include "engine/sample/units.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::sample {
namespace {

using table::PoliceRecord;
using table::SampleBatch;
using table::SampleRecipe;

// "Inverse of British National Grid + OSGB36 to WGS 84 (6)" (EPSG:1314) as PROJ writes it. Fixed,
// so that the same recipe gives the same bytes on a machine with the OSTN15 grid. The two differ by
// less than 5 m in Great Britain, which the streets' margin takes up.
constexpr auto to_lonlat_definition =
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 "
    "+y_0=-100000 +ellps=airy +step +proj=push +v_3 +step +proj=cart +ellps=airy +step "
    "+proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 +step "
    "+proj=unitconvert +xy_in=rad +xy_out=deg";

// Where the sampled points lie, to the millionth of a degree that data.police.uk prints.
Result<std::vector<geometry::LonLat>> to_lonlat(const std::vector<MapPoint>& points) {
  const geometry::InterpolatedOperation operation({.definition = to_lonlat_definition,
                                                   .domain = {{-100e3, -100e3}, {800e3, 1400e3}},
                                                   .step = 10e3,
                                                   .tolerance = 1e-12});
  if (!operation.usable())
    return fail(ErrorCode::unavailable, "PROJ cannot shift OSGB36 to WGS 84");
  std::vector<double> xs;
  std::vector<double> ys;
  for (const MapPoint& p : points) {
    xs.push_back(p.at.x);
    ys.push_back(p.at.y);
  }
  std::vector<geometry::Point> degrees(points.size());
  operation.apply(xs, ys, degrees);
  std::vector<geometry::LonLat> out;
  for (const geometry::Point& p : degrees) {
    out.push_back({std::round(p.x * 1e6) / 1e6, std::round(p.y * 1e6) / 1e6});
  }
  return out;
}

std::vector<table::PolicePlace> places_of(const std::vector<MapPoint>& points,
                                          const std::vector<geometry::LonLat>& at,
                                          const table::Areas& areas) {
  constexpr std::array kinds = {"Road", "Street", "Close", "Avenue", "Lane"};
  std::vector<table::PolicePlace> places;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const MapPoint& p = points[i];
    const bool inside = p.area != no_area;
    const std::string code = inside ? areas.codes[p.area] : "ELSEWHERE";
    const std::string name = inside ? areas.names[p.area] : "Elsewhere";
    places.push_back(
        {at[i], fmt::format("On or near Example {} {}", kinds[p.street % kinds.size()], p.street),
         fmt::format("SAMPLE-{}-{:02}", code, p.small_area),
         fmt::format("{} sample {:02}", name, p.small_area)});
  }
  return places;
}

/// Draws map points of one area by popularity.
class PointDraw {
 public:
  explicit PointDraw(const std::vector<MapPoint>& points) : points_(points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto [range, is_new] = ranges_.try_emplace(points[i].area, i, i);
      range->second.second = i + 1;
    }
  }

  std::uint32_t operator()(std::uint32_t area, double gathering, Random& random) {
    const auto [first, last] = ranges_.at(area);
    auto& sums = sums_[{area, gathering}];
    if (sums.empty()) {
      double sum = 0.0;
      for (std::size_t i = first; i < last; ++i) {
        sum += std::pow(points_[i].rank + 2.0, -gathering);
        sums.push_back(sum);
      }
    }
    const auto hit = std::ranges::upper_bound(sums, random.uniform() * sums.back());
    const auto step =
        std::min<std::ptrdiff_t>(hit - sums.begin(), static_cast<std::ptrdiff_t>(sums.size()) - 1);
    return static_cast<std::uint32_t>(first + static_cast<std::size_t>(step));
  }

 private:
  const std::vector<MapPoint>& points_;
  std::map<std::uint32_t, std::pair<std::size_t, std::size_t>> ranges_;  // area: first, past last
  std::map<std::pair<std::uint32_t, double>, std::vector<double>> sums_;
};

// Each index as often as its count says, shuffled (Durstenfeld).
std::vector<std::uint32_t> shuffled(const std::vector<std::uint32_t>& counts, Random random) {
  std::vector<std::uint32_t> labels;
  for (std::uint32_t i = 0; i < counts.size(); ++i) labels.insert(labels.end(), counts[i], i);
  for (std::size_t i = labels.size(); i > 1; --i) {
    std::swap(labels[i - 1], labels[random.below(static_cast<std::uint32_t>(i))]);
  }
  return labels;
}

// What the replicates of a batch's random numbers are for; the three sorts of rows differ by 10.
enum class Draw : std::uint32_t { months, kinds, areas, points };
enum class Rows : std::uint32_t { in_areas = 0, elsewhere = 10, unlocated = 20 };

/// Makes the records of a recipe, batch by batch.
class Maker {
 public:
  Maker(const SampleRecipe& recipe, const table::Areas& areas, const std::vector<MapPoint>& points,
        table::PoliceRecords& out)
      : recipe_(recipe), areas_(areas), draw_(points), out_(out) {
    for (const table::SampleOutcomes& entry : recipe.outcomes) {
      outcome_types_.push_back(*table::expand(entry.types));
    }
  }

  Result<void> add(std::uint32_t number) {
    const SampleBatch& batch = recipe_.batches[number];
    const auto counts = area_counts(batch, areas_);
    if (!counts) return fail(counts.error());
    const auto more = [&](double share) {
      return static_cast<std::uint32_t>(std::llround(share * batch.total));
    };
    const std::uint32_t elsewhere = more(batch.elsewhere_share);
    const std::uint32_t unlocated = more(batch.unlocated_share);
    add_rows(number, Rows::in_areas, *counts);
    add_rows(number, Rows::elsewhere, {elsewhere});
    add_rows(number, Rows::unlocated, {unlocated});
    out_.about.push_back(fmt::format(
        "{}, {}: {} in the areas, {} outside all areas, {} without coordinates.", batch.title,
        table::to_string(batch.period), counted(batch.total, "incident"), elsewhere, unlocated));
    return {};
  }

 private:
  void add_rows(std::uint32_t number, Rows rows, const std::vector<std::uint32_t>& area_counts) {
    const SampleBatch& batch = recipe_.batches[number];
    std::uint32_t total = 0;
    for (const std::uint32_t n : area_counts) total += n;
    std::vector<double> kind_weights;
    for (const table::SampleKind& kind : batch.kinds) kind_weights.push_back(kind.weight);
    const auto random = [&](Draw what) {
      return Random(recipe_.seed, sample_stream, unit_batch + number,
                    static_cast<std::uint32_t>(rows) + static_cast<std::uint32_t>(what));
    };
    const auto months = shuffled(apportion(total, batch.months), random(Draw::months));
    const auto kinds = shuffled(apportion(total, kind_weights), random(Draw::kinds));
    const auto in_area = shuffled(area_counts, random(Draw::areas));
    const auto calendar = months_of(batch.period);
    Random points = random(Draw::points);
    for (std::size_t i = 0; i < total; ++i) {
      const table::SampleKind& kind = batch.kinds[kinds[i]];
      PoliceRecord record;
      record.month = calendar[months[i]];
      if (rows == Rows::in_areas) record.place = draw_(in_area[i], kind.gathering, points);
      if (rows == Rows::elsewhere) record.place = draw_(no_area, kind.gathering, points);
      add_record(kind, std::move(record));
    }
  }

  void add_record(const table::SampleKind& kind, PoliceRecord record) {
    const auto number = static_cast<std::uint32_t>(out_.records.size());
    const std::string type(table::find_type(kind.type)->name);
    record.type = out_.words.code(type);
    record.context = out_.words.code(kind.context);
    record.outcome = out_.words.code(outcome(type, number));
    if (!table::is_asb(type)) {
      Random random(recipe_.seed, sample_stream, unit_crime_id, number);
      for (int i = 0; i < 4; ++i) record.crime_id += fmt::format("{:016x}", random.bits64());
    }
    out_.records.push_back(std::move(record));
  }

  [[nodiscard]] std::string outcome(const std::string& type, std::uint32_t number) const {
    for (std::size_t i = 0; i < outcome_types_.size(); ++i) {
      // No names at all is the group `all`.
      const auto& types = outcome_types_[i];
      if (!types.empty() && std::ranges::find(types, type) == types.end()) continue;
      const auto& shares = recipe_.outcomes[i].outcomes;
      double sum = 0.0;
      for (const table::SampleShare& share : shares) sum += share.weight;
      double left = sum * Random(recipe_.seed, sample_stream, unit_outcome, number).uniform();
      for (const table::SampleShare& share : shares) {
        left -= share.weight;
        if (left < 0.0) return share.name;
      }
      return shares.back().name;
    }
    return "";
  }

  const SampleRecipe& recipe_;
  const table::Areas& areas_;
  PointDraw draw_;
  table::PoliceRecords& out_;
  std::vector<std::vector<std::string>> outcome_types_;
};

// By month, small area, type and place, rows without coordinates last; equal ones as they were
// made.
void sort_records(table::PoliceRecords& out) {
  const auto key = [&](const PoliceRecord& record) {
    const bool located = record.place != table::no_place;
    std::string_view lsoa;
    if (located) lsoa = out.places[record.place].lsoa_code;
    return std::tuple(record.month, !located, lsoa, std::string_view(out.words.text(record.type)),
                      record.place);
  };
  std::ranges::stable_sort(
      out.records, [&](const PoliceRecord& a, const PoliceRecord& b) { return key(a) < key(b); });
}

}  // namespace

Result<table::PoliceRecords> make_sample(const SampleRecipe& recipe, const table::Areas& areas) {
  if (const auto sound = check_recipe(recipe, areas); !sound) return fail(sound.error());
  const auto points = make_streets(recipe, areas);
  if (!points) return fail(points.error());
  const auto at = to_lonlat(*points);
  if (!at) return fail(at.error());

  table::PoliceRecords out;
  out.stem = recipe.stem;
  out.reported_by = recipe.reported_by;
  out.recipe = recipe.text;
  out.places = places_of(*points, *at, areas);
  out.about = {recipe.title, ""};
  out.about.insert(out.about.end(), recipe.notes.begin(), recipe.notes.end());
  out.about.push_back(fmt::format("Made by `hotward sample` with seed {} in {}.", recipe.seed,
                                  recipe.areas.empty() ? "the wards that ship" : recipe.areas));
  Maker maker(recipe, areas, *points, out);
  for (std::uint32_t i = 0; i < recipe.batches.size(); ++i) {
    if (const auto done = maker.add(i); !done) return fail(done.error());
  }
  sort_records(out);
  return out;
}

}  // namespace hotward::sample
