/// The electric cars that are known, and which car a VIN stands for: facts only, for the maker's registry as
/// for the simulated car.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "shared/domain/vin.hpp"

namespace traction {

struct CarModel {
    std::string_view name;
    double usable_wh;      ///< of the traction battery
    bool rapid_charging;   ///< direct current
    bool cabin_heating;    ///< and cooling
    std::string_view key;  ///< an id: names its picture
};

// clang-format off
inline constexpr std::array kCarModels{
    CarModel{"Peugeot e-208", 46e3, true, true, "peugeot_e_208"},
    CarModel{"Peugeot e-2008", 46e3, true, true, "peugeot_e_2008"},
    CarModel{"Peugeot e-2008 54", 50.8e3, true, true, "peugeot_e_2008"},
    CarModel{"Peugeot e-308", 50.8e3, true, true, "peugeot_e_308"},
    CarModel{"Peugeot e-3008", 73e3, true, true, "peugeot_e_3008"},
    CarModel{"Peugeot e-5008", 73e3, true, true, "peugeot_e_5008"},
    CarModel{"Peugeot e-5008 long range", 97e3, true, true, "peugeot_e_5008"},
    CarModel{"Peugeot iOn", 14.5e3, true, true, "peugeot_ion"},
    CarModel{"Citroën ë-C3", 44e3, true, true, "citroen_e_c3"},
    CarModel{"Citroën ë-C4", 46e3, true, true, "citroen_e_c4"},
    CarModel{"Citroën ë-C4 54", 50.8e3, true, true, "citroen_e_c4"},
    CarModel{"Citroën ë-C5 Aircross", 73e3, true, true, "citroen_e_c5_aircross"},
    CarModel{"Citroën Ami", 5.5e3, false, false, "citroen_ami"},
    CarModel{"DS 3 E-Tense", 46e3, true, true, "ds_3_e_tense"},
    CarModel{"Opel Corsa-e", 46e3, true, true, "opel_corsa_e"},
    CarModel{"Opel Corsa Electric 51", 50.8e3, true, true, "opel_corsa_e"},
    CarModel{"Opel Mokka-e", 46e3, true, true, "opel_mokka_e"},
    CarModel{"ë-Berlingo, e-Rifter, Combo-e", 46e3, true, true, "van_compact"},
    CarModel{"ë-Berlingo 50", 50e3, true, true, "van_compact"},
    CarModel{"e-Traveller, ë-SpaceTourer 50", 46e3, true, true, "van_large"},
    CarModel{"e-Traveller, ë-Jumpy, Vivaro-e 75", 68e3, true, true, "van_large"},
    CarModel{"Renault Zoe", 52e3, true, true, "renault_zoe"},
    CarModel{"Renault Twizy", 6.1e3, false, false, "renault_twizy"},
};
// clang-format on

/// Nothing when there is no such row.
constexpr const CarModel* car_model_named(std::string_view name) {
    for (const auto& model : kCarModels) {
        if (model.name == name) return &model;
    }
    return nullptr;
}

/// The row for the longest known beginning of `vin`; nothing for an unknown one.
const CarModel* car_model_of(std::string_view vin);

/// Who made the car, by the first three characters of its VIN, wherever in the world that was; nothing for a
/// maker that is not one of ours. Rule G3.
std::optional<std::string_view> make_of(const Vin& vin);

/// The model year at place 10, between 2001 and 2030; nothing where that maker writes none there.
std::optional<int> model_year_of(const Vin& vin);

}  // namespace traction
