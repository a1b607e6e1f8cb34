/// The sending end of one car's numbered reports (design 4), as light as a load of thousands needs it:
/// nothing is stored, a report is made again when it has to go again.
#pragma once

#include <chrono>
#include <vector>

#include "shared/wire/envelope.hpp"

namespace traction::fleet {

using Micros = std::chrono::microseconds;

/// What a fleet did.
struct Tally {
    std::uint64_t sent = 0;      ///< reports, each once
    std::uint64_t repeated = 0;  ///< sent again after a gap or a silence
    std::uint64_t acknowledged = 0;
    std::uint64_t new_epochs = 0;  ///< the receiver lost its memory
    std::vector<Micros> delays;    ///< from the first sending to the acknowledgement
};

class ReportStream {
   public:
    ReportStream(wire::Epoch epoch, int window) : epoch_(epoch), flights_(static_cast<std::size_t>(window)) {}

    /// A report to be sent now.
    struct Departure {
        wire::Epoch epoch;
        wire::Number number;
        Timestamp measured_at;
    };
    /// The window has room, or something goes again.
    bool may_send() const { return next_ <= acknowledged_ + flights_.size(); }
    /// Something that was sent goes again.
    bool goes_again() const { return next_ <= sent_; }
    /// Only where `may_send`. A report that goes again keeps its instant.
    Departure send(Timestamp wall, Micros now, Tally& tally);

    /// Takes note of where the receiver stands.
    void on_acknowledgement(const wire::Acknowledgement& heard, Micros now, Tally& tally);
    /// Everything goes again, when nothing was heard for too long. Twice as long the next time, until there
    /// is progress.
    void on_time(Micros now);
    /// The connection is new.
    void go_back() { next_ = acknowledged_ + 1; }
    /// What was sent last counts as received: for readers who acknowledge nothing.
    void forget() { acknowledged_ = next_ - 1; }
    bool settled() const { return acknowledged_ == sent_; }

   private:
    struct Flight {
        Timestamp measured_at{};
        Micros first_sent{0};
    };
    Flight& flight(wire::Number number) { return flights_[number % flights_.size()]; }
    void begin_epoch(Tally& tally);
    void progress_to(wire::Number applied, Micros now, Tally& tally);

    wire::Epoch epoch_;
    std::vector<Flight> flights_;  ///< of the reports under way
    wire::Number next_ = 1;
    wire::Number sent_ = 0;  ///< the highest number that was ever sent
    wire::Number acknowledged_ = 0;
    bool went_back_ = false;  ///< since the last progress
    Micros heard_{0};         ///< the last progress, or sending after silence
    Micros patience_{2'000'000};
};

}  // namespace traction::fleet
