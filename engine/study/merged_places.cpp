#include "engine/study/merged_places.hpp"

#include "engine/geometry/containment.hpp"
#include "engine/geometry/interior_point.hpp"

namespace hotward {

geometry::Point middle_of_cell(const geometry::Lattice& lattice, const geometry::Cell& cell,
                               const table::Areas& areas, std::size_t area) {
  const geometry::Point centre = lattice.centre(cell);
  const geometry::MultiPolygon& shape = areas.shapes[area];
  if (geometry::locate(centre, shape) == geometry::Location::inside) return centre;
  return geometry::point_inside_both(lattice.ring(cell), shape).value_or(centre);
}

}  // namespace hotward
