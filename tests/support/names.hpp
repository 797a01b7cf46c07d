// check_names: a table of names gives each of its values back, and no name or value is there twice.
#pragma once

#include <cstddef>

#include "engine/core/names.hpp"
#include "tests/support/catch.hpp"

namespace hotward {

template <class Value, std::size_t n>
void check_names(const Names<Value, n>& names) {
  for (const auto& [value, name] : names) {
    INFO(name);
    CHECK_FALSE(name.empty());
    CHECK(name_of(names, value) == name);
    CHECK(value_of(names, name) == value);
  }
  CHECK_FALSE(value_of(names, "no such name").has_value());
}

}  // namespace hotward
