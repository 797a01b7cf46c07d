#include "engine/report/picture_data.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace hotward::report {
namespace {

constexpr std::string_view png_signature = "\x89PNG\r\n\x1A\n";
constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_png(std::string_view bytes) {
  return bytes.starts_with(png_signature) && bytes.size() > 24 && bytes.substr(12, 4) == "IHDR";
}

void skip(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
}

// The first element is <svg>, behind declarations and remarks.
bool is_svg(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at);
    if (text.starts_with("<?")) {
      skip(text, "?>");
    } else if (text.starts_with("<!--")) {
      skip(text, "-->");
    } else if (text.starts_with("<!")) {
      skip(text, ">");
    } else {
      constexpr std::string_view element = "<svg";
      return text.starts_with(element) && text.size() > element.size() &&
             std::string_view(" \t\r\n>/").find(text[element.size()]) != std::string_view::npos &&
             text.find("</svg>") != std::string_view::npos;
    }
  }
  return false;
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t held = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      const auto byte = k < held ? static_cast<unsigned char>(bytes[i + k]) : 0U;
      group = group << 8U | byte;
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= held ? base64_letters[group >> (18U - 6U * k) & 63U] : '=';
    }
  }
  return out;
}

Result<std::string> picture_uri(std::string_view bytes, const std::string& name) {
  const bool png = is_png(bytes);
  if (!png && !is_svg(bytes)) {
    return fail(ErrorCode::wrong_format, name + ": neither a PNG nor an SVG picture");
  }
  if (bytes.size() > most_picture_bytes) {
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: a picture of {} KiB; at most {} go into a page", name,
                            bytes.size() / 1024, most_picture_bytes / 1024));
  }
  return fmt::format("data:image/{};base64,{}", png ? "png" : "svg+xml", base64(bytes));
}

}  // namespace hotward::report
