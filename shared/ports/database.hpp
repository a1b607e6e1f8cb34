/// The small port through which stores reach their database. One connection, one thread. SQL stands in
/// `*_store` files only.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"

namespace traction::ports {

/// The disk, or the file on it, failed. The open transaction is void.
class DatabaseFault : public Fault {
   public:
    using Fault::Fault;
};

/// A prepared statement, kept by its store for the life of the connection. Parameters are numbered from 1,
/// columns from 0.
class Statement {
   public:
    virtual ~Statement() = default;
    virtual void bind_null(int parameter) = 0;
    virtual void bind_integer(int parameter, std::int64_t value) = 0;
    virtual void bind_real(int parameter, double value) = 0;
    /// The text must stay as it is until `reset`.
    virtual void bind_text(int parameter, std::string_view value) = 0;
    virtual void bind_blob(int parameter, std::string_view value) = 0;
    /// True while there is a row to read. Throws DatabaseFault, a broken constraint included.
    virtual bool step() = 0;
    /// Ready to run again; the parameters are NULL again.
    virtual void reset() = 0;

    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    /// Text or blob; valid until the next step or reset.
    virtual std::string_view text(int column) const = 0;
};

class Database {
   public:
    virtual ~Database() = default;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    /// One or several statements without parameters and rows.
    virtual void execute(std::string_view sql) = 0;
    virtual void begin() = 0;
    /// After it the transaction is on the disk (synchronous FULL).
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Rows touched by the statement that ran last.
    virtual std::int64_t changes() const = 0;
    /// Writes a consistent copy while the database is in use, in one step. Inside a transaction it is a bug.
    virtual void copy_to(const std::string& file) = 0;
};

inline void put(Statement& statement, int at, std::nullptr_t) {
    statement.bind_null(at);
}
inline void put(Statement& statement, int at, std::integral auto value) {
    statement.bind_integer(at, static_cast<std::int64_t>(value));
}
inline void put(Statement& statement, int at, double value) {
    statement.bind_real(at, value);
}
inline void put(Statement& statement, int at, std::string_view value) {
    statement.bind_text(at, value);
}
inline void put(Statement& statement, int at, Timestamp value) {
    statement.bind_integer(at, value.time_since_epoch().count());
}
template <class T>
void put(Statement& statement, int at, const std::optional<T>& value) {
    if (value) {
        put(statement, at, *value);
    } else {
        statement.bind_null(at);
    }
}

/// Resets a statement when it leaves the scope, whatever happened.
class StatementUse {
   public:
    template <class... Parameters>
    explicit StatementUse(Statement& statement, const Parameters&... parameters) : statement_(statement) {
        int at = 0;
        (put(statement_, ++at, parameters), ...);
    }
    ~StatementUse() { statement_.reset(); }
    StatementUse(const StatementUse&) = delete;
    StatementUse& operator=(const StatementUse&) = delete;

    bool step() { return statement_.step(); }
    const Statement& row() const { return statement_; }

   private:
    Statement& statement_;
};

/// Runs a statement that returns no rows. Binds the parameters in order.
template <class... Parameters>
void run(Statement& statement, const Parameters&... parameters) {
    StatementUse use(statement, parameters...);
    use.step();
}

/// Calls `visit(row)` for each row.
template <class Visit, class... Parameters>
void for_each_row(Statement& statement, Visit&& visit, const Parameters&... parameters) {
    StatementUse use(statement, parameters...);
    while (use.step()) visit(use.row());
}

/// `read(row)` of the first row, or nothing.
template <class Read, class... Parameters>
auto first_row(Statement& statement, Read&& read, const Parameters&... parameters)
    -> std::optional<decltype(read(std::declval<const Statement&>()))> {
    StatementUse use(statement, parameters...);
    if (!use.step()) return std::nullopt;
    return read(use.row());
}

inline Timestamp timestamp(const Statement& row, int column) {
    return Timestamp{Milliseconds{row.integer(column)}};
}
inline std::optional<Timestamp> optional_timestamp(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return timestamp(row, column);
}
inline std::string text(const Statement& row, int column) {
    return std::string(row.text(column));
}

}  // namespace traction::ports
