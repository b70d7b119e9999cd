#include "model/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/characters.h"
#include "model/date_slips.h"
#include "model/model.h"
#include "model/slips.h"

namespace brink {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool name_char(char c) { return letter(c) || digit(c) || c == '_'; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A symbol as other languages write it, and what it is here (empty: there is no such operator).
struct Foreign {
    std::string_view written;
    std::string_view meant;
    std::string_view hint;
};

constexpr auto k_foreign = std::to_array<Foreign>({
    {"===", "==", "write '=='"},
    {"&&", "and", "write 'and'"},
    {"||", "or", "write 'or'"},
    {"**", "^", "write '^'"},
    {"<>", "!=", "write '!='"},
    {"=<", "<=", "write '<='"},
    {"=>", ">=", "write '>='"},
    {"->", "", "'->' names a pair under 'relations'; in an expression a pair's value is x[A, B]"},
    {"*=", "", "an effect assigns with '=', '+=' or '-='"},
    {"/=", "", "an effect assigns with '=', '+=' or '-='"},
    {"!", "not", "write 'not'"},
    {"&", "and", "write 'and'"},
    {"|", "or", "write 'or'"},
    {"%", "", "a share is a number such as 0.05; the rest of a division is x - y * floor(x / y)"},
    {"\u2264", "<=", "write '<='"},
    {"\u2265", ">=", "write '>='"},
    {"\u2260", "!=", "write '!='"},
    {"\u00d7", "*", "write '*'"},
    {"\u00b7", "*", "write '*'"},
    {"\u2212", "-", "write '-', the hyphen of the keyboard"},
    {"\u2013", "-", "write '-', the hyphen of the keyboard"},
    {"\u2014", "-", "write '-', the hyphen of the keyboard"},
    {"\u2192", "", "'->' names a pair under 'relations'; in an expression a pair's value is x[A, B]"},
    {"\u00f7", "/", "write '/'"},
    {":=", "=", "write '='"},
    {"=+", "+=", "write '+='"},
    {"//", "", "a comment begins with a blank and '#'; a whole quotient is floor(x / y)"},
    {"\u00b2", "", "write '^ 2'"},
    {"\u00b3", "", "write '^ 3'"},
    {"\u221a", "", "write sqrt(x)"},
    {"\u00b1", "", "a number in doubt is drawn: under 'parameters' write say {normal: {mean: 0.2, sd: 0.1}}"},
    {"~", "", "write the number alone; how sure it is says 'basis: estimated'"},
    {"\u2248", "", "write the number alone; how sure it is says 'basis: estimated'"},
    {"\u221e", "", "there is no infinite number; .inf stands at the ends of a range"},
    {"$", "", "a number bears no unit: 'unit: USD' stands beside it"},
    {"\u20ac", "", "a number bears no unit: 'unit: EUR' stands beside it"},
    {"#", "", "a comment begins with a blank and '#'"},
});

/// Longest first, so that `<=` is not read as `<`.
constexpr std::array<std::string_view, 20> k_symbols{"==", "!=", "<=", ">=", "+=", "-=", "<", ">", "=", "+",
                                                     "-",  "*",  "/",  "^",  "(",  ")",  "[", "]", ",", "."};

class Lexer {
public:
    Lexer(const Node& node, Diagnostics& diagnostics) : node_(node), text_(node.text), diagnostics_(diagnostics) {}

    Tokens run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (blank(c)) {
                ++at_;
            } else if (digit(c) || (c == '.' && digit(peek(1)))) {
                number_or_date();
            } else if (letter(c)) {
                const std::size_t begin = at_;
                skip_word();
                push(Token::Kind::name, begin, std::string(text_.substr(begin, at_ - begin)));
            } else if (c == '\'' || c == '"') {
                quoted(c);
            } else if (const LookAlike* space = look_alike(rest(), k_odd_blanks)) {
                odd_blank(*space);
            } else if (look_alike(rest(), k_curly_quotes) != nullptr) {
                curly_quoted();
            } else {
                symbol();
            }
        }
        push(Token::Kind::end, at_, {});
        return std::move(tokens_);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
    void skip_word() {
        while (name_char(peek(0))) ++at_;
    }
    void skip_digits() {
        while (digit(peek(0))) ++at_;
    }

