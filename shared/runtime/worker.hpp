/// A worker as its loop sees it: a table of handlers and the due rows of its database. It holds nothing that
/// its database could not give back: after a fault the loop throws it away and opens it anew.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"
#include "shared/runtime/handlers.hpp"

namespace traction::runtime {

class Worker {
   public:
    virtual ~Worker() = default;

    /// Fills the table. Called once, before anything else.
    virtual void declare(Handlers& handlers) = 0;

    /// Service time of the earliest due row.
    virtual std::optional<Timestamp> next_due() { return std::nullopt; }
    /// Handles what is due at `turn.now()` exactly; afterwards `next_due` is later, or there is none.
    virtual void on_due(Turn&) {}

    /// What is due until then, by kind of act, for operators; `next_due` may be none of these. Rule H4.
    virtual std::vector<DueAct> due_acts(Timestamp /*until*/) { return {}; }

    /// The same in machine time: leases that end, views that are published at most so often.
    virtual std::optional<Timestamp> next_machine_due() { return std::nullopt; }
    virtual void on_machine_due(Turn&) {}

    /// True when something waits until this turn is committed, such as an act that cannot be taken back. The
    /// next turn then follows at once, and begins with `on_committed`.
    virtual bool waits_for_commit() const { return false; }
    virtual void on_committed(Turn&) {}

    /// True while an answer from outside of all streams, such as that of a payment provider, is expected any
    /// moment: the sandbox clock does not go on without it.
    virtual bool expects_answer(Timestamp /*machine_now*/) const { return false; }

    /// A message with a key is about to be sent for the first time.
    virtual void on_numbered(Turn&, const std::string& /*stream*/, const std::string& /*key*/) {}
    /// A receiver of this stream said where it stands: `Turn::has_arrived` may answer otherwise than before.
    virtual void on_acknowledged(Turn&, const std::string& /*stream*/) {}
    /// The receiver of a stream lost its memory: send first what it should hold now.
    virtual void on_new_epoch(Turn&, const std::string& /*stream*/) {}

    /// The rights that have ended and still matter (bodies of `wire/messages/access.hpp`): what a broker that
    /// knows nothing must hear before it admits anyone. Asked of `wire::kAccessWriters` only. Design 6.
    virtual std::vector<wire::Json> rights_ended(Timestamp /*machine_now*/) { return {}; }

    /// The connection is new: what others said of themselves on an earlier one may have changed unheard. No
    /// transaction is open.
    virtual void on_connected(Timestamp /*machine_now*/) {}

    /// Service time as the other end of a stream stamped it on an acknowledgement: a car learns the time from
    /// it.
    virtual void on_cloud_time(Turn&, Timestamp /*cloud_time*/) {}

    /// Publishes one page of the retained view, from page 0. True while there are more. Called when the
    /// broker has forgotten.
    virtual bool publish_view(Turn&, std::size_t /*page*/) { return false; }
};

inline constexpr std::size_t kBatch = 4'096;  ///< messages in one transaction

/// How to make a worker. A process is a list of these.
struct WorkerKind {
    std::string name;  ///< as in its topics; for a car its VIN
    std::function<std::span<const ports::Migration>()> migrations;
    std::function<std::unique_ptr<Worker>(ports::Database&)> open;
    bool is_vehicle = false;
    std::size_t batch = kBatch;  ///< less where one message is much work: answers wait for the whole batch
};

}  // namespace traction::runtime
