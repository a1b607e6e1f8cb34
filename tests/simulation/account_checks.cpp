/// What must be gone of people, what must be kept, and that all workers agree on whose a car is.
#include <algorithm>

#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"
#include "tests/support/traces.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using ports::Statement;
using ports::text;

namespace {

/// Where the id of an erased account may stand: who had a car in which period, what was bought, what was
/// torn down, what was paid, what was told of it (events are kept 400 days, and name ids only), and whose
/// data is refused when it comes late.
const std::set<std::string> kIdsStay{"garage: ownership_period.account",
                                     "contracts: ownership_period.account",
                                     "commands: ownership_period.account",
                                     "state: ownership_period.account",
                                     "notifications: ownership_period.account",
                                     "state: app_data_erased.account",
                                     "contracts: contract.buyer",
                                     "contracts: contract.holder",
                                     "contracts: charge.debtor",
                                     "contracts: teardown.account",
                                     "billing: charge.account",
                                     "billing: invoice.account",
                                     "accounts: outbox.body",
                                     "billing: outbox.body",
                                     "store: outbox.body",
                                     "notifications: outbox.body",
                                     "contracts: outbox.body",
                                     "garage: outbox.body",
                                     "store: outbox.body"};

}  // namespace

void World::complain_of_traces(const std::string& searched, const std::string& rule,
                               const std::set<std::string>& allowed) {
    for (const auto& node : nodes_) {
        for (const auto& [place, count] : test::traces_of(node->database(), searched)) {
            const auto where = node->name() + ": " + place;
            if (!allowed.contains(where))
                watcher_.complain(fmt::format("{}: {} is still in {}", rule, searched, where), now_);
        }
    }
    for (const auto& [topic, payload] : broker_.retained()) {
        if ((topic + payload).find(searched) != std::string::npos)
            watcher_.complain(fmt::format("{}: {} is still retained on {}", rule, searched, topic), now_);
    }
}

/// A2: nothing personal stays behind, in whatever database or mail.
void World::check_sign_up_is_gone(const Person& person) {
    complain_of_traces(person.word, "A2", {});
    complain_of_traces(person.vin->text(), "A2", {});
}

/// A10: at once and for good, what the cars told while they were the account's and the app was there.
void World::check_app_data_is_gone(const std::string& account, Timestamp until) {
    std::int64_t samples = 0;
    each_row(
        *find("state"),
        "SELECT count(*) FROM ownership_period o JOIN vehicle v ON v.vin = o.vin JOIN sample s ON s.vehicle "
        "= "
        "v.id AND s.period = o.period WHERE o.account = ?1 AND s.measured_at < ?2",
        [&](const Statement& row) { samples = row.integer(0); }, account, until - 1h);
    if (samples != 0)
        watcher_.complain(fmt::format("A10: {} samples of {} outlive its app", samples, account), now_);
}

void World::on_account_erased(const std::string& account) {
    const auto* person = person_of(account);
    if (person == nullptr) return watcher_.complain("A10: nobody has account " + account, now_);
    town_.watcher.close_address(person->email);
    mails_before_erasure_[person->email] = mailbox_.begun().size();
    later(24h, [this, account] { check_account_is_gone(account); });
}

/// A10: the person is gone from everywhere; contracts stay, with no more than an id.
void World::check_account_is_gone(const std::string& account) {
    const auto* person = person_of(account);
    complain_of_traces(person->word, "A10", {"billing: invoice.bill_to"});  // as the law asks
    complain_of_traces(person->sign_in_id, "A10", {});
    complain_of_traces(account, "A10", kIdsStay);
    check_app_data_is_gone(account, now_);
    for (const auto& contract : town_.watcher.holder(account).all_contracts) {
        bool kept = false;
        each_row(
            *find("contracts"), "SELECT 1 FROM contract WHERE id = ?1",
            [&](const Statement&) { kept = true; }, contract);
        if (!kept) watcher_.complain("A10: contract " + contract + " is not kept", now_);
    }
}

/// A10: who is to be erased is, and nobody else; G1: at most ten cars.
void World::check_accounts() {
    std::set<std::string> there;
    each_row(*find("accounts"), "SELECT account FROM account",
             [&](const Statement& row) { there.insert(text(row, 0)); });
    for (const auto& [account, holder] : town_.watcher.holders()) {
        if (person_of(account) == nullptr) continue;
        const auto due = AccountWatcher::erasure_due(holder);
        if (due && *due + 24h < now_ && !holder.erased_at)
            watcher_.complain(fmt::format("A10: account {} was to be erased on {}", account, to_text(*due)),
                              now_);
        if (holder.erased_at.has_value() == there.contains(account))
            watcher_.complain("A10: what was told of account " + account + " is not so", now_);
        if (holder.erased_at) check_account_is_gone(account);
    }
    each_row(*find("garage"), "SELECT account FROM membership GROUP BY account HAVING count(*) > 10",
             [&](const Statement& row) {
                 watcher_.complain("G1: more than 10 cars in the garage of " + text(row, 0), now_);
             });
}

/// One mail per letter, the same bytes each time; none to an erased account but the last. Rules A10, N1.
void World::check_mails() {
    std::map<std::string, const ports::Mail*> first;
    for (std::size_t at = 0; at < mailbox_.begun().size(); ++at) {
        const auto& mail = mailbox_.begun()[at];
        const auto [known, is_new] = first.emplace(mail.message_id, &mail);
        if (!is_new && known->second->content != mail.content)
            watcher_.complain("N1: mail " + mail.message_id + " went again with other words", now_);
        const auto erased = mails_before_erasure_.find(mail.recipient);
        if (erased == mails_before_erasure_.end() || at < erased->second) continue;
        if (town_.watcher.subject_of(mail.letter.text()) != wire::letters::Subject::account_erased)
            watcher_.complain("A10: a mail to an erased account, " + mail.recipient, now_);
    }
}

/// G6, G8: everybody's books say the same of whose a car is.
void World::check_garages() {
    const auto all = [this](const std::string& worker, const std::string& sql) {
        std::set<std::string> rows;
        each_row(*find(worker), sql,
                 [&](const Statement& row) { rows.insert(text(row, 0) + " has " + text(row, 1)); });
        return rows;
    };
    const auto compare = [&](const std::string& worker, const std::set<std::string>& says,
                             const std::set<std::string>& garage) {
        std::vector<std::string> differing;
        std::set_symmetric_difference(says.begin(), says.end(), garage.begin(), garage.end(),
                                      std::back_inserter(differing));
        for (const auto& row : differing)
            watcher_.complain(fmt::format("G6: garage and {} disagree: {}", worker, row), now_);
    };
    const auto owners = all("garage", "SELECT account, vin FROM ownership_period WHERE ended_at IS NULL");
    for (const auto* worker : {"contracts", "state", "commands", "notifications"})
        compare(worker, all(worker, "SELECT account, vin FROM ownership_period WHERE ended = 0"), owners);
    const auto members = all("garage", "SELECT account, vin FROM membership");
    for (const auto* worker : {"contracts", "store"})
        compare(worker, all(worker, "SELECT account, vin FROM in_garage"), members);
}

}  // namespace traction::simulation
