#include "cloud/store/store_export.hpp"

#include "cloud/store/store_views.hpp"

namespace traction::store {

using wire::exports::Export;

namespace {

constexpr int kReadAtOnce = 100;

std::string place_of(std::int64_t row) {
    return "order." + std::to_string(row);
}

}  // namespace

void StoreExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<wire::Json> StoreExport::answer(const AccountId& account, const Export& ask) {
    std::int64_t after = 0;
    Page page;
    if (ask.after) {
        const wire::exports::Place place(*ask.after);
        const auto row = place.number(1);
        if (place.part(0) != "order" || !row) return wire::exports::no_such_place();
        after = *row;
    } else {
        tell_carts(page, account);
    }
    tell_orders(page, account, after);
    return std::move(page).answer();
}

void StoreExport::tell_carts(Page& page, const AccountId& account) {
    for (const auto& [version, at] : carts_.acceptances(account)) {
        page.add(
            {{"what", "acceptance"}, {"conditions_version", version.text()}, {"accepted_at", to_text(at)}},
            place_of(0));
    }
    for (const auto& [vin, item] : carts_.all_items(account)) {
        auto row = view_of(item);
        row["what"] = "cart_item";
        row["vin"] = vin.text();
        page.add(std::move(row), place_of(0));
    }
}

void StoreExport::tell_orders(Page& page, const AccountId& account, std::int64_t after) {
    while (true) {
        const auto some = orders_.after(account, after, kReadAtOnce);
        for (const auto& [row, order] : some) {
            auto told = view_of(order);
            told["what"] = "order";
            if (!page.add(std::move(told), place_of(row))) return;
            after = row;
        }
        if (some.size() < kReadAtOnce) return;
    }
}

}  // namespace traction::store
