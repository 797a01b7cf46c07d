#include "engine/analyses/peers/peer_group.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"
#include "engine/io/areas/code_table.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/text_file.hpp"

namespace hotward::analyses {
namespace {

std::vector<std::size_t> areas_called(const table::Areas& areas, const std::string& word) {
  auto found = same_names(areas.codes, word);
  return found.empty() ? same_names(areas.names, word) : found;
}

std::vector<std::string> parted(const std::string& words) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t comma = std::min(words.find(',', at), words.size());
    parts.push_back(words.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

// A name may hold a comma ("Bristol, City of"): the longest run of parts that is a name is one.
Result<std::set<std::size_t>> areas_listed(const table::Areas& areas, const std::string& words) {
  const std::vector<std::string> parts = parted(words);
  std::set<std::size_t> chosen;
  for (std::size_t first = 0; first < parts.size();) {
    std::size_t behind = parts.size();
    std::string name;
    for (; behind > first + 1; --behind) {
      name = fmt::format("{}", fmt::join(parts.begin() + static_cast<std::ptrdiff_t>(first),
                                         parts.begin() + static_cast<std::ptrdiff_t>(behind), ","));
      if (areas_called(areas, name).size() == 1) break;
    }
    if (behind == first + 1) name = parts[first];
    const auto area = area_named(areas, name, "--group");
    if (!area) return fail(area.error());
    chosen.insert(*area);
    first = behind;
  }
  return chosen;
}

// A file of one column, which is no table to others: a name on each line.
Result<std::vector<std::string>> lines_of(const std::string& file) {
  const auto text = io::read_text(file);
  if (!text) return fail(text.error());
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    std::string scratch;
    const std::string_view field = io::trimmed(std::string_view(*text).substr(at, end - at));
    lines.emplace_back(io::unquoted(field, scratch));
    at = end + 1;
  }
  if (!lines.empty() && lines.front().starts_with("\xEF\xBB\xBF")) lines.front().erase(0, 3);
  std::erase(lines, std::string());
  return lines;
}

// Every word of the column that has most areas; its heading, too, where a list has none.
Result<std::vector<std::string>> listed_in(const std::string& name, PeerCounts& peers) {
  const auto [file, column] = io::split_suffix(name);
  const auto lines = lines_of(file);
  const auto is_area = [&](const std::string& word) {
    return !areas_called(peers.areas, word).empty();
  };
  if (lines && std::ranges::count_if(*lines, is_area) > 1) {
    peers.files.push_back(io::input_file(file));
    std::vector<std::string> words = *lines;
    if (!is_area(words.front())) words.erase(words.begin());  // a heading
    return words;
  }
  auto read = io::read_code_table(file);
  if (!read) return fail(read.error());
  std::vector<std::string> best;
  std::ptrdiff_t most = 0;
  for (std::size_t c = 0; c < read->text.columns.size(); ++c) {
    const std::string& heading = read->text.columns[c];
    if (!column.empty() && same_names({&heading, 1}, column).empty()) continue;
    std::vector<std::string> words;
    for (const auto& row : read->text.rows) {
      if (!row[c].empty()) words.push_back(row[c]);
    }
    const std::ptrdiff_t known = std::ranges::count_if(words, is_area);
    if (known <= most) continue;
    most = known;
    best = std::move(words);
    if (is_area(heading)) best.push_back(heading);
  }
  if (most == 0) {
    return fail(ErrorCode::missing_column,
                fmt::format("--group {}: no column holds the areas' names or codes; there are {}",
                            name, listed(read->text.columns)));
  }
  std::ranges::move(read->files, std::back_inserter(peers.files));
  return best;
}

Result<std::set<std::size_t>> areas_in(PeerCounts& peers, const std::string& name) {
  const auto words = listed_in(name, peers);
  if (!words) return fail(words.error());
  std::set<std::size_t> chosen;
  for (const std::string& word : *words) {
    const auto area = area_named(peers.areas, word, "--group " + name + ":");
    if (!area) return fail(area.error());
    chosen.insert(*area);
  }
  return chosen;
}

}  // namespace

Result<std::size_t> area_named(const table::Areas& areas, const std::string& word,
                               const std::string& option) {
  const auto found = areas_called(areas, word);
  if (found.size() == 1) return found.front();
  return fail(ErrorCode::usage,
              fmt::format("{} {}: {}", option, word,
                          found.empty() ? "there is no area of that code or name" +
                                              did_you_mean(word, areas.names)
                                        : "several areas have that name; give the code"));
}

Result<std::vector<std::size_t>> group_named(PeerCounts& peers, const std::string& words) {
  const auto chosen = io::path_exists(io::split_suffix(words).first)
                          ? areas_in(peers, words)
                          : areas_listed(peers.areas, words);
  if (!chosen) return fail(chosen.error());
  return std::vector<std::size_t>(chosen->begin(), chosen->end());
}

PeerCounts only(const PeerCounts& peers, const std::vector<std::size_t>& chosen) {
  PeerCounts kept = peers;
  kept.areas.codes.clear();
  kept.areas.names.clear();
  kept.areas.shapes.clear();
  kept.areas.population.clear();
  kept.counts.clear();
  kept.why_none.clear();
  kept.hidden = 0;
  for (const std::size_t i : chosen) {
    kept.areas.codes.push_back(peers.areas.codes[i]);
    kept.areas.names.push_back(peers.areas.names[i]);
    if (!peers.areas.shapes.empty()) kept.areas.shapes.push_back(peers.areas.shapes[i]);
    kept.areas.population.push_back(peers.areas.population[i]);
    kept.counts.push_back(peers.counts[i]);
    kept.why_none.push_back(peers.why_none[i]);
    if (peers.why_none[i] == "hidden") ++kept.hidden;
  }
  return kept;
}

}  // namespace hotward::analyses
