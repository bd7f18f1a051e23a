#include "content/counting_reader.hpp"

#include <algorithm>

namespace vuoro::content {
namespace {

calendar::OfficeHours read_office_hours(Fields& fields) {
  calendar::OfficeHours office;
  std::optional<Fields> table = fields.table("office_hours");
  if (!table) return office;
  office.open_s = table->time_of_day("open").value_or(office.open_s);
  office.close_s = table->time_of_day("close").value_or(office.close_s);
  if (office.close_s <= office.open_s) table->fault("the office must close after it opens");
  table->finish();
  return office;
}

RollLines read_rolls(Fields& fields) {
  RollLines rolls;
  const toml::node* const node = fields.node("roll_forward", Presence::required);
  const toml::table* const table = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && table == nullptr) fields.fault(*node, "'roll_forward' must be a table");
  if (table == nullptr) return rolls;
  for (const auto& [key, value] : *table) {
    const toml::value<bool>* const flag = value.as_boolean();
    if (flag == nullptr) {
      fields.fault(value, "'" + std::string{key.str()} + "' must be true or false");
      continue;
    }
    rolls.emplace_back(key.str(), flag->get() ? promises::Roll::forward_5s : promises::Roll::none);
  }
  return rolls;
}

}  // namespace

Counting read_counting(const std::vector<PackFolder>& packs, ContentErrors& errors) {
  Counting counting;
  const auto has_file = [](const PackFolder& pack) {
    std::error_code fault;
    return std::filesystem::exists(pack.path / "counting.toml", fault);
  };
  const auto pack = std::find_if(packs.rbegin(), packs.rend(), has_file);
  if (pack == packs.rend()) {
    errors.push_back({packs.empty() ? "pack" : packs.back().shown, 0, 0, "no pack has a counting.toml"});
    return counting;
  }
  const std::string shown = pack->shown + "/counting.toml";
  const std::optional<toml::table> table = read_toml(pack->path / "counting.toml", shown, errors);
  if (!table) return counting;
  Fields fields{*table, shown, errors};
  const bool eves_work = fields.flag("eves_count_as_working_days").value_or(true);
  counting.parameters.eves = eves_work ? calendar::Eves::working : calendar::Eves::free;
  counting.parameters.office = read_office_hours(fields);
  counting.rolls = read_rolls(fields);
  fields.finish();
  return counting;
}

}  // namespace vuoro::content
