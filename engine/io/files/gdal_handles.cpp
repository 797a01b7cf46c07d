#include "engine/io/files/gdal_handles.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include "engine/core/utf8.hpp"
#include "engine/io/files/archive_path.hpp"
#include "engine/io/files/driver_choice.hpp"
#include "engine/io/files/hidden_folder.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/pipe_input.hpp"
#include "engine/io/files/shapefile_parts.hpp"
#include "engine/io/files/sqlite_modules.hpp"
#include "engine/io/files/system.hpp"

namespace hotward::io {
namespace {

// GDAL aborts after a fatal error, which is a want of memory. It is said, and leaves nothing
// behind.
void end_if_fatal(CPLErr kind, const char* message) {
  if (kind != CE_Fatal) return;
  std::fprintf(stderr, "hotward: out of memory: %s\n", message);
  remove_unfinished_outputs();
  _exit(1);
}

void CPL_STDCALL default_handler(CPLErr kind, CPLErrorNum number, const char* message) {
  end_if_fatal(kind, message);
  CPLDefaultErrorHandler(kind, number, message);
}

void CPL_STDCALL keep_message(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
  end_if_fatal(kind, message);
  auto* messages = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
  if (kind >= CE_Warning) messages->keep(kind >= CE_Failure, message);
}

bool exists(const std::string& name) {
  const GdalMessages quiet;
  VSIStatBufL status;
  return VSIStatExL(opened_path(name).c_str(), &status, VSI_STAT_EXISTS_FLAG) == 0;
}

// Whatever in GDAL wants to fetch something asks here first: a coordinate system behind a link, a
// schema, a function of SQL. Nobody typed these addresses.
// @param asked  null, or a text that receives the address
CPLHTTPResult* fetch_nothing(const char* url, CSLConstList /*options*/, GDALProgressFunc /*bar*/,
                             void* /*bar_argument*/, CPLHTTPFetchWriteFunc /*write*/,
                             void* /*write_argument*/, void* asked) {
  if (asked != nullptr) *static_cast<std::string*>(asked) = url;
  CPLError(CE_Failure, CPLE_AppDefined, "%s is not fetched: only what was typed is", url);
  // Null would mean "ask the usual way"; this is an answer, and its caller frees it.
  auto* answer = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
  answer->nStatus = 1;
  answer->pszErrBuf = CPLStrdup("not fetched");
  return answer;
}

// While it lives, this thread fetches nothing, whatever the file says that it opens.
class StayLocal {
 public:
  explicit StayLocal(bool local) : local_(local) {
    if (local_) CPLHTTPPushFetchCallback(fetch_nothing, &asked_);
  }
  StayLocal(const StayLocal&) = delete;
  StayLocal& operator=(const StayLocal&) = delete;
  ~StayLocal() {
    if (local_) CPLHTTPPopFetchCallback();
  }

  /// What the file would have had fetched; empty for nothing.
  [[nodiscard]] const std::string& asked() const { return asked_; }

