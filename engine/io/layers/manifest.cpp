#include "engine/io/layers/manifest.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace hotward::io {
namespace {

using Json = nlohmann::ordered_json;

Json input_json(const table::InputFile& input) {
  Json json{{"path", input.path}, {"bytes", input.bytes}};
  json["sha256"] = input.sha256.empty() ? Json(nullptr) : Json(input.sha256);
  if (!input.note.empty()) json["note"] = input.note;
  return json;
}

Json population_json(const table::PopulationRecord& population) {
  const auto stated = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  return {{"source", population.source},
          {"label", population.label},
          {"series", stated(population.series)},
          {"released", stated(population.released)}};
}

}  // namespace

std::string manifest_json(const table::Provenance& provenance) {
  Json inputs = Json::array();
  for (const table::InputFile& input : provenance.inputs) inputs.push_back(input_json(input));
  Json passed_over = Json::array();
  for (const table::PassedOver& file : provenance.passed_over) {
    passed_over.push_back({{"path", file.path}, {"reason", file.reason}});
  }
  const geometry::CrsOperation& crs = provenance.crs;
  const bool known = std::isfinite(crs.accuracy_m);
  Json manifest{
      {"program", "hotward"},
      {"version", provenance.version},
      {"command_line", provenance.command_line},
      {"seed", provenance.seed},
      {"inputs", inputs},
      {"passed_over", passed_over},
      {"crs",
       {{"source", crs.source},
        {"operation", crs.name},
        {"accuracy_m", known ? Json(crs.accuracy_m) : Json(nullptr)},
        {"definition", crs.definition},
        {"grid_missing", crs.grid_missing}}},
  };
  if (provenance.population) manifest["population"] = population_json(*provenance.population);
  // A path on Linux is any bytes; what is not UTF-8 becomes U+FFFD instead of an exception.
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hotward::io
