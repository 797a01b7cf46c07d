// Picture data: a picture's bytes within a page, which then needs no other file.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace hotward::report {

/// A larger one would make the page too large to be sent.
inline constexpr std::size_t most_picture_bytes = std::size_t{512} << 10U;

/// "data:image/png;base64,…". What it is, the bytes decide and not the name.
/// @param name  of the file, for errors
/// @return wrong_format where it is neither PNG nor SVG, or too large.
[[nodiscard]] Result<std::string> picture_uri(std::string_view bytes, const std::string& name);

/// RFC 4648, with "=" at the end.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace hotward::report
