/// Somebody who watches the broker like an operator with `mosquitto_sub`, and says what he saw. A step of the
/// story counts when he saw it there, not when it was asked for.
#pragma once

#include <deque>
#include <functional>
#include <stdexcept>
#include <string>

#include "cloud/ctl/session.hpp"
#include "shared/ports/clock.hpp"

namespace traction::tour {

/// A step that did not happen; the text says which.
class NotSeen : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

class Witness {
   public:
    Witness(ctl::Session& session, ports::Clock& clock) : session_(session), clock_(clock) {}

    using Fits = std::function<bool(const wire::Json&)>;
    /// Waits for a message on `topic` whose payload fits, from those that came since the last one seen on
    /// that topic; says `what` with the topic, and gives the payload. Throws NotSeen.
    wire::Json sees(const std::string& what, const std::string& topic, const Fits& fits);
    /// The same for an event of a worker: `fits` is asked about its data.
    wire::Json sees_event(const std::string& what, std::string_view worker, std::string_view type,
                          const Fits& fits);
    /// The same for a topic that is cleared.
    void sees_cleared(const std::string& what, const std::string& topic);
    /// True when a message came on `topic` since the last one seen on it.
    bool anything_on(const std::string& topic);
    /// Looks on for a moment.
    void waits();
    Timestamp now() { return clock_.now(); }
    /// Forgets what came until now.
    void look_away();

    void says(const std::string& line) const;
    void chapter(const std::string& title) const;

   private:
    wire::Json find(const std::string& what, const std::string& topic,
                    const std::function<std::optional<wire::Json>(const ports::Message&)>& read);
    void take_in(Milliseconds patience);

    ctl::Session& session_;
    ports::Clock& clock_;
    std::deque<ports::Message> seen_;
};

}  // namespace traction::tour
