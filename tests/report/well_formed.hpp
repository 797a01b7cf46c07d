// well_formed: says what is wrong with an XML text, so far as QML and project files use XML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hotward::report {

namespace detail {

inline bool good_references(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    bool known = false;
    for (const std::string_view name : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}) {
      known = known || text.substr(at, name.size()) == name;
    }
    if (!known) return false;
  }
  return true;
}

/// The attributes of one tag: name="value", each name once.
inline bool good_attributes(std::string_view text) {
  std::vector<std::string_view> names;
  while (!text.empty()) {
    if (text.front() != ' ') return false;
    const std::size_t equals = text.find("=\"");
    if (equals == std::string_view::npos) return false;
    const std::string_view name = text.substr(1, equals - 1);
    const std::size_t end = text.find('"', equals + 2);
    if (name.empty() || name.find(' ') != std::string_view::npos) return false;
    if (end == std::string_view::npos) return false;
    const std::string_view value = text.substr(equals + 2, end - equals - 2);
    if (value.find('<') != std::string_view::npos || !good_references(value)) return false;
    for (const std::string_view other : names) {
      if (other == name) return false;
    }
    names.push_back(name);
    text.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace detail

/// @return "" for a well-formed document with one root, else where it breaks
inline std::string well_formed_fault(std::string_view xml) {
  const std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (xml.substr(0, declaration.size()) != declaration) return "no declaration";
  xml.remove_prefix(declaration.size());
  std::vector<std::string> open;
  bool root_closed = false;
  while (!xml.empty()) {
    const std::size_t start = xml.find('<');
    const std::string_view text = xml.substr(0, start);
    if (!detail::good_references(text)) return "bad reference in text: " + std::string(text);
    const bool blank = text.find_first_not_of(" \n") == std::string_view::npos;
    if (open.empty() && !blank) return "text outside the root: " + std::string(text);
    if (start == std::string_view::npos) break;
    const std::size_t end = xml.find('>', start);
    if (end == std::string_view::npos) return "a tag that never ends";
    std::string_view tag = xml.substr(start + 1, end - start - 1);
    xml.remove_prefix(end + 1);
    if (tag.empty()) return "an empty tag";
    if (tag.front() == '/') {
      if (open.empty() || open.back() != tag.substr(1))
        return "closes wrongly: " + std::string(tag);
      open.pop_back();
      root_closed = open.empty();
      continue;
    }
    if (root_closed) return "a second root: " + std::string(tag);
    const bool closed = tag.back() == '/';
    if (closed) tag.remove_suffix(1);
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (!detail::good_attributes(tag.substr(name.size()))) return "attributes: " + std::string(tag);
    if (!closed) open.emplace_back(name);
  }
  if (!open.empty()) return "never closed: " + open.back();
  return root_closed ? "" : "no root";
}

}  // namespace hotward::report
