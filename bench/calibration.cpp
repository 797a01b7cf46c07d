#include "bench/calibration.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "engine/io/areas/read_areas.hpp"
#include "tests/support/overdispersed.hpp"

namespace hotward::calibration {
namespace {

void complete(Region& region) {
  for (const auto& shape : region.shapes) {
    region.at.push_back(geometry::centroid(shape));
    region.box.add(geometry::bounds(shape));
    region.area_m2 += geometry::area_m2(shape);
  }
}

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "null_calibration: %s\n", why.c_str());
  std::exit(1);
}

Region squares() {
  constexpr int side = 12;
  constexpr double width_m = 1000.0;
  Region region{.name = "144 squares", .codes = {}, .shapes = {}, .at = {}, .box = {}};
  for (int i = 0; i < side * side; ++i) {
    const double x = width_m * (i % side);
    const double y = width_m * (i / side);
    region.codes.push_back(fmt::format("A{:03}", i));
    region.shapes.push_back({geometry::Polygon{
        {{x, y}, {x + width_m, y}, {x + width_m, y + width_m}, {x, y + width_m}, {x, y}}, {}}});
  }
  complete(region);
  return region;
}

Result<Region> read_region(const std::string& name, const std::string& path) {
  io::AreaSource source;
  source.dataset = path;
  const auto read = io::read_areas(source);
  if (!read) return fail(read.error());
  Region region{.name = fmt::format("{} {}", read->areas.size(), name),
                .codes = read->areas.codes,
                .shapes = read->areas.shapes,
                .at = {},
                .box = {}};
  complete(region);
  return region;
}

std::uint32_t Plan::maps(std::uint32_t all) const {
  return std::max(2U, static_cast<std::uint32_t>(std::lround(effort * all)));
}

void Plan::row(const std::string& name, const std::function<void()>& print) const {
  const auto is_in_name = [&](const std::string& words) {
    return name.find(words) != std::string::npos;
  };
  if (!only.empty() && std::ranges::none_of(only, is_in_name)) return;
  std::fprintf(stderr, "%s …", name.c_str());
  const auto begin = std::chrono::steady_clock::now();
  print();
  std::fflush(stdout);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::fprintf(stderr, " %.1f s\n", taken.count());
}

CountMap count_map(const Region& region, const Law& law, std::uint32_t number,
                   const std::vector<double>& risk) {
  Random random(1, stream_of("calibration of counts"),
                static_cast<std::uint32_t>(10 * law.phi + 100 * law.incidents), number);
  CountMap map;
  for (std::size_t i = 0; i < region.size(); ++i) {
    map.people.push_back(law.people_differ ? 5000.0 + random.below(14000) : 10000.0);
    const double rate = law.rates_differ ? std::exp(0.5 * random.normal()) : 1.0;
    map.expected.push_back(map.people.back() * rate * (risk.empty() ? 1.0 : risk[i]));
  }
  const double all = std::accumulate(map.expected.begin(), map.expected.end(), 0.0);
  for (double& e : map.expected) {
    e *= law.incidents / all;
    std::int64_t years[2] = {0, 0};
    for (std::size_t m = 0; m < map_months; ++m) {
      const double season = 1.0 + 0.3 * std::sin(0.5236 * static_cast<double>(m));
      map.cells.push_back(overdispersed_count(random, e / 12.0 * season, law.phi));
      years[m / 12] += map.cells.back();
    }
    map.before.push_back(years[0]);
    map.now.push_back(years[1]);
  }
  return map;
}

void Often::add(double yes, double of) {
  if (!(of > 0.0)) return;
  yes_ += yes;
  of_ += of;
  squares_ += (yes / of) * (yes / of);
  added_ += 1.0;
}

void Often::add(const Often& other) {
  yes_ += other.yes_;
  of_ += other.of_;
  squares_ += other.squares_;
  added_ += other.added_;
}

double Often::error() const {
  return std::sqrt(std::max(0.0, squares_ / added_ - share() * share()) / added_);
}

std::string Often::text(int decimals) const {
  if (!(of_ > 0.0)) return "–";
  return fmt::format("{:.{}f} ± {:.{}f}%", 100.0 * share(), decimals, 100.0 * error(), decimals);
}

std::string Often::due(double least, double most) const {
  return of_ > 0.0 ? text() + mark(least, most) : text();
}

std::string Often::mark(double least, double most) const {
  // Where nothing was called, or all, the maps do not show how unsure that is: what is due does.
  const auto unsure = [this](double p) {
    return std::max(error(), std::sqrt(std::max(p * (1.0 - p), 0.0) / of_));
  };
  const bool missed = share() < least - 4.0 * unsure(least) || share() > most + 4.0 * unsure(most);
  ++misses().judged;
  if (missed) ++misses().missed;
  return missed ? " !" : "";
}

Misses& misses() {
  static Misses all;
  return all;
}

}  // namespace hotward::calibration
