// Result<T>: a value, or the Error that gives the reason why there is none.
//
//   const auto areas = read_areas(source);
//   if (!areas) return fail(areas.error());
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "engine/core/error.hpp"

namespace hotward {

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace hotward
