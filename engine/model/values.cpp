#include <utility>

#include <fmt/format.h>

#include "model/grammar.h"
#include "model/meant_names.h"

namespace brink {
namespace {

/// Words that join parts of an expression and so never begin one.
bool joins(const Token& token) { return token.is("and") || token.is("or") || token.is("in") || token.is("for"); }

Syntax name_syntax(const Word& word) {
    Syntax tree;
    tree.kind = Syntax::Kind::name;
    tree.text = word.text;
    tree.begin = word.begin;
    tree.end = word.end;
    return tree;
}

Syntax leaf(const Token& token) {
    Syntax tree;
    tree.kind = token.kind == Token::Kind::number ? Syntax::Kind::number
                : token.kind == Token::Kind::date ? Syntax::Kind::date
                                                  : Syntax::Kind::text;
    tree.number = token.number;
    tree.text = token.text;
    tree.begin = token.begin;
    tree.end = token.end;
    tree.double_quoted = token.double_quoted;
    return tree;
}

/// What was meant by a `.` or `[` behind something that is no name.
std::string postfix_hint(const Syntax& before, const Token& mark, const Names* names) {
    if (before.kind == Syntax::Kind::text) {
        const auto id = names != nullptr ? id_of_full_name(*names, before.text) : std::nullopt;
        if (id) return fmt::format("write {}{}x: an actor is written by its id", *id, mark.text);
        return fmt::format("names of actors and variables stand without quotes: {}{}", before.text, mark.text);
    }
    const bool two = before.kind == Syntax::Kind::member ||
                     (before.kind == Syntax::Kind::index && before.parts.size() == 2);
    if (!mark.is("[") || !two) return "an actor's value is j.x, a pair's x[i, j]";
    const Syntax& variable = before.parts[before.kind == Syntax::Kind::member ? 1 : 0];
    const Syntax& actor = before.parts[before.kind == Syntax::Kind::member ? 0 : 1];
    return fmt::format("a pair's value has both in one bracket: {}[{}, j]", variable.text, actor.text);
}

/// For a token after `before` that begins no value.
std::string missing_value_hint(const Token& before, const Token& token) {
    for (const std::string_view sign : {"+=", "-=", "="})
        if (token.is(sign)) return "only effects assign; a next value is an expression alone: threat + 0.1";
    for (const std::string_view sign : {"<", "<=", ">", ">=", "==", "!="})
        if (token.is(sign) && (before.is("and") || before.is("or")))
            return fmt::format("say again what is compared: x > a {0} x {1} b", before.text, token.text);
    if (token.is("[")) return "expressions use round brackets ( )";
    return "a number, a name, a function or a bracket begins a value";
}

}  // namespace

Syntax Grammar::postfix() {
    Syntax tree = primary();
    while (!cursor_.failed() && (cursor_.here().is(".") || cursor_.here().is("["))) {
        const Token& mark = cursor_.here();
        if (tree.kind != Syntax::Kind::name) {
            cursor_.fail("unexpected-token", mark, fmt::format("{} follows only a name", cursor_.quote(mark)),
                         postfix_hint(tree, mark, cursor_.names()));
            break;
        }
        cursor_.advance();
        tree = mark.is(".") ? member(std::move(tree)) : index(std::move(tree), mark);
    }
    return tree;
}

Syntax Grammar::member(Syntax owner) {
    const Word name = cursor_.word("a name after the dot");
    Syntax tree;
    tree.kind = Syntax::Kind::member;
    tree.begin = owner.begin;
    tree.end = name.end;
    tree.parts.push_back(std::move(owner));
    tree.parts.push_back(name_syntax(name));
    return tree;
}

Syntax Grammar::index(Syntax name, const Token& open) {
    Syntax tree;
    tree.kind = Syntax::Kind::index;
    tree.begin = name.begin;
    tree.parts.push_back(std::move(name));
    do {
        tree.parts.push_back(expression());
    } while (cursor_.accept(","));
    cursor_.close("]", open);
    tree.end = cursor_.before().end;
    return measured(std::move(tree));
}

Syntax Grammar::primary() {
    const Token& token = cursor_.here();
    switch (token.kind) {
        case Token::Kind::number:
        case Token::Kind::date:
        case Token::Kind::text: cursor_.advance(); return leaf(token);
        case Token::Kind::name: return name_or_call(token);
        case Token::Kind::symbol:
            if (cursor_.accept("(")) return bracketed(token);
            break;
        case Token::Kind::end: break;
    }
    missing_value(token);
    return {};
}

void Grammar::missing_value(const Token& token) {
    if (cursor_.empty()) {
        return cursor_.fail("empty-expression", token, "an expression is expected here",
                            "write a number or a formula, or leave the whole line out");
    }
    if (cursor_.at_end()) {
        return cursor_.fail("unexpected-token", token, "a value is missing at the end",
                            "write a number, a name, a function or a bracket");
    }
    cursor_.fail("unexpected-token", token, fmt::format("{} where a value is expected", cursor_.quote(token)),
                 missing_value_hint(cursor_.before(), token));
}

Syntax Grammar::bracketed(const Token& open) {
    Syntax tree = expression();
    cursor_.close(")", open);
    if (tree.kind == Syntax::Kind::operation && !cursor_.failed()) {  // its span shows the brackets
        tree.begin = open.begin;
        tree.end = cursor_.before().end;
    }
    return tree;
}

Syntax Grammar::name_or_call(const Token& token) {
    if (joins(token)) {
        cursor_.fail("unexpected-token", token, fmt::format("{} where a value is expected", cursor_.quote(token)),
                     token.is("for") && cursor_.before().is("(")
                         ? "a comprehension begins with its term: count(j.x > 0 for j)"
                     : token.is("for") ? fmt::format("a value is missing behind {}", cursor_.quote(cursor_.before()))
                                       : fmt::format("{} stands between two values", cursor_.quote(token)));
        return {};
    }
    if (token.is("not")) {
        cursor_.fault("unexpected-token", token, "'not' inside an operation needs brackets",
                      "write say 'a == (not b)'");
        return negation();
    }
    cursor_.advance();
    if (cursor_.here().is("(")) return call(token);
    if (token.is("if")) {
        cursor_.fail("unexpected-token", token, "'if' needs brackets",
                     cursor_.in_effect() ? "an effect with a condition is place += if(condition, x, 0)"
                                         : "write if(condition, a, b): a where the condition is met, else b");
        return {};
    }
    return name_syntax({token.text, token.begin, token.end});
}

Syntax Grammar::call(const Token& name) {
    const Token& open = cursor_.here();
    cursor_.advance();
    Syntax tree;
    tree.kind = Syntax::Kind::call;
    tree.text = name.text;
    tree.begin = name.begin;
    if (name.is("happened") && cursor_.unquoted_name()) return tree;
    if (!cursor_.here().is(")")) {
        do {
            tree.parts.push_back(expression());
        } while (cursor_.accept(","));
    }
    if (cursor_.here().is("for") && tree.parts.size() == 1) {
        tree.loop = for_clause();
        if (cursor_.accept("if")) tree.parts.push_back(expression());
    }
    cursor_.close(")", open);
    tree.end = cursor_.before().end;
    return measured(std::move(tree));
}

Word Grammar::group_name(std::string_view what) {
    const Token& token = cursor_.here();
    if (!token.is("[") && !token.is("(")) return cursor_.word(what);
    cursor_.fail("unexpected-token", token, fmt::format("{} where {} is expected", cursor_.quote(token), what),
                 "name the list under 'groups' and write its name, or compare: j == A or j == B");
    return {};
}

ForClause Grammar::for_clause() {
    cursor_.advance();
    ForClause clause;
    clause.names.push_back(cursor_.word("a name after 'for'"));
    const Token& next = cursor_.here();
    if (next.is("for"))
        cursor_.fail("unexpected-token", next, "a second 'for'", "one 'for' binds two names: for i, j");
    else if (next.kind == Token::Kind::name && !next.is("in") && !next.is("if"))
        cursor_.fail("unexpected-token", next,
                     fmt::format("{} where 'in', 'if' or the end is expected", cursor_.quote(next)),
                     fmt::format("'for' binds one new name: for {}", next.text));
    if (cursor_.accept(",")) clause.names.push_back(cursor_.word("a second name"));
    if (cursor_.here().is(",")) {
        cursor_.fail("unexpected-token", cursor_.here(), "'for' binds one actor or two",
                     "nest another comprehension for a third");
    }
    if (!cursor_.accept("in")) return clause;
    clause.group = group_name("a group after 'in'");
    if (cursor_.here().is(","))
        cursor_.fail("unexpected-token", cursor_.here(), "'in' takes one group",
                     "name the list under 'groups' and write its name");
    return clause;
}

}  // namespace brink
