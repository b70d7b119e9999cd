#include "report/netcdf_kept.h"

#include <fmt/format.h>

#include <utility>

#include "report/kept_choices.h"

namespace brink {

namespace {

using Type = NetcdfFile::Type;
constexpr double k_no_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

KeptCubes::KeptCubes(NetcdfFile& file, NetcdfAxes& axes, const Model& model, const Replayed& first, std::size_t at_once)
    : file_(&file), axes_(&axes), model_(&model), cubes_(cubes_of(first.names, model)) {
    trajectory_ = file.growing_dimension("trajectory", at_once);
    define_trajectory();
    for (const Cube& cube : cubes_)
        cube_ids_.push_back(define(axes.own_name(cube.quantity), Type::real, axes.of(cube.shape),
                                   cube.doc.empty() ? cube.quantity : fmt::format("{}: {}", cube.quantity, cube.doc),
                                   cube.unit.empty() ? "1" : cube.unit));
    define_outcomes();
    define_parameters(first);
}

int KeptCubes::define(const std::string& name, Type type, std::vector<int> inner, const std::string& long_name,
                      const std::string& units, bool complete) {
    NetcdfFile::Attributes attributes = axes_->labels_of(inner);
    attributes.emplace_back("long_name", long_name);
    if (!units.empty()) attributes.emplace_back("units", units);
    inner.insert(inner.begin(), trajectory_);
    return file_->variable({name, type, std::move(inner), std::move(attributes), complete});
}

void KeptCubes::define_trajectory() {
    number_ = file_->variable({"trajectory",
                               Type::count,
                               {trajectory_},
                               {{"standard_name", "realization"},
                                {"long_name", "number of the trajectory, as of brink replay --trajectory"},
                                {"units", "1"}}});
    hash_ = define("trajectory_hash", Type::text, {}, "hash of its variables and choices, as brink replay gives it",
                   "");
    steps_lived_ = define("steps_lived", Type::whole, {}, "steps until an outcome ended it, else all", "1", true);
}

void KeptCubes::define_outcomes() {
    if (axes_->outcome >= 0)
        first_step_ = define("first_step", Type::whole, {axes_->outcome},
                             "number of the state in which the outcome is first met", "1");
    if (axes_->measure >= 0)
        measure_ = define("measure_value", Type::real, {axes_->measure}, "value of the measure", "");
    if (axes_->rung < 0) return;
    peak_rung_ = define("peak_rung", Type::whole, {axes_->actor}, "highest rung of the steps lived", "1", true);
    rung_ = define("chosen_rung", Type::whole, {axes_->actor, axes_->step},
                   "highest rung that the actor chose in the step, 0 with no choice", "1");
}

void KeptCubes::define_parameters(const Replayed& first) {
    if (first.parameters.empty()) return;
    std::vector<std::string> names;
    for (const ReplayedParameter& parameter : first.parameters) names.push_back(parameter.name);
    const int dimension = file_->dimension("parameter", names.size());
    file_->variable({"parameter", Type::text, {dimension}, {{"long_name", "parameter drawn once a trajectory"}}},
                    names);
    parameter_ = define("parameter_value", Type::real, {dimension}, "value drawn for the trajectory", "");
}

template <class T>
void KeptCubes::put(int variable, std::span<const Replayed> kept, const std::vector<std::size_t>& inner,
                    const std::vector<T>& values) {
    std::vector<std::size_t> first(inner.size() + 1, 0), sizes = inner;
    first.front() = n_written_;
    sizes.insert(sizes.begin(), kept.size());
    file_->put(variable, first, sizes, values);
}

void KeptCubes::write(std::span<const Replayed> kept) {
    std::vector<std::int64_t> numbers;
    std::vector<std::int32_t> lived;
    std::vector<std::string> hashes;
    for (const Replayed& one : kept) {
        numbers.push_back(static_cast<std::int64_t>(one.trajectory));
        lived.push_back(one.steps_lived);
        hashes.push_back(fmt::format("{:016x}", one.hash));
    }
    put(number_, kept, {}, numbers);
    put(steps_lived_, kept, {}, lived);
    put(hash_, kept, {}, hashes);
    write_states(kept);
    write_outcomes(kept);
    if (axes_->rung >= 0) write_rungs(kept);
    if (parameter_ >= 0) write_parameters(kept);
    n_written_ += kept.size();
}

void KeptCubes::write_states(std::span<const Replayed> kept) {
    const std::size_t n_states = axes_->n_states;
    for (std::size_t c = 0; c < cubes_.size(); ++c) {
        const Cube& cube = cubes_[c];
        const std::size_t n_rows = cube.n_rows(axes_->n_actors);
        std::vector<double> values(kept.size() * n_rows * n_states, k_no_number);
        for (std::size_t k = 0; k < kept.size(); ++k)
            for (const Cube::Place& place : cube.places)
                for (std::size_t s = 0; s < n_states; ++s)
                    values[(k * n_rows + place.row) * n_states + s] = kept[k].states[s][place.name];
        std::vector<std::size_t> inner;
        if (cube.shape == Shape::dyad) inner.push_back(axes_->n_actors);
        if (cube.shape != Shape::world) inner.push_back(axes_->n_actors);
        inner.push_back(n_states);
        put(cube_ids_[c], kept, inner, values);
    }
}

void KeptCubes::write_outcomes(std::span<const Replayed> kept) {
    std::vector<std::int32_t> first_steps;
    std::vector<double> measures;
    for (const Replayed& one : kept)
        for (const ReplayedOutcome& outcome : one.outcomes) switch (outcome.kind) {
                case Outcome::Kind::when:
                    first_steps.push_back(outcome.first_state.value_or(NetcdfFile::k_none));
                    break;
                case Outcome::Kind::measure: measures.push_back(outcome.counts ? outcome.value : k_no_number); break;
            }
    if (first_step_ >= 0) put(first_step_, kept, {axes_->outcomes.size()}, first_steps);
    if (measure_ >= 0) put(measure_, kept, {axes_->measures.size()}, measures);
}

void KeptCubes::write_rungs(std::span<const Replayed> kept) {
    std::vector<std::int32_t> peaks, chosen;
    for (const Replayed& one : kept) {
        const std::vector<std::optional<int>> rungs = rungs_of(*model_, one);
        for (const std::optional<int>& rung : rungs) chosen.push_back(rung.value_or(NetcdfFile::k_none));
        for (const int rung : peak_rungs(rungs, axes_->n_actors)) peaks.push_back(rung);
    }
    put(peak_rung_, kept, {axes_->n_actors}, peaks);
    put(rung_, kept, {axes_->n_actors, axes_->n_steps}, chosen);
}

void KeptCubes::write_parameters(std::span<const Replayed> kept) {
    std::vector<double> values;
    for (const Replayed& one : kept)
        for (const ReplayedParameter& parameter : one.parameters) values.push_back(parameter.value);
    put(parameter_, kept, {values.size() / kept.size()}, values);
}

}  // namespace brink
