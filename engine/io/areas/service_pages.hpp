// Service pages: what an ArcGIS feature service sends, asked for page by page. For engine/io only.
#pragma once

#include <string>

#include "engine/core/progress.hpp"
#include "engine/core/result.hpp"
#include "engine/io/areas/feature_service.hpp"

namespace hotward::io {

/// Why a service gave nothing, for whoever might ask another one.
struct ServiceFault {
  Error error;
  bool host_silent = false;  ///< no answer at all: its other services will not answer either
};

struct ServicePages {
  std::string geojson;  ///< one FeatureCollection of all pages
  table::InputFile source;
};

[[nodiscard]] tl::expected<ServicePages, ServiceFault> fetch_pages(const ServiceQuery& query,
                                                                   const ServiceManners& manners,
                                                                   Progress& progress);

}  // namespace hotward::io
