#include "engine/job/run_readme.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "engine/study/version.hpp"

namespace hotward::job {
namespace {

struct Entry {
  std::string name;
  std::string meaning;
};

std::string section(const std::string& heading, const std::vector<Entry>& entries) {
  if (entries.empty()) return {};
  std::size_t width = 0;
  for (const Entry& entry : entries) width = std::max(width, entry.name.size());
  std::string text = heading + "\n" + std::string(heading.size(), '-') + "\n";
  for (const Entry& entry : entries) {
    text += fmt::format("  {:<{}}  {}\n", entry.name, width, entry.meaning);
  }
  return text + "\n";
}

std::vector<Entry> files_of(const io::Package& package) {
  std::vector<Entry> files = {
      {"hotspots.gpkg", "every layer in one GeoPackage, with its style; the project needs it"}};
  using io::PackageFormat;
  for (const auto& [format, entry] :
       {std::pair{PackageFormat::geojson,
                  Entry{"geojson/", "for maps on the web: longitude and latitude"}},
        std::pair{PackageFormat::shp,
                  Entry{"shapefile/", "for other GIS programs: British National Grid"}},
        std::pair{PackageFormat::fgb, Entry{"flatgeobuf/", "the same, fast to load"}},
        std::pair{PackageFormat::csv, Entry{"csv/", "tables for a spreadsheet, without shapes"}},
        std::pair{PackageFormat::xlsx, Entry{"xlsx/", "the same for Excel, with heads in words"}},
        std::pair{PackageFormat::ods, Entry{"ods/", "the same for LibreOffice"}}}) {
    if (io::is_asked_for(package, format)) files.push_back(entry);
  }
  for (const table::Raster& raster : package.rasters) {
    files.push_back({raster.name + ".tif", raster.title});
  }
  for (const auto& [name, bytes] : package.files) {
    if (name.ends_with(".svg")) files.push_back({name, "a chart, for a browser or a report"});
  }
  files.push_back({"*.qml", "how QGIS draws the file of that name: keep them together"});
  files.push_back({"summary.json", "every number, for programs"});
  files.push_back({"manifest.json", "how the folder was made: inputs, options, versions"});
  return files;
}

}  // namespace

std::string readme_of(const Study& study, const Answers& answers, const io::Package& package,
                      const std::string& end) {
  std::string title;
  for (const ThemeAnswer& answer : answers.themes) {
    title += (title.empty() ? "" : " and ") + answer.theme.title;
  }
  title += end;
  std::string text = title + "\n" + std::string(title.size(), '=') + "\n\n";
  if (!study.areas().caveat.empty()) text += study.areas().caveat + "\n\n";
  if (study.is_public) {
    text +=
        "For publication: counts of 1 to 4, and those that would give them away, are hidden.\n\n";
  }
  text += section("Open first",
                  {{"hotspots.qgz",
                    "in QGIS, 3.22 or later: all maps, with their keys. Printed "
                    "sheets: Project > Layouts"},
                   {"report.html", "in a browser: the assessment, to read, print or send"}});
  text += section("Files", files_of(package));
  std::vector<Entry> layers;
  for (const table::Layer& layer : package.layers) layers.push_back({layer.name, layer.title});
  text += section("Layers, by the same name in every folder", layers);
  if (!package.for_geojson.empty()) {
    text += "geojson/ leaves out cells with nothing to see; run --empty-cells keeps them.\n\n";
  }
  std::vector<Entry> missing;
  for (const Skipped& skipped : answers.skipped) {
    const auto same = std::ranges::find_if(missing, [&](const Entry& entry) {
      return entry.name.starts_with(skipped.analysis + " of ") && entry.meaning == skipped.why;
    });
    if (same == missing.end()) {
      missing.push_back({skipped.analysis + " of " + skipped.theme, skipped.why});
    } else {
      same->name += ", " + skipped.theme;
    }
  }
  text += section("What is not here, and why", missing);
  return text + fmt::format("Made by hotward {}.\n", version());
}

}  // namespace hotward::job
