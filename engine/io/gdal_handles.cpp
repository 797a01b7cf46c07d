#include "engine/io/gdal_handles.hpp"

#include <algorithm>
#include <cctype>
#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

namespace hotward::io {
namespace {

void CPL_STDCALL keep_message(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
  auto* messages = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
  if (kind >= CE_Warning) messages->keep(kind >= CE_Failure, message);
}

// "PG:dbname=crime", "WFS:https://…": a driver's prefix, two letters or more, so that a Windows
// drive is none.
bool has_driver_prefix(const std::string& name) {
  const auto colon = name.find(':');
  return colon != std::string::npos && colon >= 2 &&
         std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

bool exists(const std::string& name) {
  VSIStatBufL status;
  return VSIStatExL(name.c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

}  // namespace

void ReleaseGdal::operator()(GDALDataset* dataset) const { GDALClose(dataset); }
void ReleaseGdal::operator()(OGRCoordinateTransformation* transformation) const {
  OGRCoordinateTransformation::DestroyCT(transformation);
}
void ReleaseGdal::operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
void ReleaseGdal::operator()(OGRGeometry* geometry) const {
  OGRGeometryFactory::destroyGeometry(geometry);
}
void ReleaseGdal::operator()(OGRSpatialReference* system) const { system->Release(); }

void use_gdal() {
  static std::once_flag registered;
  std::call_once(registered, [] {
    // A plug-in driver whose own library is missing says so on stderr; that is not our user's
    // matter.
    const GdalMessages quiet;
    GDALAllRegister();
    // GDAL 3.8 would put a GeoPackage's metadata into a second file beside it as well.
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    // A sheet of texts alone would else lose its heading: GDAL takes the first row for one only
    // where it differs in kind from the second. Incidents always have names for their columns.
    for (const char* option : {"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS", "OGR_XLS_HEADERS"}) {
      if (CPLGetConfigOption(option, nullptr) == nullptr) CPLSetConfigOption(option, "FORCE");
    }
  });
}

GdalMessages::GdalMessages() { CPLPushErrorHandlerEx(keep_message, this); }

GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

std::string GdalMessages::text(const std::string& otherwise) const {
  const auto& kept = failures_.empty() ? warnings_ : failures_;
  return kept.empty() ? otherwise : fmt::format("{}", fmt::join(kept, "; "));
}

void GdalMessages::clear() {
  failures_.clear();
  warnings_.clear();
}

void GdalMessages::keep(bool failure, const char* message) {
  std::string line = message;
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  auto& kept = failure ? failures_ : warnings_;
  // A driver may repeat itself for each of a million rows.
  constexpr std::size_t most = 20;
  if (kept.size() < most && std::find(kept.begin(), kept.end(), line) == kept.end()) {
    kept.push_back(std::move(line));
  }
}

GdalOption::GdalOption(const char* key, const char* value) : key_(key) {
  const char* before = CPLGetThreadLocalConfigOption(key, nullptr);
  had_before_ = before != nullptr;
  if (had_before_) before_ = before;
  CPLSetThreadLocalConfigOption(key, value);
}

GdalOption::~GdalOption() {
  CPLSetThreadLocalConfigOption(key_.c_str(), had_before_ ? before_.c_str() : nullptr);
}

Result<Dataset> open_vector(const std::string& name,
                            const std::vector<std::string>& driver_options) {
  use_gdal();
  CPLStringList options;
  for (const std::string& option : driver_options) options.AddString(option.c_str());
  GdalMessages messages;
  Dataset dataset{static_cast<GDALDataset*>(
      GDALOpenEx(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                 options.List(), nullptr))};
  if (dataset) return dataset;
  if (!exists(name)) {
    if (!has_driver_prefix(name)) return fail(ErrorCode::no_such_file, name + ": no such file");
    return fail(ErrorCode::unreadable,
                fmt::format("{}: {}", name, messages.text("cannot be opened")));
  }
  const bool no_driver =
      GDALIdentifyDriverEx(name.c_str(), GDAL_OF_VECTOR, nullptr, nullptr) == nullptr;
  if (no_driver) {
    return fail(ErrorCode::wrong_format, name + ": not a vector data set that GDAL reads");
  }
  return fail(ErrorCode::unreadable,
              fmt::format("{}: {}", name, messages.text("cannot be opened")));
}

}  // namespace hotward::io
