#include "engine/methods/quality/misplaced.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/stats/robust.hpp"

namespace hotward::quality {
namespace {

using geometry::Box;
using geometry::Point;

constexpr double grid_east_m = 700e3;
constexpr double grid_north_m = 1300e3;
constexpr double least_away_m = 5e3;
constexpr double spreads_away = 8.0;
constexpr double far_off_m = 50e3;
constexpr double square_m = 100e3;       // the side of the squares that two letters name
constexpr double next_northing_m = 1e6;  // above it northings have seven digits
constexpr std::size_t most_looked_at = 200000;
constexpr std::size_t mendings = 3;  // swapped, sign, digits

// Centre and reach of one coordinate.
void reach(std::span<const double> values, double& low, double& high) {
  const double centre = stats::median(values);
  const double away = std::max(spreads_away * stats::mad(values), least_away_m);
  low = centre - away;
  high = centre + away;
}

// Where the data are: of many incidents every so-manyth is asked.
Box where_the_data_are(const PlacesAsGiven& places) {
  std::uint64_t on_grid = 0;
  for (std::size_t p = 0; p < places.at.size(); ++p) {
    if (on_national_grid(places.at[p])) on_grid += places.incidents[p];
  }
  const std::uint64_t step = 1 + on_grid / most_looked_at;
  std::vector<double> xs;
  std::vector<double> ys;
  std::uint64_t seen = 0;
  for (std::size_t p = 0; p < places.at.size(); ++p) {
    if (!on_national_grid(places.at[p])) continue;
    const std::uint64_t before = seen / step;
    seen += places.incidents[p];
    for (std::uint64_t i = before; i < seen / step; ++i) {
      xs.push_back(places.at[p].x);
      ys.push_back(places.at[p].y);
    }
  }
  Box box;
  if (xs.empty()) return box;
  reach(xs, box.low.x, box.high.x);
  reach(ys, box.low.y, box.high.y);
  return box;
}

struct Candidate {
  std::uint32_t place;
  Misplacement kind;
  Point mended;
};

class Search {
 public:
  Search(const PlacesAsGiven& places, const AreasAsked& areas)
      : places_(places), areas_(areas), data_(where_the_data_are(places)), all_areas_(areas.box) {}

  std::vector<MisplacedPlace> find() {
    for (std::uint32_t p = 0; p < places_.at.size(); ++p) {
      if (is_away(p) || off_the_areas(p)) looked_at_.push_back(p);
    }
    if (looked_at_.empty()) return {};
    try_projected(Misplacement::swapped);
    try_projected(Misplacement::sign);
    try_digits(all_areas_);
    if (data_tell_digits()) try_digits(data_);
    // By place; of one place in the order in which they were tried.
    std::ranges::stable_sort(candidates_, {}, &Candidate::place);
    std::vector<Point> points;
    for (const Candidate& c : candidates_) points.push_back(c.mended);
    inside_ = areas_.hold(points);
    judge_kinds();
    return choose();
  }

 private:
  [[nodiscard]] bool outside(std::uint32_t p) const {
    return places_.incidents[p] > 0 && places_.area[p] < 0;
  }
  [[nodiscard]] bool is_away(std::uint32_t p) const {
    return outside(p) && !(on_national_grid(places_.at[p]) && data_.contains(places_.at[p]));
  }
  [[nodiscard]] bool off_the_areas(std::uint32_t p) const {
    return outside(p) && !all_areas_.grown(least_away_m).contains(places_.at[p]);
  }

  // Into data wider than a square some number of squares always leads.
  [[nodiscard]] bool data_tell_digits() const {
    return data_.width() < square_m && data_.height() < square_m;
  }

  void add(std::uint32_t place, Misplacement kind, const Point& mended) {
    const bool near_data = kind != Misplacement::digits || data_tell_digits();
    if (all_areas_.contains(mended) ||
        (near_data && on_national_grid(mended) && data_.contains(mended))) {
      candidates_.push_back({place, kind, mended});
    }
  }

  // The two mendings of the numbers as given, which are projected anew.
  void try_projected(Misplacement kind) {
    for (std::size_t s = 0; s < places_.systems.size(); ++s) {
      const bool sign = kind == Misplacement::sign;
      if (sign && !places_.systems[s].from_degrees()) continue;
      std::vector<std::uint32_t> members;
      std::vector<double> xs;
      std::vector<double> ys;
      for (const std::uint32_t p : looked_at_) {
        if (places_.system[p] != s) continue;
        members.push_back(p);
        xs.push_back(sign ? -places_.xs[p] : places_.ys[p]);
        ys.push_back(sign ? places_.ys[p] : places_.xs[p]);
      }
      std::vector<Point> mended(members.size());
      places_.systems[s].project(xs, ys, mended);
      for (std::size_t k = 0; k < members.size(); ++k) add(members[k], kind, mended[k]);
    }
  }

