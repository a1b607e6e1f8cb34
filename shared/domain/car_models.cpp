#include "shared/domain/car_models.hpp"

namespace traction {
namespace {

struct Prefix {
    std::string_view vin;
    std::string_view model;
};
constexpr std::array kPrefixes{
    Prefix{"VR3UHZK", "Peugeot e-208"},
    Prefix{"VR3UKZKX", "Peugeot e-2008"},
    Prefix{"VR3UKZKW", "Peugeot e-2008 54"},
    Prefix{"VR3FMZKW", "Peugeot e-308"},
    Prefix{"VR3FNZKW", "Peugeot e-308"},
    Prefix{"VR3KCZKZ", "Peugeot e-3008"},
    Prefix{"VR3KCZKZ0S", "Peugeot e-5008"},
    Prefix{"VR3KCZKZ1R", "Peugeot e-5008"},
    Prefix{"VR3KCZKZ2R", "Peugeot e-5008"},
    Prefix{"VR3KCZKZ4R", "Peugeot e-5008"},
    Prefix{"VR3KCZKZ8R", "Peugeot e-5008"},
    Prefix{"VR3KCZKM", "Peugeot e-5008 long range"},
    Prefix{"VF31NZKY", "Peugeot iOn"},
    Prefix{"VR7CBZYA", "Citroën ë-C3"},
    Prefix{"VR7BCZKX", "Citroën ë-C4"},
    Prefix{"VR7BCZKW", "Citroën ë-C4 54"},
    Prefix{"VR7BFZKX", "Citroën ë-C4"},
    Prefix{"VR7BFZKW", "Citroën ë-C4 54"},
    Prefix{"VR7KCZKZ", "Citroën ë-C5 Aircross"},
    Prefix{"VR79AZ2", "Citroën Ami"},
    Prefix{"VR1UJZKX", "DS 3 E-Tense"},
    Prefix{"VXKUHZKX", "Opel Corsa-e"},
    Prefix{"VXKUHZKW", "Opel Corsa Electric 51"},
    Prefix{"VXKUKZKX", "Opel Mokka-e"},
    Prefix{"VXKFMZKW", "Peugeot e-308"},
    Prefix{"VXKFNZKW", "Peugeot e-308"},
    Prefix{"VXKKCZKZ", "Peugeot e-3008"},
    Prefix{"VR7EZZKX", "ë-Berlingo, e-Rifter, Combo-e"},
    Prefix{"VR3EZZKX", "ë-Berlingo, e-Rifter, Combo-e"},
    Prefix{"VR7EAZKX", "ë-Berlingo 50"},
    Prefix{"VR7EMZKU", "ë-Berlingo 50"},
    Prefix{"VR3ENZKU", "ë-Berlingo 50"},
    Prefix{"W0VEAZKX", "ë-Berlingo 50"},
    Prefix{"W0VEZZKX", "ë-Berlingo 50"},
    Prefix{"VF7VZZKX", "e-Traveller, ë-SpaceTourer 50"},
    Prefix{"VF3VZZKX", "e-Traveller, ë-SpaceTourer 50"},
    Prefix{"VF7VSZKU", "e-Traveller, ë-Jumpy, Vivaro-e 75"},
    Prefix{"VF7V1ZKX", "e-Traveller, ë-Jumpy, Vivaro-e 75"},
    Prefix{"VXEV1ZKX", "e-Traveller, ë-Jumpy, Vivaro-e 75"},
    Prefix{"VXEVZZKX", "e-Traveller, ë-Jumpy, Vivaro-e 75"},
    Prefix{"VF1AG", "Renault Zoe"},
    Prefix{"VF1ACVYB", "Renault Twizy"},
};
// Asked of the names: under a sanitizer g++ 12 does not take an address for a constant.
static_assert(std::ranges::all_of(kPrefixes, [](const Prefix& prefix) {
    return std::ranges::count(kCarModels, prefix.model, &CarModel::name) == 1;
}));

/// World manufacturer identifiers (ISO 3780).
struct Maker {
    std::string_view identifier;
    std::string_view make;
    bool writes_year;  ///< at place 10 of the VIN
};
constexpr std::array kMakers{
    Maker{"VF1", "Renault", false}, Maker{"VF3", "Peugeot", true}, Maker{"VR3", "Peugeot", true},
    Maker{"VF7", "Citroën", true},  Maker{"VR7", "Citroën", true}, Maker{"VR1", "DS", true},
    Maker{"VXK", "Opel", true},     Maker{"VXE", "Opel", true},    Maker{"W0L", "Opel", true},
    Maker{"W0V", "Opel", true},     Maker{"VS3", "Peugeot", true}, Maker{"VS7", "Citroën", true},
    Maker{"8AD", "Peugeot", true},  Maker{"936", "Peugeot", true}, Maker{"8BC", "Citroën", true},
    Maker{"935", "Citroën", true},
};

const Maker* maker_of(const Vin& vin) {
    const auto identifier = std::string_view(vin.text()).substr(0, 3);
    const auto found = std::find_if(kMakers.begin(), kMakers.end(),
                                    [&](const Maker& maker) { return maker.identifier == identifier; });
    return found == kMakers.end() ? nullptr : &*found;
}

}  // namespace

const CarModel* car_model_of(std::string_view vin) {
    const Prefix* best = nullptr;
    for (const auto& prefix : kPrefixes) {
        if (!vin.starts_with(prefix.vin)) continue;
        if (best == nullptr || prefix.vin.size() > best->vin.size()) best = &prefix;
    }
    return best == nullptr ? nullptr : car_model_named(best->model);
}

std::optional<std::string_view> make_of(const Vin& vin) {
    const auto* maker = maker_of(vin);
    return maker == nullptr ? std::nullopt : std::optional(maker->make);
}

std::optional<int> model_year_of(const Vin& vin) {
    // ISO 3779: the code comes again after 30 years; digits are read as 2001 on, letters as 2010 on.
    static constexpr std::string_view kYears = "123456789ABCDEFGHJKLMNPRSTVWXY";
    const auto* maker = maker_of(vin);
    const auto code = kYears.find(vin.text()[9]);
    if (maker == nullptr || !maker->writes_year || code == std::string_view::npos) return std::nullopt;
    return 2001 + static_cast<int>(code);
}

}  // namespace traction
