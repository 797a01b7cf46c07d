// GDAL's handles, owned; its messages, caught; its drivers, registered once. For engine/io only.
//
// Nothing of GDAL's own headers is shown here: a user of these handles includes what it calls.
// Every function may be called from any thread; one handle belongs to one thread at a time, and
// messages and options are those of the thread that caught or set them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

class GDALDataset;
class OGRCoordinateTransformation;
class OGRFeature;
class OGRGeometry;
class OGRSpatialReference;

namespace hotward::io {

struct ReleaseGdal {
  void operator()(GDALDataset* dataset) const;
  void operator()(OGRCoordinateTransformation* transformation) const;
  void operator()(OGRFeature* feature) const;
  void operator()(OGRGeometry* geometry) const;
  void operator()(OGRSpatialReference* system) const;
};

using Dataset = std::unique_ptr<GDALDataset, ReleaseGdal>;  ///< closed, and so flushed, at its end
using Transformation = std::unique_ptr<OGRCoordinateTransformation, ReleaseGdal>;
using Feature = std::unique_ptr<OGRFeature, ReleaseGdal>;
using Geometry = std::unique_ptr<OGRGeometry, ReleaseGdal>;
using SpatialReference = std::unique_ptr<OGRSpatialReference, ReleaseGdal>;

/// Registers GDAL's drivers, once in the life of the program. Whoever calls GDAL calls this first;
/// open_vector has done so.
void use_gdal();

/// While it lives, what GDAL would print on stderr from this thread is kept here instead.
class GdalMessages {
 public:
  GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;
  ~GdalMessages();

  [[nodiscard]] bool failed() const { return !failures_.empty(); }
  [[nodiscard]] const std::vector<std::string>& failures() const { return failures_; }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  /// @return the first failure, or where there is none the first warning, as one line of moderate
  ///         length, with the number of the others; `otherwise` where
  ///         GDAL was silent.
  [[nodiscard]] std::string text(const std::string& otherwise) const;
  void clear();

  /// For GDAL's handler: keeps a message once, on one line.
  void keep(bool failure, const char* message);

 private:
  std::vector<std::string> failures_;
  std::vector<std::string> warnings_;
};

/// While it lives, one of GDAL's configuration options has this value, for this thread.
class GdalOption {
 public:
  GdalOption(const char* key, const char* value);
  GdalOption(const GdalOption&) = delete;
  GdalOption& operator=(const GdalOption&) = delete;
  ~GdalOption();

 private:
  std::string key_;
  std::string before_;
  bool had_before_;
};

/// From here on the program may fetch from servers: the user has typed an address. Sets limits on
/// how long a server may stay silent, where the environment sets none.
void allow_network();

/// Opens a data set of vectors: a file, a folder, "PG:...", "/vsizip/...". Only the drivers that
/// its name asks for are tried (engine/io/files/driver_choice.hpp), and a file fetches nothing.
/// @param driver_options  "KEY=VALUE" each, for the driver that opens it
/// @return no_such_file where a path names nothing; wrong_format where its name's driver does not
///         take it, or where it is of a kind that is not opened;
///         unreadable where its driver fails, as `damaged` says it.
[[nodiscard]] Result<Dataset> open_vector(const std::string& name,
                                          const std::vector<std::string>& driver_options = {});

/// What to say of a file that GDAL began to read and could not.
[[nodiscard]] Error damaged(const std::string& name, const GdalMessages& messages);

}  // namespace hotward::io
