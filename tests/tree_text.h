#pragma once
// What the tests of layers and settings share: findings and merged trees as short texts.

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "scenario/merge.h"
#include "scenario/tree.h"

namespace brink::test {

/// The codes of the findings, in order, blank between.
inline std::string codes(const Diagnostics& faults) {
    std::string result;
    for (const Diagnostic& fault : faults.sorted()) result += (result.empty() ? "" : " ") + fault.code;
    return result;
}

/// The text at a path of keys, `-` if there is none, a rendering of it if it is no scalar.
inline std::string at(const Node& root, const std::vector<std::string>& keys) {
    const Node* node = &root;
    for (const std::string& key : keys) {
        node = node->find(key);
        if (node == nullptr) return "-";
    }
    return node->is_scalar() ? node->text : canonical_text(*node);
}

}  // namespace brink::test
