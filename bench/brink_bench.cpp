// Speed and memory of the engine, beside a scalar loop of one of its models, and whether both give the same answers.
// Exit 0; 1 if the answers differ or something fails; 2 for words not understood.

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "agreement.h"
#include "measure.h"
#include "model/check.h"
#include "program/compile.h"
#include "result/result.h"
#include "run/run.h"
#include "scalar_world.h"
#include "scenario/layers.h"

namespace {

using namespace bench;

constexpr double k_target_ratio = 2.5;      // engine over scalar loop, one core
constexpr double k_target_scaling = 0.95;   // gain of two threads over gain of two processes
constexpr std::uint64_t k_korea_share = 4;  // the reference world is large: one trajectory of it for so many synthetic
constexpr double k_target_memory = 500e6;   // bytes for 1e6 trajectories
const char* const k_korea = BRINK_SOURCE_DIR "/scenarios/korea-2024/rok-lethal-aid.yaml";
const char* const k_synthetic = BRINK_SOURCE_DIR "/bench/synthetic-world.yaml";

constexpr const char* k_usage = R"(Usage: brink_bench [OPTIONS]
  --quick         3 short rounds
  --rounds N      rounds, interleaved; what is printed are medians (7)
  --memory        also resident memory of a million trajectories
  --json FILE     the numbers as JSON
  -h, --help      this text
)";

struct BenchOptions {
    std::size_t rounds = 7;
    std::uint64_t engine_trajectories = 4096;  // a thread
    std::uint64_t scalar_trajectories = 2048;  // a process
    bool memory = false;
    bool help = false;
    std::string json;
};

