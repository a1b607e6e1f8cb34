#include "cloud/notifications/notifications_export.hpp"

namespace traction::notifications {

using wire::exports::Export;

namespace {

constexpr int kReadAtOnce = 100;

std::string text_of(const NotificationsStore::Place& place) {
    return std::to_string(place.at.time_since_epoch().count()) + "." + std::to_string(place.sequence);
}

}  // namespace

void NotificationsExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<wire::Json> NotificationsExport::answer(const AccountId& account, const Export& ask) {
    NotificationsStore::Place before;
    if (ask.after) {
        const wire::exports::Place place(*ask.after);
        const auto at = place.number(0);
        const auto sequence = place.number(1);
        if (!at || !sequence) return wire::exports::no_such_place();
        before = {.at = Timestamp{Milliseconds{*at}}, .sequence = *sequence};
    }
    wire::exports::Page page;
    if (!ask.after && settings_.has_chosen(account))
        page.add(wire::Json{{"settings", view_of(settings_.of(account))}}, text_of(before));
    while (true) {
        const auto some = store_.all_before(account, before, kReadAtOnce);
        for (const auto& [place, notification] : some) {
            if (!page.add(notification.json(), text_of(place))) return std::move(page).answer();
            before = place;
        }
        if (some.size() < kReadAtOnce) return std::move(page).answer();
    }
}

}  // namespace traction::notifications
