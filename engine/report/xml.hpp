// XmlWriter: well-formed XML, indented, the same bytes every time.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotward::report {

/// QGIS evaluates "[% … %]" wherever a layout, a legend or a map tip shows text. What comes from
/// data is text and no more: every "[%" becomes "[ %".
[[nodiscard]] std::string without_expressions(std::string text);

/// Whatever is written is text to QGIS, never an expression, but for what `evaluated` is given.
class XmlWriter {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  void open(std::string_view tag, const Attributes& attributes = {});
  /// @param attributes  ready-made XML, each with a space before it: ' a="1" b="2"'
  void open_as(std::string_view tag, std::string_view attributes);
  void close();
  void empty(std::string_view tag, const Attributes& attributes = {});
  void text(std::string_view tag, std::string_view content, const Attributes& attributes = {});
  /// Content with expressions of our own between [% and %]; no text from data stands in it
  /// unescaped.
  void evaluated(std::string_view tag, std::string_view content, const Attributes& attributes = {});

  /// QGIS's way to hold a setting: <Option name= type= value=/>.
  void option(std::string_view name, std::string value, std::string_view type = "QString");

  /// Whole lines of XML made elsewhere, as they are.
  void lines(std::string_view xml) { out_ += xml; }

  /// @return what was written; every element is closed.
  [[nodiscard]] std::string take();

 private:
  void start(std::string_view tag, const Attributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace hotward::report
