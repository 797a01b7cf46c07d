#include "engine/weights/gal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/counted.hpp"

namespace hotward::weights {
namespace {

constexpr std::string_view white = " \t\r\n";

/// Takes the next word off the text; empty at its end.
/// @param lines  grows by the line ends before the word
std::string_view next_word(std::string_view& text, std::size_t& lines) {
  const std::size_t first = std::min(text.find_first_not_of(white), text.size());
  if (first == text.size()) {
    text = {};
    return {};
  }
  lines += static_cast<std::size_t>(std::ranges::count(text.substr(0, first), '\n'));
  const std::size_t last = std::min(text.find_first_of(white, first), text.size());
  const std::string_view word = text.substr(first, last - first);
  text.remove_prefix(last);
  return word;
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::optional<std::size_t> whole_number(std::string_view word) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::optional<double> number(std::string_view word) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(std::string_view text, std::span<const std::string> ids, std::string_view format)
      : text_(text), format_(format), site_count_(ids.size()) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool distinct = sites_.emplace(ids[i], static_cast<Site>(i)).second;
      HOTWARD_EXPECTS(distinct);
    }
  }

  Result<void> header() {
    std::string_view line = next_line(text_);
    const auto first = whole_number(next_word(line, line_));
    const auto second = whole_number(next_word(line, line_));
    const auto count = second ? second : first;
    if (!count || (second && *first != 0)) {
      return wrong("its first line does not say how many sites it has");
    }
    if (*count != site_count_) {
      return wrong(fmt::format("it has {}, the layer {}", counted(*count, "site"), site_count_));
    }
    ++line_;
    return {};
  }

  [[nodiscard]] bool at_end() const {
    return text_.find_first_not_of(white) == std::string_view::npos;
  }
  std::string_view word() { return next_word(text_, line_); }

  Result<Site> site() {
    const std::string_view id = word();
    if (id.empty()) return wrong("it ends in the middle of a site");
    const auto found = sites_.find(id);
    if (found == sites_.end()) {
      return bad(fmt::format("name the site '{}', which the layer has not", id));
    }
    return found->second;
  }

  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& why) const {
    return fail(ErrorCode::wrong_format,
                fmt::format("line {}: not a {} file: {}", line_, format_, why));
  }
  [[nodiscard]] tl::unexpected<Error> bad(const std::string& what) const {
    return fail(ErrorCode::bad_value, fmt::format("line {}: {} weights {}", line_, format_, what));
  }

 private:
  std::string_view text_;
  std::string_view format_;
  std::size_t line_ = 1;  // of the last word
  std::size_t site_count_;
  std::map<std::string_view, Site> sites_;
};

Result<void> check_distinct(std::vector<std::vector<Link>>& rows, std::span<const std::string> ids,
                            std::string_view format) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::sort(rows[i], {}, &Link::site);
    const auto twice = std::ranges::adjacent_find(rows[i], {}, &Link::site);
    if (twice != rows[i].end()) {
      return fail(ErrorCode::bad_value, fmt::format("{} weights link '{}' to '{}' twice", format,
                                                    ids[i], ids[twice->site]));
    }
  }
  return {};
}

std::string first_line(const SpatialWeights& weights, const WeightsHeader& header) {
  return fmt::format("0 {} {} {}\n", weights.site_count(), header.layer, header.id_name);
}

}  // namespace

Result<SpatialWeights> parse_gal(std::string_view text, std::span<const std::string> ids) {
  Reader reader(text, ids, "GAL");
  if (const auto header = reader.header(); !header) return fail(header.error());
  std::vector<std::vector<Link>> rows(ids.size());
  std::vector<bool> seen(ids.size());
  while (!reader.at_end()) {
    const auto from = reader.site();
    if (!from) return fail(from.error());
    if (seen[*from]) {
      return reader.bad(fmt::format("list the site '{}' twice", ids[*from]));
    }
    seen[*from] = true;
    const std::string_view word = reader.word();
    const auto count = whole_number(word);
    if (!count) {
      return reader.wrong(
          fmt::format("'{}' is not the number of neighbours of '{}'", word, ids[*from]));
    }
    for (std::size_t k = 0; k < *count; ++k) {
      const auto to = reader.site();
      if (!to) return fail(to.error());
      rows[*from].push_back({*to, 1.0});
    }
  }
  if (const auto distinct = check_distinct(rows, ids, "GAL"); !distinct) {
    return fail(distinct.error());
  }
  return binary(weighted(rows));
}

Result<SpatialWeights> parse_gwt(std::string_view text, std::span<const std::string> ids) {
  Reader reader(text, ids, "GWT");
  if (const auto header = reader.header(); !header) return fail(header.error());
  std::vector<std::vector<Link>> rows(ids.size());
  while (!reader.at_end()) {
    const auto from = reader.site();
    if (!from) return fail(from.error());
    const auto to = reader.site();
    if (!to) return fail(to.error());
    const std::string_view word = reader.word();
    const auto weight = number(word);
    if (!weight || !std::isfinite(*weight)) {
      return reader.wrong(
          fmt::format("'{}' is not the weight of '{}' to '{}'", word, ids[*from], ids[*to]));
    }
    if (*weight < 0.0) {
      return reader.bad(
          fmt::format("give '{}' to '{}' {}, below 0", ids[*from], ids[*to], *weight));
    }
    if (*weight > 0.0) rows[*from].push_back({*to, *weight});
  }
  if (const auto distinct = check_distinct(rows, ids, "GWT"); !distinct) {
    return fail(distinct.error());
  }
  return weighted(rows);
}

std::string format_gal(const SpatialWeights& weights, std::span<const std::string> ids,
                       const WeightsHeader& header) {
  HOTWARD_EXPECTS(ids.size() == weights.site_count());
  std::string text = first_line(weights, header);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto sites = weights.neighbours(i);
    fmt::format_to(std::back_inserter(text), "{} {}\n", ids[i], sites.size());
    for (std::size_t k = 0; k < sites.size(); ++k) {
      if (k > 0) text += ' ';
      text += ids[sites[k]];
    }
    text += '\n';
  }
  return text;
}

std::string format_gwt(const SpatialWeights& weights, std::span<const std::string> ids,
                       const WeightsHeader& header) {
  HOTWARD_EXPECTS(ids.size() == weights.site_count());
  std::string text = first_line(weights, header);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (const auto [site, weight] : weights.row(i)) {
      fmt::format_to(std::back_inserter(text), "{} {} {}\n", ids[i], ids[site], weight);
    }
  }
  return text;
}

}  // namespace hotward::weights
