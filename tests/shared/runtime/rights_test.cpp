#include <doctest/doctest.h>

#include "tests/shared/runtime/staff_worker.hpp"

using namespace traction;
using namespace traction::test;
using wire::Json;

namespace {

const std::string kStream = wire::access_stream("accounts");

std::vector<std::string> kinds(const std::vector<Json>& bodies) {
    std::vector<std::string> found;
    for (const auto& body : bodies) found.push_back(body.at("kind"));
    return found;
}
const std::vector<std::string> kWholeList{"list_begins", "car_revoked", "list_complete"};

void broker_says_it_knows_nothing(OneWorker& worker) {
    worker.hears_message(wire::ack_topic(kStream, ""), wire::write_acknowledgement({}));
}

}  // namespace

TEST_CASE("access: a worker that starts for the first time tells the whole list of ended rights") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    CHECK(kinds(worker.sent(kStream)) == kWholeList);
    worker.crash();
    CHECK(worker.sent(kStream).empty());
}

TEST_CASE("access: a broker that began anew is told the whole list again, once it has said so twice") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    worker.sent(kStream);
    worker.acknowledge(false);
    broker_says_it_knows_nothing(worker);
    CHECK(worker.sent(kStream).empty());
    worker.advance(runtime::kProbeEvery);
    broker_says_it_knows_nothing(worker);
    CHECK(kinds(worker.sent(kStream)) == kWholeList);
}

TEST_CASE("access: with each connection the broker is asked where it stands") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    worker.acknowledge(false);
    worker.crash();  // connects anew: the question is out, and its answer is the first of the two
    worker.advance(runtime::kProbeEvery);
    broker_says_it_knows_nothing(worker);
    worker.sent(kStream);
    CHECK(worker.life().settled(worker.now()));
}
