#include "report/comparison_folder.h"

#include <nlohmann/json.hpp>

#include "report/comparison.h"
#include "report/page.h"

namespace brink {

namespace {

std::string manifest(const ComparedScenarios& compared, const RunRecord& record) {
    const Result& reference = compared.results[compared.reference];
    nlohmann::ordered_json json = {{"format", 1}, {"kind", "comparison"}};
    json["scenarios"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < compared.results.size(); ++i) {
        const Result& result = compared.results[i];
        json["scenarios"].push_back({{"file", compared.files[i]},
                                     {"name", compared.names[i]},
                                     {"title", result.title},
                                     {"digest", result.digest}});
    }
    json["reference"] = compared.names[compared.reference];
    json["version"] = reference.version;
    json["seed"] = reference.seed;
    json["trajectories"] = reference.trajectories;
    json["requested"] = reference.requested;
    json["interrupted"] = reference.interrupted;
    json["command"] = record.command;
    json["started"] = record.started;
    json["finished"] = record.finished;
    json["run"] = {{"seconds", reference.seconds},
                   {"threads", reference.threads},
                   {"block", reference.block},
                   {"isa", reference.isa}};
    json["files"] = {{"summary.json", "every estimate; keys as `brink compare --json`"},
                     {"differences.csv", "one row a pair of scenarios and outcome"},
                     {"partings.csv", "one row a first parting: pair, step, actor, choice in either"},
                     {"report.html", "the report page: open it in a browser"}};
    return json.dump(2) + "\n";
}

/// `baseline-vs-rok-lethal-aid`; of many scenarios the first and how many more.
std::string folder_name(const ComparedScenarios& compared) {
    constexpr std::size_t k_longest = 100;
    std::string name;
    for (const Result& result : compared.results) name += (name.empty() ? "" : "-vs-") + result.name;
    if (name.size() <= k_longest) return name;
    return compared.results.front().name + "-vs-" + std::to_string(compared.results.size() - 1) + "-others";
}

}  // namespace

std::filesystem::path write_folder(const ComparedScenarios& compared, const RunRecord& record,
                                   const FolderOptions& options) {
    const std::string summary = to_json(compared);
    const std::string described = manifest(compared, record);
    return write_files(folder_name(compared),
                       {{"summary.json", summary},
                        {"differences.csv", differences_csv(compared)},
                        {"partings.csv", partings_csv(compared)},
                        {"report.html", report_page(described, summary)},
                        {"manifest.json", described}},
                       options);
}

}  // namespace brink
