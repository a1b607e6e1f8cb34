/// Sign-ins of the accounts worker, batch by batch on a database file, against a bare libsodium loop that
/// checks the same passwords. One core: a sign-in is Argon2id and little else.
#include <stdexcept>

#include <fmt/format.h>
#include <sodium.h>

#include "cloud/accounts/accounts_worker.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/passwords/argon2id.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_life.hpp"
#include "shared/runtime/worker_thread.hpp"
#include "shared/wire/messages/letters.hpp"
#include "tests/bench/bench.hpp"
#include "tests/broker/harness/process.hpp"
#include "tests/support/plain_tokens.hpp"

namespace traction::bench {
namespace {

using namespace wire::accounts;

constexpr int kRounds = 5;
constexpr int kSignIns = 96;
constexpr double kGoal = 0.9;
const std::string kPassword = "correct horse battery";

/// The worker's life in this thread; all of it in memory but the database.
class Accounts {
   public:
    explicit Accounts(const std::string& file) : database_(file) {
        runtime::migrate_all(database_, kind_);
        life_ = std::make_unique<runtime::WorkerLife>(
            kind_, database_, randomness_,
            runtime::WorkerLife::Setting{.time = runtime::TimeMode::wall, .spread = {}, .boot = "bench"});
        step({.connected = true});
    }

    void open_account() {
        step(asks(std::vector{
            SignUp{.door = Door::store, .platform = Platform::web, .email = kEmail, .password = kPassword}}));
        for (const auto& publication : step({})) {
            const auto numbered = wire::read_numbered(publication.payload);
            if (!numbered || publication.topic != wire::letter_stream(kind_.name)) continue;
            const auto letter = wire::Json::parse(numbered->body);
            step(asks(std::vector{Activate{letter.at("facts").at("code")}}));
        }
    }

    /// In batches as the thread takes them. Gives the longest.
    Milliseconds sign_in(int count) {
        Milliseconds longest{0};
        for (int done = 0; done < count; done += static_cast<int>(kind_.batch)) {
            const adapters::Stopwatch watch;
            const auto answers =
                step(asks(std::vector(kind_.batch, SignIn{kEmail, kPassword, *DeviceId::parse("phone")})));
            longest = std::max(longest, std::chrono::duration_cast<Milliseconds>(watch.elapsed()));
            for (const auto& answer : answers)
                signed_in_ += answer.payload.find("token") != std::string::npos;
        }
        return longest;
    }
    int signed_in() const { return signed_in_; }

   private:
    static constexpr const char* kEmail = "ada@example.org";

    std::vector<ports::Publication> step(runtime::Arrivals arrivals) {
        return life_->step(now_, std::move(arrivals));
    }
    template <class Ask>
    runtime::Arrivals asks(const std::vector<Ask>& asks) {
        runtime::Arrivals arrivals;
        for (const auto& ask : asks) {
            const wire::Ask wrapped{.id = *AskId::parse(std::to_string(++asked_)), .body = ask.json()};
            arrivals.messages.push_back(
                {.topic = wire::topic(wire::TopicKind::guest_ask, {"guest", kind_.name, Ask::kVerb}),
                 .payload = wire::write_ask(wrapped)});
        }
        return arrivals;
    }

    adapters::Argon2id passwords_;
    test::PlainTokens tokens_;
    runtime::WorkerKind kind_ = accounts::worker_kind({&passwords_, &tokens_, "https://traction.example"});
    adapters::SqliteDatabase database_;
    adapters::SystemRandomness randomness_;
    std::unique_ptr<runtime::WorkerLife> life_;
    Timestamp now_{Milliseconds{1'800'000'000'000}};
    int asked_ = 0;
    int signed_in_ = 0;
};

double run_bare(const std::string& hash) {
    const adapters::Stopwatch watch;
    for (int i = 0; i < kSignIns; ++i) {
        if (crypto_pwhash_argon2id_str_verify(hash.c_str(), kPassword.data(), kPassword.size()) != 0)
            throw std::runtime_error("libsodium does not know its own hash");
    }
    return kSignIns / Seconds(watch.elapsed()).count();
}

}  // namespace

void signin() {
    fmt::print("signin: Argon2id with {} MiB and {} passes, {} sign-ins a round in batches of {}\n",
               adapters::Argon2idCost{}.memory_bytes / 1024 / 1024, adapters::Argon2idCost{}.passes, kSignIns,
               accounts::kBatch);
    const auto hash = adapters::Argon2id().hash(kPassword);
    const test::TemporaryFolder folder;
    Accounts accounts((folder.path() / "accounts.sqlite").string());
    accounts.open_account();
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < kRounds; ++round) {
        bare.push_back(run_bare(hash));
        const adapters::Stopwatch watch;
        const auto longest = accounts.sign_in(kSignIns);
        ours.push_back(kSignIns / Seconds(watch.elapsed()).count());
        fmt::print("  bare {:.1f}/s, worker {:.1f}/s, longest batch {} ms\n", bare.back(), ours.back(),
                   longest.count());
    }
    if (accounts.signed_in() != kRounds * kSignIns) throw std::runtime_error("not every sign-in succeeded");
    print_verdict("signin", median(ours) / median(bare), kGoal, Better::higher);
}

}  // namespace traction::bench
