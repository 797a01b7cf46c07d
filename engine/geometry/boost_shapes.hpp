// boost_shapes: this project's shapes as Boost.Geometry knows them. Only for .cpp files: of the
// rooms geometry, index and weights, and of tests. Boost.Geometry costs one to two seconds a file.
//
// Nothing is copied: a Point, Ring, Polygon, MultiPolygon or Box of ours is one of Boost's. What is
// included here is what all users need; each includes the algorithms that it calls:
//
//   #include <boost/geometry/algorithms/covered_by.hpp>
//   boost::geometry::covered_by(point, shape)
#pragma once

#include <cstddef>
#include <vector>

#include <boost/geometry/core/closure.hpp>
#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/core/exterior_ring.hpp>
#include <boost/geometry/core/interior_rings.hpp>
#include <boost/geometry/core/point_order.hpp>
#include <boost/geometry/core/ring_type.hpp>
#include <boost/geometry/geometries/register/box.hpp>
#include <boost/geometry/geometries/register/multi_polygon.hpp>
#include <boost/geometry/geometries/register/point.hpp>
#include <boost/geometry/geometries/register/ring.hpp>
#include <boost/geometry/strategies/strategies.hpp>

#include "engine/geometry/box.hpp"
#include "engine/geometry/polygon.hpp"

BOOST_GEOMETRY_REGISTER_POINT_2D(hotward::geometry::Point, double, boost::geometry::cs::cartesian,
                                 x, y)
BOOST_GEOMETRY_REGISTER_BOX(hotward::geometry::Box, hotward::geometry::Point, low, high)
BOOST_GEOMETRY_REGISTER_RING(hotward::geometry::Ring)
BOOST_GEOMETRY_REGISTER_MULTI_POLYGON(hotward::geometry::MultiPolygon)

namespace boost::geometry::traits {

// Outer rings run anticlockwise, and the last point is not the first.
template <>
struct point_order<hotward::geometry::Ring> {
  static constexpr order_selector value = counterclockwise;
};
template <>
struct closure<hotward::geometry::Ring> {
  static constexpr closure_selector value = open;
};

template <>
struct tag<hotward::geometry::Polygon> {
  using type = polygon_tag;
};
template <>
struct ring_const_type<hotward::geometry::Polygon> {
  using type = const hotward::geometry::Ring&;
};
template <>
struct ring_mutable_type<hotward::geometry::Polygon> {
  using type = hotward::geometry::Ring&;
};
template <>
struct interior_const_type<hotward::geometry::Polygon> {
  using type = const std::vector<hotward::geometry::Ring>&;
};
template <>
struct interior_mutable_type<hotward::geometry::Polygon> {
  using type = std::vector<hotward::geometry::Ring>&;
};
template <>
struct exterior_ring<hotward::geometry::Polygon> {
  static hotward::geometry::Ring& get(hotward::geometry::Polygon& p) { return p.outer; }
  static const hotward::geometry::Ring& get(const hotward::geometry::Polygon& p) { return p.outer; }
};
template <>
struct interior_rings<hotward::geometry::Polygon> {
  static std::vector<hotward::geometry::Ring>& get(hotward::geometry::Polygon& p) {
    return p.holes;
  }
  static const std::vector<hotward::geometry::Ring>& get(const hotward::geometry::Polygon& p) {
    return p.holes;
  }
};

}  // namespace boost::geometry::traits
