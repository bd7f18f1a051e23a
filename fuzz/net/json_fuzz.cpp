// Any bytes: either a named fault, or a value that reads back the same from its own text.
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/fields.hpp"
#include "net/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto read = vuoro::net::read_json(text);
  if (!read.ok()) {
    if (read.error().code.empty() || read.error().offset > size) std::abort();
    return 0;
  }
  const std::string written = boost::json::serialize(*read);
  const auto again = vuoro::net::read_json(written);
  if (!again.ok() || boost::json::serialize(*again) != written) std::abort();
  vuoro::net::Fields in(*read);
  in.text("a", 1, 5);
  in.optional_integer("b", -5, 5);
  for (auto& one : in.objects("c", 0, 5)) one.texts("d", 0, 3, 3);
  in.finish();
  return 0;
}
