/// A database whose process dies in the middle of a commit: the handlers have run, and nothing of it was
/// written.
#pragma once

#include "shared/ports/database.hpp"

namespace traction::simulation {

/// The process is gone.
class Died : public Fault {
   public:
    Died() : Fault("the process died before its commit") {}
};

class CrashingDatabase final : public ports::Database {
   public:
    explicit CrashingDatabase(ports::Database& real) : real_(real) {}
    /// The next commit is the last thing this process does.
    void die_at_commit() { dying_ = true; }

    std::unique_ptr<ports::Statement> prepare(std::string_view sql) override { return real_.prepare(sql); }
    void execute(std::string_view sql) override { real_.execute(sql); }
    void begin() override { real_.begin(); }
    void commit() override {
        if (std::exchange(dying_, false)) throw Died();
        real_.commit();
    }
    void rollback() noexcept override { real_.rollback(); }
    std::int64_t changes() const override { return real_.changes(); }
    void copy_to(const std::string& file) override { real_.copy_to(file); }

   private:
    ports::Database& real_;
    bool dying_ = false;
};

}  // namespace traction::simulation
