/// The plugin as Mosquitto 2.0 knows it (plugin API v5): maps the broker's questions to `Gate`. Nothing that
/// is thrown leaves a callback, and no callback closes a connection: that is done between two turns of the
/// broker's loop, when the broker holds no connection in its hands.
#include <array>
#include <exception>
#include <memory>
#include <string>

#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>

#include "broker-config/access/certificate.hpp"
#include "broker-config/access/options.hpp"
#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/wire/topics.hpp"

namespace traction::access {
namespace {

/// What is logged of refusals: strangers must not fill the log.
constexpr Rate kLogRate{20, Milliseconds{200}};

struct Plugin {
    Plugin(Gate::Secrets secrets, mosquitto_plugin_id_t* identifier)
        : gate(std::move(secrets), clock), id(identifier) {}

    adapters::SystemClock clock;
    Gate gate;
    mosquitto_plugin_id_t* id;
    Allowance log;
    std::vector<std::string> control_topics;
};

std::string_view text(const char* maybe) {
    return maybe == nullptr ? std::string_view() : std::string_view(maybe);
}

/// `decide` answers; when it throws, `otherwise` is the answer.
template <class Decide>
int shielded(int otherwise, Decide decide) noexcept {
    try {
        return decide();
    } catch (const std::exception& fault) {
        mosquitto_log_printf(MOSQ_LOG_ERR, "access: %s", fault.what());
    } catch (...) {
        mosquitto_log_printf(MOSQ_LOG_ERR, "access: a fault without a name");
    }
    return otherwise;
}

void log(Plugin& plugin, const char* what, std::string_view who, std::string_view why) {
    if (!plugin.log.take(kLogRate, plugin.clock.now())) return;
    const auto length = static_cast<int>(std::min<std::size_t>(who.size(), kLongestId));
    mosquitto_log_printf(MOSQ_LOG_NOTICE, "access: %s %.*s: %.*s", what, length, who.data(),
                         static_cast<int>(why.size()), why.data());
}

int on_connect(int, void* data, void* user) {
    return shielded(MOSQ_ERR_AUTH, [&] {
        auto& plugin = *static_cast<Plugin*>(user);
        const auto& event = *static_cast<mosquitto_evt_basic_auth*>(data);
        Knock knock{.client_id = text(mosquitto_client_id(event.client)),
                    .password = std::nullopt,
                    .certificate = certified_name(event.client),
                    .address = text(mosquitto_client_address(event.client))};
        if (event.password != nullptr) knock.password = event.password;
        const auto verdict = plugin.gate.admit(event.client, knock);
        if (verdict.admission == Admission::admitted) return MOSQ_ERR_SUCCESS;
        log(plugin, "refused", knock.client_id, verdict.why);
        // Anything but MOSQ_ERR_AUTH closes the connection without an answer: to its client the broker is not
        // there yet, while "not authorised" would tell an app to sign in again.
        return verdict.admission == Admission::refused ? MOSQ_ERR_AUTH : MOSQ_ERR_CONN_REFUSED;
    });
}

bool may(Gate& gate, const mosquitto_evt_acl_check& event) {
    switch (event.access) {
        case MOSQ_ACL_WRITE:
            return gate.may_write(event.client, text(event.topic), event.retain);
        case MOSQ_ACL_READ:
            return gate.may_read(event.client, text(event.topic));
        case MOSQ_ACL_SUBSCRIBE:
            return gate.may_subscribe(event.client, text(event.topic));
        default:
            return event.access == MOSQ_ACL_UNSUBSCRIBE;
    }
}

/// Any other answer than these two would disconnect the publisher, for the rights of a receiver too.
int on_acl_check(int, void* data, void* user) {
    return shielded(MOSQ_ERR_ACL_DENIED, [&] {
        auto& plugin = *static_cast<Plugin*>(user);
        return may(plugin.gate, *static_cast<mosquitto_evt_acl_check*>(data)) ? MOSQ_ERR_SUCCESS
                                                                              : MOSQ_ERR_ACL_DENIED;
    });
}

std::string_view payload_of(const mosquitto_evt_control& event) {
    if (event.payload == nullptr) return {};
    return {static_cast<const char*>(event.payload), event.payloadlen};
}

/// Success always: any other answer would disconnect the client.
int on_control(int, void* data, void* user) {
    return shielded(MOSQ_ERR_SUCCESS, [&] {
        auto& plugin = *static_cast<Plugin*>(user);
        const auto& event = *static_cast<mosquitto_evt_control*>(data);
        const auto topic = wire::parse_topic(text(event.topic));
        if (!topic) return MOSQ_ERR_SUCCESS;
        const auto who = text(mosquitto_client_id(event.client));
        if (topic->kind == wire::TopicKind::token) {
            if (const auto why = plugin.gate.renew(event.client, payload_of(event)))
                log(plugin, "no renewal of", who, *why);
        } else if (const auto problem = plugin.gate.hear(topic->parts[0], payload_of(event))) {
            mosquitto_log_printf(MOSQ_LOG_ERR, "access: not understood of %.*s: %s",
                                 static_cast<int>(who.size()), who.data(), problem->c_str());
        }
        return MOSQ_ERR_SUCCESS;
    });
}

int on_disconnect(int, void* data, void* user) {
    return shielded(MOSQ_ERR_SUCCESS, [&] {
        static_cast<Plugin*>(user)->gate.on_gone(static_cast<mosquitto_evt_disconnect*>(data)->client);
        return MOSQ_ERR_SUCCESS;
    });
}

/// At the end of each turn of the broker's loop. What is published here goes out at the beginning of the
/// next.
int on_tick(int, void*, void* user) {
    return shielded(MOSQ_ERR_SUCCESS, [&] {
        const auto work = static_cast<Plugin*>(user)->gate.work();
        for (const auto& kick : work.kicks)
            mosquitto_kick_client_by_clientid(kick.client_id.c_str(), kick.with_will);
        for (const auto& [topic, payload] : work.acknowledgements) {
            mosquitto_broker_publish_copy(nullptr, topic.c_str(), static_cast<int>(payload.size()),
                                          payload.data(), 0, false, nullptr);
        }
        return MOSQ_ERR_SUCCESS;
    });
}

struct Callback {
    int event;
    MOSQ_FUNC_generic_callback function;
};
constexpr std::array kCallbacks{
    Callback{MOSQ_EVT_BASIC_AUTH, on_connect}, Callback{MOSQ_EVT_ACL_CHECK, on_acl_check},
    Callback{MOSQ_EVT_DISCONNECT, on_disconnect}, Callback{MOSQ_EVT_TICK, on_tick}};

/// The broker passes on what it finds in a table of exact topics.
std::vector<std::string> control_topics() {
    std::vector<std::string> topics{wire::topic(wire::TopicKind::token)};
    for (const auto worker : wire::kAccessWriters) topics.push_back(wire::access_stream(worker));
    return topics;
}

void listen(Plugin& plugin) {
    int problem = MOSQ_ERR_SUCCESS;
    for (const auto& [event, function] : kCallbacks)
        problem |= mosquitto_callback_register(plugin.id, event, function, nullptr, &plugin);
    plugin.control_topics = control_topics();
    for (const auto& topic : plugin.control_topics)
        problem |=
            mosquitto_callback_register(plugin.id, MOSQ_EVT_CONTROL, on_control, topic.c_str(), &plugin);
    if (problem != MOSQ_ERR_SUCCESS) throw Fault("the broker does not ask this plugin: is it Mosquitto 2.0?");
}

void listen_no_more(Plugin& plugin) {
    for (const auto& [event, function] : kCallbacks)
        mosquitto_callback_unregister(plugin.id, event, function, nullptr);
    for (const auto& topic : plugin.control_topics)
        mosquitto_callback_unregister(plugin.id, MOSQ_EVT_CONTROL, on_control, topic.c_str());
}

std::vector<std::pair<std::string, std::string>> pairs(const mosquitto_opt* options, int count) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (int i = 0; i < count; ++i) pairs.emplace_back(text(options[i].key), text(options[i].value));
    return pairs;
}

}  // namespace
}  // namespace traction::access

#define TRACTION_ENTRY extern "C" __attribute__((visibility("default")))

TRACTION_ENTRY int mosquitto_plugin_version(int count, const int* versions) {
    constexpr int kOurs = 5;
    return std::find(versions, versions + count, kOurs) == versions + count ? -1 : kOurs;
}

TRACTION_ENTRY int mosquitto_plugin_init(mosquitto_plugin_id_t* id, void** user, mosquitto_opt* options,
                                         int count) {
    namespace access = traction::access;
    return access::shielded(MOSQ_ERR_UNKNOWN, [&] {
        auto plugin =
            std::make_unique<access::Plugin>(access::read_options(access::pairs(options, count)), id);
        access::listen(*plugin);
        *user = plugin.release();
        return MOSQ_ERR_SUCCESS;
    });
}

TRACTION_ENTRY int mosquitto_plugin_cleanup(void* user, mosquitto_opt*, int) {
    namespace access = traction::access;
    return access::shielded(MOSQ_ERR_SUCCESS, [&] {
        const std::unique_ptr<access::Plugin> plugin(static_cast<access::Plugin*>(user));
        if (plugin) access::listen_no_more(*plugin);
        return MOSQ_ERR_SUCCESS;
    });
}
