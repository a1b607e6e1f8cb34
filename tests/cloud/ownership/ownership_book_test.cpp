#include "cloud/ownership/ownership_book.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::ownership {
namespace {

struct Fixture {
    adapters::SqliteDatabase database{":memory:"};
    Vin car = Vin::parse("VF1AG000164316834").value();
    Vin other_car = Vin::parse("VF1AG000164316835").value();
    AccountId alice = *AccountId::parse("alice");
    AccountId bob = *AccountId::parse("bob");
    OwnershipBook book = [this] {
        ports::migrate(database, migrations(), "ownership");
        return OwnershipBook(database);
    }();
};

}  // namespace

TEST_CASE("G8: a period is over when it has ended or a later one is known, not while it is unheard of") {
    Fixture f;
    CHECK(!f.book.is_over(f.car, 1));
    f.book.begin(f.car, 1, f.alice);
    CHECK(!f.book.is_over(f.car, 1));
    CHECK(!f.book.is_over(f.car, 2));
    f.book.end(f.car, 1);
    CHECK(f.book.is_over(f.car, 1));
    f.book.begin(f.car, 3, f.bob);
    CHECK(f.book.is_over(f.car, 2));
    CHECK(!f.book.is_over(f.car, 3));
    CHECK(!f.book.is_over(f.other_car, 1));
}

TEST_CASE("G8: the owner is that of the latest period, until it ends") {
    Fixture f;
    CHECK_FALSE(f.book.owner_of(f.car));
    f.book.begin(f.car, 1, f.alice);
    CHECK(f.book.owner_of(f.car) == Owner{f.alice, 1, kEarliest});
    CHECK(f.book.owns(f.alice, f.car));
    CHECK_FALSE(f.book.owns(f.bob, f.car));
    f.book.end(f.car, 1);
    CHECK_FALSE(f.book.owner_of(f.car));
    f.book.begin(f.car, 2, f.bob);
    CHECK(f.book.owner_of(f.car) == Owner{f.bob, 2, kEarliest});
    CHECK(f.book.account_of(f.car, 1) == f.alice);
    CHECK(f.book.account_of(f.car, 2) == f.bob);
    CHECK_FALSE(f.book.account_of(f.car, 3));
}

TEST_CASE("G8: whatever the order and repetition of the news, the book ends the same") {
    Fixture f;
    const std::vector<std::function<void()>> news{[&] { f.book.begin(f.car, 1, f.alice); },
                                                  [&] { f.book.end(f.car, 1); },
                                                  [&] { f.book.begin(f.car, 2, f.bob); }};
    std::vector<std::size_t> order{0, 1, 2, 0, 1, 2};
    std::sort(order.begin(), order.end());
    do {
        f.database.execute("DELETE FROM ownership_period");
        for (const auto at : order) news[at]();
        CHECK(f.book.owner_of(f.car) == Owner{f.bob, 2, kEarliest});
        CHECK(f.book.account_of(f.car, 1) == f.alice);
        CHECK(f.book.vins_of(f.alice).empty());
        CHECK(f.book.vins_of(f.bob) == std::vector{f.car});
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("An end that comes first is kept: the period never runs") {
    Fixture f;
    f.book.end(f.car, 1);
    CHECK_FALSE(f.book.owner_of(f.car));
    CHECK_FALSE(f.book.account_of(f.car, 1));
    f.book.begin(f.car, 1, f.alice);
    CHECK_FALSE(f.book.owner_of(f.car));
    CHECK(f.book.account_of(f.car, 1) == f.alice);
}

TEST_CASE("A period began when it was first told to have begun") {
    Fixture f;
    const Timestamp morning{Milliseconds{1'800'000'000'000}};
    f.book.begin(f.car, 1, f.alice, morning);
    f.book.begin(f.car, 1, f.alice, morning + std::chrono::hours{1});
    CHECK(f.book.owner_of(f.car) == Owner{f.alice, 1, morning});
}

TEST_CASE("An earlier period whose end was not heard is hidden by the later one") {
    Fixture f;
    f.book.begin(f.car, 1, f.alice);
    f.book.begin(f.car, 2, f.bob);
    CHECK_FALSE(f.book.owns(f.alice, f.car));
    CHECK(f.book.vins_of(f.alice).empty());
}

TEST_CASE("G1: the cars of an account, by VIN") {
    Fixture f;
    f.book.begin(f.other_car, 3, f.alice);
    f.book.begin(f.car, 1, f.alice);
    CHECK(f.book.vins_of(f.alice) == std::vector{f.car, f.other_car});
}

}  // namespace traction::ownership
