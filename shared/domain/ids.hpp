/// Names of things. Each kind is a type of its own, so that one cannot be given for another; all are short
/// ASCII texts that are safe as one level of a topic.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace traction {

inline constexpr std::size_t kLongestId = 64;

/// Letters, digits, '-' and '_' only, 1 to `kLongestId` characters.
bool is_id_text(std::string_view text);

/// An identifier of one kind of thing. It exists only with a valid text; the default value is empty and means
/// "none yet".
template <class Kind>
class Id {
   public:
    Id() = default;

    static std::optional<Id> parse(std::string_view text) {
        if (!is_id_text(text)) return std::nullopt;
        return Id(std::string(text));
    }

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id&, const Id&) = default;

   private:
    explicit Id(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

using AccountId = Id<struct AccountKind>;
using DeviceId = Id<struct DeviceKind>;  ///< an app's installation
using AskId = Id<struct AskKind>;        ///< chosen by the asker, repeated with each repetition of an ask
using ContractId = Id<struct ContractKind>;
using ChargeId = Id<struct ChargeKind>;    ///< one for each contract and term: its idempotency key
using CommandId = Id<struct CommandKind>;  ///< chosen by the app: its idempotency key
using NotificationId = Id<struct NotificationKind>;
using SessionId = Id<struct SessionKind>;  ///< a charging session, named by the car
using LetterId = Id<struct LetterKind>;    ///< becomes the Message-ID of a mail
using TeardownId = Id<struct TeardownKind>;
using EventId = Id<struct EventKind>;
using GrantId = Id<struct GrantKind>;                 ///< of sight, to an agent of the help desk
using StaffName = Id<struct StaffKind>;               ///< a help-desk agent or an operator
using OrderId = Id<struct OrderKind>;                 ///< chosen by the shop's page: its idempotency key
using ConditionsVersion = Id<struct ConditionsKind>;  ///< of the general conditions of sale, "2026-09"
using PaymentKey = Id<struct PaymentKeyKind>;         ///< of one attempt to carry out a charge. Rule B3
using WorkerName = Id<struct WorkerKind>;

/// Counts the ownership periods of one car: 1 for its first owner. Rule G8, design 7.
using OwnershipPeriod = int;

}  // namespace traction

template <class Kind>
struct std::hash<traction::Id<Kind>> {
    std::size_t operator()(const traction::Id<Kind>& id) const noexcept {
        return std::hash<std::string>{}(id.text());
    }
};
