#include <fstream>
#include <iterator>
#include <thread>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/adapters/maildir/maildir_transport.hpp"
#include "shared/domain/result.hpp"
#include "tests/shared/temporary_folder.hpp"

namespace traction::adapters {
namespace {

using Verdict = ports::MailOutcome::Verdict;

ports::Mail mail(const std::string& id, const std::string& content) {
    return {.letter = LetterId::parse(id).value(),
            .message_id = id + "@traction.example",
            .sender = "post@traction.example",
            .recipient = "ada@example.org",
            .content = content};
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("A mail lies in new under its Message-ID, readable by its owner alone") {
    const tests::TemporaryFolder folder;
    MaildirTransport maildir(folder.path() / "mail");
    maildir.begin(mail("l1", "Subject: one\r\n\r\n"));
    const auto outcomes = maildir.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].letter.text() == "l1");
    CHECK(outcomes[0].verdict == Verdict::delivered);
    CHECK(maildir.take_outcomes().empty());
    const auto file = folder.path() / "mail" / "new" / "l1@traction.example";
    CHECK(content_of(file) == "Subject: one\r\n\r\n");
    struct stat status {};
    REQUIRE(stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("A mail that is sent again replaces itself, and stays away when it was read") {
    const tests::TemporaryFolder folder;
    for (int times = 0; times < 2; ++times) {
        MaildirTransport maildir(folder.path());
        maildir.begin(mail("l1", "one"));
        maildir.begin(mail("l12", "twelve"));
    }
    CHECK(files_in(folder.path() / "new") == 2);
    std::filesystem::rename(folder.path() / "new" / "l1@traction.example",
                            folder.path() / "cur" / "l1@traction.example:2,S");
    MaildirTransport maildir(folder.path());
    maildir.begin(mail("l1", "one"));
    CHECK(maildir.take_outcomes()[0].verdict == Verdict::delivered);
    CHECK(files_in(folder.path() / "new") == 1);
}

TEST_CASE("A Maildir that cannot be written is an outcome, and one that cannot be made a fault") {
    const tests::TemporaryFolder folder;
    MaildirTransport maildir(folder.path() / "mail");
    std::filesystem::remove_all(folder.path() / "mail" / "new");
    maildir.begin(mail("l1", "one"));
    const auto outcomes = maildir.take_outcomes();
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].verdict == Verdict::try_later);
    CHECK(outcomes[0].reason == "the Maildir cannot be written: No such file or directory");
    std::ofstream(folder.file("file")) << "no folder";
    CHECK_THROWS_AS(MaildirTransport(folder.path() / "file"), Fault);
}

TEST_CASE("Whatever moment the process is killed at, no half mail lies in new") {
    const tests::TemporaryFolder folder;
    const std::string content = std::string(200'000, 'x') + "end";
    MaildirTransport made(folder.path());
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        for (int number = 0;; ++number) {
            made.begin(mail("l" + std::to_string(number), content));
            made.take_outcomes();
        }
    }
    while (files_in(folder.path() / "new") < 20) std::this_thread::yield();
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (const auto& file : std::filesystem::directory_iterator(folder.path() / "new")) {
        CAPTURE(file.path().string());
        CHECK(content_of(file.path()) == content);
    }
}

}  // namespace traction::adapters
