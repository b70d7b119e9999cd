#include "report/netcdf_file.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace brink {

namespace {

constexpr std::size_t k_chunk = 131'072;   // numbers, or 1 MB: what is read or written at once
constexpr std::size_t k_plain_up_to = 64;  // numbers that are not worth compressing

nc_type type_of(NetcdfFile::Type type) {
    switch (type) {
        case NetcdfFile::Type::real: return NC_DOUBLE;
        case NetcdfFile::Type::whole: return NC_INT;
        case NetcdfFile::Type::count: return NC_INT64;
        case NetcdfFile::Type::text: return NC_STRING;
    }
    return NC_NAT;
}

}  // namespace

NetcdfFile::NetcdfFile(const std::filesystem::path& path) : path_(path) {
    check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &file_), "made");
}

NetcdfFile::~NetcdfFile() {
    if (file_ >= 0) nc_close(file_);
}

void NetcdfFile::check(int status, const std::string& what) const {
    if (status == NC_NOERR) return;
    throw std::runtime_error(fmt::format("{} cannot be {}: {}", path_.string(), what, nc_strerror(status)));
}

int NetcdfFile::dimension(const std::string& name, std::size_t length) {
    int id = 0;
    check(nc_def_dim(file_, name.c_str(), length, &id), "given dimension " + name);
    dimensions_.push_back({length, false});
    return id;
}

int NetcdfFile::growing_dimension(const std::string& name, std::size_t at_once) {
    int id = 0;
    check(nc_def_dim(file_, name.c_str(), NC_UNLIMITED, &id), "given dimension " + name);
    dimensions_.push_back({at_once, true});
    return id;
}

// Chunks hold whole inner rows as far as they fit, so that what is written in order is compressed once.
void NetcdfFile::lay_out(int variable, const Variable& described) {
    std::size_t total = 1, chunk = 1;
    bool grows = false;
    std::vector<std::size_t> sizes(described.dimensions.size());
    for (std::size_t d = sizes.size(); d-- > 0;) {
        const Dimension& dimension = dimensions_[static_cast<std::size_t>(described.dimensions[d])];
        sizes[d] = std::clamp<std::size_t>(k_chunk / chunk, 1, dimension.length);
        if (dimension.grows) sizes[d] = dimension.length;  // what is written at once stays together
        chunk *= sizes[d];
        total *= dimension.length;
        grows = grows || dimension.grows;
    }
    if (described.type == Type::text || sizes.empty() || (total <= k_plain_up_to && !grows)) return;
    check(nc_def_var_chunking(file_, variable, NC_CHUNKED, sizes.data()), "laid out");
    check(nc_def_var_deflate(file_, variable, 1, 1, 1), "compressed");
    // Whole chunks come once and in order: the cache, 16 MB a variable, would only keep them. A size of 0 means 16 MB.
    if (grows) check(nc_set_var_chunk_cache(file_, variable, 1, 1, 0), "laid out");
}

int NetcdfFile::variable(const Variable& variable) {
    int id = 0;
    check(nc_def_var(file_, variable.name.c_str(), type_of(variable.type), static_cast<int>(variable.dimensions.size()),
                     variable.dimensions.data(), &id),
          "given " + variable.name);
    lay_out(id, variable);
    const double not_a_number = std::numeric_limits<double>::quiet_NaN();
    if (variable.type == Type::real && !variable.complete)
        check(nc_def_var_fill(file_, id, NC_FILL, &not_a_number), "filled");
    if (variable.type == Type::whole && !variable.complete)
        check(nc_def_var_fill(file_, id, NC_FILL, &k_none), "filled");
    for (const auto& [name, text] : variable.attributes)
        check(nc_put_att_text(file_, id, name.c_str(), text.size(), text.c_str()), "described");
    return id;
}

template <class T>
void NetcdfFile::add(const Variable& described, std::vector<T> values) {
    const int id = variable(described);
    std::vector<std::size_t> sizes;
    for (const int d : described.dimensions) sizes.push_back(dimensions_[static_cast<std::size_t>(d)].length);
    const auto kept = std::make_shared<std::vector<T>>(std::move(values));
    later([this, id, sizes, kept] { put(id, std::vector<std::size_t>(sizes.size(), 0), sizes, *kept); });
}

void NetcdfFile::variable(const Variable& described, std::vector<double> values) { add(described, std::move(values)); }
void NetcdfFile::variable(const Variable& described, std::vector<std::int32_t> values) {
    add(described, std::move(values));
}
void NetcdfFile::variable(const Variable& described, std::vector<std::int64_t> values) {
    add(described, std::move(values));
}
void NetcdfFile::variable(const Variable& described, std::vector<std::string> values) {
    add(described, std::move(values));
}

void NetcdfFile::attribute(const std::string& name, const std::string& text) {
    check(nc_put_att_text(file_, NC_GLOBAL, name.c_str(), text.size(), text.c_str()), "described");
}

void NetcdfFile::attribute(const std::string& name, std::int64_t number) {
    const long long value = number;
    check(nc_put_att_longlong(file_, NC_GLOBAL, name.c_str(), NC_INT64, 1, &value), "described");
}

void NetcdfFile::end_definitions() {
    check(nc_enddef(file_), "written");
    for (const std::function<void()>& write : writes_) write();
    writes_.clear();
}

void NetcdfFile::put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
                     const std::vector<double>& values) {
    check(nc_put_vara_double(file_, variable, first.data(), sizes.data(), values.data()), "written");
}

void NetcdfFile::put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
                     const std::vector<std::int32_t>& values) {
    check(nc_put_vara_int(file_, variable, first.data(), sizes.data(), values.data()), "written");
}

void NetcdfFile::put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
                     const std::vector<std::int64_t>& values) {
    const std::vector<long long> numbers(values.begin(), values.end());
    check(nc_put_vara_longlong(file_, variable, first.data(), sizes.data(), numbers.data()), "written");
}

void NetcdfFile::put(int variable, const std::vector<std::size_t>& first, const std::vector<std::size_t>& sizes,
                     const std::vector<std::string>& values) {
    std::vector<const char*> texts;
    for (const std::string& value : values) texts.push_back(value.c_str());
    check(nc_put_vara_string(file_, variable, first.data(), sizes.data(), texts.data()), "written");
}

void NetcdfFile::close() {
    const int file = file_;
    file_ = -1;
    check(nc_close(file), "written");
}

}  // namespace brink
