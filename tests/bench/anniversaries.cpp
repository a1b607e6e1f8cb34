/// A million contracts, of which a hundred thousand have their last day today and are renewed: until
/// committed, with their history, their charges and their events in the outbox; then the day on which those
/// terms are charged. Against a bare SQLite update of as many rows of the same table.
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "cloud/contracts/contracts_worker.hpp"
#include "shared/adapters/clocks/stopwatch.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_life.hpp"
#include "shared/runtime/worker_thread.hpp"
#include "tests/bench/bare_sqlite.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

using namespace std::chrono;

constexpr int kContracts = 1'000'000;
constexpr int kRounds = 3;
constexpr int kDays = 10;  ///< a tenth of the contracts has its last day on each
constexpr double kGoal = 3.0;

LocalDay last_day(int day) {
    return plus_days(2027y / April / 10, day);
}
Timestamp opens(int day) {
    return Zone::standard().start_of(last_day(day));
}

/// Monthly contracts in their first term, renewed by themselves. Contract n has its last day on day n %
/// kDays.
void fill(const std::string& file) {
    const auto kind = contracts::worker_kind();
    {
        adapters::SqliteDatabase database(file);
        runtime::migrate_all(database, kind);
    }
    BareSqlite bare(file);
    auto* insert = bare.prepare(
        "INSERT INTO contract (number, id, vin, product, term_months, automatic_renewal, phase, buyer, "
        "holder, "
        "period, paired, zone, bought_at, opened_on, months, due_at, due_act, car_holds, price_minor, "
        "currency, "
        "tax_permille, catalogue_version) VALUES (?1, printf('contract-%020d', ?1), printf('VF1AG000%09d', "
        "?1 / 3), "
        "'connect_nav', 1, 1, 'active', printf('account-%07d', ?1 / 3), printf('account-%07d', ?1 / 3), 1, "
        "1, "
        "'Europe/Paris', 0, ?2, 1, ?3, 'open_window', 1, 990, 'EUR', 200, 1)");
    bare.execute("BEGIN");
    for (int number = 1; number <= kContracts; ++number) {
        const auto opened = to_text(anniversary(last_day(number % kDays), -1));
        sqlite3_bind_int64(insert, 1, number);
        sqlite3_bind_text(insert, 2, opened.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(insert, 3, opens(number % kDays).time_since_epoch().count());
        bare.run(insert);
    }
    bare.execute("COMMIT");
}

/// What an act costs: until it is committed, and of this process alone.
struct Cost {
    double elapsed = 0;
    double processor = 0;
};
template <class Act>
Cost cost_of(Act act) {
    const auto before = cpu_time(getpid());
    const adapters::Stopwatch watch;
    act();
    return {Seconds(watch.elapsed()).count(), sum(since(before, cpu_time(getpid()))).count()};
}

/// The worker's life in this thread, with nobody to send to.
class Contracts {
   public:
    explicit Contracts(const std::string& file) : database_(file) {
        runtime::migrate_all(database_, kind_);
        life_ = std::make_unique<runtime::WorkerLife>(
            kind_, database_, randomness_,
            runtime::WorkerLife::Setting{.time = runtime::TimeMode::wall, .spread = {}, .boot = "bench"});
        life_->step(opens(0) - 1h, {});
    }
    /// Lives through all that is due until this instant.
    Cost live_until(Timestamp instant) {
        return cost_of([&] { life_->step(instant, {}); });
    }
    std::int64_t events() const { return life_->outbox_rows(); }

   private:
    runtime::WorkerKind kind_ = contracts::worker_kind();
    adapters::SqliteDatabase database_;
    adapters::SystemRandomness randomness_;
    std::unique_ptr<runtime::WorkerLife> life_;
};

/// The same rows, changed as anybody would by hand, in one transaction.
Cost update_bare(const std::string& file, int day) {
    BareSqlite bare(file);
    auto* update = bare.prepare(
        "UPDATE contract SET months = 2, due_at = ?2, due_act = 'remind_7_days' WHERE number = ?1");
    const auto due = (opens(day) + days{23}).time_since_epoch().count();
    return cost_of([&] {
        bare.execute("BEGIN IMMEDIATE");
        for (int number = day == 0 ? kDays : day; number <= kContracts; number += kDays) {
            sqlite3_bind_int64(update, 1, number);
            sqlite3_bind_int64(update, 2, due);
            bare.run(update);
        }
        bare.execute("COMMIT");
    });
}

std::int64_t resident_mib() {
    std::int64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return pages * sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

}  // namespace

void anniversaries() {
    fmt::print("anniversaries: {} contracts, {} of them due on one day; the worker against a bare update\n",
               kContracts, kContracts / kDays);
    const test::TemporaryFolder folder;
    const auto ours = (folder.path() / "ours.sqlite").string();
    const auto reference = (folder.path() / "bare.sqlite").string();
    fill(ours);
    std::filesystem::copy_file(ours, reference);
    Contracts worker(ours);
    std::vector<double> bare, renewed, charged;
    double longest = 0;
    const auto before = resident_mib();
    const auto note = [&](const char* what, std::vector<double>& costs, const Cost& cost) {
        fmt::print("  {}: {:.2f} s of processor time, committed after {:.2f} s\n", what, cost.processor,
                   cost.elapsed);
        costs.push_back(cost.processor);
        longest = std::max(longest, cost.elapsed);
    };
    for (int day = 0; day < kRounds; ++day) {
        note("bare update", bare, update_bare(reference, day));
        note("renewed", renewed, worker.live_until(opens(day)));
    }
    fmt::print("  {} events so far; the other days are lived through\n", worker.events());
    worker.live_until(opens(1) + contracts::kChargedAfter - 1ms);
    for (int day = 0; day < kRounds; ++day)
        note("charged", charged, worker.live_until(opens(day + 1) + contracts::kChargedAfter));
    fmt::print(
        "  {} events; resident {} MiB before, {} MiB after; an ask that comes meanwhile waits {:.2f} s at "
        "most\n",
        worker.events(), before, resident_mib(), longest);
    print_verdict("charges", median(charged) / median(bare), kGoal, Better::lower);
    print_verdict("anniversaries", median(renewed) / median(bare), kGoal, Better::lower);
}

}  // namespace traction::bench
