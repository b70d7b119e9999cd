// What the file says for other commands than run: expectations, the cutoff of its information, warnings to leave out.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "model/draft.h"
#include "model/lint.h"

namespace brink {
namespace {

namespace fs = std::filesystem;

/// A path as the file that names it means it.
std::string path_from(const Draft& draft, const Node& node) {
    const std::string file = node.span.known() ? draft.tree.sources.name(node.span.file) : "";
    return (fs::path(file).parent_path() / node.text).lexically_normal().string();
}

class ExpectationReader {
public:
    ExpectationReader(Draft& draft, const Node& node) : draft_(draft), node_(node) {}

    void read() {
        const Node* outcome = node_.find("outcome");
        if (!node_.is_map() || outcome == nullptr || !outcome->is_scalar()) return;
        const Entry* kind = kind_entry();
        const auto id = outcome_named(*outcome);
        if (kind == nullptr || !id) return;
        Expectation expectation;
        expectation.outcome = *id;
        expectation.span = node_.span;
        const bool read = kind->key == "than" ? read_difference(*kind, expectation) : read_range_of(*kind, expectation);
        if (read) draft_.model.expectations.push_back(std::move(expectation));
    }

private:
    /// Which of probability, mean and than is given; faults are reported and give nothing.
    const Entry* kind_entry() {
        const Entry* given = nullptr;
        for (const Entry& entry : node_.entries) {
            if (entry.key != "probability" && entry.key != "mean" && entry.key != "than") continue;
            if (given != nullptr) {
                draft_.diagnostics.error("two-values", entry.key_span,
                                         fmt::format("an expectation has '{}' and '{}'", given->key, entry.key),
                                         "write one entry for each");
                return nullptr;
            }
            given = &entry;
        }
        const Entry* sign = node_.find_entry("sign");
        if (given == nullptr && !draft_.mistyped.contains(&node_))
            draft_.diagnostics.error("missing-key", node_.span, "an expectation has 'probability', 'mean' or 'than'",
                                     "say probability: [0.05, 0.2], mean: [0.3, 0.5], or than: FILE with sign: \"+\"");
        if (given != nullptr && given->key != "than" && sign != nullptr)
            draft_.diagnostics.error("not-allowed", sign->key_span, "'sign' goes with 'than'",
                                     "it says whether the outcome is more or less than in another scenario");
        return given;
    }

    std::optional<OutcomeId> outcome_named(const Node& name) {
        const auto& outcomes = draft_.declared.outcomes;
        if (const auto place = place_of(outcomes, name.text)) return OutcomeId{*place};
        unknown_name(draft_, "no outcome", name.text, name.span, names_of(outcomes));
        return std::nullopt;
    }

    [[nodiscard]] bool is_measure(OutcomeId outcome) const {
        return draft_.declared.outcomes[outcome.index].entry->value.find("measure") != nullptr;
    }

    bool read_range_of(const Entry& kind, Expectation& expectation) {
        const bool probability = kind.key == "probability";
        expectation.kind = probability ? Expectation::Kind::probability : Expectation::Kind::mean;
        expectation.within = read_range(draft_, &kind.value);
        if (probability == is_measure(expectation.outcome)) {
            draft_.diagnostics.error("not-allowed", kind.key_span,
                                     probability ? "a 'measure' outcome has no probability"
                                                 : "a 'when' outcome has no mean",
                                     probability ? "write mean: [low, high]" : "write probability: [low, high]");
            return false;
        }
        const Range all = probability ? Range{0, 1} : Range{};
        if (expectation.within.none() || expectation.within.low > all.high || expectation.within.high < all.low) {
            if (!expectation.within.none())
                draft_.diagnostics.error("out-of-range", kind.value.span, "a probability lies from 0 to 1",
                                         "write say probability: [0.05, 0.2]");
            return false;
        }
        return true;
    }

    bool read_difference(const Entry& than, Expectation& expectation) {
        expectation.kind = Expectation::Kind::difference;
        if (!than.value.is_scalar()) return false;
        const Entry& outcome = *draft_.declared.outcomes[expectation.outcome.index].entry;
        if (outcome.value.find("given") != nullptr) {
            draft_.diagnostics.error("not-allowed", than.key_span,
                                     fmt::format("'{}' is conditioned on another outcome: its two shares are of "
                                                 "different trajectories, and there are no pairs to compare",
                                                 outcome.key),
                                     "compare the outcome without 'given'");
            return false;
        }
        expectation.than = path_from(draft_, than.value);
        std::error_code ignored;
        if (!fs::is_regular_file(expectation.than, ignored)) {
            draft_.diagnostics.error("unreadable", than.value.span,
                                     fmt::format("there is no file '{}'", expectation.than),
                                     "paths are relative to the file that names them");
            return false;
        }
        const Node* sign = node_.find("sign");
        if (sign == nullptr) {
            draft_.diagnostics.error("missing-key", than.key_span, "'than' needs 'sign'",
                                     "sign: \"+\" if the outcome is more here than there, \"-\" if less, \"=\" if the "
                                     "same in every trajectory");
            return false;
        }
        expectation.sign = sign->text == "+"   ? Expectation::Sign::more
                           : sign->text == "-" ? Expectation::Sign::less
                                               : Expectation::Sign::same;
        return true;
    }

    Draft& draft_;
    const Node& node_;
};

void read_cutoff(Draft& draft, const Node& node) {
    if (!node.is_scalar()) return;
    draft.model.cutoff = parse_date(node.text);
    if (!draft.model.cutoff)
        draft.diagnostics.error("bad-date", node.span, fmt::format("'{}' is no date", node.text),
                                "a date is YYYY-MM-DD");
}

void read_ignored(Draft& draft, const Node& lint) {
    const Node* codes = lint.find("ignore");
    if (codes == nullptr) return;
    std::vector<std::string> known;
    for (const WarningCode& warning : warning_codes()) known.emplace_back(warning.code);
    for (const Node& code : codes->items) {
        if (!code.is_scalar()) continue;
        if (std::find(known.begin(), known.end(), code.text) == known.end())
            unknown_name(draft, "no warning", code.text, code.span, known);
        else
            draft.model.ignored_warnings.push_back(code.text);
    }
}

}  // namespace

void check_claims(Draft& draft) {
    const Node& root = draft.root();
    if (const Node* expect = root.find("expect")) {
        if (expect->is_map()) ExpectationReader(draft, *expect).read();
        for (const Node& item : expect->items) ExpectationReader(draft, item).read();
    }
    if (const Node* cutoff = root.find("cutoff")) read_cutoff(draft, *cutoff);
    if (const Node* lint = root.find("lint"); lint != nullptr && lint->is_map()) read_ignored(draft, *lint);
}

}  // namespace brink
