// huge_pages: large tables on large pages, where the system offers them on request.
//
// A table of 100 MB is 25,000 pages of 4 KiB, each a fault when it is first touched; on pages of 2
// MiB it is 50, and random look-ups miss the translation cache less often. Only a hint: without it
// everything is the same, slower.
#pragma once

#include <cstddef>
#include <vector>

namespace hotward::io {

/// @param begin  of memory that is about to be written for the first time
void prefer_huge_pages(void* begin, std::size_t bytes);

/// Makes room for `count` elements in all, on huge pages where that is much.
template <class T>
void reserve_large(std::vector<T>& values, std::size_t count) {
  if (count <= values.capacity()) return;
  values.reserve(count);
  prefer_huge_pages(values.data() + values.size(), (count - values.size()) * sizeof(T));
}

}  // namespace hotward::io
