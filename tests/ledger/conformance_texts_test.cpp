#include "ledger/conformance.hpp"

namespace vuoro::ledger {
namespace {

TEST_P(Conformance, KeepsTextsUnchanged) {
  const std::vector<std::string> texts{
      "",
      "apua",
      std::string("nul\0inside", 10),
      "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xD8\xA3\xD8\xAD\xD8\xAA\xD8\xA7\xD8\xAC",
      "'; DROP TABLE documents; --",
      "<script>alert(1)</script>",
      "\xff\xfe not utf-8",
      std::string(1 << 20, 'm')};
  {
    auto ledger = open();
    auto batch = batch_of({"contact"});
    for (std::size_t i = 0; i < texts.size(); ++i) {
      batch.documents.push_back({DocumentId{i + 1}, MatterId{9}, texts[i]});
    }
    must(ledger->append(batch));
  }
  auto ledger = open();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(must(ledger->document(care(), DocumentId{i + 1})), texts[i]) << i;
  }
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{99})), "not-found");
  expect_clean();
}

TEST_P(Conformance, TheNewestIdentityCounts) {
  const IdentityKey name{Subject::person, 7, IdentityField::name};
  const IdentityKey phone{Subject::person, 7, IdentityField::phone};
  const IdentityKey matter_phone{Subject::matter, 7, IdentityField::phone};
  auto ledger = open();
  EXPECT_FALSE(must(ledger->identity(care(), name)).has_value());
  auto batch = batch_of({"person"});
  batch.identities = {{name, "Åsa Öberg"}, {phone, "1"}, {phone, "2"}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->identity(care(), name)), "Åsa Öberg");
  EXPECT_EQ(must(ledger->identity(care(), phone)), "2");
  EXPECT_FALSE(must(ledger->identity(care(), matter_phone)).has_value());
  batch = batch_of({"changed"});
  batch.identities = {{phone, "3"}, {name, ""}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->identity(care(), phone)), "3");
  EXPECT_FALSE(must(ledger->identity(care(), name)).has_value());
  expect_clean();
}

TEST_P(Conformance, ShowsTextsOnlyToThoseWhoMaySee) {
  auto ledger = open();
  auto batch = batch_of({"contact"});
  batch.documents = {{DocumentId{1}, MatterId{5}, "words"}};
  batch.identities = {{{Subject::matter, 5, IdentityField::phone}, "040"},
                      {{Subject::person, 5, IdentityField::name}, "N"}};
  must(ledger->append(batch));
  using rights::Gate;
  const struct {
    Viewer viewer;
    bool document, contact, person;
    const char* why;
  } rows[] = {
      {Gate::staff(Role::professional, Purpose::care), true, true, true,
       "care needs the words and the names"},
      {Gate::staff(Role::professional, Purpose::steering), false, false, false, "steering needs no words"},
      {Gate::staff(Role::lead, Purpose::steering), false, false, false, "leads see numbers"},
      {Gate::staff(Role::lead, Purpose::care), false, false, false, "a lead's role does not give care"},
      {Gate::staff(Role::analyst, Purpose::publishing), false, false, false, "analysts see pseudonyms"},
      {Gate::staff(Role::admin, Purpose::operations), false, false, false,
       "admins run the machine, not the cases"},
      {Gate::system(Purpose::operations), true, true, true, "checks open everything"},
      {Gate::system(Purpose::publishing), false, false, false, "publishing never touches texts"},
      {Gate::resident(MatterId{5}), true, true, false, "their own matter, and what they gave for it"},
      {Gate::resident(MatterId{6}), false, false, false, "somebody else's matter"},
      {Gate::resident(MatterId{}), false, false, false, "nothing was proved"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(code_of(ledger->document(row.viewer, DocumentId{1})), row.document ? "ok" : "not-visible")
        << row.why;
    EXPECT_EQ(code_of(ledger->identity(row.viewer, {Subject::matter, 5, IdentityField::phone})),
              row.contact ? "ok" : "not-visible")
        << row.why;
    EXPECT_EQ(code_of(ledger->identity(row.viewer, {Subject::person, 5, IdentityField::name})),
              row.person ? "ok" : "not-visible")
        << row.why;
  }
  // Whether a document exists is not told to those who may not see it.
  EXPECT_EQ(code_of(ledger->document(Gate::resident(MatterId{5}), DocumentId{77})), "not-visible");
}

TEST_P(Conformance, ADocumentOfNoMatterIsNoResidents) {
  auto ledger = open();
  auto batch = batch_of({"note"});
  batch.documents = {{DocumentId{1}, MatterId{}, "words"}};
  must(ledger->append(batch));
  EXPECT_EQ(code_of(ledger->document(rights::Gate::resident(MatterId{}), DocumentId{1})), "not-visible");
}

}  // namespace
}  // namespace vuoro::ledger
