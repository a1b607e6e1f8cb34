#include "tests/support/scripted_provider.hpp"

namespace traction::test {

using payment_sandbox::Outcome;
using ports::PaymentOutcome;

namespace {

constexpr int kLateLooks = 5;

}  // namespace

std::vector<ProviderBooks::Answer> ProviderBooks::ask(const ports::Payment& payment) {
    ++asks_;
    if (happens(weather_.lost_asks)) return {};
    auto& entry = entries_.try_emplace(payment.key.text(), Entry{.payment = payment}).first->second;
    const auto how = conduct(entry.payment, ++entry.asks);
    if (how.settles && !entry.outcome)
        entry.outcome =
            PaymentOutcome{.key = payment.key,
                           .verdict = *how.settles == Outcome::paid ? PaymentOutcome::Verdict::paid
                                                                    : PaymentOutcome::Verdict::refused,
                           .reason = *how.settles == Outcome::paid ? "" : "the card was declined",
                           .reference = "r-" + std::to_string(entries_.size())};
    crashed_ = crashed_ || how.crashes;
    std::vector<Answer> answers;
    const auto count = how.answers + (how.answers > 0 && happens(weather_.repeated_answers) ? 1 : 0);
    for (int i = 0; entry.outcome && i < count; ++i) {
        if (happens(weather_.lost_answers)) continue;
        const bool late = how.delay > Milliseconds{0} || happens(weather_.late_answers);
        answers.push_back({.looks = late ? kLateLooks : 0, .outcome = *entry.outcome});
    }
    return answers;
}

payment_sandbox::Conduct ProviderBooks::conduct(const ports::Payment& payment, int asks) const {
    const auto card = payment_sandbox::card_of(payment.means);
    if (!card) return {.settles = Outcome::refused};
    return payment_sandbox::conduct_of(*card, asks, refused(payment));
}

/// Other attempts of the same charge with the same means.
int ProviderBooks::refused(const ports::Payment& payment) const {
    int count = 0;
    for (const auto& [key, entry] : entries_) {
        const bool same = entry.payment.charge == payment.charge && entry.payment.means == payment.means;
        if (same && entry.outcome && entry.outcome->verdict == PaymentOutcome::Verdict::refused) ++count;
    }
    return count;
}

std::pair<std::int64_t, int> ProviderBooks::charged_of(const std::string& charge) const {
    std::pair<std::int64_t, int> charged{0, 0};
    for (const auto& [key, entry] : entries_) {
        if (entry.payment.charge.text() != charge || !is_paid(entry)) continue;
        charged.first += entry.payment.amount.minor_units;
        ++charged.second;
    }
    return charged;
}

std::vector<PaymentOutcome> ScriptedProvider::take_outcomes() {
    std::vector<PaymentOutcome> outcomes;
    std::deque<ProviderBooks::Answer> later;
    for (auto& answer : under_way_) {
        if (answer.looks-- > 0) {
            later.push_back(std::move(answer));
        } else {
            outcomes.push_back(std::move(answer.outcome));
        }
    }
    under_way_ = std::move(later);
    return outcomes;
}

}  // namespace traction::test
