#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/attack/rights.hpp"

namespace traction::attack {
namespace {

/// A guest may do so little at once that it comes again and again, each time as another.
constexpr int kActsOfAGuest = 30;
constexpr std::string_view kThieves = "$share/thieves/";

/// Everybody at once, and what the witness heard of them.
class Scene {
   public:
    Scene(Cast& cast, Tally& tally) : cast_(cast), tally_(tally), witness_(cast.enter(kWitness)) {
        witness_.client.subscribe("#");
        for (const auto& role : kRoles) enter(role);
    }

    void subscribe_everywhere();
    void publish_everywhere();
    void take_over_everybody();
    void hear_what_is_said();

   private:
    struct Attempt {
        std::string words;
        bool may;
        bool answered_yes;
        bool can_be_heard;
    };

    Visitor& enter(const Role& role);
    Visitor& acting(const Role& role);
    void subscribe(const Role& role, const std::string& filter, bool may);
    void publish(const Role& role, const Right& right, bool retain, std::vector<Attempt>& attempts);
    std::set<std::string> heard_by_witness();
    void say(const Right& right);

    Cast& cast_;
    Tally& tally_;
    Visitor witness_;
    std::deque<Visitor> visitors_;
    std::map<std::string, const Right*> said_;  ///< by topic
    int guest_acts_ = 0;
};

std::string words_on(const std::string& topic) {
    return "said on " + topic;
}

Visitor& Scene::enter(const Role& role) {
    visitors_.push_back(cast_.enter(role));
    auto& visitor = visitors_.back();
    tally_.cell(visitor.admitted.is_yes(), fmt::format("{} comes in", role.who));
    if (role.letter == 'g') {
        tally_.cell(visitor.client.subscribe(visitor.filled("guest/{guest}/answer")).is_yes(),
                    "a guest hears its answers");
        guest_acts_ = 1;
    }
    return visitor;
}

/// The latest of this role.
Visitor& Scene::acting(const Role& role) {
    if (role.letter == 'g' && guest_acts_++ >= kActsOfAGuest) return enter(role);
    for (auto visitor = visitors_.rbegin();; ++visitor) {
        if (visitor->role == &role) return *visitor;
    }
}

void Scene::subscribe(const Role& role, const std::string& filter, bool may) {
    auto& visitor = acting(role);
    const auto reply = visitor.client.subscribe(visitor.filled(filter));
    tally_.cell(!reply.hung_up() && reply.is_yes() == may,
                fmt::format("{} {} subscribe {}", role.who, may ? "may" : "may not", filter));
}

void Scene::subscribe_everywhere() {
    for (const auto& role : kRoles) {
        for (const auto& right : kRights) {
            subscribe(role, std::string(right.topic), is_among(role.letter, right.readers));
            subscribe(role, std::string(kThieves).append(right.topic), false);
        }
        for (const auto& filter : kFilters)
            subscribe(role, std::string(filter.filter), is_among(role.letter, filter.readers));
    }
}

void Scene::publish(const Role& role, const Right& right, bool retain, std::vector<Attempt>& attempts) {
    auto& visitor = acting(role);
    const bool may = is_among(role.letter, right.writers) && (!retain || right.retained);
    Attempt attempt{.words = fmt::format("{} {} publish {}{}", role.who, may ? "may" : "may not", right.topic,
                                         retain ? ", retained" : ""),
                    .may = may,
                    .answered_yes = false,
                    .can_be_heard = !right.topic.starts_with('$')};
    const auto reply = visitor.client.publish(visitor.filled(right.topic), attempt.words, retain);
    tally_.cell(!reply.hung_up(), fmt::format("{} is answered when publishing {}", role.who, right.topic));
    attempt.answered_yes = reply.is_yes();
    attempts.push_back(std::move(attempt));
}

void Scene::publish_everywhere() {
    std::vector<Attempt> attempts;
    for (const auto& role : kRoles) {
        for (const auto& right : kRights) {
            publish(role, right, false, attempts);
            publish(role, right, true, attempts);
        }
    }
    const auto heard = heard_by_witness();
    for (const auto& [words, may, answered_yes, can_be_heard] : attempts)
        tally_.cell(answered_yes == may && heard.contains(words) == (may && can_be_heard), words);
}

std::set<std::string> Scene::heard_by_witness() {
    tally_.cell(witness_.client.is_alive(), "the witness hears");
    std::set<std::string> heard;
    for (const auto& message : witness_.client.heard()) heard.insert(message.payload);
    witness_.client.forget_what_was_heard();
    return heard;
}

/// Workers share one secret, and who knows a guest's name is that guest.
bool may_share(const Role& attacker, const Role& victim) {
    const bool both_work = attacker.door == Door::workers && victim.door == Door::workers;
    return both_work || victim.letter == 'g' || attacker.letter == victim.letter;
}

void Scene::take_over_everybody() {
    for (auto& victim : visitors_) {
        for (const auto& attacker : kRoles) {
            if (may_share(attacker, *victim.role)) continue;
            const auto reply = cast_.enter_as(attacker, victim.client_id);
            tally_.cell(!reply.is_yes() && victim.client.is_alive(),
                        fmt::format("{} does not become {}", attacker.who, victim.role->who));
        }
    }
}

/// The first of its rightful writers says it; what is a guest's, to each guest.
void Scene::say(const Right& right) {
    for (auto& speaker : visitors_) {
        if (!is_among(speaker.role->letter, right.writers)) continue;
        std::set<std::string> topics{speaker.filled(right.topic)};
        const bool to_guests = is_among('g', right.readers);
        if (to_guests) topics.clear();
        for (const auto& listener : visitors_) {
            if (to_guests && listener.role->letter == 'g') topics.insert(listener.filled(right.topic));
        }
        for (const auto& topic : topics) {
            speaker.client.publish(topic, words_on(topic));
            said_.emplace(topic, &right);
        }
        return;
    }
}

void Scene::hear_what_is_said() {
    for (auto& listener : visitors_) {
        tally_.cell(listener.client.is_alive(), fmt::format("{} is still there", listener.role->who));
        listener.client.forget_what_was_heard();
    }
    for (const auto& right : kRights) {
        if (!right.topic.starts_with('$')) say(right);
    }
    for (auto& listener : visitors_) {
        tally_.cell(listener.client.is_alive(), fmt::format("{} hears", listener.role->who));
        std::set<std::string> heard;
        for (const auto& message : listener.client.heard()) heard.insert(message.payload);
        for (const auto& [topic, right] : said_) {
            const bool is_to_another_guest =
                listener.role->letter == 'g' && topic != listener.filled(right->topic);
            const bool may = is_among(listener.role->letter, right->readers) && !is_to_another_guest;
            tally_.cell(heard.contains(words_on(topic)) == may,
                        fmt::format("{} {} hear what is {}", listener.role->who, may ? "does" : "does not",
                                    words_on(topic)));
        }
    }
}

}  // namespace

void meddle(Cast& cast, Tally& tally) {
    Scene scene(cast, tally);
    scene.subscribe_everywhere();
    scene.publish_everywhere();
    scene.take_over_everybody();
    scene.hear_what_is_said();
}

}  // namespace traction::attack
