// What a row's texts stand for, asked once where a text is new; and the texts that are kept.
#include <algorithm>
#include <array>
#include <cstring>

#include "engine/core/utf8.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/incidents/force_name.hpp"
#include "engine/io/incidents/incident_rows.hpp"
#include "engine/table/column.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::io {
namespace {

// An empty text that has text_padding bytes behind it.
constexpr std::array<char, text_padding + 1> no_bytes{};
constexpr std::string_view no_text(no_bytes.data(), 0);

}  // namespace

void IncidentRows::clear() {
  xs.clear();
  ys.clear();
  place.clear();
  minute.clear();
  minutes.clear();
  minute_end.clear();
  type.clear();
  types.clear();
  for (table::CodedTexts& column : kept) column.clear();
  ids.clear();
  line.clear();
  forces.clear();
  force.clear();
  row_outcomes = {};
  precision = table::TimePrecision::none;
  seen = {};
  tallied = {};
  orders = {};
  left_out.clear();
  texts_not_utf8 = 0;
  faults.clear();
  lines = 0;
}

void RowDecoder::read_time(std::string_view field, Time& time) {
  if (time.asked) return;
  time.asked = true;
  const std::string_view text = trimmed(unquoted(field, scratch_));
  time.empty = is_unknown(text) || is_placeholder_date(text);
  const IncidentLayout& layout = rules_->layout;
  if (!layout.date_order_known) out_->orders.add(order_shown(text), text);
  const auto read = parse_time(text, layout.dates);
  if (!read) return;
  time.sound = true;
  time.empty = false;
  time.wanted = !rules_->period || rules_->period->holds(read->minute);
  time.precision = read->precision;
  time.minute = read->minute;
  time.month = tally_.month_number(table::month_of(read->minute));
  time.code = static_cast<std::uint32_t>(out_->minutes.size());
  out_->minutes.push_back(read->minute);
}

std::uint32_t RowDecoder::read_force(std::string_view field) {
  const std::string name = force_name(unquoted(field, scratch_));
  const auto known = std::find(out_->forces.begin(), out_->forces.end(), name);
  const auto number = static_cast<std::uint32_t>(known - out_->forces.begin());
  if (known == out_->forces.end()) out_->forces.push_back(name);
  return number;
}

void RowDecoder::read_type(std::string_view field, Type& type) {
  const std::string text = text_of(field);
  type.asked = true;
  type.code = static_cast<std::uint32_t>(out_->types.size());
  out_->types.push_back(type_in(text));
  const std::string key = table::type_key(out_->types.back());
  type_hashes_.push_back(hash_id(key).first);
  out_->left_out.push_back(0);
  const auto& wanted = rules_->types;
  type.wanted = wanted.empty() || std::find(wanted.begin(), wanted.end(), key) != wanted.end();
}

// A row is another's repeat where id, place, time and type agree: a number that Excel has rounded,
// or a text that stands for none, agrees on rows that have nothing else in common.
IdHash RowDecoder::identity_of(std::string_view id, std::size_t located) const {
  IdHash hash = hash_id(id);
  const std::uint32_t place = out_->place[located];
  hash.add(out_->xs[place]);
  hash.add(out_->ys[place]);
  if (time_ != none) {
    hash.add(static_cast<std::uint64_t>(out_->minutes[out_->minute[located]]));
  }
  if (type_ != none) hash.add(type_hashes_[out_->type[located]]);
  return hash;
}

void RowDecoder::keep(const CsvRow& row, std::size_t located) {
  if (id_ != none) {
    const std::string_view id = trimmed(unquoted(row.field(id_), scratch_));
    out_->ids.push_back(names_nobody(id) ? no_id : identity_of(id, located));
  }
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::size_t column = rules_->kept[k];
    const std::string_view field = column == no_column ? no_text : row.field(column);
    table::CodedTexts& kept = out_->kept[k];
    auto number = static_cast<std::uint32_t>(kept.texts.size());
    bool is_new = true;
    if (!kept_[k].differ) {
      const auto found = kept_[k].numbers.number(field);
      number = found.number;
      is_new = found.is_new;
      constexpr std::size_t enough = 1024;
      kept_[k].differ = is_new && kept.size() > enough && 2 * kept.texts.size() > kept.size();
    }
    if (is_new) keep_text(field, kept.texts);
    kept.codes.push_back(number);
  }
}

void RowDecoder::keep_text(std::string_view field, table::TextList& texts) {
  if (rules_->nulls && field.empty()) return texts.push_back(table::null_text);
  const std::string_view text = trimmed(unquoted(field, scratch_));
  if (is_clean_utf8(text)) return texts.push_back(text);
  texts.push_back(text_of(field));
}

std::string RowDecoder::text_of(std::string_view field) {
  bool changed = false;
  std::string text = as_utf8(trimmed(unquoted(field, scratch_)), changed);
  if (changed) ++out_->texts_not_utf8;
  return text;
}

void keep_used_places(IncidentRows& rows) {
  constexpr std::uint32_t unused = UINT32_MAX;
  std::vector<std::uint32_t> number(rows.xs.size(), unused);
  std::vector<double> xs;
  std::vector<double> ys;
  for (std::uint32_t& place : rows.place) {
    if (number[place] == unused) {
      number[place] = static_cast<std::uint32_t>(xs.size());
      xs.push_back(rows.xs[place]);
      ys.push_back(rows.ys[place]);
    }
    place = number[place];
  }
  rows.xs = std::move(xs);
  rows.ys = std::move(ys);
}

}  // namespace hotward::io
