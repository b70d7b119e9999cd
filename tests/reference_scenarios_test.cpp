// The engine against the reference interpreter on what is shipped, to the last bit.

#include <filesystem>
#include <string>
#include <vector>

#include "reference/agreement.h"
#include "support.h"
#include "worlds.h"

using namespace brink;
using namespace brink::test;

namespace {

constexpr std::size_t k_trajectories = 48;

/// The worlds of the standard model, which the reference takes seconds to walk once.
bool large(const Model& model) { return model.actors.size() * model.actions.size() > 100; }

/// Of a large world one trajectory, which passes through every act and equation of it.
reference::Ids ids_for(const Model& model) {
    if (large(model)) return {{(1ull << 40) + 7}, {1'000}};
    return reference::some_ids(scaled(k_trajectories, 8));
}

}  // namespace

TEST_CASE("every runnable scenario of the project gives the bits of the reference") {
    std::vector<std::filesystem::path> files = shipped_files();
    REQUIRE_FALSE(files.empty());
    for (const std::string file : {"baseline.yaml", "rok-lethal-aid.yaml"}) files.emplace_back(four_actors(file));
    for (const std::filesystem::path& file : files) {
        DYNAMIC_SECTION(file.lexically_relative(source_folder()).string()) {
            Diagnostics diagnostics;
            const Tree tree = load_tree(file.string(), {}, diagnostics);
            if (!runnable(tree)) continue;
            const Model model = checked_model(tree, diagnostics);
            if (large(model) && too_slow(file)) continue;
            const reference::Ids ids = ids_for(model);
            const std::vector<reference::Trajectory> expected = reference::run_all(model, 1, ids);
            for (const bool keep_everything : {false, true})
                for (const Isa isa : {Isa::baseline, Isa::v3, Isa::v4}) {
                    if (!available(isa)) continue;
                    INFO((keep_everything ? "everything kept, " : "optimised, ") << name(isa));
                    CHECK(reference::first_difference(model, 1, ids, expected, keep_everything, isa) == "");
                }
        }
    }
}
