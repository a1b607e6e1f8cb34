#include "cloud/state/state_export.hpp"

#include "shared/wire/messages/exports.hpp"

namespace traction::state {

using ownership::PeriodToTell;
using wire::Json;
using wire::exports::Export;

namespace {

/// The parts of a period's export, in the order in which they are told; the third part of a place.
constexpr std::string_view kPresent = "present";
constexpr std::string_view kSample = "sample";
constexpr std::string_view kHappening = "happening";

std::string_view reached(const PeriodToTell& of) {
    return of.after ? of.after->part(2) : std::string_view{};
}

Json row_of(const PeriodToTell& of, std::string_view what, Json content) {
    content["what"] = what;
    content["vin"] = of.vin.text();
    content["period"] = of.period;
    return content;
}

}  // namespace

void StateExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<Json> StateExport::answer(const AccountId& account, const Export& ask) {
    const auto left = ownership::periods_to_tell(book_, account, ask);
    if (!left) return left.refusal();
    Page page;
    for (const auto& of : *left) {
        auto& car = cars_.named(of.vin);
        if (!tell_present(page, of, car) || !tell_samples(page, of, car) || !tell_happenings(page, of, car))
            break;
    }
    return std::move(page).answer();
}

bool StateExport::tell_present(Page& page, const PeriodToTell& of, const Car& car) {
    const auto owner = book_.owner_of(of.vin);
    if (of.after || !owner || owner->period != of.period || car.twin_period != of.period) return true;
    return page.add(row_of(of, kPresent, {{"state", Json::parse(wire::write_twin(car.twin))}}),
                    of.place(std::string(kPresent)));
}

/// Newest first, as the log leads back. What the place names is looked at like any other sample: one that is
/// not of this period leads nowhere.
bool StateExport::tell_samples(Page& page, const PeriodToTell& of, Car& car) {
    if (reached(of) == kHappening) return true;
    const auto told = reached(of) == kSample ? of.after->number(3).value_or(0) : 0;
    bool room = true;
    cars_.samples().walk_back(told != 0 ? told : car.period(of.period).newest_sample, [&](const auto& row) {
        if (row.vehicle != car.id || row.period != of.period) return false;
        if (row.id == told) return true;
        room = page.add(row_of(of, kSample, Json::parse(wire::write_sample(row.sample))),
                        of.place(std::string(kSample) + "." + std::to_string(row.id)));
        return room;
    });
    return room;
}

bool StateExport::tell_happenings(Page& page, const PeriodToTell& of, const Car& car) {
    ExportStore::After after;
    if (reached(of) == kHappening)
        after = {.at = Timestamp{Milliseconds{of.after->number(3).value_or(0)}},
                 .id = std::string(of.after->part(4))};
    return happenings_.for_each(car.id, of.period, after, [&](const wire::Happening& happening) {
        return page.add(
            row_of(of, kHappening, Json::parse(wire::write_happening(happening))),
            of.place(std::string(kHappening) + "." + std::to_string(happening.at.time_since_epoch().count()) +
                     "." + happening.id.text()));
    });
}

}  // namespace traction::state
