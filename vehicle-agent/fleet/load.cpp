#include "vehicle-agent/fleet/load.hpp"

#include <algorithm>
#include <array>
#include <random>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "shared/wire/streams.hpp"

namespace traction::fleet {
namespace {

constexpr int kEventsAtOnce = 256;
constexpr Micros kTick{1'000};
constexpr Micros kLookAfterEvery{100'000};
constexpr int kOpenedAtOnce = 50;  ///< the broker's backlog is short

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
    addrinfo wanted{};
    wanted.ai_family = AF_INET;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) throw Fault("there is no host " + host);
    sockaddr_in address = *reinterpret_cast<sockaddr_in*>(found->ai_addr);
    freeaddrinfo(found);
    address.sin_port = htons(port);
    return address;
}

std::vector<wire::Epoch> draw_epochs(int count, std::uint64_t seed) {
    std::mt19937_64 dice(seed);
    std::uniform_int_distribution<wire::Epoch> any(1, wire::kLargestEpoch / 2);
    std::vector<wire::Epoch> epochs;
    for (int i = 0; i < count; ++i) epochs.push_back(any(dice));
    return epochs;
}

}  // namespace

struct Load::Car {
    Car(const Vin& vin, const sockaddr_in& broker, const LoadSetting& setting, wire::Epoch epoch)
        : topic(wire::report_stream(vin)),
          connection(vin, broker, setting.acknowledged),
          stream(epoch, setting.window) {}

    std::string topic;
    CarConnection connection;
    ReportStream stream;
    bool watched_for_room = false;
};

Vin vin_of(int car) {
    return *Vin::parse(fmt::format("VF1FLEET{:09}", car));
}

Load::Load(LoadSetting setting, ports::Clock& wall, std::function<Micros()> elapsed)
    : setting_(std::move(setting)),
      wall_(wall),
      elapsed_(std::move(elapsed)),
      reports_(setting_.values, setting_.seed),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wall_now_(wall.now()) {
    const auto broker = address_of(setting_.host, setting_.port);
    const auto epochs = draw_epochs(setting_.cars, setting_.seed);
    for (int i = 0; i < setting_.cars; ++i) {
        cars_.push_back(
            std::make_unique<Car>(vin_of(i + 1), broker, setting_, epochs[static_cast<std::size_t>(i)]));
    }
}

Load::~Load() {
    cars_.clear();
    ::close(epoll_);
}

bool Load::connect(Micros patience) {
    const auto end = elapsed_() + patience;
    while (!all_ready()) {
        if (elapsed_() > end) return false;
        turn(kTick);
    }
    return true;
}

void Load::run(Micros duration, const std::function<bool()>& stop) {
    began_ = now_ = elapsed_();
    due_before_ = 0;
    sending_ = true;
    const auto end = began_ + duration;
    if (!setting_.reports_per_second) std::ranges::for_each(cars_, [this](auto& car) { send(*car); });
    while (now_ < end && !stop()) {
        turn(kTick);
        if (setting_.reports_per_second) send_what_is_due();
    }
    sending_ = false;
}

bool Load::settle(Micros patience, const std::function<bool()>& stop) {
    const auto end = elapsed_() + patience;
    while (!settled() && !stop()) {
        if (elapsed_() > end) return false;
        turn(kTick);
    }
    return settled();
}

void Load::leave() {
    for (auto& car : cars_) car->connection.close();
}

void Load::turn(Micros patience) {
    std::array<epoll_event, kEventsAtOnce> events;
    const auto wait_ms = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(patience).count());
    const int count = epoll_wait(epoll_, events.data(), kEventsAtOnce, wait_ms);
    now_ = elapsed_();
    wall_now_ = wall_.now();
    for (int i = 0; i < count; ++i) {
        auto& car = *static_cast<Car*>(events[static_cast<std::size_t>(i)].data.ptr);
        receive(car);
        send(car);
    }
    if (now_ - looked_after_ >= kLookAfterEvery || !sending_) {
        looked_after_ = now_;
        reopen_lost();
        for (auto& car : cars_) {
            car->stream.on_time(now_);
            send(*car);
        }
    }
}

void Load::receive(Car& car) {
    const bool was_ready = car.connection.is_ready();
    try {
        car.connection.receive([&](const mqtt::Published& published) {
            const auto heard = wire::read_acknowledgement(published.payload);
            if (heard) car.stream.on_acknowledgement(*heard, now_, tally_);
        });
    } catch (const mqtt::ProtocolError& error) {
        throw Fault(fmt::format("the broker does not speak MQTT 5: {}", error.what()));
    }
    if (!was_ready && car.connection.is_ready()) car.stream.go_back();
    lost_ += was_ready && !car.connection.is_ready();
}

void Load::send(Car& car) {
    if (!car.connection.is_open()) return;
    if (!car.connection.is_flushed()) flush(car);
    if (!car.connection.is_ready() || !car.connection.is_flushed()) return;
    if (!setting_.acknowledged) car.stream.forget();
    const bool paced = setting_.reports_per_second.has_value();
    const bool only_again = !sending_ || paced;
    while (only_again ? car.stream.goes_again() : car.stream.may_send()) send_one(car);
    flush(car);
}

void Load::send_one(Car& car) {
    const auto departure = car.stream.send(wall_now_, now_, tally_);
    reports_.append_to(car.connection.outgoing(), car.topic, departure.epoch, departure.number,
                       departure.measured_at);
}

void Load::send_what_is_due() {
    const auto seconds = std::chrono::duration<double>(now_ - began_).count();
    const auto due = static_cast<std::uint64_t>(seconds * *setting_.reports_per_second);
    for (std::size_t tried = 0; due_before_ < due && tried < cars_.size(); ++tried) {
        auto& car = *cars_[next_car_++ % cars_.size()];
        if (!car.connection.is_ready() || !car.connection.is_flushed() || !car.stream.may_send()) continue;
        ++due_before_;
        tried = 0;
        send_one(car);
        flush(car);
    }
}

void Load::flush(Car& car) {
    car.connection.flush();
    if (car.connection.is_open()) watch(car);
}

/// Asks to be told of room in the socket only while something waits for it; always where only the socket
/// holds the car back.
void Load::watch(Car& car) {
    const bool wants_room = !car.connection.is_flushed() || (sending_ && !setting_.acknowledged);
    if (wants_room == car.watched_for_room) return;
    car.watched_for_room = wants_room;
    epoll_event event{.events = EPOLLIN | (wants_room ? EPOLLOUT : 0U), .data = {.ptr = &car}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, car.connection.socket(), &event);
}

void Load::open(Car& car) {
    car.connection.open();
    if (!car.connection.is_open()) return;
    car.watched_for_room = true;
    epoll_event event{.events = EPOLLIN | EPOLLOUT, .data = {.ptr = &car}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, car.connection.socket(), &event);
}

void Load::reopen_lost() {
    int opened = 0;
    for (auto& car : cars_) {
        if (car->connection.is_open() || opened == kOpenedAtOnce) continue;
        open(*car);
        ++opened;
    }
}

bool Load::all_ready() const {
    return std::ranges::all_of(cars_, [](const auto& car) { return car->connection.is_ready(); });
}

bool Load::settled() const {
    return std::ranges::all_of(cars_, [](const auto& car) { return car->stream.settled(); });
}

}  // namespace traction::fleet