/// Nothing: not understood.
std::optional<BenchOptions> read_options(int n, char** words) {
    BenchOptions options;
    for (int i = 1; i < n; ++i) {
        const std::string word = words[i];
        if (word == "--quick") {
            options.rounds = 3;
            options.engine_trajectories = 2048;
            options.scalar_trajectories = 1024;
        } else if (word == "--memory") {
            options.memory = true;
        } else if (word == "-h" || word == "--help") {
            options.help = true;
        } else if (word == "--json" && i + 1 < n) {
            options.json = words[++i];
        } else if (word == "--rounds" && i + 1 < n) {
            options.rounds = std::strtoul(words[++i], nullptr, 10);
            if (options.rounds == 0) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    return options;
}

/// A scenario ready to run.
struct Compiled {
    brink::Model model;
    brink::Program program;
    double steps_of_actors = 0;  // in one trajectory
};

Compiled compiled(const char* path) {
    brink::Diagnostics diagnostics;
    const brink::Tree tree = brink::load_tree(path, {}, diagnostics);
    std::optional<brink::Model> model = brink::check(tree, diagnostics);
    if (!model || diagnostics.has_errors()) throw std::runtime_error(fmt::format("{} has errors", path));
    brink::Program program = brink::compile(*model, diagnostics);
    const double steps = static_cast<double>(program.steps) * program.n_actors;
    return {std::move(*model), std::move(program), steps};
}

brink::Summary run_engine(const Compiled& scenario, std::uint64_t trajectories, unsigned threads) {
    brink::RunOptions options;
    options.trajectories = trajectories;
    options.threads = threads;
    return std::move(brink::run({&scenario.program, 1}, options).front());
}

struct Memory {
    std::size_t korea = 0, synthetic = 0;
    std::optional<std::size_t> million;
};

/// Before anything else, while this process is small.
Memory measure_memory(const BenchOptions& options) {
    const auto of = [](const char* path, std::uint64_t n, unsigned threads) {
        return resident_bytes([=] { (void)run_engine(compiled(path), n, threads); });
    };
    Memory memory;
    memory.korea = of(k_korea, options.engine_trajectories / k_korea_share, 1);
    memory.synthetic = of(k_synthetic, options.engine_trajectories, 1);
    if (options.memory) memory.million = of(k_korea, 1'000'000, 0);
    return memory;
}

/// One number a round. Speed on one core goes by processor time; what two cores gain goes by the wall clock.
struct Rounds {
    std::vector<double> korea, engine, scalar;  // trajectory-actor-steps a second
    std::vector<double> ratio;                  // engine / scalar
    std::vector<double> thread_gain, process_gain, scaling;
};

void measure_round(const BenchOptions& options, const Compiled& korea, const Compiled& synthetic, std::uint64_t seed,
                   ScalarCounts& counts, Rounds& rounds) {
    const std::uint64_t n = options.engine_trajectories, m = options.scalar_trajectories;
    const auto engine_time = [&](const Compiled& scenario, std::uint64_t trajectories, unsigned threads) {
        return time_of([&] { (void)run_engine(scenario, trajectories, threads); });
    };
    const auto scalar_process = [&] { run_scalar(seed, m, counts); };
    const double korea_steps = static_cast<double>(n / k_korea_share) * korea.steps_of_actors;
    const double engine_steps = static_cast<double>(n) * synthetic.steps_of_actors;
    const double scalar_steps = static_cast<double>(m) * synthetic.steps_of_actors;

    rounds.korea.push_back(korea_steps / engine_time(korea, n / k_korea_share, 1).processor);
    const double scalar = time_of(scalar_process).processor;
    const Time one_thread = engine_time(synthetic, n, 1);
    const double two_threads = engine_time(synthetic, 2 * n, 2).wall;
    const double two_processes = wall_of_processes(2, scalar_process);
    const double one_process = wall_of_processes(1, scalar_process);

    rounds.engine.push_back(engine_steps / one_thread.processor);
    rounds.scalar.push_back(scalar_steps / scalar);
    rounds.ratio.push_back(rounds.engine.back() / rounds.scalar.back());
    rounds.thread_gain.push_back(2 * one_thread.wall / two_threads);
    rounds.process_gain.push_back(2 * one_process / two_processes);
    rounds.scaling.push_back(rounds.thread_gain.back() / rounds.process_gain.back());
}

void say(const char* what, const Spread& found, double scale, const char* unit, const std::string& note = {}) {
    fmt::print("{:<44}{:>8.2f} {:<10}({:.2f} .. {:.2f}){}\n", what, found.median * scale, unit, found.low * scale,
               found.high * scale, note.empty() ? "" : "  " + note);
}

std::string against(double found, double target, bool at_least) {
    const bool met = at_least ? found >= target : found <= target;
    return fmt::format("target {} {:.2f}: {}", at_least ? ">=" : "<", target, met ? "met" : "NOT MET");
}

void print_speed(const Rounds& rounds) {
    say("engine, rok-lethal-aid, one thread", spread(rounds.korea), 1e-6, "M las/s");
    say("engine, synthetic world, one thread", spread(rounds.engine), 1e-6, "M las/s");
    say("scalar loop, synthetic world", spread(rounds.scalar), 1e-6, "M las/s");
    const Spread ratio = spread(rounds.ratio), scaling = spread(rounds.scaling);
    say("engine / scalar", ratio, 1, "", against(ratio.median, k_target_ratio, true));
    say("gain of two engine threads over one", spread(rounds.thread_gain), 1, "");
    say("gain of two scalar processes over one", spread(rounds.process_gain), 1, "");
    say("threads' gain / processes' gain", scaling, 1, "", against(scaling.median, k_target_scaling, true));
}

void print_memory(const Memory& memory) {
    const auto line = [](const char* what, std::size_t bytes, const std::string& note = {}) {
        fmt::print("{:<44}{:>8.1f} MB{}\n", what, static_cast<double>(bytes) * 1e-6, note.empty() ? "" : "  " + note);
    };
    line("resident, rok-lethal-aid, one thread", memory.korea);
    line("resident, synthetic world, one thread", memory.synthetic);
    if (memory.million)
        line("resident, rok-lethal-aid, 1e6 trajectories", *memory.million,
             against(static_cast<double>(*memory.million) * 1e-6, k_target_memory * 1e-6, false));
}

void print_agreement(const Agreement& found) {
    fmt::print("answers: {} numbers compared, {} differ; largest |z| {:.2f} ({}), below {} expected\n", found.compared,
               found.differ.size(), found.largest_z, found.at, k_most_z);
    for (const std::string& difference : found.differ) fmt::print("  DIFFERS {}\n", difference);
}

std::string json_spread(const char* name, const std::vector<double>& values) {
    const Spread found = spread(values);
    return fmt::format("  \"{}\": {{\"median\": {}, \"low\": {}, \"high\": {}}},\n", name, found.median, found.low,
                       found.high);
}

void write_json(const std::string& path, const BenchOptions& options, const Rounds& rounds, const Memory& memory,
                const Agreement& agreement) {
    std::string text = "{\n";
    text += fmt::format("  \"version\": \"{}\",\n  \"isa\": \"{}\",\n  \"rounds\": {},\n", BRINK_VERSION,
                        brink::name(brink::best_isa()), options.rounds);
    text += json_spread("korea_las", rounds.korea) + json_spread("engine_las", rounds.engine) +
            json_spread("scalar_las", rounds.scalar) + json_spread("ratio", rounds.ratio) +
            json_spread("thread_gain", rounds.thread_gain) + json_spread("process_gain", rounds.process_gain) +
            json_spread("scaling", rounds.scaling);
    text += fmt::format("  \"korea_resident_bytes\": {},\n  \"synthetic_resident_bytes\": {},\n", memory.korea,
                        memory.synthetic);
    if (memory.million) text += fmt::format("  \"million_resident_bytes\": {},\n", *memory.million);
    text += fmt::format("  \"compared\": {},\n  \"differ\": {},\n  \"largest_z\": {}\n}}\n", agreement.compared,
                        agreement.differ.size(), agreement.largest_z);
    std::ofstream file(path);
    file << text;
    file.close();
    if (!file) throw std::runtime_error(fmt::format("cannot write {}", path));
}

int measure(const BenchOptions& options) {
    const Memory memory = measure_memory(options);
    const Compiled korea = compiled(k_korea), synthetic = compiled(k_synthetic);
    ScalarCounts counts;
    // Caches, pages and clocks warm; the same run answers for the engine.
    const brink::Summary answers = run_engine(synthetic, options.engine_trajectories, 1);
    run_scalar(0, options.scalar_trajectories, counts);
    Rounds rounds;
    for (std::size_t round = 0; round < options.rounds; ++round)
        measure_round(options, korea, synthetic, round + 1, counts, rounds);
    const Agreement agreement = compare(brink::make_result(synthetic.model, answers, 1), counts);

    fmt::print("brink {}, {}; medians of {} rounds (least .. largest); las: trajectory-actor-steps\n", BRINK_VERSION,
               brink::name(brink::best_isa()), options.rounds);
    print_speed(rounds);
    print_memory(memory);
    print_agreement(agreement);
    if (!options.json.empty()) write_json(options.json, options, rounds, memory, agreement);
    return agreement.differ.empty() ? 0 : 1;
}

}  // namespace

int main(int n, char** words) {
    const std::optional<BenchOptions> options = read_options(n, words);
    if (!options || options->help) {
        std::fputs(k_usage, options ? stdout : stderr);
        return options ? 0 : 2;
    }
    try {
        return measure(*options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "brink_bench: {}\n", error.what());
        return 1;
    }
}
