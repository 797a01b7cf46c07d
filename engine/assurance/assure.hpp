// Assure: do the figures of a written assessment follow from each other?
//
//   rate      count / population × 1,000, rounded as it is written
//   change    difference / the number before × 100, likewise; the difference itself
//   months    twelve of them add up to the total that is stated before them
//   shares    three or more in one sentence, or down a table, add up to 100%
//
// Beside the data (data_claims.hpp) counts, populations, rates, changes, months and the share that
// the areas with most have are compared with them, too.
//
// A figure is recomputed only where all it is made of stands near it, so what is not listed was not
// found wrong; nobody has said that it is right. Rounding is half away from zero, and both
// neighbours are accepted on a tie.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/io/files/document_text.hpp"

namespace hotward::assurance {

enum class What { rate, change, difference, months, shares, count, people, month, top };

struct Doubt {
  std::size_t line = 0;  ///< of the document
  What what = What::rate;
  std::string written;     ///< the figure as the document has it: "119.67"
  std::string recomputed;  ///< what follows: "119.66"
  std::string sentence;    ///< for people, without the line
  bool by_data = false;    ///< beside the data; else beside other figures of the document
};

struct Assured {
  std::size_t figures = 0;     ///< numbers that the document has
  std::size_t recomputed = 0;  ///< figures that could be
  std::vector<Doubt> doubts;   ///< by line
};

[[nodiscard]] Assured assure(std::span<const io::TextLine> lines);

struct DataFacts;  // data_claims.hpp
[[nodiscard]] Assured assure(std::span<const io::TextLine> lines, const DataFacts& data);

}  // namespace hotward::assurance
