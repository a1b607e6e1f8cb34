/// A small worker that ends rights, keeps secrets and is asked by staff, under a name that may do all of it.
#pragma once

#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/access.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

/// An ask with a secret, which the asker tells in one way and is told in another.
struct Whisper {
    static constexpr std::string_view kVerb = "whisper";
    static constexpr std::array<std::string_view, 1> kSecretFields{"secret"};
    std::string to;
    std::string secret;
    static Whisper read(wire::Reader& reader) {
        return {.to = reader.text("to"), .secret = reader.text("secret")};
    }
    wire::Json json() const { return {{"to", to}, {"secret", secret}}; }
};
struct Reveal : Whisper {
    static constexpr std::string_view kVerb = "reveal";
    static Reveal read(wire::Reader& reader) { return {Whisper::read(reader)}; }
};
struct Look : Whisper {
    static constexpr std::string_view kVerb = "look";
    static Look read(wire::Reader& reader) { return {Whisper::read(reader)}; }
};

class StaffWorker final : public runtime::Worker {
   public:
    using Party = wire::Party;
    using Answer = runtime::Handlers::Answer;

    void declare(runtime::Handlers& handlers) override {
        for (const auto party : {Party::owner, Party::desk, Party::operators}) {
            handlers.change<Whisper>(party, [this](auto&, auto&, const Whisper&) { return count(); });
            handlers.reveal<Reveal>(party, [this](auto&, auto&, const Reveal&) { return count(); });
            handlers.read<Look>(party, [](auto&, auto&, const Look& ask) {
                return Answer(wire::Json{{"account", ask.to}});
            });
        }
    }
    std::vector<wire::Json> rights_ended(Timestamp) override {
        return {wire::access::CarRevoked{.vin = Vin::parse("VF1AG000164316834").value()}.json()};
    }

    static runtime::WorkerKind kind() {
        return {.name = "accounts",
                .migrations = [] { return std::span<const ports::Migration>{}; },
                .open = [](ports::Database&) { return std::make_unique<StaffWorker>(); }};
    }

   private:
    Answer count() { return wire::Json{{"times", ++times_}}; }
    int times_ = 0;
};

inline constexpr Timestamp kStaffStart{Milliseconds{1'800'000'000'000}};

}  // namespace traction::test
