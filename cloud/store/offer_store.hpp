/// Who wants to be told of offers, and who is still to be told of which version.
#pragma once

#include <memory>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"
#include "shared/ports/database.hpp"

namespace traction::store {

class OfferStore {
   public:
    explicit OfferStore(ports::Database& database);

    void set_wish(const AccountId& account, bool wished);
    void forget(const AccountId& account);

    int announced();
    /// Notes the version, and, where there is `news`, every car in the garage of somebody who wants to be
    /// told.
    void announce(int version, bool news);

    struct ToAnnounce {
        AccountId account;
        Vin vin;
        int version = 0;
    };
    bool has_left();
    /// The next ones, which are then told.
    std::vector<ToAnnounce> take(int most);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared wish_, unwish_, drop_, announced_, set_announced_, note_, left_, next_, told_;
};

}  // namespace traction::store
