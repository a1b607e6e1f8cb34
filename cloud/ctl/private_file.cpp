#include "cloud/ctl/private_file.hpp"

#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "shared/domain/result.hpp"

namespace traction::ctl {

PrivateFile::PrivateFile(std::filesystem::path file)
    : file_(std::move(file)), fresh_(std::filesystem::path(file_).concat(".new")) {
    // Somebody else's file of that name would keep its owner and its mode.
    std::error_code nothing_there;
    std::filesystem::remove(fresh_, nothing_there);
    descriptor_ = open(fresh_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor_ < 0) fail();
}

PrivateFile::~PrivateFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    std::error_code nothing_there;
    std::filesystem::remove(fresh_, nothing_there);
}

void PrivateFile::write(std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor_, text.data(), text.size());
        if (written <= 0) fail();
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void PrivateFile::finish() {
    std::error_code error;
    if (fsync(descriptor_) != 0) fail();
    std::filesystem::rename(fresh_, file_, error);
    if (error) fail();
    close(std::exchange(descriptor_, -1));
}

void PrivateFile::fail() const {
    throw Fault(fmt::format("{} cannot be written", file_.string()));
}

}  // namespace traction::ctl
