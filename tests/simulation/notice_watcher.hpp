/// What must hold of notifications at every moment: each is told once, none of a kind that is switched off,
/// none but security's in quiet hours, and none of a car to who has it no more. Rules N1, E4, C7, G8.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/domain/calendar.hpp"
#include "shared/wire/messages/notification_settings.hpp"

namespace traction::simulation {

class NoticeWatcher {
   public:
    using Complain = std::function<void(const std::string& what, Timestamp now)>;

    explicit NoticeWatcher(Complain complain) : complain_(std::move(complain)) {}

    void see(const std::string& account, const wire::notifications::Notification& told, Timestamp now);
    /// The account's zone is another: for a day it is not certain which one its quiet hours follow.
    void zone_changed(const std::string& account, Timestamp now);
    /// Somebody asks for other settings: until he is answered nothing is certain.
    void asked(const std::string& account);
    /// The settings as they are; null where it was refused.
    void answered(const std::string& account, const wire::Json& settings, Timestamp now);

   private:
    struct Wishes {
        int open_asks = 0;
        bool mixed = false;  ///< asks were open at one time: nobody knows which was the last
        std::optional<Timestamp> zone_changed_at;
        wire::Json settings;  ///< null: not certain
    };
    void hold_against(const Wishes& wishes, const std::string& account,
                      const wire::notifications::Notification& told, Timestamp now);

    Complain complain_;
    std::map<std::string, Wishes> wishes_;
    std::set<std::pair<std::string, std::string>> told_;  ///< account and notification
};

}  // namespace traction::simulation
