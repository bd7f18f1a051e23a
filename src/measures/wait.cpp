#include "measures/wait.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

#include "core/vocabulary.hpp"

namespace vuoro::measures {
namespace {

/// The groups of one split: names by group number, and which are shown though they count nobody.
struct Groups {
  std::vector<std::string> names;
  std::size_t always = 0;                     ///< The first so many are always shown.
  std::vector<std::uint32_t> of_value;        ///< Group number by column value, times `stride` later.
  std::span<const std::uint8_t> narrow = {};  ///< One of the two is the column.
  std::span<const std::uint16_t> wide = {};
};

Groups age_groups(const Split& split, const WaitColumns& columns) {
  Groups g;
  for (const AgeBand& band : split.bands) g.names.push_back(band.name);
  g.always = g.names.size();
  const auto other = static_cast<std::uint32_t>(g.names.size());
  g.names.insert(g.names.end(), {"other", "unknown"});
  g.of_value.assign(256, other);
  for (std::size_t i = 0; i < split.bands.size(); ++i) {
    for (std::size_t age = split.bands[i].from; age <= split.bands[i].to; ++age)
      g.of_value[age] = static_cast<std::uint32_t>(i);
  }
  g.of_value[core::Age::unknown] = other + 1;
  g.narrow = columns.age;
  return g;
}

Groups area_groups(const WaitColumns& columns) {
  Groups g;
  // Areas in the order of their names, so that two ledgers with the same content answer alike.
  std::vector<std::uint32_t> order(columns.area_names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    // Number 0, the area nobody told, comes last.
    return a != 0 && (b == 0 || columns.area_names[a] < columns.area_names[b]);
  });
  g.of_value.resize(order.size());
  for (const std::uint32_t number : order) {
    g.of_value[number] = static_cast<std::uint32_t>(g.names.size());
    g.names.push_back(number == 0 ? "unknown" : columns.area_names[number]);
  }
  g.wide = columns.area;
  return g;
}

Groups sex_groups(const WaitColumns& columns) {
  Groups g;
  g.names = {"female", "male", "other", "unknown"};
  g.of_value.assign(256, 3);
  g.of_value[static_cast<std::size_t>(core::Sex::female)] = 0;
  g.of_value[static_cast<std::size_t>(core::Sex::male)] = 1;
  g.of_value[static_cast<std::size_t>(core::Sex::other)] = 2;
  g.narrow = columns.sex;
  return g;
}

Groups groups_of(const Split& split, const WaitColumns& columns) {
  switch (split.kind) {
    case SplitKind::age:
      return age_groups(split, columns);
    case SplitKind::area:
      return area_groups(columns);
    case SplitKind::sex:
      return sex_groups(columns);
    case SplitKind::none:
      break;
  }
  return {{"all"}, 1, {}, {}, {}};
}

/// Rows are counted a block at a time: first the group number of every row, split by split, then the
/// counting. Neither loop branches on data.
class Counting {
 public:
  Counting(std::span<const std::uint16_t> waits, std::uint16_t days, std::size_t groups)
      : waits_(waits), days_(days), groups_(groups), cells_(lanes * groups * 4) {}

  void run(std::span<const Groups> splits) {
    for (std::size_t from = 0; from < waits_.size(); from += block) {
      const std::size_t n = std::min(block, waits_.size() - from);
      std::fill_n(ids_.begin(), n, 0U);
      for (const Groups& g : splits) {
        if (!g.narrow.empty()) add(g.narrow.subspan(from, n), g.of_value);
        if (!g.wide.empty()) add(g.wide.subspan(from, n), g.of_value);
      }
      count(from, n);
    }
  }

  [[nodiscard]] std::uint64_t within(std::size_t group) const { return sum(group, 0); }
  [[nodiscard]] std::uint64_t all(std::size_t group) const { return sum(group, 0) + sum(group, 1); }

 private:
  static constexpr std::size_t block = 4096;
  static constexpr std::size_t lanes = 4;  // rows next to each other seldom wait for the same counter

  template <class Value>
  void add(std::span<const Value> column, const std::vector<std::uint32_t>& of_value) {
    for (std::size_t i = 0; i < column.size(); ++i) ids_[i] += of_value[column[i]];
  }

  void count(std::size_t from, std::size_t n) {
    const std::uint16_t* const waits = waits_.data() + from;
    for (std::size_t i = 0; i < n; ++i) {
      // Cell of the group: 0 within, 1 later, 3 no wait of this kind.
      const auto later = static_cast<std::size_t>(waits[i] > days_);
      const auto none = static_cast<std::size_t>(waits[i] == no_wait);
      ++cells_[((i % lanes) * groups_ + ids_[i]) * 4 + later + 2 * none];
    }
  }

  [[nodiscard]] std::uint64_t sum(std::size_t group, std::size_t cell) const {
    std::uint64_t total = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) total += cells_[(lane * groups_ + group) * 4 + cell];
    return total;
  }

  std::span<const std::uint16_t> waits_;
  std::uint16_t days_;
  std::size_t groups_;
  std::vector<std::uint64_t> cells_;
  std::array<std::uint32_t, block> ids_{};
};

std::string name_of(std::span<const Groups> splits, std::size_t id) {
  std::string name;
  for (const Groups& g : splits) {
    if (!name.empty()) name += " / ";
    name += g.names[id % g.names.size()];
    id /= g.names.size();
  }
  return name;
}

}  // namespace

std::vector<WaitGroup> wait_within(const WaitColumns& columns, WaitEnd end, std::uint16_t days,
                                   std::span<const Split> by) {
  std::vector<Groups> splits;
  for (const Split& split : by) {
    if (split.kind != SplitKind::none) splits.push_back(groups_of(split, columns));
  }
  if (splits.empty()) splits.push_back(groups_of(Split{}, columns));
  std::size_t groups = 1;
  for (Groups& g : splits) {
    for (std::uint32_t& id : g.of_value) id *= static_cast<std::uint32_t>(groups);
    groups *= g.names.size();
  }
  const auto& waits = end == WaitEnd::planned ? columns.planned : columns.realised;
  Counting counting(waits, std::min<std::uint16_t>(days, no_wait - 1), groups);
  counting.run(splits);
  std::vector<WaitGroup> answer;
  const std::size_t always = splits.size() == 1 ? splits.front().always : 0;
  for (std::size_t id = 0; id < groups; ++id) {
    const std::uint64_t all = counting.all(id);
    if (all == 0 && id >= always) continue;
    answer.push_back({name_of(splits, id), all, counting.within(id)});
  }
  return answer;
}

std::string to_json(std::span<const WaitGroup> groups) {
  std::string out = "[";
  for (const WaitGroup& g : groups) {
    if (out.size() > 1) out += ',';
    out += R"({"group":")";
    for (const char c : g.group) {
      if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
      } else {
        out += c;
      }
    }
    out += fmt::format(R"(","count":{},"within":{}}})", g.count, g.within);
  }
  return out + "]";
}

}  // namespace vuoro::measures
