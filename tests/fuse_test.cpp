// What passes only from one instruction to the next becomes part of it, in the forms that there are for it.

#include <algorithm>
#include <map>
#include <string>

#include "catch.hpp"
#include "support.h"

using namespace brink;
using namespace brink::test;

namespace {

/// How often each operation stands in the program of a world with these dynamics of x (of the world) and y (of
/// actors), parameters a and b, and variables z of the world and q of pairs.
std::map<std::string, std::size_t> operations(const std::string& x, const std::string& y = "y",
                                              const CompileOptions& options = {}) {
    const Program program = program_of(model_of(R"yaml(
brink: 1
clock: {start: 2025-01-01, step: 1 week, steps: 3}
parameters:
  a: {uniform: [0, 1]}
  b: {uniform: [0, 1]}
variables:
  world:
    x: {initial: 1}
    z: {initial: {uniform: [0, 1]}}
  actor:
    y: {initial: {uniform: [0, 1]}}
  dyad:
    q: {initial: {uniform: [0, 1]}}
actors: {A: {}, B: {}, C: {}}
dynamics:
  world: {x: )yaml" + x + R"yaml(, z: sqrt(z)}
  actor:
    y: )yaml" + y + R"yaml(
  dyad: {q: sqrt(q)}
)yaml"),
                                       options);
    std::map<std::string, std::size_t> found;
    for (const Instruction& instruction : program.instructions)
        if (instruction.op != Op::assign && instruction.op != Op::copy && instruction.op != Op::square_root)
            ++found[std::string(info(instruction.op).name)];
    return found;
}

using Found = std::map<std::string, std::size_t>;

}  // namespace

TEST_CASE("products and differences that are read once become part of what reads them") {
    CHECK(operations("x + a * (z - x)") == Found{{"approach", 1}});
    CHECK(operations("(z - x) * a + x") == Found{{"approach", 1}});
    CHECK(operations("x + a * z") == Found{{"multiply_add", 1}});
    CHECK(operations("x * z + a") == Found{{"multiply_add", 1}});
    CHECK(operations("x - a * z") == Found{{"multiply_subtract", 1}});
    CHECK(operations("x * (1 - z)") == Found{{"multiply_difference", 1}});
    CHECK(operations("(1 - z) * x") == Found{{"multiply_difference", 1}});
    CHECK(operations("a * x + b * z") == Found{{"multiply", 1}, {"multiply_add", 1}});
    CHECK(operations("x + a * z * (1 - x)") == Found{{"multiply", 1}, {"approach", 1}});
}

TEST_CASE("what has no form of its own stays as it is") {
    CHECK(operations("a * z - x") == Found{{"multiply", 1}, {"subtract", 1}});
    CHECK(operations("x + (a + z)") == Found{{"add", 2}});
    CHECK(operations("x + a * (z - b)") == Found{{"multiply_difference", 1}, {"add", 1}});
}

TEST_CASE("a product that is read elsewhere or in another shape stays an instruction") {
    CHECK(operations("x + a * z", "y * (a * z)") == Found{{"multiply", 2}, {"add", 1}});
    CHECK(operations("a * z + a * z") == Found{{"multiply", 1}, {"add", 1}});
    // one row of a product for all actors
    CHECK(operations("sqrt(x)", "y + a * z") == Found{{"multiply", 1}, {"add", 1}});
    // one row for each actor as target
    CHECK(operations("sqrt(x)", "sum(q[self, j] + a * j.y for j)") ==
          Found{{"multiply", 1}, {"add", 1}, {"row_sum", 1}});
}

TEST_CASE("nothing is fused where everything is kept") {
    const Found kept = operations("x + a * (z - x)", "y", {.keep_everything = true});
    for (const char* op : {"subtract", "multiply", "add"}) CHECK(kept.at(op) == 1);
    CHECK(kept.count("approach") == 0);
}
