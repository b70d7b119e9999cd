#include "report/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/words.h"
#include "result/parts.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

/// One number as written, and whose it is: a line about a group is one number of many pairs.
struct WrittenNumber {
    NumberUsed number;
    std::vector<std::string> names;
};

std::string quantity_of(const std::string& name) { return name.substr(0, name.find('[')); }

std::vector<WrittenNumber> written_numbers(const Model& model) {
    Result result;
    fill_numbers(model, result);
    std::vector<WrittenNumber> rows;
    for (const NumberUsed& n : result.numbers) {
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const WrittenNumber& row) {
            return quantity_of(row.names[0]) == quantity_of(n.name) && row.number.value == n.value &&
                   row.number.provenance.origin == n.provenance.origin;
        });
        if (same == rows.end())
            rows.push_back({n, {n.name}});
        else
            same->names.push_back(n.name);
    }
    return rows;
}

std::string names_text(const WrittenNumber& row) {
    if (row.names.size() == 1) return row.names[0];
    return fmt::format("{} and {} more", row.names[0], row.names.size() - 1);
}

std::string marks(const NumberUsed& n) {
    std::string text = n.provenance.basis.empty() ? "basis not said" : n.provenance.basis;
    if (!n.provenance.claim_by.empty()) text += ", claimed by " + n.provenance.claim_by;
    if (n.provenance.overridden) text += ", OVERRIDDEN: the source is that of an earlier value";
    return text;
}

}  // namespace

std::string provenance_text(const Model& model, std::size_t width) {
    const std::vector<WrittenNumber> rows = written_numbers(model);
    std::size_t name_width = 0, value_width = 0;
    for (const WrittenNumber& row : rows) {
        name_width = std::clamp(names_text(row).size(), name_width, std::size_t{36});
        value_width = std::clamp(row.number.value.size() + row.number.unit.size() + 1, value_width, std::size_t{36});
    }
    std::string text;
    std::size_t sourced = 0, claimed = 0, overridden = 0, unsaid = 0;
    for (const WrittenNumber& row : rows) {
        const NumberUsed& n = row.number;
        const std::string value = n.unit.empty() ? n.value : n.value + " " + n.unit;
        text += fmt::format("{}  {}  {}  ({})\n", left(names_text(row), name_width), left(value, value_width), marks(n),
                            n.provenance.origin);
        for (const std::string& line : wrapped(n.provenance.source, width > 24 ? width - 4 : 20))
            text += "    " + line + "\n";
        sourced += n.provenance.basis == "sourced";
        claimed += !n.provenance.claim_by.empty();
        overridden += n.provenance.overridden;
        unsaid += n.provenance.basis.empty();
    }
    return text + fmt::format(
                      "{} numbers as written: {} sourced, {} without a basis, {} claimed by a party, {} "
                      "overridden\n",
                      rows.size(), sourced, unsaid, claimed, overridden);
}

std::string provenance_json(const Model& model) {
    const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    Json numbers = Json::array();
    for (const WrittenNumber& row : written_numbers(model)) {
        const NumberUsed& n = row.number;
        numbers.push_back({{"names", row.names},
                           {"value", n.value},
                           {"unit", or_null(n.unit)},
                           {"place", or_null(n.provenance.origin)},
                           {"source", or_null(n.provenance.source)},
                           {"basis", or_null(n.provenance.basis)},
                           {"claim_by", or_null(n.provenance.claim_by)},
                           {"overridden", n.provenance.overridden}});
    }
    return Json{{"title", model.title}, {"digest", model.digest}, {"numbers", numbers}}.dump(2) + "\n";
}

}  // namespace brink
