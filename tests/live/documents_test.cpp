// Words and contact details on a real ledger: their own numbers, and only for who may read them.
#include <unistd.h>

#include <filesystem>

#include "ledger/sqlite.hpp"
#include "live/house.hpp"

namespace vuoro::live {
namespace {

using rights::Gate;

Viewer of_staff(Role role) {
  rights::Account account;
  account.role = role;
  account.staff = StaffId{11};
  account.team = nurses;
  const rights::Session session = rights::StaffSession{account};
  return role == Role::lead ? *Gate::steering(session) : *Gate::care(session);
}

class Documents : public testing::Test {
 protected:
  Documents() : root_(std::filesystem::temp_directory_path() / ("vuoro-live-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(root_);
    const auto place = ledger::Place::at(root_ / "county");
    EXPECT_TRUE(ledger::create_ledger(place).ok());
    auto ledger = ledger::open_ledger(place, ledger::Mode::write);
    EXPECT_TRUE(ledger.ok());
    auto started =
        Driver::start(std::move(ledger).value(), {.clock = [] { return core::testing::at(2025, 3, 10, 8); }});
    EXPECT_TRUE(started.ok());
    driver = std::move(started).value();
    auto setting = std::make_shared<core::Setting>();
    setting->default_team = nurses;
    driver->use(setting);
    driver->submit_and_wait(std::nullopt,
                            doing(core::DefineTerm{core::TermKind::team, core::ShortText::of("n")}, machine));
  }
  ~Documents() override {
    driver.reset();
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }

  struct Kept {
    MatterId matter;
    DocumentId words;
  };
  Kept contact(const std::string& text) {
    Kept kept;
    const Outcome outcome =
        driver->submit_and_wait(std::nullopt, [&](Transaction& tx) -> std::optional<core::Refusal> {
          core::ReceiveContact c;
          kept.words = c.words = tx.document(text);
          kept.matter = MatterId{*tx.decide(c, resident)};
          tx.documents_belong_to(kept.matter);
          tx.identity({ledger::Subject::matter, kept.matter.n, ledger::IdentityField::phone}, "040 " + text);
          return std::nullopt;
        });
    EXPECT_EQ(outcome.fate, Fate::accepted) << outcome.error.code << outcome.error.what;
    return kept;
  }
  std::string read(const Viewer& viewer, DocumentId id) {
    auto text = driver->ledger().document(viewer, id);
    return text ? text.value() : text.error().code;
  }

  std::filesystem::path root_;
  std::unique_ptr<Driver> driver;
};

TEST_F(Documents, AreReadByWhomTheyConcern) {
  const Kept mine = contact("mine");
  const Kept yours = contact("yours");
  EXPECT_NE(mine.words, yours.words);
  const Viewer me = *Gate::own_matter(rights::ResidentSession{mine.matter});
  EXPECT_EQ(read(me, mine.words), "mine");
  EXPECT_EQ(read(me, yours.words), "not-visible");
  EXPECT_EQ(read(of_staff(Role::professional), yours.words), "yours");
  EXPECT_EQ(read(of_staff(Role::lead), yours.words), "not-visible");
  const auto phone = driver->ledger().identity(
      of_staff(Role::professional), {ledger::Subject::matter, yours.matter.n, ledger::IdentityField::phone});
  ASSERT_TRUE(phone.ok());
  EXPECT_EQ(phone.value(), "040 yours");
}

TEST_F(Documents, NeverShareANumber) {
  std::vector<Kept> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(contact("text " + std::to_string(i)));
    if (i % 3 == 0) {
      // A document after its event: the next transaction's must still get another number.
      const Outcome late =
          driver->submit_and_wait(std::nullopt, [](Transaction& tx) -> std::optional<core::Refusal> {
            EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
            tx.document("late");
            return std::nullopt;
          });
      EXPECT_EQ(late.fate, Fate::accepted) << late.error.code;
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(read(of_staff(Role::professional), all[i].words), "text " + std::to_string(i));
}

}  // namespace
}  // namespace vuoro::live
