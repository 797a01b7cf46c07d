#include "engine/report/xml.hpp"

#include "engine/core/check.hpp"
#include "engine/core/utf8.hpp"

namespace hotward::report {
namespace {

bool xml_can_hold(const Utf8Character& c) {
  if (!c.valid) return false;
  if (c.code_point < 0x20) return c.code_point == '\t' || c.code_point == '\n';
  return c.code_point != 0x7F && c.code_point != 0xFFFE && c.code_point != 0xFFFF;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    const std::string_view bytes = text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
    if (!xml_can_hold(c)) {
      out += replacement_character;
    } else if (bytes == "&") {
      out += "&amp;";
    } else if (bytes == "<") {
      out += "&lt;";
    } else if (bytes == ">") {
      out += "&gt;";
    } else if (bytes == "\"") {
      out += "&quot;";
    } else if (bytes == "'") {
      out += "&apos;";
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string without_expressions(std::string text) {
  for (auto at = text.find("[%"); at != std::string::npos; at = text.find("[%", at)) {
    text.insert(at + 1, " ");
  }
  return text;
}

void XmlWriter::start(std::string_view tag, const Attributes& attributes) {
  out_.append(2 * open_.size(), ' ');
  out_ += '<';
  out_ += tag;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    out_ += xml_escaped(without_expressions(value));
    out_ += '"';
  }
}

void XmlWriter::open(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  out_ += ">\n";
  open_.emplace_back(tag);
}

void XmlWriter::open_as(std::string_view tag, std::string_view attributes) {
  start(tag, {});
  out_ += attributes;
  out_ += ">\n";
  open_.emplace_back(tag);
}

void XmlWriter::close() {
  HOTWARD_EXPECTS(!open_.empty());
  const std::string tag = open_.back();
  open_.pop_back();
  out_.append(2 * open_.size(), ' ');
  out_ += "</" + tag + ">\n";
}

void XmlWriter::empty(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  out_ += "/>\n";
}

void XmlWriter::text(std::string_view tag, std::string_view content, const Attributes& attributes) {
  evaluated(tag, without_expressions(std::string(content)), attributes);
}

void XmlWriter::evaluated(std::string_view tag, std::string_view content,
                          const Attributes& attributes) {
  start(tag, attributes);
  out_ += '>';
  out_ += xml_escaped(content);
  out_ += "</";
  out_ += tag;
  out_ += ">\n";
}

void XmlWriter::option(std::string_view name, std::string value, std::string_view type) {
  empty("Option",
        {{"name", std::string(name)}, {"type", std::string(type)}, {"value", std::move(value)}});
}

std::string XmlWriter::take() {
  HOTWARD_EXPECTS(open_.empty());
  return std::move(out_);
}

}  // namespace hotward::report
