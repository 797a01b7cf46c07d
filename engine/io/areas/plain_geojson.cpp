#include "engine/io/areas/plain_geojson.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/spelling.hpp"
#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

// How GDAL tells GeoJSON from other files, it looks no further than some thousand bytes.
constexpr std::size_t longest_head = 4096;

/// Goes through a JSON text. Every step says whether the text was as expected; nothing is read
/// after one that was not.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool is_at_end() {
    skip_spaces();
    return at_ == text_.size();
  }
  [[nodiscard]] char next() {
    skip_spaces();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }
  /// The text between two quotes as it stands, escapes and all.
  std::optional<std::string_view> take_string() {
    if (!take('"')) return {};
    const std::size_t begin = at_;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        return text_.substr(begin, at_++ - begin);
      }
    }
    return {};
  }
  /// A name and the colon behind it.
  std::optional<std::string_view> take_key() {
    const auto key = take_string();
    // Written with an escape it might be any name.
    if (!key || key->find('\\') != std::string_view::npos || !take(':')) return {};
    return key;
  }
  bool take_word(std::string_view word) {
    skip_spaces();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  std::optional<double> take_number();
  bool pass_value();

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
  void skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  std::size_t take_digits() {
    const std::size_t begin = at_;
    while (is_digit(here())) ++at_;
    return at_ - begin;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<double> Walk::take_number() {
  skip_spaces();
  const std::size_t begin = at_;
  if (here() == '-') ++at_;
  const bool is_zero = here() == '0';
  const std::size_t whole = take_digits();
  if (whole == 0 || (is_zero && whole > 1)) return {};
  bool is_whole = true;
  if (here() == '.') {
    ++at_;
    is_whole = false;
    if (take_digits() == 0) return {};
  }
  if (here() == 'e' || here() == 'E') {
    ++at_;
    is_whole = false;
    if (here() == '+' || here() == '-') ++at_;
    if (take_digits() == 0) return {};
  }
  const std::string_view number = text_.substr(begin, at_ - begin);
  // GDAL has whole numbers of their own: of so many digits, and a zero without a sign.
  if (is_whole && (whole > 18 || number == "-0")) return {};
  const auto value = parse_number(number);
  return value && std::isfinite(*value) ? value : std::nullopt;  // 1e999
}

// What is passed is GDAL's to judge; only where it ends must be sure.
bool Walk::pass_value() {
  std::size_t depth = 0;
  do {
    const char c = next();
    if (c == '"') {
      if (!take_string()) return false;
    } else if (c == '{' || c == '[') {
      ++at_;
      ++depth;
      continue;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return false;
      ++at_;
      --depth;
    } else if (c == ',' || c == ':') {
      if (depth == 0) return false;
      ++at_;
      continue;
    } else {
      const std::size_t begin = at_;
      while (is_digit(here()) || here() == '-' || here() == '+' || here() == '.' ||
             (here() >= 'a' && here() <= 'z') || (here() >= 'A' && here() <= 'Z')) {
        ++at_;
      }
      if (at_ == begin) return false;
    }
  } while (depth > 0);
  return true;
}

/// Calls element() for each of a list's elements; false where the list is empty or not one.
template <class Element>
bool take_list(Walk& walk, Element element) {
  if (!walk.take('[')) return false;
  do {
    if (!element()) return false;
  } while (walk.take(','));
  return walk.take(']');
}

/// Calls member(name) for each of an object's members; false where it has none or is none.
template <class Member>
bool take_object(Walk& walk, Member member) {
  if (!walk.take('{')) return false;
  do {
    const auto key = walk.take_key();
    if (!key || !member(*key)) return false;
  } while (walk.take(','));
  return walk.take('}');
}

// GDAL finds a name in any case, and of several the last.
bool in_other_letters(std::string_view key) {
  constexpr std::string_view names[] = {"type", "features", "geometry", "coordinates"};
  return std::ranges::any_of(names, [key](std::string_view name) {
    return key.size() == name.size() && key != name && lower_case(key) == name;
  });
}

class Reader {
 public:
  Reader(std::string_view text, const std::function<bool(std::size_t)>& passed)
      : text_(text), walk_(text), passed_(passed) {}

  std::optional<PlainGeoJson> read() {
    bool is_typed = false;
    bool has_features = false;
    const bool plain = take_object(walk_, [&](std::string_view key) {
      if (key == "geometry" || key == "coordinates" || in_other_letters(key)) return false;
      if (key != "features") {
        is_typed = is_typed || key == "type";
        return walk_.pass_value();
      }
      if (has_features || !is_typed || walk_.at() > longest_head) return false;
      has_features = true;
      return take_list(walk_, [&] { return take_feature(); });
    });
    if (!plain || !has_features || !walk_.is_at_end()) return {};
    result_.rest += text_.substr(copied_);
    return std::move(result_);
  }

 private:
  bool take_feature() {
    bool has_shape = false;
    const bool plain = take_object(walk_, [&](std::string_view key) {
      if (in_other_letters(key)) return false;
      if (key != "geometry") return walk_.pass_value();
      if (has_shape) return false;
      has_shape = true;
      return take_shape();
    });
    if (plain && !has_shape) result_.shapes.emplace_back();
    return plain && passed_(walk_.at());
  }

  bool take_shape() {
    geometry::MultiPolygon& shape = result_.shapes.emplace_back();
    if (walk_.next() == 'n') return walk_.take_word("null");
    result_.rest += text_.substr(copied_, walk_.at() - copied_);
    bool is_single = false;
    bool is_multiple = false;
    int depth = 0;
    const bool plain = take_object(walk_, [&](std::string_view key) {
      if (key == "type" && !is_single && !is_multiple) {
        const auto type = walk_.take_string();
        is_single = type == "Polygon";
        is_multiple = type == "MultiPolygon";
        return is_single || is_multiple;
      }
      if (key != "coordinates" || depth != 0) return false;
      depth = depth_of_list();
      if (depth == 3) return take_polygon(shape);
      return depth == 4 && take_list(walk_, [&] { return take_polygon(shape); });
    });
    if (!plain || depth != (is_single ? 3 : 4) || !(is_single || is_multiple)) return false;
    constexpr std::string_view point = "[[[0,0]]]";
    result_.rest += R"({"type":")";
    result_.rest += is_single ? "Polygon" : "MultiPolygon";
    result_.rest += R"(","coordinates":)";
    if (is_multiple) result_.rest += '[';
    result_.rest += point;
    result_.rest += is_multiple ? "]}" : "}";
    copied_ = walk_.at();
    return true;
  }

  /// How many lists begin here, one in the other; the walk stays where it is.
  [[nodiscard]] int depth_of_list() const {
    Walk ahead = walk_;
    int depth = 0;
    while (depth < 5 && ahead.take('[')) ++depth;
    return depth;
  }

  bool take_polygon(geometry::MultiPolygon& shape) {
    geometry::Polygon polygon;
    const bool plain = take_list(walk_, [&] {
      if (!take_ring()) return false;
      (polygon.outer.empty() ? polygon.outer : polygon.holes.emplace_back()) = ring_;
      return true;
    });
    shape.push_back(std::move(polygon));
    return plain;
  }

  bool take_ring() {
    ring_.clear();
    return take_list(walk_, [&] { return take_point(); }) && ring_.size() >= 4 &&
           ring_.front() == ring_.back();
  }

  // With heights GDAL's coordinate system has three axes: its own business.
  bool take_point() {
    if (!walk_.take('[')) return false;
    const auto x = walk_.take_number();
    if (!x || !walk_.take(',')) return false;
    const auto y = walk_.take_number();
    if (!y) return false;
    ring_.push_back({*x, *y});
    return walk_.take(']');
  }

  std::string_view text_;
  Walk walk_;
  const std::function<bool(std::size_t)>& passed_;
  std::size_t copied_ = 0;  // of the text, into the rest
  geometry::Ring ring_;     // the one that is being read
  PlainGeoJson result_;
};

}  // namespace

std::optional<PlainGeoJson> plain_geojson(std::string_view text,
                                          const std::function<bool(std::size_t)>& passed) {
  return Reader(text, passed).read();
}

}  // namespace hotward::io
