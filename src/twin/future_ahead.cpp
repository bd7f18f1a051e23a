#include "core/view.hpp"
#include "twin/future.hpp"

/// A future's rows lie far apart in memory, and its agenda says which come next: they are fetched while those
/// before them are worked on. Hints only; they change no figure (docs/model.md, speed).
namespace vuoro::twin {

namespace {

constexpr std::size_t rows_ahead = 18;  ///< Tasks; each stage needs what the stage before has fetched.
constexpr std::size_t matters_ahead = 10;
constexpr std::size_t promises_ahead = 4;

void fetch(const void* at) {
  __builtin_prefetch(at, 1);
}

/// A matter's row lies across two lines or three.
void fetch_long(const void* at) {
  fetch(at);
  fetch(static_cast<const char*>(at) + 64);
}

}  // namespace

void Future::fetch_ahead() const {
  const auto ahead = [&](std::size_t n, auto fetch_of) {
    if (turned_ + n < agenda_.size()) (this->*fetch_of)(agenda_[turned_ + n]);
  };
  ahead(rows_ahead, &Future::fetch_row);
  ahead(matters_ahead, &Future::fetch_matter);
  ahead(promises_ahead, &Future::fetch_promises);
}

/// Those who wait are served in order too.
void Future::fetch_ahead(const Desk& desk) const {
  const auto ahead = [&](std::size_t n, auto fetch_of) {
    if (n < desk.waiting.size()) (this->*fetch_of)({0, 0, desk.waiting[n].first, 0, What::deed});
  };
  ahead(rows_ahead, &Future::fetch_row);
  ahead(matters_ahead, &Future::fetch_matter);
  ahead(promises_ahead, &Future::fetch_promises);
}

void Future::fetch_row(const Task& task) const {
  if (task.what == What::deed) return fetch(&cases_[task.who]);
  if (task.what == What::contact) {
    const Stretch& stretch = arriving_[task.who].stretch;
    fetch(&past_.asked()[stretch.asked]);
    if (stretch.count > 0) fetch_long(&past_.deeds()[stretch.first]);
  }
  if (task.what == What::visit || task.what == What::cancel) fetch(&visits_[task.who]);
}

void Future::fetch_matter(const Task& task) const {
  if (task.what == What::deed) {
    const Case& c = cases_[task.who];
    fetch_long(&whole_.matters()[c.matter.n]);
    if (c.next < c.count) fetch(&past_.deeds()[c.first + c.next]);
  } else if (task.what == What::visit || task.what == What::cancel) {
    const Visit& v = visits_[task.who];
    fetch(&cases_[v.who]);
    fetch(&whole_.steps()[v.step.n]);
    fetch_long(&whole_.matters()[v.matter.n]);
  }
}

void Future::fetch_promises(const Task& task) const {
  MatterId matter;
  if (task.what == What::deed) matter = cases_[task.who].matter;
  if (task.what == What::visit || task.what == What::cancel) matter = visits_[task.who].matter;
  if (!matter) return;
  const core::MatterRow& row = whole_.matters()[matter.n];
  if (row.first_promise) fetch(&whole_.promises()[row.first_promise.n]);
  if (row.first_step) fetch(&whole_.steps()[row.first_step.n]);
}

}  // namespace vuoro::twin
