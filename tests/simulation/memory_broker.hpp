/// A broker in memory, with time from the simulation: retained values, wills, wildcards, order per connection
/// as TCP gives it, and the faults of the real one: messages lost, late or twice, connections that break, and
/// everything forgotten as after `kill -9`.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/domain/timestamp.hpp"
#include "shared/ports/bus.hpp"
#include "shared/ports/randomness.hpp"
#include "tests/simulation/access_plugin.hpp"

namespace traction::simulation {

/// True when the topic falls under the MQTT filter.
bool matches(std::string_view filter, std::string_view topic);

struct NetworkFaults {
    double loss = 0;  ///< of a message that is not retained
    double repetition = 0;
    Milliseconds longest_delay{20};
};

class MemoryBroker {
   public:
    /// Hears what a client is delivered.
    using Deliver = std::function<void(ports::Message&&)>;
    /// Sees every publication that reaches the broker, at once.
    using Tap = std::function<void(const std::string& from, const ports::Publication&)>;

    explicit MemoryBroker(ports::Randomness& randomness) : randomness_(randomness) {}

    void set_faults(NetworkFaults faults) { faults_ = faults; }
    void set_tap(Tap tap) { tap_ = std::move(tap); }

    /// Whether who shows this token may connect.
    Admission judge(const std::string& token, Timestamp now) const { return plugin_.judge(token, now); }
    /// A client of this name connects, and is delivered the retained values of its subscriptions. That of an
    /// owner is called ACCOUNT:DEVICE.
    void connect(const std::string& client, std::vector<std::string> subscriptions,
                 std::optional<ports::Publication> will, Deliver deliver, Timestamp now,
                 std::string token = {});
    /// Without farewell the will is published.
    void disconnect(const std::string& client, bool farewell, Timestamp now);
    bool connected(const std::string& client) const { return clients_.contains(client); }
    void publish(const std::string& client, const ports::Publication& publication, Timestamp now);

    /// All connections, retained values and messages under way are gone; gives the names of the clients that
    /// were connected.
    std::vector<std::string> forget_everything();

    std::optional<Timestamp> next_delivery() const;
    void deliver_due(Timestamp now);
    const std::map<std::string, std::string>& retained() const { return retained_; }

   private:
    struct Client {
        std::uint64_t generation = 0;
        std::vector<std::string> subscriptions;
        std::optional<ports::Publication> will;
        Deliver deliver;
        Timestamp last_delivery{};
        std::string token;
        std::unordered_map<std::string, bool>
            wanted;  ///< topics that were met, and whether it subscribed to them
        bool wants(const std::string& topic);
    };
    struct Delivery {
        Timestamp at{};
        std::uint64_t sequence = 0;
        std::string client;
        std::uint64_t generation = 0;
        ports::Message message;
        friend bool operator>(const Delivery& a, const Delivery& b) {
            return std::tie(a.at, a.sequence) > std::tie(b.at, b.sequence);
        }
    };
    void route(const ports::Publication& publication, Timestamp now);
    AccessPlugin::Ends ends();
    void schedule(const std::string& name, Client& client, const ports::Message& message, Timestamp now,
                  bool in_order);
    bool chance(double probability);

    ports::Randomness& randomness_;
    NetworkFaults faults_;
    Tap tap_;
    AccessPlugin plugin_;
    std::map<std::string, Client> clients_;
    std::map<std::string, std::string> retained_;
    std::vector<Delivery> deliveries_;  ///< a heap, the next one in front
    std::uint64_t sequence_ = 0;
    std::uint64_t generations_ = 0;
};

}  // namespace traction::simulation
