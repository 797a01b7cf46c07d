#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {

// Large pages need a right there that few accounts have.
void prefer_huge_pages(void* /*begin*/, std::size_t /*bytes*/) {}

}  // namespace hotward::io
