#include "engine/analyses/target/given_features.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/core/undefined.hpp"
#include "engine/io/areas/population.hpp"

namespace hotward::analyses {
namespace {

tl::unexpected<Error> wrong(Error error) {
  return fail(Error{error.code, std::move(error.message), "features"});
}

// "imd" of "imd", "people.csv:imd"
std::string name_of(const std::string& word) {
  const std::string lower = lower_case(word);
  const std::size_t end = lower.rfind(".csv:");
  return end == std::string::npos ? word : word.substr(end + 5);
}

Result<evaluation::Feature> of_table(Study& study, const std::string& word) {
  const std::size_t end = lower_case(word).rfind(".csv") + 4;
  auto read =
      io::read_population(word.substr(0, end), end < word.size() ? word.substr(end + 1) : "",
                          study.areas().codes, true);
  if (!read) return wrong(read.error());
  for (table::InputFile& file : read->files) study.areas_read.files.push_back(std::move(file));
  return evaluation::Feature{read->column, std::move(read->people)};
}

// The areas once more: what is read of them beside their shapes is asked for by name.
Result<evaluation::Feature> of_column(const Study& study, const AreasRequest& request,
                                      const std::string& word) {
  AreasRequest again;
  again.dataset = request.dataset;
  again.id_column = request.id_column;
  again.name_column = request.name_column;
  again.expected = word;
  const auto source = area_source(again);
  if (!source) return fail(source.error());
  const auto read = io::read_areas(*source);
  if (!read) {
    Error error = read.error();
    const std::string asked = "--expected: ";
    if (error.message.starts_with(asked)) error.message.erase(0, asked.size());
    return wrong(std::move(error));
  }
  std::map<std::string, double> by_code;
  for (std::size_t i = 0; i < read->areas.size(); ++i) {
    by_code[read->areas.codes[i]] = read->expected.counts[i];
  }
  evaluation::Feature feature{word, {}};
  for (const std::string& code : study.areas().codes) {
    const auto at = by_code.find(code);
    feature.values.push_back(at == by_code.end() ? undefined : at->second);
  }
  return feature;
}

}  // namespace

Result<std::vector<evaluation::Feature>> given_features(Study& study, const AreasRequest& request,
                                                        const std::vector<std::string>& words) {
  std::vector<evaluation::Feature> features;
  for (const std::string& word : words) {
    const bool is_table = lower_case(word).find(".csv") != std::string::npos;
    auto feature = is_table ? of_table(study, word) : of_column(study, request, word);
    if (!feature) return fail(feature.error());
    if (std::ranges::find(features, feature->name, &evaluation::Feature::name) != features.end()) {
      return wrong({ErrorCode::usage, fmt::format("{} is asked for twice", name_of(word))});
    }
    features.push_back(std::move(*feature));
  }
  return features;
}

}  // namespace hotward::analyses
