/// The whole system in one thread, from a seed: workers, cars, people, a broker, and chaos.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include "shared/domain/danger_zone.hpp"
#include "tests/simulation/holders.hpp"
#include "tests/simulation/node.hpp"
#include "tests/simulation/people.hpp"
#include "tests/simulation/recording_car.hpp"
#include "tests/simulation/strangers.hpp"
#include "tests/simulation/watcher.hpp"
#include "tests/support/cheap_passwords.hpp"
#include "tests/support/plain_tokens.hpp"
#include "tests/support/scripted_provider.hpp"

namespace traction::simulation {

struct Outcome {
    std::vector<std::string> violations;
    std::uint64_t trace = 0;
    std::int64_t publications = 0;
    std::int64_t steps = 0;
    std::int64_t crashes = 0;
    std::int64_t asks = 0;
    std::int64_t orders = 0;
    std::int64_t due = 0;  ///< charges
    std::int64_t paid = 0;
    std::int64_t warnings = 0;  ///< of danger zones
};

class World {
   public:
    explicit World(std::uint64_t seed);

    /// Some days of faults, then a year in which the cars stand switched off, then calm in which everything
    /// must come to rest.
    Outcome live(int days);

   private:
    struct Car {
        Vin vin;
        std::shared_ptr<RecordedLife> life;
        Node* node;
        bool in_tunnel = false;
    };
    /// The last warning of a zone, and in which life of the car's agent it came.
    struct Warned {
        Warning warning;
        std::int64_t boot = 0;
    };
    struct Chaos {
        bool on = true;
        double crash_in_step = 0;
        Milliseconds outage_every{};
        Milliseconds amnesia_every{};
        Milliseconds tunnel_every{};
        Timestamp next_outage{};
        Timestamp next_amnesia{};
        Timestamp next_tunnel{};
    };
    std::string screen_of(const Vin& vin);
    void add_car(const std::string& vin, Timestamp born);
    // world_people.cpp
    void settle_people();
    void let_people_act();
    std::optional<Timestamp> next_act_of_people() const;
    void reconnect_people();
    void disturb_mail();
    bool broker_knows_ended_rights();
    Person* person_of(const std::string& account);
    void draw_chaos();
    void make_chaos_rare();
    void run_until(Timestamp end);
    void run_chaos();
    void crash_somebody();
    void revive(Node& node);
    void forget_everything();
    void enter_tunnel();
    void later(Milliseconds delay, std::function<void()> deed);
    CrashPoint crash_point();
    void step_nodes();
    std::optional<Timestamp> next_moment();
    void switch_cars(bool on);
    void calm_down();
    bool at_rest();
    // world_checks.cpp
    void check_reports();
    void check_commands();
    void check_deeds(const Car& car);
    void check_contracts();
    // entitlement_checks.cpp
    void on_contract_over(const wire::contracts::ContractEvent& over);
    void look_for_entitlement(const Vin& vin, const ContractId& contract, int looks);
    // danger_zone_checks.cpp
    static std::unique_ptr<std::istream> open_cameras();
    void on_warned(const Vin& vin, const Warning& warning);
    void check_danger_zones();
    // teardown_checks.cpp
    void check_teardowns();
    // account_checks.cpp
    void complain_of_traces(const std::string& text, const std::string& rule,
                            const std::set<std::string>& allowed);
    void check_sign_up_is_gone(const Person& person);
    void check_app_data_is_gone(const std::string& account, Timestamp until);
    void on_account_erased(const std::string& account);
    void check_account_is_gone(const std::string& account);
    void check_accounts();
    void check_mails();
    void check_garages();
    // money_checks.cpp
    void check_money();
    void check_invoices();
    wire::Number applied(const std::string& process, const std::string& stream, wire::Epoch epoch);
    Node* find(const std::string& name);

    std::uint64_t seed_;
    test::SeededRandomness randomness_;
    Dice dice_;
    Timestamp now_;
    MemoryBroker broker_;
    Watcher watcher_;
    test::CheapPasswords passwords_;
    test::ProviderBooks provider_;
    test::PlainTokens tokens_;
    test::Mailbox mailbox_;
    std::vector<std::unique_ptr<Node>> nodes_;
    std::vector<Car> cars_;
    Apps apps_{broker_};
    Town town_{.apps = apps_, .dice = dice_, .mailbox = mailbox_, .watcher = watcher_.accounts()};
    std::unique_ptr<People> people_;
    std::unique_ptr<Strangers> strangers_;
    std::unique_ptr<Holders> holders_;
    std::map<std::string, std::size_t> mails_before_erasure_;      ///< how many were begun, by address
    std::map<std::pair<std::string, DangerZone>, Warned> warned_;  ///< by VIN and zone
    std::int64_t warnings_ = 0;
    Chaos chaos_;
    std::int64_t crashes_ = 0;
    bool cars_off_ = false;
    std::multimap<Timestamp, std::function<void()>> deeds_;
};

}  // namespace traction::simulation