  void try_digits(const Box& where) {
    for (const std::uint32_t p : looked_at_) {
      // Only metres on the grid itself, as they stand, can lack its digits.
      if (!places_.systems[places_.system[p]].operation().definition.empty()) continue;
      const Point at = places_.at[p];
      for (const double more_x : lost(at.x, where.low.x, where.high.x)) {
        for (const double more_y : lost(at.y, where.low.y, where.high.y)) {
          if (more_x + more_y > 0.0) {
            add(p, Misplacement::digits, {at.x + more_x, at.y + more_y});
          }
        }
      }
    }
  }

  // What may be missing in front of a coordinate so that it lies between two bounds.
  static std::vector<double> lost(double value, double low, double high) {
    std::vector<double> more;
    if (value < 0.0 || value >= 3.0 * square_m) return {0.0};
    if (value >= low && value <= high) more.push_back(0.0);
    if (value < square_m) {
      const double first = std::max(1.0, std::ceil((low - value) / square_m));
      for (double k = first; k <= 12.0 && value + k * square_m <= high; ++k) {
        more.push_back(k * square_m);
      }
    } else if (value + next_northing_m >= low && value + next_northing_m <= high) {
      more.push_back(next_northing_m);
    }
    return more;
  }

  // The rule for data most of which is wrong.
  void judge_kinds() {
    std::uint64_t all = 0;
    for (const std::uint32_t p : looked_at_) all += off_the_areas(p) ? places_.incidents[p] : 0;
    std::array<std::uint64_t, mendings> mended{};
    for (std::size_t c = 0; c < candidates_.size(); ++c) {
      const auto kind = static_cast<std::size_t>(candidates_[c].kind);
      const std::uint32_t p = candidates_[c].place;
      const bool again = c > 0 && candidates_[c - 1].place == p &&
                         candidates_[c - 1].kind == candidates_[c].kind && inside_[c - 1];
      if (inside_[c] && !again && off_the_areas(p)) mended[kind] += places_.incidents[p];
    }
    for (std::size_t k = 0; k < mendings; ++k) mends_most_[k] = all > 0 && 2 * mended[k] >= all;
  }

  std::vector<MisplacedPlace> choose() {
    std::vector<MisplacedPlace> found;
    std::size_t c = 0;
    for (const std::uint32_t p : looked_at_) {
      const std::size_t first = c;
      while (c < candidates_.size() && candidates_[c].place == p) ++c;
      const std::size_t best = best_of(first, c, is_away(p));
      if (best != c) {
        found.push_back({p, candidates_[best].kind, inside_[best], candidates_[best].mended});
      } else if (!on_national_grid(places_.at[p])) {
        found.push_back({p, Misplacement::off_grid, false, places_.at[p]});
      } else if (is_away(p) && !all_areas_.grown(far_off_m).contains(places_.at[p])) {
        found.push_back({p, Misplacement::far, false, places_.at[p]});
      }
    }
    return found;
  }

  // @return `end` where none is to be believed
  [[nodiscard]] std::size_t best_of(std::size_t first, std::size_t end, bool away) const {
    for (std::size_t c = first; c < end; ++c) {
      if (inside_[c] && (away || mends_most_[static_cast<std::size_t>(candidates_[c].kind)]))
        return c;
    }
    return best_near_data(first, end, away);
  }

  [[nodiscard]] std::size_t best_near_data(std::size_t first, std::size_t end, bool away) const {
    for (std::size_t c = first; away && c < end; ++c) {
      if (data_.contains(candidates_[c].mended)) return c;
    }
    return end;
  }

  const PlacesAsGiven& places_;
  const AreasAsked& areas_;
  Box data_;
  Box all_areas_;
  std::vector<std::uint32_t> looked_at_;
  std::vector<Candidate> candidates_;
  std::vector<bool> inside_;
  std::array<bool, mendings> mends_most_{};
};

}  // namespace

bool on_national_grid(const Point& point) {
  return point.x >= 0.0 && point.x <= grid_east_m && point.y >= 0.0 && point.y <= grid_north_m;
}

std::vector<MisplacedPlace> misplaced(const PlacesAsGiven& places, const AreasAsked& areas) {
  return Search(places, areas).find();
}

}  // namespace hotward::quality
