/// The programs through which people of the simulated world speak: each connects as its identity, and asks
/// again until it is answered.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shared/wire/envelope.hpp"
#include "shared/wire/topics.hpp"
#include "tests/simulation/memory_broker.hpp"

namespace traction::simulation {

class Apps {
   public:
    using Answered = std::function<void(const wire::Answer&)>;
    /// What a program hears that is no answer.
    using Hear = std::function<void(const wire::ParsedTopic&, const ports::Message&)>;

    explicit Apps(MemoryBroker& broker) : broker_(broker) {}
    void set_hear(Hear hear) { hear_ = std::move(hear); }
    /// Hears which program's token the broker takes no more, each time that it is shown.
    void set_refused(std::function<void(const std::string& client)> refused) {
        refused_ = std::move(refused);
    }

    /// From now on it connects, and shows this token. One that is installed gets another token.
    void install(const std::string& client, std::vector<std::string> subscriptions, std::string token,
                 Timestamp now);
    /// Nothing that it asked is asked again.
    void uninstall(const std::string& client, Timestamp now);
    /// Whoever is not connected tries. False when the broker was not ready for somebody.
    bool connect_all(Timestamp now);

    /// From a program that is not installed nothing is asked.
    void ask(const std::string& client, std::string topic, const wire::Json& body, Answered answered = {});
    std::optional<Timestamp> next_sending() const;
    void send_due(Timestamp now);
    bool settled() const { return asks_.empty(); }

    /// Answers that could not be read.
    const std::vector<std::string>& unreadable() const { return unreadable_; }
    std::int64_t asked() const { return ask_count_; }

   private:
    struct Program {
        std::vector<std::string> subscriptions;
        std::string token;
    };
    struct Open {
        std::string client;
        std::string topic;
        std::string payload;
        Timestamp next_sending{};
        Milliseconds pause{};  ///< before it is sent once more; grows
        Answered on_answer;
    };
    bool connect(const std::string& client, Timestamp now);
    void on_message(const ports::Message& message);
    void on_answer(const ports::Message& message);

    MemoryBroker& broker_;
    Hear hear_;
    std::function<void(const std::string&)> refused_;
    std::map<std::string, Program> programs_;
    std::map<std::string, Open> asks_;
    std::vector<std::string> unreadable_;
    std::int64_t ask_count_ = 0;
};

}  // namespace traction::simulation