    void push(Token::Kind kind, std::size_t begin, std::string text, double number = 0) {
        tokens_.list.push_back({kind, std::move(text), number, begin, at_});
    }

    void fault(const char* code, std::size_t begin, std::string message, std::string hint) {
        diagnostics_.error(code, node_.inside(begin, std::max(at_, begin + 1)), std::move(message), std::move(hint));
        tokens_.faulty = true;
    }

    /// The digit counts of three numbers parted by `separator` at `at_`, say 4, 2, 2; absent if there are no three.
    [[nodiscard]] std::optional<std::array<std::size_t, 3>> three_parts(char separator) const {
        std::array<std::size_t, 3> lengths{};
        std::size_t ahead = 0;
        for (std::size_t part = 0; part < 3; ++part) {
            if (part > 0 && peek(ahead++) != separator) return std::nullopt;
            while (digit(peek(ahead))) ++ahead, ++lengths[part];
            if (lengths[part] == 0) return std::nullopt;
        }
        if (name_char(peek(ahead)) || peek(ahead) == '.') return std::nullopt;
        return lengths;
    }

    void number_or_date() {
        const std::size_t begin = at_;
        if (three_parts('-') == std::array<std::size_t, 3>{4, 2, 2}) {
            at_ += 10;
            return date(begin);
        }
        if (const auto parts = three_parts('.')) {
            at_ += (*parts)[0] + (*parts)[1] + (*parts)[2] + 2;
            fault("date-order", begin, fmt::format("'{}' is no number", text_.substr(begin, at_ - begin)),
                  date_hint(text_.substr(begin, at_ - begin)));
            return push(Token::Kind::date, begin, {});
        }
        number(begin);
    }

    void date(std::size_t begin) {
        const std::string_view written = text_.substr(begin, at_ - begin);
        const std::optional<std::int64_t> day = parse_date(written);
        if (!day) {
            fault("bad-date", begin, fmt::format("there is no day '{}'", written), date_hint(written));
        }
        push(Token::Kind::date, begin, {}, static_cast<double>(day.value_or(0)));
    }

    void number(std::size_t begin) {
        skip_digits();
        if (peek(0) == '.' && !letter(peek(1))) ++at_, skip_digits();
        if (peek(0) == 'e' || peek(0) == 'E') {
            const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (digit(peek(1 + sign))) at_ += 1 + sign, skip_digits();
        }
        const std::string_view written = text_.substr(begin, at_ - begin);
        double value = 0;
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
        const bool whole = end == written.data() + written.size();
        if (name_char(peek(0))) {
            letter_follows(begin, written);
        } else if (error != std::errc{} || !whole) {
            fault("bad-number", begin, fmt::format("'{}' is too large or too small for a number", written),
                  "numbers reach from about 1e-307 to 1e308");
        }
        push(Token::Kind::number, begin, {}, value);
    }

    void letter_follows(std::size_t begin, std::string_view number) {
        const std::size_t word = at_;
        const bool underscore = peek(0) == '_';
        skip_word();
        std::string hint = fmt::format("to multiply write '{} * {}'; a name begins with a letter", number,
                                       text_.substr(word, at_ - word));
        if (underscore) hint = "numbers are written without '_'";
        if (number == "0" && (text_[word] == 'x' || text_[word] == 'b')) hint = "numbers are written in tens, say 16";
        fault("number-then-letter", begin,
              fmt::format("'{}' is neither a number nor a name", text_.substr(begin, at_ - begin)), std::move(hint));
    }

    void quoted(char quote) {
        const std::size_t begin = at_++;
        const std::size_t close = text_.find(quote, at_);
        if (close == std::string_view::npos) {
            at_ = text_.size();
            tokens_.readable = false;
            const bool within = std::count(text_.begin(), text_.end(), quote) > 2;
            return fault("unclosed-quote", begin, "this quote is never closed",
                         within ? "a name in quotes holds none itself: leave it out of the event's name"
                                : "end the name with the same quote");
        }
        const std::string inside(text_.substr(at_, close - at_));
        at_ = close + 1;
        push(Token::Kind::text, begin, inside);
        tokens_.list.back().double_quoted = quote == '"';
    }

