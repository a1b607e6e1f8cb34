#include "cloud/commands/commands_export.hpp"

namespace traction::commands {

using ownership::PeriodToTell;
using wire::Json;
using wire::exports::Export;
using wire::exports::Page;

namespace {

constexpr int kReadAtOnce = 100;

}  // namespace

void CommandsExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<Json> CommandsExport::answer(const AccountId& account, const Export& ask) {
    const auto left = ownership::periods_to_tell(book_, account, ask);
    if (!left) return left.refusal();
    Page page;
    for (const auto& of : *left) {
        if (!tell(page, of)) break;
    }
    return std::move(page).answer();
}

bool CommandsExport::tell(Page& page, const PeriodToTell& of) {
    auto told = of.after ? of.after->number(2).value_or(0) : 0;
    while (true) {
        const auto commands = store_.of_vehicle_after(of.vin, of.period, told, kReadAtOnce);
        for (const auto& command : commands) {
            if (!page.add(row_of(command), of.place(std::to_string(command.row)))) return false;
            told = command.row;
        }
        if (commands.size() < kReadAtOnce) return true;
    }
}

Json CommandsExport::row_of(const Command& command) {
    auto row = Json::parse(command.asked);
    row["period"] = command.period;
    row["deadline"] = to_text(command.deadline);
    row["phase"] = wire::word_text(command.phase, wire::commands::kPhaseNames);
    auto& steps = row["steps"] = Json::array();
    for (const auto& step : store_.steps(command)) {
        steps.push_back(
            {{"phase", wire::word_text(step.phase, wire::commands::kPhaseNames)}, {"at", to_text(step.at)}});
        if (!step.reason.empty()) steps.back()["reason"] = step.reason;
    }
    return row;
}

}  // namespace traction::commands
