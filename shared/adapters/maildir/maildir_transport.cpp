#include "shared/adapters/maildir/maildir_transport.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using ports::MailOutcome;

[[noreturn]] void fail() {
    throw std::system_error(errno, std::generic_category());
}

/// An open file or folder.
class Descriptor {
   public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) fail();
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(std::string_view text) const {
        while (!text.empty()) {
            const auto written = ::write(number_, text.data(), text.size());
            if (written < 0 && errno != EINTR) fail();
            if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(number_) != 0) fail();
    }

   private:
    int number_;
};

}  // namespace

MaildirTransport::MaildirTransport(std::filesystem::path folder) : folder_(std::move(folder)) {
    try {
        for (const auto* part : {"tmp", "new", "cur"}) std::filesystem::create_directories(folder_ / part);
    } catch (const std::filesystem::filesystem_error& error) {
        throw Fault("the Maildir cannot be made: " + std::string(error.what()));
    }
}

void MaildirTransport::begin(const ports::Mail& mail) {
    MailOutcome outcome{.letter = mail.letter, .verdict = MailOutcome::Verdict::delivered, .reason = ""};
    try {
        if (!was_read(mail.message_id)) deliver(mail);
    } catch (const std::system_error& error) {
        outcome.verdict = MailOutcome::Verdict::try_later;
        outcome.reason = "the Maildir cannot be written: " + error.code().message();
    }
    outcomes_.push_back(std::move(outcome));
}

std::vector<MailOutcome> MaildirTransport::take_outcomes() {
    return std::exchange(outcomes_, {});
}

/// Mail programs append what they know to the name, behind a colon.
bool MaildirTransport::was_read(const std::string& name) const {
    for (const auto& file : std::filesystem::directory_iterator(folder_ / "cur")) {
        const auto found = file.path().filename().string();
        if (found == name || found.starts_with(name + ":")) return true;
    }
    return false;
}

void MaildirTransport::deliver(const ports::Mail& mail) const {
    const auto written = folder_ / "tmp" / mail.message_id;
    const Descriptor file(written, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(mail.content);
    file.sync();
    std::filesystem::rename(written, folder_ / "new" / mail.message_id);
    Descriptor(folder_ / "new", O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace traction::adapters
