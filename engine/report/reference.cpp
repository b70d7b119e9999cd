#include "report/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/words.h"

namespace brink {

namespace {

using Json = nlohmann::ordered_json;

std::string bounds(const Key& key) {
    const bool low = std::isfinite(key.low), high = std::isfinite(key.high);
    if (low && high && key.low == key.high) return fmt::format(", {}", key.low);
    if (low && high) return fmt::format(" from {} to {}", key.low, key.high);
    if (low) return fmt::format(" from {} up", key.low);
    if (high) return fmt::format(" up to {}", key.high);
    return "";
}

std::string_view kind_text(KeyKind kind) {
    switch (kind) {
        case KeyKind::section: return "a map of these keys";
        case KeyKind::table: return "a map whose keys you choose";
        case KeyKind::text: return "a text";
        case KeyKind::name: return "a name";
        case KeyKind::number: return "a number";
        case KeyKind::whole: return "a whole number";
        case KeyKind::flag: return "true or false";
        case KeyKind::date: return "a date, YYYY-MM-DD";
        case KeyKind::duration: return "a length of time, say 1 week";
        case KeyKind::word: return "one of";
        case KeyKind::expression: return "a number or an expression";
        case KeyKind::quantity:
            return "a number, an expression of parameters or a distribution, or a map of these keys";
        case KeyKind::distribution: return "the numbers of a distribution";
        case KeyKind::range: return "[low, high]; an end without bound is .inf or -.inf";
        case KeyKind::rows: return "a list of lists of numbers";
        case KeyKind::names: return "a list of names";
        case KeyKind::texts: return "a text or a list of texts";
        case KeyKind::who: return "an actor, a group, everyone, or a list of them";
        case KeyKind::terms: return "an expression, or a map of named ones that are summed";
        case KeyKind::by_track: return "an expression, or a map of one a track";
        case KeyKind::hold: return "an expression or false, or a map of one a track";
        case KeyKind::effects: return "`place = x`, `place += x` or `place -= x`, or a list of them";
        case KeyKind::maps: return "a map of these keys, or a list of such maps";
        case KeyKind::later: return "not in this version yet";
    }
    return "";
}

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

/// The path as a user would write it: NAME for what the user chooses.
std::string written(std::string_view path) {
    std::string text;
    for (const char c : path) c == '*' ? text += "NAME" : text += c;
    return text;
}

/// The rows of `path` as the user gave it, `*` skipped or filled with a name.
void match(const Key* parent, std::vector<std::string_view> parts, std::vector<const Key*>& found) {
    if (parts.empty()) {
        if (parent != nullptr) found.push_back(parent);
        return;
    }
    const std::vector<std::string_view> rest(parts.begin() + 1, parts.end());
    const std::vector<const Key*> below = keys_under(parent);
    for (const Key* key : below)
        if (last_part(*key) == parts.front()) return match(key, rest, found);
    for (const Key* key : below) {
        if (last_part(*key) != "*") continue;
        match(key, parts, found);  // the name left out
        if (found.empty() && (!rest.empty() || parts.front() == "*" || parts.front() == "NAME"))
            match(key, rest, found);
    }
}

std::vector<std::string_view> parts_of(std::string_view name) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        parts.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::string facts(const Key& key) {
    std::string text = holds_text(key);
    if (key.required && key.available() && last_part(key) != "*") text += "; required";
    if (!key.fallback.empty()) text += fmt::format("; {} without it", key.fallback);
    return text;
}

std::string indented(std::string_view text, std::size_t indent, std::size_t width) {
    std::string result;
    for (const std::string& line : wrapped(text, width > indent + 20 ? width - indent : 20))
        result += std::string(indent, ' ') + line + "\n";
    return result;
}

/// A name and what it is, hanging behind it.
std::string item(std::string_view name, std::string_view doc, std::string_view more, std::size_t column,
                 std::size_t width) {
    std::string text = fmt::format("  {}", left(name, column));
    std::string body = indented(doc, column + 4, width);
    if (text_width(name) > column)
        text += "\n";
    else
        body.erase(0, std::min(body.size(), column + 2));
    text += body;
    if (!more.empty()) text += indented(more, column + 4, width);
    return text;
}

/// Rows under a key as a user sees them: those of a table are those of what it holds.
std::vector<const Key*> shown_under(const Key& key) {
    std::vector<const Key*> rows = keys_under(&key);
    if (rows.size() == 1 && last_part(*rows[0]) == "*" && rows[0]->kind != KeyKind::expression) {
        std::vector<const Key*> within = keys_under(rows[0]);
        rows.insert(rows.end(), within.begin(), within.end());
    }
    return rows;
}

std::string page(const Key& key, std::size_t width) {
    std::string text = fmt::format("{}: {}\n", written(key.path), key.doc);
    text += indented(facts(key), 2, width);
    const std::vector<const Key*> rows = shown_under(key);
    if (rows.empty()) return text;
    text += "\n";
    for (const Key* row : rows)
        text += item(last_part(*row) == "*" ? "NAME" : last_part(*row), row->doc, facts(*row), 12, width);
    return text;
}

std::string page(const ExpressionWord& word, std::size_t width) {
    std::string text = fmt::format("{}: a word of expressions{}\n", word.name,
                                   word.available ? "" : ", not in this version yet");
    return text + indented(word.form, 2, width) + indented(word.doc, 2, width);
}

Json object(const Key& key) {
    Json row = {{"path", key.path}, {"holds", holds_text(key)}, {"doc", key.doc}, {"available", key.available()}};
    row["required"] = key.required;
    row["default"] = key.fallback.empty() ? Json(nullptr) : Json(key.fallback);
    row["unit"] = key.unit.empty() ? Json(nullptr) : Json(key.unit);
    row["low"] = std::isfinite(key.low) ? Json(key.low) : Json(nullptr);
    row["high"] = std::isfinite(key.high) ? Json(key.high) : Json(nullptr);
    row["words"] = key.words.empty() ? Json(nullptr) : Json(words_of(key.words));
    return row;
}

}  // namespace

std::string holds_text(const Key& key) {
    std::string text(kind_text(key.kind));
    if (key.kind == KeyKind::word) text += fmt::format(" {}", fmt::join(words_of(key.words), ", "));
    text += bounds(key);
    if (!key.unit.empty()) text += fmt::format(" ({})", key.unit);
    return text;
}

Subject find_subject(std::string_view name) {
    Subject subject;
    match(nullptr, parts_of(name), subject.keys);
    if (subject.keys.empty() && (name == "quantity" || begins_with(name, "quantity.")))
        if (const Key* key = find_key(name)) subject.keys.push_back(key);
    for (const ExpressionWord& word : expression_words())
        if (word.name == name) subject.words.push_back(word);
    if (subject.keys.empty())
        for (const Key& key : vocabulary())
            if (last_part(key) == name) subject.keys.push_back(&key);
    return subject;
}

std::vector<std::string> subject_names() {
    std::vector<std::string> names;
    for (const Key& key : vocabulary()) {
        std::string path(key.path);
        for (auto at = path.find(".*"); at != std::string::npos; at = path.find(".*")) path.erase(at, 2);
        names.push_back(path);
        names.emplace_back(last_part(key));
    }
    for (const ExpressionWord& word : expression_words()) names.emplace_back(word.name);
    std::erase(names, "*");
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string reference_overview(std::size_t width) {
    std::string text = "Sections of a scenario file\n";
    std::string later;
    for (const Key* key : keys_under(nullptr)) {
        if (key->available())
            text += item(key->path, key->doc, "", 12, width);
        else
            later += (later.empty() ? "" : ", ") + std::string(key->path);
    }
    if (!later.empty()) text += indented("Not in this version yet: " + later, 2, width);
    text += "\nWords of expressions\n";
    for (const ExpressionWord& word : expression_words())
        text += item(word.name, word.available ? std::string(word.form) : std::string(word.form) + " (not yet)", "", 12,
                     width);
    return text + "\nbrink describe NAME tells more: a section, a key (actions.utility, uniform) or a word (taken).\n";
}

std::string to_text(const Subject& subject, std::size_t width) {
    std::string text;
    for (const Key* key : subject.keys) text += (text.empty() ? "" : "\n") + page(*key, width);
    for (const ExpressionWord& word : subject.words) text += (text.empty() ? "" : "\n") + page(word, width);
    return text;
}

std::string reference_json(const std::optional<Subject>& subject) {
    Subject all;
    if (subject) {
        all = *subject;
        for (const Key* key : subject->keys)
            for (const Key* below : shown_under(*key)) all.keys.push_back(below);
    } else {
        for (const Key& key : vocabulary()) all.keys.push_back(&key);
        all.words = expression_words();
    }
    Json keys = Json::array(), words = Json::array();
    for (const Key* key : all.keys) keys.push_back(object(*key));
    for (const ExpressionWord& word : all.words)
        words.push_back({{"name", word.name}, {"form", word.form}, {"doc", word.doc}, {"available", word.available}});
    return Json{{"keys", keys}, {"words", words}}.dump(2) + "\n";
}

}  // namespace brink
