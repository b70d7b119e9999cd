#pragma once
// The report page: one HTML file that opens from disk. Its style and script are built under bindings/web/ and stand in
// the program; this fills in the data.

#include <string>
#include <string_view>

namespace brink {

/// The built page, with the mark `{{brink-data}}` once.
[[nodiscard]] std::string_view page_template();

/// report.html of a run or comparison, from the texts of manifest.json and summary.json. Throws std::runtime_error if
/// they are not what brink writes.
[[nodiscard]] std::string report_page(const std::string& manifest, const std::string& summary);

/// `page` with the JSON text `data` at its mark, so written that no text in it can end the script element.
[[nodiscard]] std::string filled(std::string_view page, std::string_view data);

}  // namespace brink
