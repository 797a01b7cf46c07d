#include "engine/study/chance_layouts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/selection.hpp"

namespace hotward {
namespace {

using geometry::Point;
using Kind = ChanceLayouts::Kind;

// Map points as many times as those that the incidents lie on: else which others there are is not
// known well enough.
constexpr std::size_t least_times = 2;

/// Even points within the areas: an area by its size, then a point of its rectangle until one lies
/// in it.
class EvenPoints {
 public:
  explicit EvenPoints(const std::vector<geometry::MultiPolygon>& shapes) : grid_(shapes) {
    double running = 0.0;
    for (const geometry::MultiPolygon& shape : shapes) {
      boxes_.push_back(geometry::bounds(shape));
      size_up_to_.push_back(running += geometry::area_m2(shape));
    }
  }

  [[nodiscard]] Point draw(Random& random) const {
    for (;;) {
      const double at = random.uniform() * size_up_to_.back();
      const auto found = std::ranges::lower_bound(size_up_to_, at) - size_up_to_.begin();
      const auto area = std::min(static_cast<std::size_t>(found), boxes_.size() - 1);
      const geometry::Box& box = boxes_[area];
      // An area that lies under others may have no point of its own: another is taken then.
      for (int tries = 0; tries < 1000; ++tries) {
        const double x = box.low.x + box.width() * random.uniform();
        const Point p{x, box.low.y + box.height() * random.uniform()};
        if (grid_.locate(p) == static_cast<std::int32_t>(area)) return p;
      }
    }
  }

 private:
  index::PolygonGrid grid_;
  std::vector<geometry::Box> boxes_;
  std::vector<double> size_up_to_;
};

ChanceLayouts within_areas(const Study& study) {
  const auto even = std::make_shared<const EvenPoints>(study.areas().shapes);
  ChanceLayouts layouts{.kind = Kind::areas};
  layouts.of_incidents = layouts.of_places = [even](Random& random, std::uint64_t n) {
    std::vector<Point> points;
    for (std::uint64_t i = 0; i < n; ++i) points.push_back(even->draw(random));
    return points;
  };
  return layouts;
}

ChanceLayouts on_places(std::vector<Point> at) {
  const auto places = std::make_shared<const std::vector<Point>>(std::move(at));
  ChanceLayouts layouts{.kind = Kind::places, .universe = places->size()};
  layouts.of_incidents = [places](Random& random, std::uint64_t n) {
    std::vector<Point> points;
    const auto all = static_cast<std::uint32_t>(places->size());
    for (std::uint64_t i = 0; i < n; ++i) points.push_back((*places)[random.below(all)]);
    return points;
  };
  // The first n of a shuffle.
  layouts.of_places = [places](Random& random, std::uint64_t n) {
    std::vector<Point> points = *places;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(n, points.size()); ++i) {
      const auto left = static_cast<std::uint32_t>(points.size() - i);
      std::swap(points[i], points[i + random.below(left)]);
    }
    points.resize(std::min<std::size_t>(points.size(), n));
    return points;
  };
  return layouts;
}

// Places of any type and time, within the areas; each once, by x, then y.
Result<std::vector<Point>> map_points(const Study& study, StudyRequest request,
                                      const Context& context, const std::string& universe) {
  if (!universe.empty()) {
    request.incidents = {};
    request.incidents.inputs = {universe};
  }
  request.incidents.types.clear();
  request.incidents.from.clear();
  request.incidents.to.clear();
  request.compare = false;
  request.keep = io::Keep::nothing;
  request.spool = nullptr;
  std::optional<table::Period> asked;
  const auto read = read_incidents_as_asked(request, context, asked);
  if (!read) return fail(read.error());
  const table::Places& places = read->incidents.places;
  const auto join = join::area_join(places, study.areas(), {});
  std::vector<Point> at;
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (join.area[p] >= 0) at.push_back(places.at[p]);
  }
  std::ranges::sort(at);
  at.erase(std::unique(at.begin(), at.end()), at.end());
  return at;
}

bool can_be_read_again(const StudyRequest& request) {
  return std::ranges::none_of(request.incidents.inputs, [](const std::string& input) {
    return input == "-" || input.starts_with("/dev/");
  });
}

}  // namespace

std::string layouts_name(ChanceLayouts::Kind kind) {
  switch (kind) {
    case Kind::areas:
      return "areas";
    case Kind::places:
      return "places";
    case Kind::unknown:
      break;
  }
  return "unknown";
}

Result<ChanceLayouts> chance_layouts(const Study& study, const Theme& theme,
                                     const StudyRequest& request, const Context& context,
                                     const std::string& universe) {
  std::uint64_t incidents = 0;
  std::uint64_t sharing = 0;
  std::size_t used = 0;
  for (const std::uint32_t n : incidents_at_places(study, theme)) {
    incidents += n;
    sharing += n > 1 ? n : 0;
    used += n > 0 ? 1 : 0;
  }
  const bool snapped =
      static_cast<double>(sharing) >= snapped_share * static_cast<double>(incidents);
  if (universe.empty() && (!snapped || sharing == 0)) return within_areas(study);
  ChanceLayouts unknown;
  if (universe.empty() && !can_be_read_again(request)) {
    unknown.why_unknown =
        "incidents lie on map points, and which others there are is not known (--universe FILE)";
    return unknown;
  }
  auto at = map_points(study, request, context, universe);
  if (!at) return fail(at.error());
  if (!universe.empty() && at->empty()) {
    return fail(ErrorCode::no_data,
                fmt::format("--universe {}: no point of it lies in the areas", universe));
  }
  if (at->size() < least_times * used) {
    unknown.universe = at->size();
    unknown.why_unknown = fmt::format(
        "incidents lie on {}, and {} known in all: too few to say where else they could lie "
        "(--universe FILE, with incidents of other types and times)",
        counted(used, "map point"), counted(at->size(), "is", "are"));
    return unknown;
  }
  return on_places(std::move(*at));
}

}  // namespace hotward
