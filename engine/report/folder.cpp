#include "report/folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "report/dictionary.h"
#include "report/json.h"
#include "report/machine.h"
#include "report/page.h"
#include "report/tables.h"

namespace brink {

namespace fs = std::filesystem;

namespace {

constexpr const char* k_page = "report.html";

/// Files of a run that are no tables.
std::vector<DescribedFile> other_files(const RanScenario& ran) {
    std::vector<DescribedFile> files = {{"summary.json", "json", "every estimate; keys as `brink run --json`"},
                                        {"results.nc", "netcdf", "every estimate by actor and date (NetCDF-4, CF)"},
                                        {"datapackage.json", "json", "data dictionary: every column of every table"},
                                        {k_page, "html", "the report page: open it in a browser"}};
    for (const FolderFile& input : ran.inputs)
        files.push_back(input.name == "scenario.yaml"
                            ? DescribedFile{input.name, "yaml", "the scenario as it was run, in one file"}
                            : DescribedFile{input.name, "csv", "a file that the scenario reads"});
    return files;
}

nlohmann::ordered_json options_of(const Result& result, const RunRecord& record) {
    nlohmann::ordered_json settings = nlohmann::ordered_json::object();
    for (const auto& [name, value] : record.settings) settings[name] = value;
    return {{"trajectories", result.requested},
            {"seed", result.seed},
            {"set", std::move(settings)},
            {"keep", record.keep.trajectories},
            {"digests", !result.digests.empty()}};
}

nlohmann::ordered_json machine_of() {
    const Machine machine = this_machine();
    return {{"system", machine.system},
            {"processor", machine.processor},
            {"processors", machine.processors},
            {"memory_mb", machine.memory},
            {"compiler", machine.compiler}};
}

std::string manifest(const Result& result, const RanScenario& ran, const RunRecord& record, const Kept& kept,
                     const std::vector<TidyTable>& tables) {
    nlohmann::ordered_json json;
    json["format"] = 1;
    json["scenario"] = {{"file", record.file},     {"title", result.title},   {"name", result.name},
                        {"digest", result.digest}, {"layers", record.layers}, {"resolved", "scenario.yaml"}};
    json["version"] = result.version;
    json["seed"] = result.seed;
    json["trajectories"] = result.trajectories;
    json["requested"] = result.requested;
    json["interrupted"] = result.interrupted;
    json["kept"] = kept.trajectories;
    json["command"] = record.command;
    json["options"] = options_of(result, record);
    json["started"] = record.started;
    json["finished"] = record.finished;
    json["run"] = {{"seconds", result.seconds},
                   {"threads", result.threads},
                   {"block", result.block},
                   {"isa", result.isa}};
    json["machine"] = machine_of();
    for (const DescribedFile& file : other_files(ran)) json["files"][file.name] = file.what;
    for (const TidyTable& table : tables) json["files"][table.file] = table.what;
    return json.dump(2) + "\n";
}

void write_file(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.flush();
    if (!file) throw std::runtime_error(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file) throw std::runtime_error(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
    return text;
}

// Removes the unfinished folder unless it was moved to its place.
struct Unfinished {
    fs::path path;
    ~Unfinished() {
        std::error_code ignored;
        if (!path.empty()) fs::remove_all(path, ignored);
    }
};

// rename(2) onto an existing empty folder would replace it: what exists is looked for first, and a race with another
// run is lost safely because its folder is not empty.
bool move_if_free(const fs::path& from, const fs::path& to) {
    if (fs::exists(fs::symlink_status(to))) return false;
    std::error_code error;
    fs::rename(from, to, error);
    if (!error) return true;
    if (error == std::errc::directory_not_empty || error == std::errc::file_exists) return false;
    throw fs::filesystem_error("cannot move the results to their place", from, to, error);
}

void replace_folder(const fs::path& from, const fs::path& to) {
    if (!fs::exists(fs::symlink_status(to))) return fs::rename(from, to);
    const fs::path aside = fmt::format("{}.old-{}", to.string(), getpid());
    fs::rename(to, aside);
    std::error_code error;
    fs::rename(from, to, error);
    if (error) {
        fs::rename(aside, to);
        throw fs::filesystem_error("cannot move the results to their place", from, to, error);
    }
    fs::remove_all(aside);
}

void point_latest(const fs::path& scenario_folder, const fs::path& folder) {
    const fs::path fresh = scenario_folder / fmt::format(".latest-{}", getpid());
    std::error_code ignored;
    fs::remove(fresh, ignored);
    fs::create_symlink(folder.filename(), fresh);
    fs::rename(fresh, scenario_folder / "latest");
}

/// The files that the manifest of a brink result names, itself among them; none if the folder has no such manifest.
std::set<std::string> files_of_result(const fs::path& folder) {
    std::ifstream file(folder / "manifest.json", std::ios::binary);
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object() || !json.contains("format") || !json.contains("files") || !json["files"].is_object())
        return {};
    const bool of_one = json.contains("scenario") && json["scenario"].is_object() &&
                        json["scenario"].contains("digest");
    const bool of_several = json.contains("scenarios") && json["scenarios"].is_array() && !json["scenarios"].empty() &&
                            json["scenarios"][0].is_object() && json["scenarios"][0].contains("digest");
    if (!of_one && !of_several) return {};
    std::set<std::string> names{"manifest.json"};
    // A folder of before there were pages may have been given one since.
    names.insert(k_page);
    for (const auto& [name, what] : json["files"].items()) names.insert(name);
    return names;
}

/// Why what stands at `place` may not be replaced; empty if it may: a folder that holds results and nothing else, or
/// nothing at all.
std::string objection(const fs::path& place) {
    const fs::file_status status = fs::symlink_status(place);
    if (fs::is_symlink(status)) return "is a link; name the folder itself";
    if (!fs::is_directory(status)) return fs::is_regular_file(status) ? "is a file" : "is no folder";
    if (fs::is_empty(place)) return "";
    const std::set<std::string> known = files_of_result(place);
    if (known.empty()) return "is no result folder: it has no manifest.json of brink";
    for (const fs::directory_entry& entry : fs::directory_iterator(place))
        if (!known.contains(entry.path().filename().string()))
            return fmt::format("also holds '{}', which brink did not write", entry.path().filename().string());
    return "";
}

}  // namespace

void require_place(const FolderOptions& options) {
    if (options.out.empty() || !fs::exists(fs::symlink_status(options.out))) return;
    const std::string objected = objection(options.out);
    if (!objected.empty())
        throw FolderTaken(fmt::format("{} {}{}: it is not replaced", options.out.string(),
                                      options.force ? "" : "exists already and ", objected));
    if (!options.force) throw FolderTaken(fmt::format("{} exists already (--force replaces it)", options.out.string()));
}

fs::path write_folder(const Result& result, const RanScenario& ran, const RunRecord& record,
                      const FolderOptions& options) {
    std::vector<TidyTable> tables = tables_of(result, ran.model);
    std::vector<FolderFile> files = ran.inputs;
    const std::string summary = to_json(result);
    files.push_back({"summary.json", summary});
    for (TidyTable& table : tables) files.push_back({table.file, std::move(table.text)});
    return write_files(result.name, files, options, [&](const fs::path& folder) -> std::vector<FolderFile> {
        Kept kept = write_results(result, ran, record.keep, folder);
        std::move(kept.tables.begin(), kept.tables.end(), std::back_inserter(tables));
        const std::string described = manifest(result, ran, record, kept, tables);
        return {{"datapackage.json", data_dictionary(result, tables, other_files(ran))},
                {k_page, report_page(described, summary)},
                {"manifest.json", described}};
    });
}

fs::path write_files(const std::string& name, const std::vector<FolderFile>& files, const FolderOptions& options,
                     const std::function<std::vector<FolderFile>(const fs::path&)>& more) {
    const bool numbered = options.out.empty();
    const fs::path parent = numbered                        ? fs::path("results") / name
                            : options.out.has_parent_path() ? options.out.parent_path()
                                                            : fs::path(".");
    require_place(options);
    fs::create_directories(parent);
    Unfinished unfinished{parent / fmt::format(".unfinished-{}", getpid())};
    fs::remove_all(unfinished.path);
    fs::create_directory(unfinished.path);
    for (const FolderFile& file : files) write_file(unfinished.path / file.name, file.text);
    if (more)
        for (const FolderFile& file : more(unfinished.path)) write_file(unfinished.path / file.name, file.text);
    fs::path place = options.out;
    if (numbered) {
        int k = 1;
        do place = parent / fmt::format("{:04}", k++);
        while (!move_if_free(unfinished.path, place));
        point_latest(parent, place);
    } else if (options.force) {
        require_place(options);  // once more: others may have written there meanwhile
        replace_folder(unfinished.path, place);
    } else if (!move_if_free(unfinished.path, place)) {
        throw FolderTaken(fmt::format("{} exists already (--force replaces it)", place.string()));
    }
    unfinished.path.clear();
    return place;
}

fs::path rewrite_page(const fs::path& folder) {
    if (files_of_result(folder).empty())
        throw FolderTaken(fmt::format("{} is no result folder: it has no manifest.json of brink", folder.string()));
    const fs::path page = folder / k_page;
    const fs::path fresh = folder / fmt::format(".{}-{}", k_page, getpid());
    std::string text;
    try {
        text = report_page(read_file(folder / "manifest.json"), read_file(folder / "summary.json"));
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(fmt::format("{}: {}", folder.string(), error.what()));
    }
    write_file(fresh, text);
    fs::rename(fresh, page);
    return page;
}

}  // namespace brink
