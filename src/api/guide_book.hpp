#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "api/navigators.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "live/driver.hpp"

namespace vuoro::api {

/// How a guide stands: which version is published, and which one residents are shown.
struct GuideStanding {
  TableId id;
  std::string code;  ///< The navigator's, without "guide/".
  std::uint16_t published = 0;
  std::uint16_t in_use = 0;  ///< The newest that can be read; 0: none.
  std::string fault;         ///< Why a newer one cannot, say because a service it names is gone.
};

/// Every guide at one moment. Immutable.
struct Guides {
  Navigators navigators;                ///< Those in use.
  std::vector<GuideStanding> standing;  ///< By their codes.

  [[nodiscard]] const GuideStanding* find(std::string_view code) const;
};

/// Keeps the navigators that residents use, compiled beside the ledger that has their versions. Thread-safe;
/// a request holds what now() gave it, so that it ends with the version it began with.
class GuideBook {
 public:
  explicit GuideBook(NavigatorFiles files);

  /// Puts in force what the files say new, and reads what is in force. Errors: "content-refused" when the
  /// ledger takes no more terms, tables or versions; those of the ledger.
  Status open(live::Driver& driver);
  /// Reads what was published since. Not from the writer's thread. Errors: those of the ledger.
  Status reread(live::Driver& driver);

  [[nodiscard]] std::shared_ptr<const Guides> now() const;
  [[nodiscard]] std::shared_ptr<const Navigators> navigators() const;
  [[nodiscard]] const std::shared_ptr<const NavigatorFrame>& frame() const { return frame_; }

 private:
  std::shared_ptr<const NavigatorFrame> frame_;
  std::vector<std::pair<std::string, forms::GuideBundle>> from_files_;
  std::vector<std::string> codes_;
  std::mutex reading_;  ///< One reread at a time.
  mutable std::mutex mutex_;
  std::shared_ptr<const Guides> guides_;
};

}  // namespace vuoro::api
