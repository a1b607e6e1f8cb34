/// Who may do what on the broker, written down by hand from design 5 and 6, and never derived from the topic
/// table or the plugin that it is to prove. Everybody has a letter:
///   g guest   o owner A   t owner A's other device   b owner B   v car A   V car B   d help desk   p
///   operator workers: A accounts  G garage  M mail  S state  D commands  C contracts  N notifications  R
///   store   T clock  B billing  P payments  Y client of the payment provider  Z the sandbox's provider
///   Q danger zones
/// {A} and {B} are the VINs of cars A and B, {guest} is the guest's own name.
#pragma once

#include <array>
#include <string_view>

namespace traction::attack {

inline constexpr std::string_view kSignedIn = "otbvVdpAGMSDCNRTBPYZQ";
inline constexpr std::string_view kWorkers = "AGMSDCNRTBPYZQ";

/// A topic, and who may publish and hear it. Only what is retained by its kind may be published retained.
struct Right {
    std::string_view topic;
    std::string_view writers;
    std::string_view readers;
    bool retained = false;
};

inline constexpr std::array kRights{
    Right{"vehicle/{A}/report", "v", "S"},
    Right{"vehicle/{B}/report", "V", "S"},
    Right{"vehicle/{A}/report/ack", "S", "v"},
    Right{"vehicle/{B}/report/ack", "S", "V"},
    Right{"vehicle/{A}/order/garage", "G", "v"},
    Right{"vehicle/{A}/order/commands", "D", "v"},
    Right{"vehicle/{A}/order/state", "", "v"},
    Right{"vehicle/{A}/order/danger_zones", "Q", "v"},
    Right{"vehicle/{A}/outcome/danger_zones", "v", "Q"},
    Right{"vehicle/{B}/order/contracts", "C", "V"},
    Right{"vehicle/{A}/order/garage/ack", "v", "G"},
    Right{"vehicle/{B}/order/commands/ack", "V", "D"},
    Right{"vehicle/{A}/outcome/commands", "v", "D"},
    Right{"vehicle/{B}/outcome/garage", "V", "G"},
    Right{"vehicle/{A}/outcome/commands/ack", "D", "v"},
    Right{"vehicle/{B}/outcome/contracts/ack", "C", "V"},
    Right{"vehicle/{A}/presence", "v", "pAGMSDCNRTBPYZQ", true},
    Right{"vehicle/{B}/presence", "V", "pAGMSDCNRTBPYZQ", true},
    Right{"vehicle/{A}/state/doors", "S", "p", true},
    Right{"vehicle/{B}/state/charging", "S", "p", true},
    Right{"vehicle/{A}/state/position", "S", "", true},
    Right{"vehicle/{B}/state/position", "S", "", true},

    Right{"account/alice/device/phone/ask/garage/list", "o", "G"},
    Right{"account/alice/device/tablet/ask/commands/send", "t", "D"},
    Right{"account/bob/device/phone/ask/contracts/renew", "b", "C"},
    Right{"account/alice/device/phone/answer", kWorkers, "o"},
    Right{"account/alice/device/tablet/answer", kWorkers, "t"},
    Right{"account/bob/device/phone/answer", kWorkers, "b"},
    Right{"account/alice/vehicle/{A}/state", "S", "ot"},
    Right{"account/bob/vehicle/{A}/state", "S", "b"},
    Right{"account/bob/vehicle/{B}/state", "S", "b"},
    Right{"account/alice/command/c1", "D", "ot"},
    Right{"account/bob/command/c2", "D", "b"},
    Right{"account/alice/notification", "N", "ot"},
    Right{"account/bob/notification", "N", "b"},

    Right{"guest/{guest}/ask/accounts/sign_in", "g", "A"},
    Right{"guest/abcdefghijklmnopqrstuvwxyz/ask/accounts/sign_in", "", "A"},
    Right{"guest/{guest}/ask/store/catalogue", "g", "R"},
    Right{"guest/{guest}/answer", kWorkers, "g"},
    Right{"guest/abcdefghijklmnopqrstuvwxyz/answer", kWorkers, ""},
    Right{"desk/dora/ask/contracts/end_for_car", "d", "C"},
    Right{"desk/dieter/ask/contracts/end_for_car", "", "C"},
    Right{"desk/dora/ask/state/position", "d", "S"},
    Right{"desk/dieter/ask/state/position", "", "S"},
    Right{"desk/dora/answer", kWorkers, "d"},
    Right{"desk/dieter/answer", kWorkers, ""},
    Right{"operator/oscar/ask/garage/backup", "p", "G"},
    Right{"operator/olga/ask/garage/backup", "", "G"},
    Right{"operator/oscar/answer", kWorkers, "p"},
    Right{"operator/olga/answer", kWorkers, ""},

    Right{"event/garage", "G", "pASDCNRQ"},
    Right{"event/contracts", "C", "pAGSDNRBQ"},
    Right{"event/store", "R", "pACQ"},
    Right{"event/billing", "B", "pAPRC"},
    Right{"event/payments", "P", "pB"},
    Right{"event/danger_zones", "Q", "pC"},
    Right{"event/garage/ack/state", "S", "G"},
    Right{"event/contracts/ack/garage", "G", "C"},
    Right{"event/garage/ack/mail", "", "G"},
    Right{"letter/accounts", "A", "M"},
    Right{"letter/state", "", "M"},
    Right{"letter/accounts/ack", "M", "A"},
    Right{"provider/payments/ask", "Y", "Z"},
    Right{"provider/payments/answer", "Z", "Y"},
    Right{"$CONTROL/traction/access/accounts", "A", ""},
    Right{"$CONTROL/traction/access/garage", "G", ""},
    Right{"$CONTROL/traction/access/state", "", ""},
    Right{"access/ack/accounts", "", "A"},
    Right{"access/ack/garage", "", "G"},
    Right{"$CONTROL/traction/token", kSignedIn, ""},
    Right{"presence/garage", "G", kSignedIn, true},
    Right{"presence/state", "S", kSignedIn, true},
    Right{"view/state", "S", "pS", true},
    Right{"view/garage", "G", "pG", true},
    Right{"metrics/garage", "G", "p", true},
    Right{"metrics/state", "S", "p", true},
    Right{"clock", "T", kSignedIn, true},
    Right{"clock/done/garage", "G", "T", true},
    Right{"clock/done/{A}", "v", "T", true},
    Right{"clock/done/{B}", "V", "T", true},

    Right{"$CONTROL/dynamic-security/v1", "", ""},
    Right{"$SYS/broker/uptime", "", "p"},
    Right{"vehicle/{A}", "", ""},
    Right{"vehicle/{A}/state", "", ""},
    Right{"account/alice", "", ""},
    Right{"somewhere/else", "", ""},
};

/// A subscription with wildcards, or one that takes messages away from others, and who may make it.
struct Filter {
    std::string_view filter;
    std::string_view readers;
};

inline constexpr std::array kFilters{
    Filter{"#", ""},
    Filter{"+", ""},
    Filter{"+/#", ""},
    Filter{"+/+/+", ""},
    Filter{"vehicle/#", ""},
    Filter{"vehicle/{A}/#", ""},
    Filter{"vehicle/+/+", ""},
    Filter{"vehicle/+/report", "S"},
    Filter{"vehicle/+/report/ack", ""},
    Filter{"vehicle/+/order/+", ""},
    Filter{"vehicle/{A}/order/+", "v"},
    Filter{"vehicle/+/outcome/commands", "D"},
    Filter{"vehicle/+/outcome/+", ""},
    Filter{"vehicle/+/presence", "pAGMSDCNRTBPYZQ"},
    Filter{"vehicle/+/state/#", "p"},
    Filter{"vehicle/{A}/state/+", "p"},
    Filter{"account/#", ""},
    Filter{"account/alice/#", ""},
    Filter{"account/+/notification", ""},
    Filter{"account/alice/device/+/answer", ""},
    Filter{"account/+/device/+/answer", ""},
    Filter{"account/+/device/+/ask/garage/+", "G"},
    Filter{"account/+/device/+/ask/+/+", ""},
    Filter{"account/alice/command/+", "ot"},
    Filter{"account/+/command/+", ""},
    Filter{"account/alice/vehicle/+/state", "ot"},
    Filter{"account/+/vehicle/{A}/state", ""},
    Filter{"guest/#", ""},
    Filter{"guest/+/answer", ""},
    Filter{"guest/+/ask/accounts/+", "A"},
    Filter{"guest/+/ask/store/+", "R"},
    Filter{"desk/#", ""},
    Filter{"desk/+/answer", ""},
    Filter{"desk/+/ask/contracts/+", "C"},
    Filter{"operator/#", ""},
    Filter{"operator/+/answer", ""},
    Filter{"event/#", "p"},
    Filter{"event/+", "p"},
    Filter{"event/+/ack/+", ""},
    Filter{"event/garage/ack/+", "G"},
    Filter{"letter/#", "M"},
    Filter{"letter/+/ack", ""},
    Filter{"access/#", ""},
    Filter{"provider/#", ""},
    Filter{"provider/payments/+", ""},
    Filter{"access/ack/+", ""},
    Filter{"presence/+", kSignedIn},
    Filter{"metrics/+", "p"},
    Filter{"view/+", "p"},
    Filter{"clock/#", ""},
    Filter{"clock/done/+", "T"},
    Filter{"$CONTROL/#", ""},
    Filter{"$SYS/#", "p"},
    Filter{"$share/thieves/#", ""},
    Filter{"$share/thieves/vehicle/+/report", ""},
};

}  // namespace traction::attack
