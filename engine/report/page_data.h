#pragma once
// What the report page is drawn from: manifest.json and summary.json in one JSON, packed so that the page stays small
// however much was recorded.

#include <string>

namespace brink {

/// A JSON object on one line, as bindings/web/src/data.ts reads it: `manifest`, `scenarios` (of a run one: its summary
/// without series and rungs, and these packed) and `comparisons`. Series that do not fit are left out, those that move
/// least first, and so is what else is many: starting values that nobody gave, pairs of outcomes that hang together
/// least, rare partings. Throws std::runtime_error if a
/// text is not what brink writes.
[[nodiscard]] std::string page_data(const std::string& manifest, const std::string& summary);

}  // namespace brink
