#pragma once
// A NetCDF-4 file in the making: first everything is defined, then numbers are written. netcdf_file.cpp is the only
// file that includes the NetCDF library. Not to be used from several threads, not even for several files.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace brink {

class NetcdfFile {
public:
    /// In place of a whole number where there is none.
    static constexpr std::int32_t k_none = std::numeric_limits<std::int32_t>::min();

    enum class Type : std::uint8_t { real, whole, count, text };  // double (NaN: none), int32 (k_none), int64, string
    using Attributes = std::vector<std::pair<std::string, std::string>>;
    struct Variable {
        std::string name;
        Type type = Type::real;
        std::vector<int> dimensions;
        Attributes attributes;
        bool complete = false;  // no number of it is ever missing, as of a dimension's labels
    };

    /// Makes the file. This and all below throw std::runtime_error, with path and reason, if the disk does not play
    /// along.
    explicit NetcdfFile(const std::filesystem::path& path);
    ~NetcdfFile();
    NetcdfFile(const NetcdfFile&) = delete;
    NetcdfFile& operator=(const NetcdfFile&) = delete;

    /// Precondition: length > 0.
    int dimension(const std::string& name, std::size_t length);
    /// A dimension that grows as numbers are written, `at_once` or fewer at a time.
    int growing_dimension(const std::string& name, std::size_t at_once);
    int variable(const Variable& variable);
    /// A variable and all that stands in it, row by row.
    void variable(const Variable& variable, std::vector<double> values);
    void variable(const Variable& variable, std::vector<std::int32_t> values);
    void variable(const Variable& variable, std::vector<std::int64_t> values);
    void variable(const Variable& variable, std::vector<std::string> values);
    void attribute(const std::string& name, const std::string& text);  // of the file
    void attribute(const std::string& name, std::int64_t number);
    /// What to do once all is defined.
    void later(std::function<void()> write) { writes_.push_back(std::move(write)); }
    /// Ends the definitions and does what was to be done later.
    void end_definitions();

    /// Writes a box of numbers of a variable that is defined, row by row: where it begins and its sizes.
    void put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
             const std::vector<double>& values);
    void put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
             const std::vector<std::int32_t>& values);
    void put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
             const std::vector<std::int64_t>& values);
    void put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
             const std::vector<std::string>& values);

    /// What was written is whole only after this.
    void close();

private:
    struct Dimension {
        std::size_t length = 0;  // of a growing one: written at once
        bool grows = false;
    };
    template <class T>
    void add(const Variable& variable, std::vector<T> values);
    void lay_out(int variable, const Variable& described);
    void check(int status, const std::string& what) const;

    std::filesystem::path path_;
    int file_ = -1;
    std::vector<Dimension> dimensions_;
    std::vector<std::function<void()>> writes_;
};

}  // namespace brink
