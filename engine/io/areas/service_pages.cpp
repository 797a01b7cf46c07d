#include "engine/io/areas/service_pages.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/core/counted.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/http.hpp"
#include "engine/io/files/layer_values.hpp"
#include "engine/io/files/sha256.hpp"

namespace hotward::io {
namespace {

using Json = nlohmann::ordered_json;  // the order of the columns is the service's
template <class T>
using Answer = tl::expected<T, ServiceFault>;

tl::unexpected<ServiceFault> fault(ErrorCode code, std::string message, bool host_silent = false) {
  return tl::unexpected<ServiceFault>(ServiceFault{{code, std::move(message)}, host_silent});
}

// "…/FeatureServer" and "…/FeatureServer/0/query?…" both mean "…/FeatureServer/0/query".
std::string query_address(const std::string& url) {
  std::string address = url.substr(0, url.find('?'));
  while (!address.empty() && address.back() == '/') address.pop_back();
  const auto ends_with = [&](std::string_view end) {
    return std::string_view(address).ends_with(end);
  };
  if (ends_with("/query")) return address;
  if (ends_with("Server")) address += "/0";
  return address + "/query";
}

// What is parsed is written back by one call for each level, until the stack is full. A polygon has
// eight levels.
bool is_too_deep(std::string_view json) {
  constexpr std::size_t deepest = 100;
  std::size_t levels = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size() && levels <= deepest; ++i) {
    const char c = json[i];
    if (in_text && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_text = !in_text;
    } else if (!in_text && (c == '[' || c == '{')) {
      ++levels;
    } else if (!in_text && (c == ']' || c == '}') && levels > 0) {
      --levels;
    }
  }
  return levels > deepest;
}

bool may_pass(int status) { return status == 0 || status == 429 || status >= 500; }

// One try: the JSON, or what was wrong and whether another try may help.
struct Try {
  Json json;
  std::string bytes;
  ServiceFault fault;
  bool passing = false;
  bool good = false;
};

Try read_answer(HttpAnswer answer, const std::string& address) {
  Try result;
  if (answer.status != 200) {
    result.fault = {{ErrorCode::unavailable, fmt::format("{}: {}", address, answer.reason)},
                    answer.status == 0};
    result.passing = may_pass(answer.status);
    return result;
  }
  if (is_too_deep(answer.body)) {
    result.fault.error = {ErrorCode::unreadable, address + ": the answer is nested too deeply"};
    return result;
  }
  result.json = Json::parse(answer.body, nullptr, false);
  if (result.json.is_discarded() || !result.json.is_object()) {
    std::string begin = as_utf8(answer.body.substr(0, 40));
    std::replace_if(
        begin.begin(), begin.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    result.fault.error = {ErrorCode::unreadable,
                          fmt::format("{}: the answer is no JSON, it begins '{}'", address, begin)};
    result.passing = true;
    return result;
  }
  if (const auto error = result.json.find("error"); error != result.json.end()) {
    const int code = error->is_object() ? error->value("code", 0) : 0;
    const std::string message =
        error->is_object() ? error->value("message", "no reason given") : error->dump();
    result.fault.error = {ErrorCode::unavailable,
                          fmt::format("{}: the service answers {}: {}", address, code, message)};
    result.passing = code != 0 && may_pass(code);
    return result;
  }
  result.bytes = std::move(answer.body);
  result.good = true;
  return result;
}

// False where the user stopped the program meanwhile.
bool wait(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds step{50};
  for (; time.count() > 0; time -= step) {
    if (!check_stop()) return false;
    std::this_thread::sleep_for(std::min(time, step));
  }
  return check_stop().has_value();
}

Answer<Try> ask(const std::string& address, const std::string& parameters,
                const ServiceManners& manners) {
  std::chrono::milliseconds pause = manners.first_wait;
  for (int count = 1;; ++count, pause *= 2) {
    if (const auto going = check_stop(); !going) return fault(going.error().code, "interrupted");
    Try answer;
    try {
      answer = read_answer(http_get(address + "?" + parameters, manners.timeout_s), address);
    } catch (const Json::exception&) {  // a member of another type than the interface says
      answer.fault.error = {ErrorCode::unreadable,
                            address + ": the answer is not a feature service's"};
    }
    if (answer.good) return answer;
    if (!answer.passing || count >= manners.tries) return tl::unexpected(answer.fault);
    if (!wait(pause)) return fault(ErrorCode::interrupted, "interrupted");
  }
}

bool says_more(const Json& page) {
  const auto flag = [](const Json& object) {
    const auto found = object.find("exceededTransferLimit");
    return found != object.end() && found->is_boolean() && found->get<bool>();
  };
  if (flag(page)) return true;
  const auto properties = page.find("properties");
  return properties != page.end() && properties->is_object() && flag(*properties);
}

Answer<std::size_t> count_of(const std::string& address, const std::string& where,
                             const ServiceManners& manners, Sha256& hash) {
  const auto answer = ask(address, "where=" + where + "&returnCountOnly=true&f=json", manners);
  if (!answer) return tl::unexpected(answer.error());
  hash.add(answer->bytes);
  const auto count = answer->json.find("count");
  if (count == answer->json.end() || !count->is_number_unsigned()) {
    return fault(ErrorCode::unreadable, address + ": does not say how many features there are");
  }
  return count->get<std::size_t>();
}

}  // namespace

Answer<ServicePages> fetch_pages(const ServiceQuery& query, const ServiceManners& manners,
                                 Progress& progress) {
  const std::string address = query_address(query.url);
  const std::string where = url_encoded(query.where);
  Sha256 hash;
  const auto expected = count_of(address, where, manners, hash);
  if (!expected) return tl::unexpected(expected.error());
  if (*expected == 0) {
    return fault(ErrorCode::no_data, fmt::format("{}: nothing where {}", address, query.where));
  }
  ServicePages pages;
  std::size_t got = 0;
  for (bool more = true; more;) {
    progress.update("fetching boundaries",
                    std::min(1.0, static_cast<double>(got) / static_cast<double>(*expected)));
    const auto page = ask(address,
                          fmt::format("where={}&outFields=*&outSR=4326&f=geojson&resultOffset={}"
                                      "&resultRecordCount={}",
                                      where, got, manners.page_size),
                          manners);
    if (!page) return tl::unexpected(page.error());
    hash.add(page->bytes);
    pages.source.bytes += page->bytes.size();
    const auto features = page->json.find("features");
    if (features == page->json.end() || !features->is_array()) {
      return fault(ErrorCode::unreadable, address + ": the answer has no features");
    }
    for (const Json& feature : *features) {
      pages.geojson += (pages.geojson.empty() ? "" : ",\n") + feature.dump();
    }
    got += features->size();
    // A server of few words ends a full page without saying that there is another.
    more = !features->empty() && got < *expected &&
           (says_more(page->json) || features->size() >= manners.page_size);
  }
  if (got != *expected) {
    return fault(ErrorCode::unreadable,
                 fmt::format("{}: sent {} of {}", address, got, counted(*expected, "feature")));
  }
  progress.update("fetching boundaries", 1.0);
  pages.geojson = "{\"type\":\"FeatureCollection\",\"features\":[\n" + pages.geojson + "\n]}\n";
  pages.source.path = address + "?where=" + where;
  pages.source.sha256 = hash.digest();
  return pages;
}

}  // namespace hotward::io
