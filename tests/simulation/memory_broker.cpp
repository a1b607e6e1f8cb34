#include "tests/simulation/memory_broker.hpp"

#include <algorithm>
#include <functional>

namespace traction::simulation {

bool matches(std::string_view filter, std::string_view topic) {
    while (true) {
        const auto filter_end = filter.find('/');
        const auto topic_end = topic.find('/');
        const auto level = filter.substr(0, filter_end);
        if (level == "#") return true;
        if (level != "+" && level != topic.substr(0, topic_end)) return false;
        const bool filter_over = filter_end == std::string_view::npos;
        const bool topic_over = topic_end == std::string_view::npos;
        if (filter_over || topic_over) return filter_over && topic_over;
        filter.remove_prefix(filter_end + 1);
        topic.remove_prefix(topic_end + 1);
    }
}

bool MemoryBroker::Client::wants(const std::string& topic) {
    const auto [known, is_new] = wanted.try_emplace(topic);
    if (is_new)
        known->second = std::any_of(subscriptions.begin(), subscriptions.end(),
                                    [&](const auto& filter) { return matches(filter, topic); });
    return known->second;
}

bool MemoryBroker::chance(double probability) {
    return static_cast<double>(randomness_.next() >> 11) * 0x1.0p-53 < probability;
}

void MemoryBroker::connect(const std::string& name, std::vector<std::string> subscriptions,
                           std::optional<ports::Publication> will, Deliver deliver, Timestamp now,
                           std::string token) {
    Client client{.generation = ++generations_,
                  .subscriptions = std::move(subscriptions),
                  .will = std::move(will),
                  .deliver = std::move(deliver),
                  .last_delivery = now,
                  .token = std::move(token)};
    auto& connected = clients_[name] = std::move(client);
    for (const auto& [topic, payload] : retained_) {
        if (!connected.wants(topic)) continue;
        schedule(name, connected, {.topic = topic, .payload = payload, .retained = true}, now, true);
    }
}

void MemoryBroker::disconnect(const std::string& name, bool farewell, Timestamp now) {
    const auto found = clients_.find(name);
    if (found == clients_.end()) return;
    const auto will = std::move(found->second.will);
    clients_.erase(found);
    if (!farewell && will) route(*will, now);
}

void MemoryBroker::publish(const std::string& name, const ports::Publication& publication, Timestamp now) {
    if (!clients_.contains(name)) return;
    if (tap_) tap_(name, publication);
    if (!publication.retain && chance(faults_.loss)) return;
    const auto heard = plugin_.hear(publication, ends());
    route(heard ? *heard : publication, now);
}

/// Sessions that end for a sale are back at once, without what was under way to them; those of a void token
/// are not.
AccessPlugin::Ends MemoryBroker::ends() {
    const auto is_of = [](const std::string& client, const std::string& account) {
        return client.starts_with(account + ":");
    };
    return {.sessions =
                [this, is_of](const std::string& account) {
                    for (auto& [name, client] : clients_) {
                        if (is_of(name, account)) client.generation = ++generations_;
                    }
                },
            .void_tokens =
                [this, is_of](const std::string& account) {
                    std::erase_if(clients_, [&](const auto& client) {
                        return is_of(client.first, account) && plugin_.is_void(client.second.token);
                    });
                }};
}

void MemoryBroker::route(const ports::Publication& publication, Timestamp now) {
    if (publication.retain) {
        if (publication.payload.empty()) {
            retained_.erase(publication.topic);
        } else {
            retained_[publication.topic] = publication.payload;
        }
    }
    const ports::Message message{.topic = publication.topic,
                                 .payload = publication.payload,
                                 .correlation = publication.correlation,
                                 .retained = false};
    for (auto& [name, client] : clients_) {
        if (!client.wants(message.topic)) continue;
        schedule(name, client, message, now, true);
        if (!publication.retain && chance(faults_.repetition)) schedule(name, client, message, now, false);
    }
}

/// A message in order comes after those before it; a repeated one comes when it likes.
void MemoryBroker::schedule(const std::string& name, Client& client, const ports::Message& message,
                            Timestamp now, bool in_order) {
    const auto range = static_cast<std::uint64_t>(faults_.longest_delay.count()) + 1;
    auto at =
        now + Milliseconds{static_cast<std::int64_t>(randomness_.next() % range * (in_order ? 1 : 20)) + 1};
    if (in_order) client.last_delivery = at = std::max(at, client.last_delivery);
    deliveries_.push_back({.at = at,
                           .sequence = ++sequence_,
                           .client = name,
                           .generation = client.generation,
                           .message = message});
    std::push_heap(deliveries_.begin(), deliveries_.end(), std::greater<>{});
}

std::vector<std::string> MemoryBroker::forget_everything() {
    std::vector<std::string> names;
    for (const auto& [name, client] : clients_) names.push_back(name);
    clients_.clear();
    plugin_.forget();
    retained_.clear();
    deliveries_ = {};
    return names;
}

std::optional<Timestamp> MemoryBroker::next_delivery() const {
    if (deliveries_.empty()) return std::nullopt;
    return deliveries_.front().at;
}

void MemoryBroker::deliver_due(Timestamp now) {
    while (!deliveries_.empty() && deliveries_.front().at <= now) {
        std::pop_heap(deliveries_.begin(), deliveries_.end(), std::greater<>{});
        auto delivery = std::move(deliveries_.back());
        deliveries_.pop_back();
        const auto client = clients_.find(delivery.client);
        if (client == clients_.end() || client->second.generation != delivery.generation) continue;
        client->second.deliver(std::move(delivery.message));
    }
}

}  // namespace traction::simulation
