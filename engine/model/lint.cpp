#include "model/lint.h"

#include <algorithm>
#include <array>

namespace brink {
namespace {

constexpr auto k_codes = std::to_array<WarningCode>({
    {"second-hold", "an action of rung 0 and utility 0 without target or effects: holding exists already"},
});

}  // namespace

std::span<const WarningCode> warning_codes() { return k_codes; }

Diagnostics without_ignored(const Diagnostics& diagnostics, const std::vector<std::string>& ignored) {
    Diagnostics kept;
    for (const Diagnostic& d : diagnostics.items()) {
        const bool leave_out = d.severity == Severity::warning &&
                               std::find(ignored.begin(), ignored.end(), d.code) != ignored.end();
        if (leave_out) continue;
        if (d.severity == Severity::error)
            kept.error(d.code, d.span, d.message, d.hint);
        else
            kept.warning(d.code, d.span, d.message, d.hint);
    }
    return kept;
}

}  // namespace brink
