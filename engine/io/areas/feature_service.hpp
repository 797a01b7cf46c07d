// feature_service: official boundaries, page by page, from an ArcGIS feature service.
//
// A service sends at most some thousand features an answer and says `exceededTransferLimit` where
// there are more (at the top of the answer or in its `properties`; some old ones do not say it). So
// it is asked how many there are first, and every feature is counted.
//
// Sources:
//   Esri, ArcGIS REST APIs, Query (Feature Service/Layer). Parameters where, outFields, outSR, f,
//     resultOffset, resultRecordCount, returnCountOnly; errors as JSON with HTTP status 200.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/geometry/crs_operation.hpp"
#include "engine/io/areas/boundary_presets.hpp"
#include "engine/table/layer.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct ServiceQuery {
  std::string url;            ///< …/FeatureServer, …/FeatureServer/0, or that with /query
  std::string where = "1=1";  ///< SQL
};

/// How patiently a service is asked.
struct ServiceManners {
  std::size_t page_size = 1000;
  int tries = 4;                               ///< for each page
  std::chrono::milliseconds first_wait{1000};  ///< before the second try; twice as long each time
  double timeout_s = 60.0;                     ///< for one answer
};

struct FetchedLayer {
  table::Layer layer;  ///< polygons by code, with the service's own columns in lower case
  std::vector<std::string> warnings;
  std::vector<std::string> weighty;  ///< those of the warnings that change a number
  table::InputFile source;           ///< the address and the SHA-256 of all that it sent
  geometry::CrsOperation crs;
};

/// @return unavailable where the service does not answer, refuses, or is gone; unreadable where it
///         sends no JSON, or fewer features than it says there are; no_data where none match;
///         wrong_format where they are no polygons; interrupted.
[[nodiscard]] Result<FetchedLayer> fetch_layer(const ServiceQuery& query,
                                               const ServiceManners& manners, Progress& progress);

/// Tries the preset's services one after the other until one has the areas. A host that does not
/// answer at all is not asked for its other services.
/// @param base  address of the services, with a final '/'; ons_services is the real one
/// @return as above; the message names every service that was tried.
[[nodiscard]] Result<FetchedLayer> fetch_preset(const BoundaryPreset& preset,
                                                const std::string& base,
                                                const ServiceManners& manners, Progress& progress);

}  // namespace hotward::io
