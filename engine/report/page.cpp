#include "report/page.h"

#include <algorithm>
#include <stdexcept>

#include "report/page_data.h"

namespace brink {

namespace {

// The page may be 1 MB; some of it goes to what `<` becomes.
constexpr std::size_t k_page_bytes = 985'000;
constexpr std::string_view k_mark = "{{brink-data}}";

}  // namespace

std::string filled(std::string_view page, std::string_view data) {
    const std::size_t at = page.find(k_mark);
    if (at == std::string_view::npos) throw std::runtime_error("the page has no place for its data");
    std::string text(page.substr(0, at));
    text.reserve(page.size() + data.size() + data.size() / 64);
    // `</script` and `<!--` mean something to HTML inside a script element; in JSON `<` stands in strings alone, where
    // this is the same.
    for (const char c : data) {
        if (c == '<')
            text += "\\u003c";
        else
            text += c;
    }
    text += page.substr(at + k_mark.size());
    return text;
}

std::string report_page(const std::string& manifest, const std::string& summary) {
    const std::string_view page = page_template();
    return filled(page, page_data(manifest, summary, k_page_bytes - std::min(page.size(), k_page_bytes)));
}

}  // namespace brink
