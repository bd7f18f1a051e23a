#include "twin/streams.hpp"

#include <Random123/philox.h>

namespace vuoro::twin {

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32 block;
  const auto out = block({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {out[0], out[1], out[2], out[3]};
}

double Streams::unit(std::uint32_t entity, Purpose purpose, std::uint16_t place,
                     std::uint32_t attempt) const {
  const std::uint32_t what =
      (std::uint32_t{place} << 16U) | static_cast<std::uint32_t>(static_cast<std::uint16_t>(purpose));
  const auto out = philox({entity, replication_, what, attempt}, key_);
  const std::uint64_t bits = (std::uint64_t{out[0]} << 20U) | (out[1] >> 12U);
  return (static_cast<double>(bits) + 0.5) * 0x1.0p-52;
}

}  // namespace vuoro::twin
