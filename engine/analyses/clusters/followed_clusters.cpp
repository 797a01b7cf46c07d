#include "engine/analyses/clusters/followed_clusters.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/io/areas/read_areas.hpp"
#include "engine/methods/cluster/follow.hpp"
#include "engine/report/chance_words.hpp"

namespace hotward::analyses {
namespace {

using cluster::Change;

struct LastClusters {
  std::vector<cluster::LastCluster> clusters;
  std::int64_t highest = 0;  // number ever given, where the layer says it
  std::vector<table::InputFile> files;
};

struct NumberedClusters {
  io::AreasRead read;
  bool has_highest;  // in place of names
};

// A layer that was followed itself has numbers over time; another has those of its clusters.
Result<NumberedClusters> read_numbered(const std::string& last) {
  auto read =
      io::read_areas({.dataset = last, .id_column = "track_id", .name_column = "track_max"});
  if (read) return NumberedClusters{std::move(*read), true};
  for (const char* column : {"track_id", "cluster_id"}) {
    if (read.error().code != ErrorCode::missing_column) break;
    read = io::read_areas({.dataset = last, .id_column = column});
    if (read) return NumberedClusters{std::move(*read), false};
  }
  return fail(read.error());
}

Result<std::int64_t> number_of(const std::string& text, const std::string& last) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= 1) return number;
  return fail(ErrorCode::bad_value,
              fmt::format("--follow {}: '{}' is no number of a cluster", last, text));
}

Result<LastClusters> read_last(const std::string& last) {
  auto numbered = read_numbered(last);
  if (!numbered && numbered.error().code == ErrorCode::no_data) return LastClusters{};
  if (!numbered) return fail(numbered.error().code, "--follow " + numbered.error().message);
  const table::Areas& areas = numbered->read.areas;
  LastClusters result{{}, 0, numbered->read.files};
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto number = number_of(areas.codes[i], last);
    if (!number) return fail(number.error());
    result.clusters.push_back({*number, areas.shapes[i]});
    if (!numbered->has_highest) continue;
    const auto highest = number_of(areas.names[i], last);
    if (!highest) return fail(highest.error());
    result.highest = std::max(result.highest, *highest);
  }
  return result;
}

std::string numbers_text(const std::vector<std::int64_t>& numbers) {
  return fmt::format("{}", fmt::join(numbers, " "));
}

// "2 continued, 1 new; gone: 5 and 6."
std::string follow_text(const cluster::Followed& followed, const std::string& last) {
  std::string text;
  for (const auto& [change, name] : cluster::change_names) {
    const auto number = std::ranges::count(followed.change, change);
    if (number > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, name);
  }
  if (text.empty()) text = "none is left";
  if (!followed.gone.empty()) {
    std::vector<std::string> gone;
    for (const std::int64_t track : followed.gone) gone.push_back(std::to_string(track));
    constexpr std::size_t most_named = 12;
    text += "; gone: " + report::list_words(gone, most_named);
  }
  return fmt::format("Beside {}: {}. Track numbers stay the same over time.\n", last, text);
}

Json follow_json(const cluster::Followed& followed) {
  Json json;
  for (const auto& [change, name] : cluster::change_names) {
    json[std::string(name)] = std::ranges::count(followed.change, change);
  }
  json["gone"] = followed.gone;
  return json;
}

}  // namespace

Result<void> add_followed(Study& study, const std::string& last, Findings& findings) {
  auto before = read_last(last);
  if (!before) return fail(before.error());
  for (table::InputFile& file : before->files) study.provenance.inputs.push_back(std::move(file));
  table::Layer& layer = findings.layers.front();
  const auto followed = cluster::follow(
      before->clusters, std::get<table::Layer::Shapes>(layer.geometry).kept(), before->highest);
  if (before->clusters.empty()) {
    findings.warn_of_number(fmt::format(
        "{} has no cluster, so track numbers begin at 1 again; follow the last layer that has one",
        last));
  }
  table::Column::Texts change, from;
  for (std::size_t i = 0; i < followed.track.size(); ++i) {
    change.emplace_back(name_of(cluster::change_names, followed.change[i]));
    from.push_back(numbers_text(followed.from[i]));
  }
  const table::Column::Integers highest(layer.size(), followed.highest);
  const std::pair<table::Column, const char*> added[] = {
      {{"track_id", "", "its number over time", followed.track}, "Track"},
      {{"change", "", "what became of it since last time", change}, "Change"},
      {{"from_ids", "", "the track numbers of last time that it is made of", from}, "From"},
      {{"track_max", "", "the highest track number that was ever given", highest}, "Highest"}};
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < layer.size(); ++i) order.push_back(i);
  for (const auto& [column, heading] : added) {
    findings.discloses.emplace_back(column.name, Discloses::nothing);
    report::PlainColumn shown = report::plain_column(column, heading, order);
    shown.name = column.name;
    if (column.name == "track_max") shown.drop = report::only_asked;
    findings.tables.front().columns.push_back(std::move(shown));
    layer.columns.push_back(column);
  }
  findings.summary["follow"] = follow_json(followed);
  findings.text += follow_text(followed, last);
  return {};
}

}  // namespace hotward::analyses
