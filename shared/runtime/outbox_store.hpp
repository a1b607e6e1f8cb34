/// The tables of the outgoing streams. All calls happen inside the worker's transaction.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/ports/database.hpp"
#include "shared/wire/envelope.hpp"

namespace traction::runtime {

class OutboxStore {
   public:
    explicit OutboxStore(ports::Database& database);

    struct StreamRow {
        std::string stream;
        wire::Epoch epoch = 0;
        wire::Number last_number = 0;
    };
    std::vector<StreamRow> streams();
    void save_stream(const StreamRow& row);
    std::optional<wire::Number> position(const std::string& stream, const std::string& receiver);
    void save_position(const std::string& stream, const std::string& receiver, wire::Number acknowledged);

    /// Adds a row; an unnumbered one with the same non-empty key is replaced (it keeps its place).
    void add(const std::string& stream, const std::string& key, std::string_view body, Timestamp at);
    /// True when there was such a row and it had no number yet.
    bool withdraw(const std::string& stream, const std::string& key);
    bool is_waiting(const std::string& stream, const std::string& key);
    /// The number of the latest row with this key, 0 while it has none; nothing when no row is there.
    std::optional<wire::Number> number_of(const std::string& stream, const std::string& key);

    struct WaitingRow {
        std::int64_t id = 0;
        std::string key;
    };
    /// The oldest row of the stream that has no number.
    std::optional<WaitingRow> first_waiting(const std::string& stream);
    void give_number(std::int64_t id, wire::Number number);
    std::optional<std::string> body(const std::string& stream, wire::Number number);
    /// The lowest number that is still there, or nothing.
    std::optional<wire::Number> lowest_number(const std::string& stream);

    void remove_up_to(const std::string& stream, wire::Number number);
    /// Numbered rows of the stream that were written before `instant` and have numbers up to `number`; what
    /// lies behind one that was written later stays with it.
    void remove_written_before(const std::string& stream, Timestamp instant, wire::Number number);
    void remove_stream_rows(const std::string& stream);
    /// All rows of the stream wait for a number again, in the order they have.
    void take_numbers_back(const std::string& stream);

    struct Row {
        std::string key;
        std::string body;
        Timestamp written_at{};
    };
    /// All rows of a stream in the order in which they go.
    std::vector<Row> rows(const std::string& stream);
    std::int64_t count() const;

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared streams_, save_stream_, position_, save_position_, replace_, add_, withdraw_, is_waiting_,
        number_of_, first_waiting_, give_number_, body_, lowest_, remove_up_to_, remove_old_, remove_stream_,
        take_numbers_back_, rows_, count_;
    ports::Database& database_;
};

}  // namespace traction::runtime