 private:
  bool local_;
  std::string asked_;
};

void set_default(const char* option, const char* value) {
  if (CPLGetConfigOption(option, nullptr) == nullptr) CPLSetConfigOption(option, value);
}

}  // namespace

void allow_network() {
  CPLHTTPSetFetchCallback(nullptr, nullptr);
  // A server that says nothing is waited for this long, and no longer.
  set_default("GDAL_HTTP_CONNECTTIMEOUT", "15");
  set_default("GDAL_HTTP_LOW_SPEED_TIME", "60");
  set_default("GDAL_HTTP_LOW_SPEED_LIMIT", "1");
  // Rows of a database that come at once: with 500 a million take a third longer.
  set_default("OGR_PG_CURSOR_PAGE", "5000");
  system::set_environment("PGCONNECT_TIMEOUT", "15");
}

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
    CPLSetErrorHandler(default_handler);
    const GdalMessages quiet;
    GDALAllRegister();
    CPLHTTPSetFetchCallback(fetch_nothing, nullptr);
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
  if (kept.empty()) return otherwise;
  // The first one is the cause, mostly; a statement of SQL stands before it and says nothing.
  constexpr std::size_t longest = 200;
  std::string text = kept.front();
  if (const auto sql = text.find(") failed: "); text.size() > longest && sql != std::string::npos) {
    text = text.substr(sql + 10);
  }
  if (text.size() > longest) text = std::string(cut_utf8(text, longest)) + "…";
  if (kept.size() > 1) text += fmt::format(" (and {} more)", kept.size() - 1);
  return text;
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

namespace {

// A GDAL may have been built without a driver: Debian's without those of Arrow and Parquet.
Result<void> check_drivers(const std::string& name, const std::vector<std::string>& drivers) {
  const bool any = std::any_of(drivers.begin(), drivers.end(), [](const std::string& driver) {
    return GetGDALDriverManager()->GetDriverByName(driver.c_str()) != nullptr;
  });
  if (any || !exists(name)) return {};
  return fail(ErrorCode::unavailable,
              fmt::format("{}: GDAL {} was installed here without its driver {}; save the file as "
                          "GeoPackage, GeoJSON or CSV first",
                          name, GDALVersionInfo("RELEASE_NAME"), drivers.front()));
}

}  // namespace

Result<Dataset> open_vector(const std::string& name,
                            const std::vector<std::string>& driver_options) {
  use_gdal();
  const auto path = take_pipe(name);
  if (!path) return fail(path.error());
  const auto choice = choose_drivers(*path);
  if (!choice) return fail(choice.error());
  if (choice->may_reach_network) {
    allow_network();
  } else if (const auto own = refuse_foreign_modules(choice->name); !own) {
    return fail(own.error());
  }
  if (const auto able = check_drivers(name, choice->drivers); !able) return fail(able.error());
  CPLStringList options;
  for (const std::string& option : driver_options) options.AddString(option.c_str());
  // Of its own accord this driver writes what it learnt into a file beside the one that it reads.
  if (choice->drivers.front() == "GML") options.AddString("WRITE_GFS=NO");
  CPLStringList drivers;
  for (const std::string& driver : choice->drivers) drivers.AddString(driver.c_str());
  GdalMessages messages;
  const StayLocal local(!choice->may_reach_network);
  Dataset dataset{static_cast<GDALDataset*>(
      GDALOpenEx(choice->name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                 drivers.List(), options.List(), nullptr))};
  if (!local.asked().empty()) {
    return fail(ErrorCode::unreadable,
                fmt::format("{}: not read: it names {} for a part of itself, and what a file names "
                            "is not fetched; save it again with its coordinate system inside",
                            name, local.asked()));
  }
  if (dataset) {
    const CPLStringList parts(dataset->GetFileList());
    std::vector<std::string> files;
    for (int i = 0; i < parts.Count(); ++i) files.emplace_back(parts[i]);
    const auto whole = check_shapefile_parts(name, files);
    if (!whole) return fail(whole.error());
    return dataset;
  }
  if (!choice->may_reach_network && !exists(name)) {
    return fail(ErrorCode::no_such_file, name + ": no such file");
  }
  const bool no_driver =
      !choice->may_reach_network && GDALIdentifyDriverEx(choice->name.c_str(), GDAL_OF_VECTOR,
                                                         drivers.List(), nullptr) == nullptr;
  if (no_driver) {
    return fail(ErrorCode::wrong_format,
                name + ": not a vector data set that GDAL reads" +
                    (choice->is_named ? fmt::format(" as {}: its content is not what its name says",
                                                    choice->drivers.front())
                                      : std::string{}));
  }
  if (choice->may_reach_network) {
    return fail(ErrorCode::unreadable,
                fmt::format("{}: {}", name, messages.text("cannot be opened")));
  }
  return fail(damaged(name, messages));
}

Error damaged(const std::string& name, const GdalMessages& messages) {
  std::string what = cut_part(name);
  if (what.empty()) {
    // Of its own calls of the system GDAL tells what helps no one.
    const std::string words = messages.text("");
    const bool helps = !words.empty() && words.find("fread") == std::string::npos &&
                       words.find(".sh") == std::string::npos &&
                       words.find("/vsi") == std::string::npos;
    what = "cut short or damaged" + (helps ? " (" + words + ")" : std::string());
  }
  return {ErrorCode::unreadable, fmt::format("{}: {}; copy or download it again", name, what)};
}

}  // namespace hotward::io
