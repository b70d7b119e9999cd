#pragma once
// Warnings: what is no fault of a file, but hardly meant. Each has a stable code that `lint: {ignore: [...]}` names.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/model.h"
#include "scenario/layers.h"

namespace brink {

struct WarningCode {
    std::string_view code;
    std::string_view doc;
};

/// Every warning that brink gives of a file (a run may count incidents); those of `check --live` say so.
[[nodiscard]] std::span<const WarningCode> warning_codes();

/// The findings without warnings about layers below the file that the user named.
[[nodiscard]] Diagnostics without_inherited(const Diagnostics& diagnostics, const Tree& tree);

/// The findings without the warnings that the model says to leave out.
[[nodiscard]] Diagnostics without_ignored(const Diagnostics& diagnostics, const std::vector<std::string>& ignored);

}  // namespace brink