    void odd_blank(const LookAlike& space) {
        const std::size_t begin = at_;
        at_ += space.bytes.size();
        fault("odd-blank", begin, fmt::format("this is {}, not a blank", space.name),
              space.meant.empty() ? "delete it" : "delete it and press the space bar");
    }

    /// Text between quotes that a word processor put in: read as the name that was meant.
    void curly_quoted() {
        const std::size_t begin = at_;
        at_ += look_alike(rest(), k_curly_quotes)->bytes.size();
        const std::size_t inside = at_;
        while (at_ < text_.size() && look_alike(rest(), k_curly_quotes) == nullptr && peek(0) != '\'') ++at_;
        const std::string name(text_.substr(inside, at_ - inside));
        if (at_ < text_.size()) at_ += peek(0) == '\'' ? 1 : look_alike(rest(), k_curly_quotes)->bytes.size();
        fault("curly-quote", begin, "these are not the quotes of the keyboard", fmt::format("write '{}'", name));
        push(Token::Kind::text, begin, name);
    }

    void symbol() {
        const std::size_t begin = at_;
        const bool unequal = rest().substr(0, 2) == "!=";
        for (const Foreign& foreign : k_foreign) {
            if (unequal || rest().substr(0, foreign.written.size()) != foreign.written) continue;
            at_ += foreign.written.size();
            fault("wrong-operator", begin, fmt::format("'{}' is no operator here", foreign.written),
                  foreign_hint(foreign, begin));
            if (foreign.meant.empty()) tokens_.readable = false;
            return push(Token::Kind::symbol, begin, std::string(foreign.meant));
        }
        for (const std::string_view known : k_symbols) {
            if (rest().substr(0, known.size()) != known) continue;
            at_ += known.size();
            return push(Token::Kind::symbol, begin, std::string(known));
        }
        unknown_character(begin);
    }

    /// `50%` is a share, unless something follows that it could be divided by; anything else has its operator's hint.
    [[nodiscard]] std::string foreign_hint(const Foreign& foreign, std::size_t begin) const {
        const bool after_number = !tokens_.list.empty() && tokens_.list.back().kind == Token::Kind::number;
        const std::size_t next = std::min(text_.find_first_not_of(' ', at_), text_.size());
        const bool divides = next < text_.size() && (name_char(text_[next]) || text_[next] == '(');
        if (foreign.written != "%" || !after_number || (divides && tokens_.list.back().end < begin))
            return std::string(foreign.hint);
        return fmt::format("write {:g} for {:g}%", tokens_.list.back().number / 100, tokens_.list.back().number);
    }

    void unknown_character(std::size_t begin) {
        ++at_;
        while ((static_cast<unsigned char>(peek(0)) & 0xc0u) == 0x80u) ++at_;  // the rest of a UTF-8 code point
        const std::string_view written = text_.substr(begin, at_ - begin);
        tokens_.readable = false;
        if (const std::string ascii = ascii_hint(text_); ascii_hint(written) != "") {
            if (std::exchange(full_width_, true)) return;  // of many in one text the first is told
            return fault("unexpected-character", begin, fmt::format("'{}' is a full-width sign", written), ascii);
        }
        std::string hint = "names are the letters a-z and A-Z, digits and '_', a letter first";
        if (written == "{" || written == "}") hint = "expressions use round brackets ( )";
        if (written == ":" || written == "?") hint = "to choose between two values write if(condition, a, b)";
        if (written == ";") hint = "one expression a line, without ';'";
        fault("unexpected-character", begin, fmt::format("'{}' has no meaning in an expression", written),
              std::move(hint));
    }

    const Node& node_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    bool full_width_ = false;  // one was reported
    Tokens tokens_;
};

}  // namespace

Tokens lex(const Node& node, Diagnostics& diagnostics) {
    if (node.text.size() > k_expression_bytes) {
        diagnostics.error("expression-too-long", node.span,
                          fmt::format("this expression has {} bytes; the limit is {}", node.text.size(),
                                      k_expression_bytes),
                          "name parts of it under 'derived'");
        Tokens none;
        none.list.emplace_back();
        none.faulty = true;
        none.readable = false;
        return none;
    }
    return Lexer(node, diagnostics).run();
}

bool is_name(std::string_view text) {
    return !text.empty() && letter(text.front()) && std::all_of(text.begin(), text.end(), name_char);
}

}  // namespace brink
