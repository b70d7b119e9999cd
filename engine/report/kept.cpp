#include "report/kept.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

#include "report/kept_rows.h"
#include "report/netcdf_kept.h"
#include "report/netcdf_statistics.h"
#include "run/replay_each.h"

namespace brink {

namespace {

constexpr std::uint64_t k_most_bytes = 16'000'000'000;
constexpr std::size_t k_most_at_once = 64;
constexpr std::size_t k_most_numbers_at_once = 4'000'000;  // 32 MB

/// Numbers that results.nc has of one trajectory.
std::uint64_t numbers_of(const Model& model, const Program& program) {
    std::vector<std::string> names(program.column_names.begin(),
                                   program.column_names.begin() + program.n_state_columns);
    for (const SeriesSource& series : program.series)
        if (!series.variable) names.push_back(series.name);
    std::uint64_t rows = 0;
    for (const Cube& cube : cubes_of(names, model)) rows += cube.n_rows(model.actors.size());
    return std::max<std::uint64_t>(rows, 1) * (static_cast<std::uint64_t>(program.steps) + 1);
}

std::size_t at_once(const RanScenario& ran) {
    return std::clamp<std::size_t>(k_most_numbers_at_once /
                                       static_cast<std::size_t>(numbers_of(ran.model, ran.program)),
                                   1, k_most_at_once);
}

/// A table that is written row by row.
class Rows {
public:
    Rows(const std::filesystem::path& folder, const TidyTable& table)
        : path_(folder / table.file), file_(path_, std::ios::binary) {
        write(table.text);
    }
    void write(const std::string& text) {
        file_ << text;
        if (!file_) fail();
    }
    void close() {
        file_.close();
        if (!file_) fail();
    }

private:
    void fail() const {
        throw std::runtime_error(fmt::format("cannot write {}: {}", path_.string(), std::strerror(errno)));
    }

    std::filesystem::path path_;
    std::ofstream file_;
};

void describe(NetcdfFile& file, const Result& result) {
    file.attribute("Conventions", "CF-1.8");
    file.attribute("title", result.title.empty() ? result.name : result.title);
    file.attribute("source", "brink " + result.version + ", scenario and escalation simulation");
    if (!result.question.empty()) file.attribute("comment", result.question);
    if (!result.marking.empty()) file.attribute("marking", result.marking);
    file.attribute("scenario", result.name);
    file.attribute("scenario_digest", result.digest);
    file.attribute("seed", fmt::format("{}", result.seed));
    file.attribute("trajectories", static_cast<std::int64_t>(result.trajectories));
}

Kept write_kept(const RanScenario& ran, const ReplayEachOptions& options, const KeepOptions& keep, KeptCubes& cubes,
                const std::filesystem::path& folder, const Replayed& first) {
    Kept kept{0, {trajectories_table(ran.model, first), events_table()}};
    Rows trajectories(folder, kept.tables[0]);
    Rows events(folder, kept.tables[1]);
    replay_each(ran.program, options, [&](std::span<const Replayed> replayed) {
        cubes.write(replayed);
        for (const Replayed& one : replayed) {
            trajectories.write(trajectory_row(ran.model, one));
            events.write(event_rows(ran.model, one));
        }
        kept.trajectories += replayed.size();
        return !keep.go_on || keep.go_on();
    });
    trajectories.close();
    events.close();
    return kept;
}

}  // namespace

void require_keepable(const Model& model, const Program& program, std::uint64_t keep, std::uint64_t trajectories) {
    if (keep > trajectories) throw KeepFault(fmt::format("--keep {}: the run has {} trajectories", keep, trajectories));
    const std::uint64_t numbers = numbers_of(model, program);
    const std::uint64_t most = std::max<std::uint64_t>(k_most_bytes / sizeof(double) / numbers, 1);
    if (keep > most)
        throw KeepFault(
            fmt::format("--keep {}: a trajectory of this scenario is {} numbers, so that a folder may keep "
                        "{} (16 GB before compression)",
                        keep, numbers, most));
}

Kept write_results(const Result& result, const RanScenario& ran, const KeepOptions& keep,
                   const std::filesystem::path& folder) {
    NetcdfFile file(folder / "results.nc");
    describe(file, result);
    NetcdfAxes axes = define_axes(file, result, ran.model);
    add_statistics(file, axes, result, ran.model);
    Kept kept;
    const std::uint64_t wanted = std::min(keep.trajectories, result.trajectories);
    if (wanted == 0) {
        file.end_definitions();
    } else {
        const ReplayEachOptions options{wanted, result.seed, isa_named(result.isa).value_or(Isa::baseline),
                                        result.threads, at_once(ran)};
        const Replayed first = replay(ran.program, result.seed, 0, options.isa);
        KeptCubes cubes(file, axes, ran.model, first, options.at_once);
        file.end_definitions();
        kept = write_kept(ran, options, keep, cubes, folder, first);
    }
    file.close();
    return kept;
}

}  // namespace brink
