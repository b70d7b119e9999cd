// The reference of the language: nothing in the tables is without a word, and every name is found.

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "model/expression_words.h"
#include "model/parse.h"
#include "model/vocabulary.h"
#include "report/reference.h"

using namespace brink;

TEST_CASE("every reserved word and function is described once and nothing else is") {
    std::multiset<std::string> described;
    for (const ExpressionWord& word : expression_words()) {
        INFO(word.name);
        CHECK_FALSE(word.doc.empty());
        CHECK_FALSE(word.form.empty());
        described.emplace(word.name);
    }
    const auto& reserved = reserved_words();
    CHECK(described == std::multiset<std::string>(reserved.begin(), reserved.end()));
}

TEST_CASE("every key of the vocabulary is found by its path with and without names") {
    for (const Key& key : vocabulary()) {
        INFO(key.path);
        const Subject subject = find_subject(key.path);
        REQUIRE(subject.keys.size() == 1);
        CHECK(subject.keys[0] == &key);
        CHECK(to_text(subject, 100).find(key.doc) != std::string::npos);
    }
    CHECK(find_subject("actions.utility").keys == find_subject("actions.*.utility").keys);
    CHECK(find_subject("actions.arm.utility").keys == find_subject("actions.NAME.utility").keys);
    CHECK(find_subject("actions.utilty").empty());
    CHECK(find_subject("actions.arm.utilty").empty());
    CHECK(find_subject("").empty());
    CHECK(find_subject("range").keys.size() == 4);
    CHECK(find_subject("clamp").words.size() == 1);
}

TEST_CASE("a key is described with its bounds unit words and default") {
    CHECK(holds_text(*find_key("clock.steps")) == "a whole number from 1 to 1000000 (steps)");
    CHECK(holds_text(*find_key("quantity.basis")) == "one of sourced, estimated, assumed");
    const std::string text = to_text(find_subject("decision.precision"), 100);
    CHECK(text.find("1 without it") != std::string::npos);
}
