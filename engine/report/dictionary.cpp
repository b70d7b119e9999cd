#include "report/dictionary.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

/// A package's name is of lower-case letters, digits, `-`, `_` and `.` only.
std::string package_name(const std::string& name) {
    std::string result;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        result += upper ? static_cast<char>(c - 'A' + 'a') : plain ? c : '-';
    }
    return result.empty() ? "result" : result;
}

Json fields_of(const TidyTable& table) {
    Json fields = Json::array();
    for (const TidyColumn& column : table.columns) {
        Json field = {{"name", column.name}, {"type", column.type}, {"description", column.what}};
        if (!column.unit.empty()) field["unit"] = column.unit;
        fields.push_back(std::move(field));
    }
    return fields;
}

Json resource_of(const TidyTable& table, const std::vector<TidyTable>& tables) {
    Json schema = {{"fields", fields_of(table)}, {"missingValues", {""}}};
    if (!table.key.empty()) schema["primaryKey"] = table.key;
    // What happens in a trajectory refers to it.
    const bool refers = std::any_of(table.columns.begin(), table.columns.end(),
                                    [](const TidyColumn& column) { return column.name == "trajectory"; });
    const auto kept = std::find_if(tables.begin(), tables.end(),
                                   [](const TidyTable& one) { return one.file == "trajectories.csv"; });
    if (refers && kept != tables.end() && table.file != kept->file) {
        const Json reference = {{"resource", "trajectories"}, {"fields", "trajectory"}};
        schema["foreignKeys"] = Json::array({{{"fields", "trajectory"}, {"reference", reference}}});
    }
    return {{"name", table.file.substr(0, table.file.find('.'))},
            {"path", table.file},
            {"profile", "tabular-data-resource"},
            {"description", table.what},
            {"format", "csv"},
            {"encoding", "utf-8"},
            {"schema", std::move(schema)}};
}

}  // namespace

std::string data_dictionary(const Result& result, const std::vector<TidyTable>& tables,
                            const std::vector<DescribedFile>& others) {
    Json json = {{"name", package_name(result.name)}, {"title", result.title}, {"profile", "data-package"}};
    if (!result.question.empty()) json["description"] = result.question;
    if (!result.marking.empty()) json["marking"] = result.marking;
    json["resources"] = Json::array();
    for (const TidyTable& table : tables) json["resources"].push_back(resource_of(table, tables));
    for (const DescribedFile& other : others)
        json["resources"].push_back({{"name", package_name(other.name)},
                                     {"path", other.name},
                                     {"format", other.format},
                                     {"description", other.what}});
    return json.dump(2) + "\n";
}

}  // namespace brink
