/// How people live in the simulated world, and how their mail comes.
#include <algorithm>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;

void World::settle_people() {
    std::vector<Vin> vins;
    for (const auto& car : cars_) vins.push_back(car.vin);
    people_ = std::make_unique<People>(town_, watcher_.notices(), vins,
                                       [this](const Vin& vin) { return screen_of(vin); });
    holders_ = std::make_unique<Holders>(
        town_, Holders::Hooks{.app_signed_in = [this](const auto& account,
                                                      bool in) { people_->set_present(account, in); },
                              .broker_knows = [this] { return broker_knows_ended_rights(); },
                              .judge = [this](const auto& token) { return broker_.judge(token, now_); }});
    strangers_ = std::make_unique<Strangers>(
        town_,
        Strangers::Hooks{.activated = [this](Person& person) { holders_->welcome(person); },
                         .should_be_gone = [this](const Person& person) { check_sign_up_is_gone(person); }});
    apps_.set_refused([this](const std::string& client) { holders_->on_refused(client); });
    apps_.set_hear([this](const wire::ParsedTopic& topic, const ports::Message& message) {
        if (topic.kind == wire::TopicKind::notification)
            people_->on_notification(std::string(topic.parts[0]), message);
    });
    town_.now = now_;
    town_.watcher.set_erased([this](const std::string& account) { on_account_erased(account); });
    town_.watcher.set_app_data_erased([this](const std::string& account) {
        later(48h, [this, account, until = now_] { check_app_data_is_gone(account, until); });
    });
}

std::optional<Timestamp> World::next_act_of_people() const {
    auto next = people_->next_action();
    const auto sending = apps_.next_sending();
    if (sending) next = next ? std::min(*next, *sending) : *sending;
    if (town_.plans.empty()) return next;
    const auto plan = town_.plans.begin()->first;
    return next ? std::min(*next, plan) : plan;
}

void World::let_people_act() {
    town_.now = now_;
    while (!town_.plans.empty() && town_.plans.begin()->first <= now_) {
        const auto plan = std::move(town_.plans.begin()->second);
        town_.plans.erase(town_.plans.begin());
        plan();
    }
    if (const auto at = people_->next_action(); at && *at <= now_) people_->act(now_);
    apps_.send_due(now_);
}

/// Until the broker knows all rights that have ended, it lets nobody in.
void World::reconnect_people() {
    town_.now = now_;
    if (!apps_.connect_all(now_)) later(dice_.about(10s), [this] { reconnect_people(); });
}

/// Now and then the mail server takes nothing for some hours.
void World::disturb_mail() {
    using Verdict = test::Mailbox::Verdict;
    mailbox_.answers(Verdict::delivered);
    later(dice_.about(48h), [this] {
        if (!chaos_.on) return;
        mailbox_.answers(Verdict::try_later, "the server is away");
        later(dice_.about(2h), [this] { disturb_mail(); });
    });
}

bool World::broker_knows_ended_rights() {
    bool knows = true;
    each_row(
        *find("accounts"), "SELECT 1 FROM outbox WHERE stream = ?1 LIMIT 1",
        [&](const auto&) { knows = false; }, wire::access_stream("accounts"));
    return knows;
}

Person* World::person_of(const std::string& account) {
    const auto found = std::find_if(town_.people.begin(), town_.people.end(),
                                    [&](const Person& person) { return person.account == account; });
    return found == town_.people.end() ? nullptr : &*found;
}

}  // namespace traction::simulation
