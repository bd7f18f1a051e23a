#include "ledger/readers.hpp"

namespace vuoro::ledger {
namespace {

constexpr std::size_t most_idle = 4;

}  // namespace

Result<Reader> Readers::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Reader reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  auto db = open_store(directory_, store_, Database::Use::reader);
  if (!db) {
    return std::move(db).error();
  }
  auto select = db->prepare(sql_);
  if (!select) {
    return std::move(select).error();
  }
  return Reader{std::move(*db), std::move(*select)};
}

void Readers::give_back(Reader reader) {
  reader.select.reset();
  const std::lock_guard lock(mutex_);
  if (idle_.size() < most_idle) {
    idle_.push_back(std::move(reader));
  }
}

}  // namespace vuoro::ledger
