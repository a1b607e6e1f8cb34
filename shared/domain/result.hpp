/// What a decision answers: a value, or a refusal with its reason. A refusal is an ordinary outcome that
/// changes nothing; a broken disk or broker is a `Fault`; a broken belief of ours is a failed `check`.
#pragma once

#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "shared/domain/refusal.hpp"

namespace traction {

/// A broken part outside of us: disk, database, broker. Thrown anywhere, met in the event loop alone.
class Fault : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

/// Ends the process when `belief` does not hold: a bug, in release builds too.
void check(bool belief, const char* what, std::source_location where = std::source_location::current());

/// Either a `T` or a `Refusal`. Reading the side that is not there is a bug (see `check`).
template <class T>
class [[nodiscard]] Result {
   public:
    Result(T value) : outcome_(std::move(value)) {}
    Result(Refusal refusal) : outcome_(std::move(refusal)) {}

    bool ok() const { return std::holds_alternative<T>(outcome_); }
    explicit operator bool() const { return ok(); }

    const T& value() const& {
        check(ok(), "the value of a refused result was read");
        return *std::get_if<T>(&outcome_);
    }
    T&& value() && {
        check(ok(), "the value of a refused result was read");
        return std::move(*std::get_if<T>(&outcome_));
    }
    const Refusal& refusal() const {
        check(!ok(), "the refusal of a good result was read");
        return *std::get_if<Refusal>(&outcome_);
    }
    const T& operator*() const& { return value(); }
    const T* operator->() const { return &value(); }

   private:
    std::variant<T, Refusal> outcome_;
};

/// The outcome of a decision that yields nothing but leave to go on.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

}  // namespace traction
