#include "engine/io/sample/read_recipe.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/io/files/read_toml.hpp"
#include "engine/io/files/text_file.hpp"

namespace hotward::io {
namespace {

/// The first fault found; later ones would often follow from it.
class Fault {
 public:
  explicit Fault(std::string file) : file_(std::move(file)) {}

  void at(std::size_t line, std::string_view what) {
    if (!error_) error_ = fmt::format("{}:{}: {}", file_, line, what);
  }
  [[nodiscard]] const std::optional<std::string>& error() const { return error_; }

 private:
  std::string file_;
  std::optional<std::string> error_;
};

bool read_value(const TomlValue& value, std::string& into) {
  const auto* text = value.as<std::string>();
  if (text != nullptr) into = *text;
  return text != nullptr;
}

bool read_value(const TomlValue& value, double& into) {
  const auto* number = value.as<double>();
  const auto* whole = value.as<std::int64_t>();
  if (number == nullptr && whole == nullptr) return false;
  into = number != nullptr ? *number : static_cast<double>(*whole);
  return true;
}

template <class T>
requires std::is_unsigned_v<T>
bool read_value(const TomlValue& value, T& into) {
  const auto* whole = value.as<std::int64_t>();
  if (whole == nullptr || !std::in_range<T>(*whole)) return false;
  into = static_cast<T>(*whole);
  return true;
}

// ["River", 705]
bool read_value(const TomlValue& value, table::SampleShare& into) {
  const auto* pair = value.as<TomlList>();
  return pair != nullptr && pair->size() == 2 && read_value((*pair)[0], into.name) &&
         read_value((*pair)[1], into.weight);
}

template <class T>
bool read_value(const TomlValue& value, std::vector<T>& into) {
  const auto* list = value.as<TomlList>();
  if (list == nullptr) return false;
  into.clear();
  for (const TomlValue& element : *list) {
    if (!read_value(element, into.emplace_back())) return false;
  }
  return true;
}

// [x, y, x, y] of the south-west and the north-east corner.
bool read_value(const TomlValue& value, geometry::Box& into) {
  std::vector<double> corners;
  if (!read_value(value, corners) || corners.size() != 4) return false;
  into = {{corners[0], corners[1]}, {corners[2], corners[3]}};
  return true;
}

/// Reads the keys of one TOML table, and knows at its end which were never asked for.
class Keys {
 public:
  Keys(const TomlTable& table, std::size_t line, Fault& fault)
      : table_(table), line_(line), fault_(fault) {}

  enum Need { optional, required };

  template <class T>
  void read(std::string_view key, T& into, Need need = optional) {
    if (const TomlValue* value = asked(key, need); value != nullptr && !read_value(*value, into)) {
      fault_.at(value->line, fmt::format("{}: not the kind of value that belongs here", key));
    }
  }

  /// Calls body(Keys&) for the table, or for each table of the array, that stands under `key`.
  template <class Body>
  void each(std::string_view key, Body body) {
    const TomlValue* value = asked(key, optional);
    if (value == nullptr) return;
    const auto* list = value->as<TomlList>();
    if (list == nullptr) return within(*value, key, body);
    for (const TomlValue& element : *list) within(element, key, body);
  }

  void refuse_others() {
    for (const auto& [key, value] : table_) {
      if (!seen_.contains(key)) fault_.at(value.line, fmt::format("unknown key '{}'", key));
    }
  }

  void fault(std::string_view key, std::string_view what) {
    const TomlValue* value = find(table_, key);
    fault_.at(value == nullptr ? line_ : value->line, fmt::format("{}: {}", key, what));
  }

 private:
  const TomlValue* asked(std::string_view key, Need need) {
    seen_.emplace(key);
    const TomlValue* value = find(table_, key);
    if (value == nullptr && need == required) fault_.at(line_, fmt::format("no key '{}'", key));
    return value;
  }

