/// A small worker under the name of one that has followers: it writes down what it is asked and told, and
/// tells the followers.
#pragma once

#include <memory>

#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::test {

class ProbeWorker final : public runtime::Worker {
   public:
    explicit ProbeWorker(ports::Database& database)
        : insert_(database.prepare("INSERT INTO note (text) VALUES (?1)")),
          count_(database.prepare("SELECT count(*) FROM note")) {}

    void declare(runtime::Handlers& handlers) override {
        using runtime::Turn;
        handlers.change<wire::garage::Add>(
            wire::Party::owner, [this](Turn& turn, const runtime::Asker& asker,
                                       const wire::garage::Add& ask) { return add(turn, asker, ask); });
        handlers.read<wire::garage::List>(wire::Party::owner,
                                          [this](Turn&, const runtime::Asker&, const wire::garage::List&) {
                                              return Answer(wire::Json{{"notes", notes()}});
                                          });
        handlers.outcome<wire::garage::PeriodKnown>(
            "garage", [this](Turn&, const runtime::Origin&, const wire::garage::PeriodKnown& known) {
                ports::run(*insert_, "known " + std::to_string(known.period));
            });
    }
    /// Two pages.
    bool publish_view(runtime::Turn&, std::size_t page) override { return page == 0; }

    static runtime::WorkerKind kind() {
        return {.name = "garage",
                .migrations = [] { return std::span<const ports::Migration>{}; },
                .open =
                    [](ports::Database& database) {
                        database.execute("CREATE TABLE IF NOT EXISTS note (text TEXT NOT NULL) STRICT");
                        return std::make_unique<ProbeWorker>(database);
                    }};
    }

   private:
    using Answer = runtime::Handlers::Answer;

    Answer add(runtime::Turn& turn, const runtime::Asker& asker, const wire::garage::Add& ask) {
        ports::run(*insert_, ask.vin.text());
        turn.emit(wire::garage::OwnershipBegan{.vin = ask.vin, .period = 1, .account = asker.account()});
        return wire::Json{{"notes", notes()}};
    }
    std::int64_t notes() {
        return *ports::first_row(*count_, [](const ports::Statement& row) { return row.integer(0); });
    }

    std::unique_ptr<ports::Statement> insert_, count_;
};

}  // namespace traction::test
