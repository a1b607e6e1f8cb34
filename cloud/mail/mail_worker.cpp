#include "cloud/mail/mail_worker.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "cloud/mail/mail_message.hpp"
#include "shared/wire/streams.hpp"

namespace traction::mail {

using wire::Json;
using wire::letters::Letter;
using wire::letters::Withdraw;
using wire::mail::Waiting;

namespace {

constexpr Milliseconds kLookEvery{20};
constexpr int kMostListed = 100;

std::string_view domain_of(std::string_view address) {
    return address.substr(address.rfind('@') + 1);
}

Json listed(const WaitingLetter& waiting) {
    return {{"letter", waiting.letter.letter.text()},
            {"subject", wire::word_text(waiting.letter.subject, wire::letters::kSubjectNames)},
            {"received_at", to_text(waiting.received_at)},
            {"attempts", waiting.attempts},
            {"next_attempt_at", to_text(waiting.next_attempt_at)},
            {"reason", waiting.reason}};
}

Json listed(const EndedLetter& ended) {
    return {{"letter", ended.letter.text()},
            {"phase", wire::word_text(ended.phase, kPhaseNames)},
            {"reason", ended.reason},
            {"ended_at", to_text(ended.ended_at)}};
}

}  // namespace

MailWorker::MailWorker(ports::Database& database, const Post& post)
    : store_(database), transport_(post.open()), sender_(post.sender) {
    check(is_mail_address(sender_), "mails have a sender");
}

void MailWorker::declare(runtime::Handlers& handlers) {
    using runtime::Origin;
    for (const auto writer : wire::kLetterWriters) {
        handlers.letter<Letter>(
            writer, [this](Turn& turn, const Origin&, const Letter& letter) { on_letter(turn, letter); });
        handlers.letter<Withdraw>(writer, [this](Turn& turn, const Origin&, const Withdraw& message) {
            on_withdraw(turn, message);
        });
    }
    handlers.read<Waiting>(wire::Party::operators,
                           [this](Turn&, const runtime::Asker&, const Waiting&) { return list_waiting(); });
}

/// One letter is one mail: a letter that is known, ended or not, is not taken up again.
void MailWorker::on_letter(Turn& turn, const Letter& letter) {
    if (!store_.knows(letter.letter)) store_.add(letter, turn.now(), turn.machine_now());
}

void MailWorker::on_withdraw(Turn& turn, const Withdraw& message) {
    if (!store_.knows(message.letter))
        return store_.enter_withdrawn(message.letter, turn.now(), turn.machine_now());
    if (store_.waiting(message.letter)) end(turn, message.letter, Step::taken_back, "");
}

runtime::Handlers::Answer MailWorker::list_waiting() {
    auto letters = Json::array();
    for (const auto& waiting : store_.longest_waiting(kMostListed)) letters.push_back(listed(waiting));
    auto undelivered = Json::array();
    for (const auto& ended : store_.newest_undelivered(kMostListed)) undelivered.push_back(listed(ended));
    return Json{{"waiting", store_.count_waiting()},
                {"letters", letters},
                {"ended", store_.ended_by_phase()},
                {"undelivered", undelivered}};
}

std::optional<Timestamp> MailWorker::next_due() {
    const auto ended = store_.first_ended();
    if (!ended) return std::nullopt;
    return *ended + kEndedKept;
}

std::vector<runtime::DueAct> MailWorker::due_acts(Timestamp until) {
    auto acts = store_.ended_until(until - kEndedKept);
    for (auto& act : acts) act.earliest += kEndedKept;
    return acts;
}

void MailWorker::on_due(Turn& turn) {
    store_.forget_ended_until(turn.now() - kEndedKept);
}

std::optional<Timestamp> MailWorker::next_machine_due() {
    return under_way_.empty() ? store_.next_attempt() : next_look_;
}

void MailWorker::on_machine_due(Turn& turn) {
    take_outcomes(turn);
    const auto room = kMostUnderWay - std::min(kMostUnderWay, under_way_.size());
    // Those under way may be among them, when the machine's clock was set forward.
    for (const auto& waiting : store_.due(turn.machine_now(), static_cast<int>(kMostUnderWay))) {
        if (prepared_.size() < room && !under_way_.contains(waiting.letter.letter)) prepare(turn, waiting);
    }
}

void MailWorker::prepare(Turn& turn, const WaitingLetter& waiting) {
    const auto& letter = waiting.letter;
    if (is_out_of_date(letter, turn.now())) return end(turn, letter.letter, Step::use_ended, waiting.reason);
    if (!is_mail_address(letter.to))
        return end(turn, letter.letter, Step::found_unfit, "the address is no mail address");
    const auto words = render(letter);
    if (const auto* unfit = std::get_if<Unfit>(&words))
        return end(turn, letter.letter, Step::found_unfit, unfit->why);
    const Headers headers{.from = sender_,
                          .to = letter.to,
                          .message_id = letter.letter.text() + "@" + std::string(domain_of(sender_)),
                          .letter = letter.letter,
                          .written_at = waiting.received_at};
    store_.begin_attempt(letter.letter, turn.machine_now() + kAttemptHolds);
    prepared_.push_back({.letter = letter.letter,
                         .message_id = headers.message_id,
                         .sender = sender_,
                         .recipient = letter.to,
                         .content = write_mail(headers, std::get<Rendered>(words))});
}

void MailWorker::on_committed(Turn& turn) {
    for (const auto& mail : std::exchange(prepared_, {})) {
        under_way_.insert(mail.letter);
        transport_->begin(mail);
    }
    take_outcomes(turn);
}

void MailWorker::take_outcomes(Turn& turn) {
    for (const auto& outcome : transport_->take_outcomes()) settle(turn, outcome);
    next_look_ = turn.machine_now() + kLookEvery;
}

/// A letter that was withdrawn while it was under way has ended already; the outcome changes nothing.
void MailWorker::settle(Turn& turn, const ports::MailOutcome& outcome) {
    under_way_.erase(outcome.letter);
    const auto waiting = store_.waiting(outcome.letter);
    if (!waiting) return;
    const auto step = step_of(outcome.verdict, waiting->tried_since, turn.machine_now());
    if (step != Step::put_off) return end(turn, outcome.letter, step, outcome.reason);
    store_.put_off(outcome.letter, turn.machine_now() + pause_after(waiting->attempts, outcome.letter),
                   outcome.reason);
}

void MailWorker::end(Turn& turn, const LetterId& letter, Step step, const std::string& reason) {
    const auto phase = after(Phase::waiting, step);
    check(phase && *phase != Phase::waiting, "a letter ends in an end");
    if (*phase != Phase::sent)
        spdlog::warn("mail: letter {} is {}: {}", letter.text(), wire::word_text(*phase, kPhaseNames),
                     reason);
    store_.end(letter, *phase, reason, turn.now());
}

runtime::WorkerKind worker_kind(Post post) {
    return {.name = std::string(wire::kLetterReceiver),
            .migrations = migrations,
            .open = [post = std::move(post)](ports::Database& database) {
                return std::make_unique<MailWorker>(database, post);
            }};
}

}  // namespace traction::mail
