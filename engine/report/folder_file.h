#pragma once

#include <string>

namespace brink {

/// A file of a result folder.
struct FolderFile {
    std::string name;
    std::string text;
};

}  // namespace brink
