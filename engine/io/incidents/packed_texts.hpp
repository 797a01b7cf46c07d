// Packed texts: the texts and codes of a column in as few bytes as it takes little time to write.
//
//   sizes   one for all texts where all are as long, else one each
//   texts   one behind the other; of hexadecimal digits alone, as the ids of incidents are, two
//           digits in a byte
//   codes   in 1, 2 or 4 bytes each, or none where every row has a text of its own
//
// Only for this room's files.
#pragma once

#include <string>
#include <string_view>

#include "engine/table/coded_texts.hpp"

namespace hotward::io {

/// Adds a column to what is packed. @param rows  as many codes as are packed
void pack(const table::CodedTexts& column, std::size_t rows, std::string& packed);

/// Takes a column from the front. @return false where it is not all there
[[nodiscard]] bool unpack(std::string_view& packed, std::size_t rows, table::CodedTexts& column);

}  // namespace hotward::io
