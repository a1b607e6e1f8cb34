/// The numbered streams (design 4): who sends, who receives, and how much may be under way. A stream's name
/// is the topic on which it travels, so that databases, logs and the broker call it the same.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/vin.hpp"
#include "shared/wire/topics.hpp"

namespace traction::wire {

enum class StreamKind { report, order, outcome, event, letter, access };

/// What a stream's name says.
struct StreamName {
    StreamKind kind;
    std::string_view vin;     ///< of reports, orders and outcomes
    std::string_view worker;  ///< the cloud's end: receiver of reports and outcomes, else the sender
};
/// Nothing when the topic is not that of a numbered stream.
std::optional<StreamName> stream_name(const ParsedTopic& topic);
std::optional<StreamName> parse_stream(std::string_view stream);

std::string report_stream(const Vin& vin);
std::string order_stream(const Vin& vin, std::string_view worker);
std::string outcome_stream(const Vin& vin, std::string_view worker);
std::string event_stream(std::string_view worker);
/// Letters to people, the one place that carries their addresses. Received by `mail`.
std::string letter_stream(std::string_view worker);
/// Rights that have ended. Received by the broker's access plugin. Design 6.
std::string access_stream(std::string_view worker);

/// What the topics of one car begin with.
std::string vehicle_prefix(std::string_view vin);

/// Where `receiver` acknowledges this stream. Only events have more than one receiver, and name it.
std::string ack_topic(std::string_view stream, std::string_view receiver);

/// An acknowledgement's topic taken apart: the stream, and the follower for events (else empty).
struct AckTarget {
    std::string stream;
    std::string receiver;
};
std::optional<AckTarget> parse_ack_topic(std::string_view topic);

/// What may be under way without an acknowledgement, per receiver.
struct Window {
    int messages;
    int bytes;
};
constexpr Window window_of(StreamKind kind) {
    return kind == StreamKind::event ? Window{256, 512 * 1024} : Window{8, 64 * 1024};
}

/// The worker that receives reports.
inline constexpr std::string_view kReportReceiver = "state";
/// The workers that give orders to cars and receive outcomes.
inline constexpr std::array<std::string_view, 4> kOrderingWorkers{"commands", "contracts", "danger_zones",
                                                                  "garage"};

/// The workers that write letters.
inline constexpr std::array<std::string_view, 1> kLetterWriters{"accounts"};
/// The worker that receives letters.
inline constexpr std::string_view kLetterReceiver = "mail";
/// The workers that tell the broker which rights have ended.
inline constexpr std::array<std::string_view, 2> kAccessWriters{"accounts", "garage"};

constexpr bool ends_rights(std::string_view worker) {
    return std::find(kAccessWriters.begin(), kAccessWriters.end(), worker) != kAccessWriters.end();
}

/// Who follows whose events.
struct Following {
    std::string_view follower;
    std::string_view worker;
};
// clang-format off
inline constexpr std::array kFollowings{
    Following{"accounts", "contracts"},
    Following{"accounts", "garage"},
    Following{"accounts", "store"},
    Following{"accounts", "billing"},
    Following{"accounts", "notifications"},
    Following{"contracts", "danger_zones"},
    Following{"contracts", "garage"},
    Following{"contracts", "state"},
    Following{"contracts", "commands"},
    Following{"contracts", "notifications"},
    Following{"contracts", "store"},
    Following{"contracts", "billing"},
    Following{"commands", "garage"},
    Following{"commands", "contracts"},
    Following{"state", "garage"},
    Following{"state", "contracts"},
    Following{"garage", "contracts"},
    Following{"garage", "accounts"},
    Following{"state", "accounts"},
    Following{"notifications", "accounts"},
    Following{"commands", "accounts"},
    Following{"notifications", "garage"},
    Following{"notifications", "contracts"},
    Following{"notifications", "state"},
    Following{"store", "accounts"},
    Following{"store", "billing"},
    Following{"store", "contracts"},
    Following{"store", "garage"},
    Following{"billing", "contracts"},
    Following{"billing", "payments"},
    Following{"billing", "accounts"},
    Following{"payments", "billing"},
    Following{"danger_zones", "contracts"},
    Following{"danger_zones", "garage"},
    Following{"danger_zones", "store"},
};
// clang-format on
/// The followers of one worker's events.
std::span<const std::string_view> followers_of(std::string_view worker);

/// The streams that a worker, or a car by its VIN, listens to whether it has ever heard them or not. By
/// telling where it stands in each of them, one that lost its database is served again.
std::vector<std::string> streams_to(std::string_view receiver);

}  // namespace traction::wire
