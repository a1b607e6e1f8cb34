/// A year's journeys of one car, asked page by page of a worker whose log holds ten million samples, against
/// a bare SQLite query of the same rows.
#include <fmt/format.h>
#include <sqlite3.h>

#include "cloud/state/state_worker.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_life.hpp"
#include "shared/runtime/worker_thread.hpp"
#include "tests/bench/bare_sqlite.hpp"
#include "tests/bench/sample_rows.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kRounds = 7;
constexpr std::size_t kRowsThere = 10'000'000;
constexpr int kJourneysOfCar = 1'500;  ///< in a year, about four a day
constexpr double kGoal = 10;
constexpr int kCar = 500;
const auto kNow = *parse_timestamp("2027-03-01T08:00:00Z");

Vin vin_of(int car) {
    return Vin::parse(fmt::format("VF1BENCH{:09}", car)).value();
}

/// Cars with names, and every car's year of journeys.
void add_journeys(const std::string& file) {
    BareSqlite bare(file);
    bare.execute("BEGIN");
    auto* car = bare.prepare("INSERT INTO vehicle (id, vin) VALUES (?1, ?2)");
    auto* journey = bare.prepare(
        "INSERT INTO journey SELECT ?1, printf('h-%d-%d', ?1, value), 1, ?2 + value * 20000000, ?2 + value * "
        "20000000 + "
        "900000, 0, 12000.0, 1800.0, 80.0, 76.0, 48.8, 2.3, 48.9, 2.4 FROM (WITH RECURSIVE counter(value) AS "
        "(SELECT 1 "
        "UNION ALL SELECT value + 1 FROM counter WHERE value < ?3) SELECT value FROM counter)");
    for (int i = 1; i <= kCarsOfSamples; ++i) {
        const auto vin = vin_of(i);
        sqlite3_bind_int(car, 1, i);
        sqlite3_bind_text(car, 2, vin.text().c_str(), -1, SQLITE_TRANSIENT);
        bare.run(car);
        sqlite3_bind_int(journey, 1, i);
        sqlite3_bind_int64(journey, 2, (kNow - 365 * 24h).time_since_epoch().count());
        sqlite3_bind_int(journey, 3, kJourneysOfCar);
        bare.run(journey);
    }
    bare.execute("COMMIT");
}

/// The worker's life in this thread; its owner asks.
class Asked {
   public:
    explicit Asked(const std::string& file) : database_(file) {
        runtime::migrate_all(database_, kind_);
        life_ = std::make_unique<runtime::WorkerLife>(
            kind_, database_, randomness_,
            runtime::WorkerLife::Setting{.time = runtime::TimeMode::wall, .spread = {}, .boot = "bench"});
        const wire::garage::OwnershipBegan began{
            .vin = vin_of(kCar), .period = 1, .account = *AccountId::parse("anna")};
        const wire::Event event{.id = *EventId::parse("e-1"),
                                .type = std::string(wire::garage::OwnershipBegan::kType),
                                .at = kNow - 366 * 24h,
                                .data = began.json()};
        hear(wire::event_stream("garage"),
             wire::write_numbered(
                 {.epoch = 1, .number = 1, .at = kNow, .body = wire::write_event("garage", event)}));
    }

    /// All of them, page by page. Gives how many.
    std::size_t all_journeys() {
        std::size_t count = 0;
        wire::state::Journeys ask{.vin = vin_of(kCar), .before = {}};
        for (bool more = true; more;) {
            const auto page = asked(ask);
            const auto& journeys = page.at("journeys");
            count += journeys.size();
            more = page.at("more");
            if (more) ask.before = parse_timestamp(journeys.back().at("started_at").get<std::string>());
        }
        return count;
    }

   private:
    std::vector<ports::Publication> hear(const std::string& topic, const std::string& payload) {
        runtime::Arrivals arrivals;
        arrivals.messages.push_back({.topic = topic, .payload = payload});
        return life_->step(kNow, std::move(arrivals));
    }
    wire::Json asked(const wire::state::Journeys& ask) {
        const auto id = *AskId::parse(fmt::format("a-{}", ++asks_));
        const auto topic = wire::topic(wire::TopicKind::owner_ask, {"anna", "phone", "state", ask.kVerb});
        for (const auto& said : hear(topic, wire::write_ask({.id = id, .body = ask.json()}))) {
            const auto answer = wire::read_answer(said.payload);
            if (answer && answer->id == id && answer->done) return answer->body;
        }
        throw std::runtime_error("an ask was not answered");
    }

    runtime::WorkerKind kind_ = state::worker_kind();
    adapters::SqliteDatabase database_;
    adapters::SystemRandomness randomness_;
    std::unique_ptr<runtime::WorkerLife> life_;
    int asks_ = 0;
};

double query_bare(const std::string& file) {
    BareSqlite bare(file);
    auto* query = bare.prepare(
        "SELECT journey, started_at, ended_at, distance_m, energy_wh, soc_from_percent, soc_to_percent FROM "
        "journey "
        "WHERE vehicle = ?1 AND period = 1 ORDER BY started_at DESC");
    sqlite3_bind_int(query, 1, kCar);
    const adapters::Stopwatch watch;
    int rows = 0;
    while (sqlite3_step(query) == SQLITE_ROW) ++rows;
    if (rows != kJourneysOfCar) throw std::runtime_error("the bare query misses rows");
    return Seconds(watch.elapsed()).count();
}

}  // namespace

void journeys() {
    fmt::print("journeys: {} of one car of {}, beside {} samples; page by page, against one bare query\n",
               kJourneysOfCar, kCarsOfSamples, kRowsThere);
    const test::TemporaryFolder folder;
    const auto file = (folder.path() / "state.sqlite").string();
    grow_samples(file, draw_samples(), kRowsThere);
    add_journeys(file);
    std::vector<double> bare, ours;
    for (int round = 0; round < kRounds; ++round) bare.push_back(query_bare(file));
    Asked worker(file);
    for (int round = 0; round < kRounds; ++round) {
        const adapters::Stopwatch watch;
        if (worker.all_journeys() != kJourneysOfCar) throw std::runtime_error("the worker misses rows");
        ours.push_back(Seconds(watch.elapsed()).count());
    }
    fmt::print("  bare {:.1f} ms, asked {:.1f} ms (medians of {})\n", median(bare) * 1000,
               median(ours) * 1000, kRounds);
    print_verdict("journeys", median(ours) / median(bare), kGoal, Better::lower);
}

}  // namespace traction::bench
