// The only file that includes yaml-cpp. Its events, never its document model: that one accepts duplicate keys,
// cycles and second documents without a word.

#include "scenario/tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "scenario/builder.h"
#include "scenario/text_check.h"

namespace brink {
namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

std::size_t offset(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }

/// Hands the parser's events on.
class Events : public YAML::EventHandler {
public:
    explicit Events(TreeBuilder& builder) : builder_(builder) {}

    void OnDocumentStart(const YAML::Mark& mark) override { builder_.start_document(offset(mark)); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.take_null(offset(mark), anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.take_alias(offset(mark), anchor); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        builder_.take_scalar(offset(mark), {tag, anchor}, value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        builder_.open(Node::Kind::list, offset(mark), {tag, anchor}, style == YAML::EmitterStyle::Flow);
    }
    void OnSequenceEnd() override { builder_.close(true); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        builder_.open(Node::Kind::map, offset(mark), {tag, anchor}, style == YAML::EmitterStyle::Flow);
    }
    void OnMapEnd() override { builder_.close(true); }

private:
    TreeBuilder& builder_;
};

/// Reads the document; a second one stops with its own fault.
void read_events(std::string_view text, TreeBuilder& builder) {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Events events(builder);
    try {
        while (parser.HandleNextDocument(events)) {}
    } catch (const StopReading&) {
        return;
    } catch (const YAML::Exception& fault) {
        builder.add_syntax(offset(fault.mark), fault.msg);
    }
}

}  // namespace

Node parse_tree(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics, const TextLimits& limits,
                std::vector<Span>* unread) {
    const auto leave = [&](const std::vector<Span>& spans) {
        if (unread != nullptr) unread->insert(unread->end(), spans.begin(), spans.end());
    };
    if (!check_text(sources, file, diagnostics, limits)) {
        leave({{file, 0, static_cast<std::uint32_t>(sources.text(file).size())}});
        return {};
    }
    std::string_view text = sources.text(file);
    const std::size_t skipped = text.substr(0, k_byte_order_mark.size()) == k_byte_order_mark ? k_byte_order_mark.size()
                                                                                              : 0;
    text.remove_prefix(skipped);
    // With a line break at the end yaml-cpp 0.7 closes an open quote by itself.
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    try {
        TreeBuilder builder(sources, file, text, skipped, limits, diagnostics);
        read_events(text, builder);
        Node root = builder.finish();
        leave(builder.unread());
        return root;
    } catch (const TooManyFaults&) {
        return {};  // what was found is in `diagnostics`
    }
}

}  // namespace brink
