#include "cloud/state/live_view.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace traction::state {
namespace {

using wire::TopicKind;

std::string_view name_of(wire::Aspect aspect) {
    return wire::kAspectNames[static_cast<std::size_t>(aspect)];
}

template <class Visit>
void for_each_aspect(wire::AspectSet aspects, Visit visit) {
    for (std::size_t i = 0; i < wire::kAspectNames.size(); ++i) {
        const auto aspect = static_cast<wire::Aspect>(i);
        if ((aspects & wire::bit_of(aspect)) != 0) visit(aspect);
    }
}

std::string twin_topic(const Car& car, wire::Aspect aspect) {
    return wire::topic(TopicKind::twin, {car.vin.text(), name_of(aspect)});
}

void retain(runtime::Turn& turn, const Car& car, wire::Aspect aspect, const std::string& signals) {
    ports::Publication publication;
    publication.topic = twin_topic(car, aspect);
    publication.payload = signals;
    publication.retain = true;
    turn.publish(std::move(publication));
}

}  // namespace

void LiveView::on_change(Car& car, wire::AspectSet aspects, Timestamp machine_now) {
    if (aspects == 0) return;
    const bool waits = car.unpublished != 0;
    car.unpublished |= aspects;
    if (!waits) waiting_.emplace(std::max(machine_now, car.published_at + kPublishedAtMostEvery), car.id);
}

void LiveView::show_now(runtime::Turn& turn, Car& car, wire::AspectSet aspects) {
    end_old_leases(car, turn.machine_now());
    car.unpublished = static_cast<wire::AspectSet>(car.unpublished & ~aspects);
    for_each_aspect(aspects, [&](wire::Aspect aspect) {
        publish_aspect(turn, car, aspect);
        if (!car.twin.shows(aspect)) forward(turn, car, aspect, wire::write_aspect(car.twin, aspect));
    });
}

std::optional<Timestamp> LiveView::next_due() const {
    if (waiting_.empty()) return std::nullopt;
    return waiting_.begin()->first;
}

void LiveView::publish_due(runtime::Turn& turn) {
    while (!waiting_.empty() && waiting_.begin()->first <= turn.machine_now()) {
        auto& car = cars_.numbered(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        publish(turn, car);
    }
}

void LiveView::publish(runtime::Turn& turn, Car& car) {
    end_old_leases(car, turn.machine_now());
    for_each_aspect(std::exchange(car.unpublished, 0),
                    [&](wire::Aspect aspect) { publish_aspect(turn, car, aspect); });
    car.published_at = turn.machine_now();
}

void LiveView::publish_aspect(runtime::Turn& turn, Car& car, wire::Aspect aspect) {
    if (!car.twin.shows(aspect)) return turn.clear_retained(twin_topic(car, aspect));
    const auto signals = wire::write_aspect(car.twin, aspect);
    retain(turn, car, aspect, signals);
    forward(turn, car, aspect, signals);
}

/// One message per account: its devices share the topic. A twin of another period is not the watcher's to
/// see: what an earlier owner's car told may still wait to be shown, or come late. Rule G8.
void LiveView::forward(runtime::Turn& turn, Car& car, wire::Aspect aspect, const std::string& signals) {
    std::set<std::string_view> accounts;
    for (const auto& lease : car.leases) {
        if (lease.period != car.twin_period) continue;
        if (!accounts.insert(lease.account.text()).second) continue;
        ports::Publication publication;
        publication.topic = wire::topic(TopicKind::vehicle_view, {lease.account.text(), car.vin.text()});
        publication.payload = fmt::format(R"({{"vin":"{}","aspect":"{}","signals":{}}})", car.vin.text(),
                                          name_of(aspect), signals);
        turn.publish(std::move(publication));
    }
}

void LiveView::end_old_leases(Car& car, Timestamp machine_now) {
    std::erase_if(car.leases, [&](const Lease& lease) {
        if (lease.until > machine_now) return false;
        cars_.store().remove_lease(car.id, lease);
        return true;
    });
}

bool LiveView::publish_page(runtime::Turn& turn, std::size_t page) {
    const auto first = page * kCarsPerPage;
    for (auto place = first; place < first + kCarsPerPage; ++place) {
        const auto* car = cars_.at(place);
        if (car == nullptr) return false;
        for_each_aspect(wire::kAllAspects, [&](wire::Aspect aspect) {
            if (car->twin.shows(aspect)) retain(turn, *car, aspect, wire::write_aspect(car->twin, aspect));
        });
    }
    return cars_.at(first + kCarsPerPage) != nullptr;
}

void LiveView::clear(runtime::Turn& turn, Car& car) {
    for_each_aspect(wire::kAllAspects,
                    [&](wire::Aspect aspect) { turn.clear_retained(twin_topic(car, aspect)); });
}

}  // namespace traction::state
