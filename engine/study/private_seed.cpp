#include "engine/study/private_seed.hpp"

#include <cmath>
#include <string_view>
#include <vector>

namespace hotward {
namespace {

// The finaliser of SplitMix64: every bit of x changes half of those that come out.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

std::uint64_t mixed(std::uint64_t one, std::uint64_t other) { return mixed(mixed(one) + other); }

std::uint64_t of_text(std::string_view text) {
  std::uint64_t sum = text.size();
  for (const char c : text) sum = mixed(sum, static_cast<unsigned char>(c));
  return sum;
}

// Whole metres: another version of PROJ may differ in the last digits.
std::uint64_t of_point(const geometry::Point& at) {
  return mixed(static_cast<std::uint64_t>(std::llround(at.x)),
               static_cast<std::uint64_t>(std::llround(at.y)));
}

}  // namespace

std::uint64_t private_seed(const table::Incidents& incidents) {
  std::vector<std::uint64_t> places;
  for (const geometry::Point& at : incidents.places.at) places.push_back(of_point(at));
  // By their names: codes are given in the order of the rows.
  std::vector<std::uint64_t> types;
  for (std::size_t code = 0; code < incidents.types.size(); ++code) {
    types.push_back(of_text(incidents.types.text(static_cast<table::Dictionary::Code>(code))));
  }
  std::uint64_t sum = incidents.size();
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    std::uint64_t one = places[incidents.place[i]];
    if (!incidents.minute.empty()) {
      one = mixed(one, static_cast<std::uint64_t>(incidents.minute[i]));
    }
    if (!incidents.type.empty()) one = mixed(one, types[incidents.type[i]]);
    sum += mixed(one);
  }
  return mixed(sum);
}

}  // namespace hotward
