/// A file for its owner's eyes only, that is there as a whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace traction::ctl {

class PrivateFile {
   public:
    /// Begins beside the file, with mode 0600. Throws Fault when the disk refuses, here and below.
    explicit PrivateFile(std::filesystem::path file);
    /// What was not finished is gone.
    ~PrivateFile();
    PrivateFile(const PrivateFile&) = delete;
    PrivateFile& operator=(const PrivateFile&) = delete;

    void write(std::string_view text);
    /// Takes the place of what was there before.
    void finish();

   private:
    [[noreturn]] void fail() const;

    std::filesystem::path file_;
    std::filesystem::path fresh_;
    int descriptor_;
};

}  // namespace traction::ctl
