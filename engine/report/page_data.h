#pragma once
// What the report page is drawn from: manifest.json and summary.json in one JSON, packed so that the page stays small
// however much was recorded.

#include <cstddef>
#include <string>

namespace brink {

/// A JSON object on one line, as bindings/web/src/data.ts reads it: `manifest`, `scenarios` (of a run one: its summary
/// without series and rungs, and these packed) and `comparisons`, in about `room` bytes. What has no place is left out:
/// series that move least, starting values that nobody gave, pairs of outcomes that hang together least, rare partings.
/// What a page has in any case (every outcome, who takes which action how often) comes first and may be more than
/// `room` where there is very much of it. Throws std::runtime_error if a text is not what brink writes.
[[nodiscard]] std::string page_data(const std::string& manifest, const std::string& summary,
                                    std::size_t room = 650'000);

}  // namespace brink
