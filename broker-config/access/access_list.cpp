#include "broker-config/access/access_list.hpp"

#include <utility>

namespace traction::access {

std::optional<std::string_view> AccessList::next(std::string_view payload) {
    const auto message = wire::read_numbered(payload);
    if (!message) return std::nullopt;
    wants_acknowledgement_ = true;
    if (message->epoch != epoch_ && (closed_.contains(message->epoch) || !opens_epoch(*message)))
        return std::nullopt;
    if (!message->body.empty() && message->number == applied_ + 1) return message->body;
    misses_something_ = misses_something_ || message->number > applied_;
    return std::nullopt;
}

/// An unknown epoch opens at number 1 only, and closes the one before it for ever.
bool AccessList::opens_epoch(const wire::Numbered& message) {
    if (message.number != 1 || message.body.empty()) {
        misses_something_ = true;
        return false;
    }
    if (epoch_ != 0) closed_.insert(epoch_);
    epoch_ = message.epoch;
    applied_ = 0;
    return true;
}

void AccessList::applied() {
    ++applied_;
}

void AccessList::begin() {
    if (std::exchange(telling_, true)) {
        discarded_.push_back(std::exchange(told_, {}));
    } else {
        earlier_ = std::exchange(told_, {});
    }
}

void AccessList::complete() {
    discarded_.push_back(std::exchange(earlier_, {}));
    telling_ = false;
    complete_ = true;
}

std::optional<std::string> AccessList::acknowledgement(Timestamp now) {
    const bool announces = !complete_ && (!said_ || now >= *said_ + kAnnouncedEvery);
    if (!wants_acknowledgement_ && !announces) return std::nullopt;
    said_ = now;
    wants_acknowledgement_ = false;
    const bool again = std::exchange(misses_something_, false) || announces;
    return wire::write_acknowledgement(
        {.epoch = epoch_, .applied = applied_, .at = std::nullopt, .again = again});
}

void AccessList::forget(Timestamp now) {
    told_.forget(now, kForgottenAtOnce);
    if (discarded_.empty()) return;
    discarded_.back().shrink(kForgottenAtOnce);
    if (discarded_.back().empty()) discarded_.pop_back();
}

}  // namespace traction::access
