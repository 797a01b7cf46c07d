// Document: what a report says, before anybody decides how it looks: sections of sentences, facts,
// tables and pictures, in the order of reading. html_document.hpp draws it.
//
// Every text is plain: what draws it makes it harmless. A picture is ready-made SVG, whose texts
// were made harmless by whoever drew it.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "engine/report/shown_table.hpp"

namespace hotward::report {

/// Each line a paragraph.
struct Sentences {
  std::string text;
};

/// What a reader must know before the numbers, in a box.
struct Notice {
  std::string heading;
  std::vector<std::string> items;
};

struct ItemList {
  std::vector<std::string> items;
};

struct Fact {
  std::string label;   ///< "Per 1,000 people"
  std::string value;   ///< "21.62"
  std::string note{};  ///< "likely 21.08–22.18"
  /// The figure's name, by which a program finds the value; empty for what is no figure.
  std::string figure{};
};

struct Facts {
  std::vector<Fact> facts;
};

struct DocumentTable {
  std::string caption;
  ShownTable table;      ///< the first column of texts names each row
  std::size_t most = 0;  ///< rows shown, the first; 0: all
  bool folded = true;    ///< opened by a click, and on paper
  std::string rest{};    ///< where the rows that are not shown stand
};

struct Picture {
  std::string svg;
  std::string caption{};
  std::string words{};  ///< what it shows, where there can be no picture
};

using Block = std::variant<Sentences, Notice, ItemList, Facts, DocumentTable, Picture>;

struct Section {
  std::string id;       ///< unique, [a-z0-9_.-]: "asb.months"
  std::string heading;  //
  int level = 2;        ///< 2 or 3, as in HTML
  std::vector<Block> blocks{};
};

struct Document {
  std::string title;
  std::vector<std::string> about{};  ///< lines under the title: period, areas
  std::string author{};
  std::string logo{};        ///< a data URI, or empty
  std::string logo_words{};  ///< its text alternative
  std::string made_by{};     ///< "hotward 0.1.0"
  std::vector<Section> sections{};
  std::vector<std::string> credits{};
};

}  // namespace hotward::report
