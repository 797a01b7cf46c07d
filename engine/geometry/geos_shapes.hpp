// geos_shapes: this room's shapes as GEOS has them, and back. Only for the .cpp files of the room.
//
// Every GEOS call goes through a context of its own (GEOS's re-entrant functions), one per thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <geos_c.h>

#include "engine/core/error.hpp"
#include "engine/geometry/polygon.hpp"

namespace hotward::geometry {

class GeosContext {
 public:
  GeosContext();
  GeosContext(const GeosContext&) = delete;
  GeosContext& operator=(const GeosContext&) = delete;
  ~GeosContext() { GEOS_finish_r(handle_); }

  [[nodiscard]] GEOSContextHandle_t get() const { return handle_; }
  [[nodiscard]] const std::string& last_error() const { return last_error_; }

 private:
  GEOSContextHandle_t handle_;
  std::string last_error_;
};

struct GeosFree {
  GEOSContextHandle_t context;
  void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
  void operator()(const GEOSPreparedGeometry* g) const { GEOSPreparedGeom_destroy_r(context, g); }
  void operator()(GEOSMakeValidParams* p) const { GEOSMakeValidParams_destroy_r(context, p); }
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosFree>;

/// Throws Interrupted where the user stopped the program: GEOS gives up for that too.
/// @param doing  "repairing a shape", "uniting the areas"
[[nodiscard]] Error gave_up(const GeosContext& context, std::string_view doing);

/// A MultiPolygon. Rings have at least three points; null where GEOS refuses.
[[nodiscard]] GeosGeometry to_geos(const GeosContext& context, const MultiPolygon& shape);

/// The polygons of any geometry, in its order; lines and points are left out.
[[nodiscard]] MultiPolygon from_geos(const GeosContext& context, const GEOSGeometry* geometry);

}  // namespace hotward::geometry