  template <class Body>
  void within(const TomlValue& value, std::string_view key, Body body) {
    const auto* table = value.as<TomlTable>();
    if (table == nullptr) return fault_.at(value.line, fmt::format("{}: not a table", key));
    Keys keys(*table, value.line, fault_);
    body(keys);
    keys.refuse_others();
  }

  const TomlTable& table_;
  std::size_t line_;
  Fault& fault_;
  std::set<std::string, std::less<>> seen_;
};

void read_period(Keys& keys, table::Period& period) {
  std::string from;
  std::string to;
  keys.read("from", from, Keys::required);
  keys.read("to", to, Keys::required);
  const auto first = table::parse_period(from);
  const auto last = table::parse_period(to);
  if (!first) return keys.fault("from", fmt::format("'{}' is no month", from));
  if (!last) return keys.fault("to", fmt::format("'{}' is no month", to));
  period = {first->first, last->last};
}

void read_batch(Keys& keys, table::SampleBatch& batch) {
  keys.read("title", batch.title, Keys::required);
  read_period(keys, batch.period);
  keys.read("total", batch.total, Keys::required);
  keys.read("months", batch.months, Keys::required);
  keys.each("kinds", [&](Keys& kind) {
    table::SampleKind& made = batch.kinds.emplace_back();
    kind.read("type", made.type, Keys::required);
    kind.read("context", made.context);
    kind.read("weight", made.weight, Keys::required);
    kind.read("gathering", made.gathering);
  });
  keys.read("leading_share", batch.leading_share);
  keys.read("leading", batch.leading);
  keys.read("factors", batch.factors);
  keys.read("elsewhere_share", batch.elsewhere_share);
  keys.read("unlocated_share", batch.unlocated_share);
}

void read_streets(Keys& keys, table::SampleStreets& streets) {
  keys.read("points", streets.points);
  keys.read("points_low", streets.points_low);
  keys.read("points_high", streets.points_high);
  keys.read("spacing_low_m", streets.spacing_low_m);
  keys.read("spacing_high_m", streets.spacing_high_m);
  keys.read("margin_m", streets.margin_m);
  keys.read("centre_share", streets.centre_share);
  keys.read("residents_per_small_area", streets.residents_per_small_area);
}

table::SampleRecipe read_keys(const TomlValue& document, Fault& fault) {
  table::SampleRecipe recipe;
  Keys keys(*document.as<TomlTable>(), document.line, fault);
  keys.read("title", recipe.title, Keys::required);
  keys.read("stem", recipe.stem, Keys::required);
  keys.read("reported_by", recipe.reported_by, Keys::required);
  keys.read("notes", recipe.notes);
  keys.read("seed", recipe.seed, Keys::required);
  keys.read("areas", recipe.areas);
  keys.each("streets", [&](Keys& streets) { read_streets(streets, recipe.streets); });
  keys.each("elsewhere", [&](Keys& elsewhere) {
    elsewhere.read("points", recipe.elsewhere.points, Keys::required);
    elsewhere.read("box", recipe.elsewhere.box, Keys::required);
  });
  keys.each("outcomes", [&](Keys& entry) {
    table::SampleOutcomes& made = recipe.outcomes.emplace_back();
    entry.read("types", made.types, Keys::required);
    entry.read("shares", made.outcomes, Keys::required);
  });
  keys.each("batch", [&](Keys& batch) { read_batch(batch, recipe.batches.emplace_back()); });
  keys.refuse_others();
  return recipe;
}

}  // namespace

Result<table::SampleRecipe> read_recipe(const std::filesystem::path& path) {
  const auto text = read_text(path);
  if (!text) return fail(text.error());
  const auto document = read_toml(*text, path.string());
  if (!document) return fail(document.error());
  Fault fault(path.string());
  table::SampleRecipe recipe = read_keys(*document, fault);
  if (fault.error()) return fail(ErrorCode::wrong_format, *fault.error());
  recipe.text = *text;
  return recipe;
}

}  // namespace hotward::io
