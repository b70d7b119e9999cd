#include "lanes/isa.h"

#include <array>

#if defined(__x86_64__) && !defined(BRINK_BASELINE_ONLY)
#define BRINK_X86_LEVELS
#endif

namespace brink {

// Each instruction set's kernels stand in a namespace of its name (isa_kernels.cpp).
namespace baseline {
template <class S>
const Kernels<S>& own_kernels();
}
#ifdef BRINK_X86_LEVELS
namespace v3 {
template <class S>
const Kernels<S>& own_kernels();
}
namespace v4 {
template <class S>
const Kernels<S>& own_kernels();
}
#endif

namespace {

struct IsaInfo {
    Isa isa;
    std::string_view name;
};

constexpr std::array k_isas = {IsaInfo{Isa::baseline, "baseline"}, IsaInfo{Isa::v3, "v3"}, IsaInfo{Isa::v4, "v4"}};

#ifdef BRINK_X86_LEVELS
bool has_v3() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

bool has_v4() {
    return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#else
bool has_v3() { return false; }
bool has_v4() { return false; }
#endif

}  // namespace

std::string_view name(Isa isa) { return k_isas[static_cast<std::size_t>(isa)].name; }

std::optional<Isa> isa_named(std::string_view name) {
    for (const IsaInfo& each : k_isas)
        if (each.name == name) return each.isa;
    return std::nullopt;
}

bool available(Isa isa) {
    switch (isa) {
        case Isa::baseline: return true;
        case Isa::v3: return has_v3();
        case Isa::v4: return has_v4();
    }
    return false;
}

Isa best_isa() { return has_v4() ? Isa::v4 : has_v3() ? Isa::v3 : Isa::baseline; }

template <>
const Kernels<double>& kernels<double>(Isa isa) {
#ifdef BRINK_X86_LEVELS
    switch (isa) {
        case Isa::baseline: break;
        case Isa::v3: return v3::own_kernels<double>();
        case Isa::v4: return v4::own_kernels<double>();
    }
#else
    static_cast<void>(isa);
#endif
    return baseline::own_kernels<double>();
}

}  // namespace brink
