/// The report that is being filled, and which reports of the outbox were not sent yet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "shared/wire/report.hpp"

namespace traction::reports {

/// Reports in the outbox without a number.
struct Waiting {
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
};

class ReportStore {
   public:
    explicit ReportStore(ports::Database& database);

    std::optional<wire::Report> pending();
    void save_pending(const wire::Report& report);
    void clear_pending();

    const Waiting& waiting() const { return waiting_; }
    /// Gives the key of the new row.
    std::int64_t add_waiting(std::size_t bytes);
    void remove_waiting(std::int64_t key);
    /// The key of the oldest.
    std::optional<std::int64_t> oldest_waiting();

   private:
    std::unique_ptr<ports::Statement> pending_, save_pending_, clear_pending_, add_, bytes_of_, remove_,
        oldest_;
    Waiting waiting_;
};

}  // namespace traction::reports
