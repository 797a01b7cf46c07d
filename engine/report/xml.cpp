#include "engine/report/xml.hpp"

#include "engine/core/check.hpp"
#include "engine/core/xml_text.hpp"

namespace hotward::report {

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
