#include "tests/shared/runtime/stream_world.hpp"

#include "shared/runtime/migrations.hpp"

namespace traction::test {
namespace {

const std::string kSender = "the sender";
constexpr Timestamp kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

std::unique_ptr<ports::Database> open_database(const std::string& file) {
    auto database = std::make_unique<adapters::SqliteDatabase>(file);
    ports::migrate(*database, runtime::migrations(), "runtime");
    database->execute(
        "CREATE TABLE IF NOT EXISTS effect (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
    return database;
}

}  // namespace

SendingSide::SendingSide(std::string stream, ports::Randomness& randomness)
    : stream_(std::move(stream)), randomness_(randomness), database_(open_database(":memory:")) {
    open();
}

SendingSide::~SendingSide() = default;

void SendingSide::open() {
    streams_ = std::make_unique<runtime::OutgoingStreams>(*database_, randomness_, *this);
}

template <class Work>
void SendingSide::in_transaction(Work work) {
    database_->begin();
    streams_->begin_marked_epochs();
    work();
    database_->commit();
}

void SendingSide::add(const std::string& body, Timestamp now, const std::string& key) {
    in_transaction([&] { streams_->add(stream_, wire::Json{{"text", body}}.dump(), key, now); });
}

bool SendingSide::withdraw(const std::string& key) {
    bool withdrawn = false;
    in_transaction([&] { withdrawn = streams_->withdraw(stream_, key); });
    return withdrawn;
}

void SendingSide::hear(const std::string& receiver, const wire::Acknowledgement& heard, Timestamp now) {
    in_transaction([&] { streams_->on_acknowledgement(stream_, receiver, heard, now); });
}

std::vector<ports::Publication> SendingSide::pump(Timestamp now) {
    std::vector<ports::Publication> out;
    in_transaction([&] { streams_->pump(now, now, out); });
    return out;
}

void SendingSide::crash() {
    streams_.reset();
    open();
}

void SendingSide::crash_while_pumping(Timestamp now) {
    std::vector<ports::Publication> lost;
    database_->begin();
    streams_->pump(now, now, lost);
    database_->rollback();
    crash();
}

void SendingSide::restore(const std::string& file) {
    streams_.reset();
    database_ = open_database(file);
    runtime::mark_restored(*database_);
    open();
}

void SendingSide::lose_database() {
    streams_.reset();
    database_ = open_database(":memory:");
    open();
}

void SendingSide::on_numbered(const std::string&, const std::string& key) {
    numbered_keys.push_back(key);
}

void SendingSide::on_new_epoch(const std::string&) {
    ++new_epochs_heard;
    if (on_new_epoch_send) on_new_epoch_send(*streams_);
}

ReceivingSide::ReceivingSide(std::string name, ports::Randomness& randomness)
    : name_(std::move(name)), randomness_(randomness), database_(open_database(":memory:")) {
    open();
}

void ReceivingSide::open() {
    streams_ = std::make_unique<runtime::IncomingStreams>(*database_, name_);
}

void ReceivingSide::apply(const ports::Publication& message, Timestamp now) {
    const auto numbered = wire::read_numbered(message.payload);
    check(numbered.ok(), "what is sent can be read");
    if (streams_->judge(message.topic, *numbered, now) == runtime::IncomingStreams::Verdict::apply) {
        const auto insert = database_->prepare("INSERT INTO effect (body) VALUES (?1)");
        ports::run(*insert, wire::Json::parse(numbered->body).at("text").get<std::string>());
        streams_->applied(message.topic);
    }
    streams_->save();
}

std::vector<ports::Publication> ReceivingSide::acknowledgements(Timestamp now) {
    std::vector<ports::Publication> out;
    streams_->acknowledge(now, now, busy, out);
    return out;
}

std::vector<ports::Publication> ReceivingSide::receive(const ports::Publication& message, Timestamp now) {
    database_->begin();
    apply(message, now);
    database_->commit();
    return acknowledgements(now);
}

std::vector<ports::Publication> ReceivingSide::announce(Timestamp now) {
    streams_->announce(now);
    return acknowledgements(now);
}

std::vector<std::string> ReceivingSide::applied() {
    std::vector<std::string> found;
    const auto select = database_->prepare("SELECT body FROM effect ORDER BY id");
    ports::for_each_row(*select, [&](const ports::Statement& row) { found.push_back(ports::text(row, 0)); });
    return found;
}

void ReceivingSide::crash() {
    streams_.reset();
    open();
}

void ReceivingSide::crash_while_applying(const ports::Publication& message, Timestamp now) {
    database_->begin();
    apply(message, now);
    database_->rollback();
    crash();
}

void ReceivingSide::restore(const std::string& file) {
    streams_.reset();
    database_ = open_database(file);
    open();
}

void ReceivingSide::lose_database() {
    streams_.reset();
    database_ = open_database(":memory:");
    open();
}

StreamWorld::StreamWorld(std::string stream, std::vector<std::string> receivers, std::uint64_t seed,
                         Weather weather)
    : randomness_(seed), now_(kStart), weather_(weather), sender_(std::move(stream), randomness_) {
    for (const auto& name : receivers) receivers_[name] = std::make_unique<ReceivingSide>(name, randomness_);
    reconnect();
}

void StreamWorld::send(const std::string& body, const std::string& key) {
    sender_.add(body, now_, key);
    pump();
}

void StreamWorld::reconnect() {
    under_way_.clear();
    sender_.disconnect();
    sender_.connect(now_);
    for (auto& [name, receiver] : receivers_) receiver->connect(now_);
}

void StreamWorld::post(const std::string& to, const ports::Publication& publication) {
    const auto percent = [&](int chance) { return static_cast<int>(randomness_.next() % 100) < chance; };
    const int copies = percent(weather_.loss_percent) ? 0 : percent(weather_.repeat_percent) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        const auto range = static_cast<std::uint64_t>(weather_.slowest.count()) + 1;
        under_way_.emplace(now_ + Milliseconds{static_cast<std::int64_t>(randomness_.next() % range)},
                           Packet{to, publication});
    }
}

void StreamWorld::pump() {
    for (const auto& publication : sender_.pump(now_)) {
        ++packets_sent_;
        for (const auto& [name, receiver] : receivers_) post(name, publication);
    }
    for (const auto& [name, receiver] : receivers_) {
        if (receiver->away) continue;
        for (const auto& acknowledgement : receiver->announce(now_)) post(kSender, acknowledgement);
    }
}

void StreamWorld::deliver(const Packet& packet) {
    if (packet.to == kSender) {
        const auto target = wire::parse_ack_topic(packet.publication.topic);
        const auto heard = wire::read_acknowledgement(packet.publication.payload);
        check(target && heard, "an acknowledgement can be read");
        return sender_.hear(target->receiver, *heard, now_);
    }
    auto& receiver = *receivers_.at(packet.to);
    if (receiver.away) return;
    for (const auto& acknowledgement : receiver.receive(packet.publication, now_))
        post(kSender, acknowledgement);
}

Timestamp StreamWorld::next_timer() {
    auto next = sender_.streams().next_retry().value_or(kLatest);
    for (const auto& [name, receiver] : receivers_) {
        if (!receiver->away) next = std::min(next, receiver->streams().next_announcement().value_or(kLatest));
    }
    return next;
}

void StreamWorld::live_until(Timestamp end) {
    pump();
    while (true) {
        const auto packet_at = under_way_.empty() ? kLatest : under_way_.begin()->first;
        const auto next = std::min(packet_at, next_timer());
        if (next > end) break;
        now_ = std::max(now_, next);
        if (before_delivery) before_delivery();
        if (!under_way_.empty() && under_way_.begin()->first <= now_) {
            const auto packet = under_way_.begin()->second;
            under_way_.erase(under_way_.begin());
            deliver(packet);
        }
        pump();
    }
    now_ = end;
}

void StreamWorld::run(Milliseconds duration) {
    live_until(now_ + duration);
}

bool StreamWorld::settle() {
    const auto patience = now_ + std::chrono::days{1};
    while (now_ < patience) {
        run(std::chrono::minutes{1});
        if (under_way_.empty() && sender_.streams().settled()) return true;
    }
    return false;
}

std::vector<std::string> messages(int first, int last) {
    std::vector<std::string> all;
    for (int i = first; i <= last; ++i) all.push_back("message " + std::to_string(i));
    return all;
}

}  // namespace traction::test
