#include "cloud/ctl/account_export.hpp"

#include <array>

#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/exports.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::ctl {

using wire::Json;

namespace {

constexpr std::array<std::string_view, 6> kPagedWorkers{"contracts",     "billing", "commands",
                                                        "notifications", "state",   "store"};

template <class Body>
Json part(const Asking& ask, std::string_view worker, const Body& body) {
    const auto answer = ask(worker, Body::kVerb, body.json());
    if (!answer) throw Fault(std::string(worker) + " did not answer; nothing was exported");
    if (!answer->done) throw Fault(std::string(worker) + " refused: " + answer->body.value("sentence", ""));
    return answer->body;
}

void write_field(const Sink& sink, std::string_view name, const Json& value) {
    sink(",\n\"" + std::string(name) + "\": " + value.dump());
}

/// A row is a line.
void write_pages(const Asking& ask, std::string_view worker, const Sink& sink) {
    sink(",\n\"" + std::string(worker) + "\": [");
    const char* before = "\n";
    wire::exports::Export wish;
    do {
        const auto page = part(ask, worker, wish);
        for (const auto& row : page.at("rows")) {
            sink(before + row.dump());
            before = ",\n";
        }
        wish.after.reset();
        if (page.contains("next")) wish.after = page.at("next").get<std::string>();
    } while (wish.after);
    sink("]");
}

}  // namespace

void write_export(const Asking& ask, Timestamp now, const Sink& sink) {
    sink("{\"export_version\": " + std::to_string(kExportVersion));
    write_field(sink, "exported_at", to_text(now));
    write_field(sink, "account", part(ask, "accounts", wire::accounts::Export{}));
    write_field(sink, "garage", part(ask, "garage", wire::garage::List{}).at("vehicles"));
    for (const auto worker : kPagedWorkers) write_pages(ask, worker, sink);
    sink("\n}\n");
}

}  // namespace traction::ctl
