/// A database whose n-th call fails, for every n that a test chooses.
#pragma once

#include <memory>
#include <string>

#include "shared/ports/database.hpp"

namespace traction::tests {

/// When calls fail. Calls are counted from 1 and shared by a database and its statements; binding, reading,
/// resetting and rolling back cannot fail.
struct FailurePlan {
    int fails_at = 0;           ///< 0: never
    bool stays_broken = false;  ///< every later call fails as well, as on a disk that is gone
    int calls = 0;

    void count() {
        ++calls;
        const bool now = fails_at > 0 && (stays_broken ? calls >= fails_at : calls == fails_at);
        if (now) throw ports::DatabaseFault("failing on purpose at call " + std::to_string(calls));
    }
};

class FailingStatement final : public ports::Statement {
   public:
    FailingStatement(std::unique_ptr<ports::Statement> real, FailurePlan& plan)
        : real_(std::move(real)), plan_(plan) {}

    void bind_null(int parameter) override { real_->bind_null(parameter); }
    void bind_integer(int parameter, std::int64_t value) override { real_->bind_integer(parameter, value); }
    void bind_real(int parameter, double value) override { real_->bind_real(parameter, value); }
    void bind_text(int parameter, std::string_view value) override { real_->bind_text(parameter, value); }
    void bind_blob(int parameter, std::string_view value) override { real_->bind_blob(parameter, value); }
    bool step() override {
        plan_.count();
        return real_->step();
    }
    void reset() override { real_->reset(); }

    bool is_null(int column) const override { return real_->is_null(column); }
    std::int64_t integer(int column) const override { return real_->integer(column); }
    double real(int column) const override { return real_->real(column); }
    std::string_view text(int column) const override { return real_->text(column); }

   private:
    std::unique_ptr<ports::Statement> real_;
    FailurePlan& plan_;
};

/// Stands in front of a real database; a failed call has no effect on it. Both it and the plan outlive this.
class FailingDatabase final : public ports::Database {
   public:
    FailingDatabase(ports::Database& real, FailurePlan& plan) : real_(real), plan_(plan) {}

    std::unique_ptr<ports::Statement> prepare(std::string_view sql) override {
        plan_.count();
        return std::make_unique<FailingStatement>(real_.prepare(sql), plan_);
    }
    void execute(std::string_view sql) override {
        plan_.count();
        real_.execute(sql);
    }
    void begin() override {
        plan_.count();
        real_.begin();
    }
    void commit() override {
        plan_.count();
        real_.commit();
    }
    void rollback() noexcept override { real_.rollback(); }
    std::int64_t changes() const override { return real_.changes(); }
    void copy_to(const std::string& file) override {
        plan_.count();
        real_.copy_to(file);
    }

   private:
    ports::Database& real_;
    FailurePlan& plan_;
};

}  // namespace traction::tests
