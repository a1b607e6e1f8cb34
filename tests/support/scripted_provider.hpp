/// A payment provider in memory, for tests and the simulation: it behaves as the sandbox's does, token by
/// token, and from a seed it also loses asks and answers, repeats and delays them. Its books outlive whoever
/// asks.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "cloud/payment_sandbox/sandbox_rules.hpp"
#include "shared/ports/payment_provider.hpp"

namespace traction::test {

/// What the provider has done. Beside the rules of the real thing it keeps watch: a second payment of one
/// charge would show here.
class ProviderBooks {
   public:
    struct Entry {
        ports::Payment payment;
        int asks = 0;
        std::optional<ports::PaymentOutcome> outcome = std::nullopt;
    };
    /// How often, out of a thousand, an ask or an answer goes astray.
    struct Weather {
        int lost_asks = 0;
        int lost_answers = 0;
        int repeated_answers = 0;
        int late_answers = 0;
    };

    ProviderBooks() = default;
    ProviderBooks(std::uint64_t seed, Weather weather) : dice_(seed), weather_(weather) {}
    void set_weather(Weather weather) { weather_ = weather; }

    const std::map<std::string, Entry>& entries() const { return entries_; }
    /// How much was taken for a charge, and how many payments that were.
    std::int64_t charged(const std::string& charge) const { return charged_of(charge).first; }
    int payments(const std::string& charge) const { return charged_of(charge).second; }
    std::int64_t charged_in_all() const {
        std::int64_t sum = 0;
        for (const auto& [key, entry] : entries_)
            sum += is_paid(entry) ? entry.payment.amount.minor_units : 0;
        return sum;
    }
    int asks() const { return asks_; }
    /// True once for each crash between a charge and its answer.
    bool took_crash() { return std::exchange(crashed_, false); }

    /// Carries out what is asked; the answers that come of it, each with how many looks it is late.
    struct Answer {
        int looks = 0;
        ports::PaymentOutcome outcome;
    };
    std::vector<Answer> ask(const ports::Payment& payment);

   private:
    static bool is_paid(const Entry& entry) {
        return entry.outcome && entry.outcome->verdict == ports::PaymentOutcome::Verdict::paid;
    }
    std::pair<std::int64_t, int> charged_of(const std::string& charge) const;
    int refused(const ports::Payment& payment) const;
    payment_sandbox::Conduct conduct(const ports::Payment& payment, int asks) const;
    bool happens(int of_a_thousand) {
        return of_a_thousand > 0 && static_cast<int>(dice_() % 1000) < of_a_thousand;
    }

    std::mt19937_64 dice_{1};
    Weather weather_;
    std::map<std::string, Entry> entries_;
    int asks_ = 0;
    bool crashed_ = false;
};

class ScriptedProvider final : public ports::PaymentProvider {
   public:
    explicit ScriptedProvider(ProviderBooks& books) : books_(books) {}

    void ask(const ports::Payment& payment) override {
        for (auto& answer : books_.ask(payment)) under_way_.push_back(std::move(answer));
    }
    std::vector<ports::PaymentOutcome> take_outcomes() override;

   private:
    ProviderBooks& books_;
    std::deque<ProviderBooks::Answer> under_way_;
};

/// For `payments::worker_kind`. The books must outlive what comes of it.
inline auto provider_with(ProviderBooks& books) {
    return [&books]() -> std::unique_ptr<ports::PaymentProvider> {
        return std::make_unique<ScriptedProvider>(books);
    };
}

}  // namespace traction::test
