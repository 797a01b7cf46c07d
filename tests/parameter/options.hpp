// A list with one parameter of each kind, and of each type that a kind can have.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/parameter/parameter.hpp"
#include "tests/support/catch.hpp"

namespace hotward::parameter::options {

enum class Shape { hexagon, square };
inline constexpr Names<Shape, 2> shape_names{{{Shape::hexagon, "hex"}, {Shape::square, "square"}}};

inline Result<std::pair<int, int>> parse_pair(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) {
    return fail(ErrorCode::usage, "'" + text + "' is no pair: write 3:4");
  }
  return std::pair{std::stoi(text.substr(0, colon)), std::stoi(text.substr(colon + 1))};
}
inline std::string pair_text(const std::pair<int, int>& pair) {
  return std::to_string(pair.first) + ":" + std::to_string(pair.second);
}

// One of each kind, and of each type that a kind can have.
struct Options {
  bool raw = false;
  std::string label = "people";
  std::string nothing;
  Words types;
  Words skip;
  std::string column;
  std::string file;
  Words files;
  Shape shape = Shape::square;
  std::optional<Shape> maybe_shape;
  std::uint32_t permutations = 9999;
  std::uint64_t seed = 1;
  std::optional<std::size_t> top;
  double power = 0.25;
  std::optional<double> maybe_power;
  std::vector<double> contours{50.0, 80.0};
  double cell_m = 1500.0;
  std::optional<double> nearest_m;
  double window_days = 14.0;
  double share = 0.57;
  std::pair<int, int> pair{3, 4};
};

inline List parameters(Options& o) {
  List list("Heading");
  list.flag("raw", o.raw, "A flag");
  list.text("label", o.label, "A text");
  list.text("nothing", o.nothing, "A text without a value");
  list.texts("type", o.types, "Texts");
  list.choices("skip", o.skip, {"grid", "gi-star"}, "Some of some words");
  list.column("column", o.column, "A column");
  list.path("file", o.file, "A path");
  list.paths("files", o.files, "Paths");
  list.choice("shape", o.shape, shape_names, "One of some words");
  list.choice("maybe-shape", o.maybe_shape, shape_names, "One of some words, or none");
  list.whole("permutations", o.permutations, "A number of 32 bits").above(0.0);
  list.whole("seed", o.seed, "A number of 64 bits");
  list.whole("top", o.top, "A whole number, or none");
  list.number("power", o.power, "A number").from_to(-1.0, 1.0);
  list.number("maybe-power", o.maybe_power, "A number, or none");
  list.numbers("contours", o.contours, "Numbers").comma_separated().from_to(0.0, 100.0);
  list.length("cell", o.cell_m, "A length").above(0.0).up_to(20000.0);
  list.length("nearest", o.nearest_m, "A length, or none");
  list.days("window", o.window_days, "Days").from_to(1.0, 365.0);
  list.share("share", o.share, "A share").above(0.0).up_to(0.75);
  list.spec<std::pair<int, int>>("pair", o.pair, parse_pair, pair_text, "A language of its own");
  return list;
}

// What set() says of it; empty where it takes it.
inline std::string fault(List& list, const std::string& name, const Words& words) {
  const auto taken = set(list, name, words);
  if (taken) return {};
  CHECK(taken.error().code == ErrorCode::usage);
  CHECK(taken.error().parameter == name);
  return taken.error().message;
}

// Values for each kind, as a user could give them.
inline Words random_words(const Parameter& p, std::mt19937_64& random) {
  const auto whole = [&](std::uint64_t most) { return std::to_string(random() % most + 1); };
  const auto decimal = [&](double least, double most) {
    const double share = static_cast<double>(random() >> 11U) * 0x1p-53;
    return fmt::format("{}", least + share * (most - least));
  };
  switch (p.kind) {
    case Kind::flag:
      return {random() % 2 == 0 ? "true" : "false"};
    case Kind::choice:
      return {p.choices[random() % p.choices.size()]};
    case Kind::whole:
      return {whole(1000000)};
    case Kind::number:
      return {decimal(0.0, 1.0)};
    case Kind::length:
      return {decimal(0.001, 19.999) + (random() % 2 == 0 ? "km" : "m")};
    case Kind::days:
      return {decimal(1.0, 50.0) + (random() % 2 == 0 ? "d" : "w")};
    case Kind::share:
      return {decimal(0.001, 74.0) + "%"};
    case Kind::spec:
      return {whole(99) + ":" + whole(99)};
    default:
      return {"a word " + whole(1000)};
  }
}

}  // namespace hotward::parameter::options
