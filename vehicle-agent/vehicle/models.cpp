#include "vehicle-agent/vehicle/models.hpp"

#include <algorithm>
#include <array>

#include "shared/domain/car_models.hpp"
#include "shared/domain/result.hpp"

namespace traction::vehicle {
namespace {

// Charge curves: measured ones where a public one exists. Where it does not, the curve keeps the maker's peak
// power and its time from 20 to 80 %.
// clang-format off
constexpr std::array<CurvePoint, 10> kPack50{{
    {0, 97e3}, {16, 97e3}, {17, 78e3}, {46, 78e3}, {47, 52e3}, {68, 52e3}, {69, 27e3}, {83, 27e3}, {84, 11e3}, {100, 11e3}}};
constexpr std::array<CurvePoint, 13> kPackCorsa{{
    {0, 99e3}, {16, 99e3}, {20, 95e3}, {21, 75e3}, {47, 75e3}, {48, 53e3}, {67, 53e3}, {68, 41e3}, {72, 41e3}, {73, 27e3},
    {83, 27e3}, {84, 11e3}, {100, 11e3}}};
constexpr std::array<CurvePoint, 12> kPackVan{{
    {0, 98e3}, {20, 87e3}, {22, 75e3}, {57, 75e3}, {59, 50e3}, {65, 50e3}, {67, 45e3}, {73, 45e3}, {74, 25e3}, {84, 25e3},
    {85, 12e3}, {100, 12e3}}};
// clang-format on
constexpr std::array<CurvePoint, 4> kPackZoe{{{0, 41e3}, {52, 46e3}, {80, 27e3}, {100, 22e3}}};
constexpr std::array<CurvePoint, 3> kPackIon{{{0, 47.5e3}, {75, 50e3}, {100, 3.6e3}}};
constexpr std::array<CurvePoint, 5> kPack54{{{0, 90e3}, {10, 102e3}, {40, 85e3}, {80, 42e3}, {100, 10e3}}};
constexpr std::array<CurvePoint, 5> kPackIronPhosphate{
    {{0, 80e3}, {20, 100e3}, {50, 72e3}, {80, 40e3}, {100, 9e3}}};
constexpr std::array<CurvePoint, 6> kPack73{
    {{0, 120e3}, {10, 160e3}, {35, 135e3}, {55, 98e3}, {80, 62e3}, {100, 11e3}}};

/// A row whose battery is the one that the registry knows.
constexpr Model model(std::string_view name, double onboard_charger_w, ChargeCurve rapid,
                      double consumption_wh_per_km, double mass_kg, double cabin_heater_w,
                      double nominal_voltage_v) {
    return {name,
            car_model_named(name)->usable_wh,
            onboard_charger_w,
            rapid,
            consumption_wh_per_km,
            mass_kg,
            cabin_heater_w,
            nominal_voltage_v};
}

// name, on-board charger W, rapid, Wh/km, kg, cabin heater W, V
constexpr std::array kModels{
    model("Peugeot e-208", 7400, kPack50, 161, 1530, 5000, 400),
    model("Peugeot e-2008", 7400, kPack50, 180, 1620, 5000, 400),
    model("Peugeot e-2008 54", 7400, kPack54, 170, 1640, 5000, 400),
    model("Peugeot e-308", 11e3, kPack54, 160, 1760, 5000, 400),
    model("Peugeot e-3008", 11e3, kPack73, 175, 2180, 5500, 400),
    model("Peugeot e-5008", 11e3, kPack73, 180, 2260, 5500, 400),
    model("Peugeot e-5008 long range", 11e3, kPack73, 180, 2370, 5500, 400),
    model("Peugeot iOn", 3600, kPackIon, 129, 1150, 4000, 330),
    model("Citroën ë-C3", 11e3, kPackIronPhosphate, 165, 1490, 4500, 400),
    model("Citroën ë-C4", 11e3, kPack50, 180, 1640, 5000, 400),
    model("Citroën ë-C4 54", 11e3, kPack54, 165, 1660, 5000, 400),
    model("Citroën ë-C5 Aircross", 11e3, kPack73, 180, 2180, 5500, 400),
    model("Citroën Ami", 2300, {}, 73, 560, 0, 48),
    model("DS 3 E-Tense", 11e3, kPack50, 184, 1600, 5000, 400),
    model("Opel Corsa-e", 11e3, kPackCorsa, 164, 1530, 5000, 400),
    model("Opel Corsa Electric 51", 11e3, kPack54, 155, 1550, 5000, 400),
    model("Opel Mokka-e", 11e3, kPack50, 176, 1600, 5000, 400),
    model("ë-Berlingo, e-Rifter, Combo-e", 11e3, kPack50, 195, 1870, 5000, 400),
    model("ë-Berlingo 50", 11e3, kPack50, 190, 1880, 5000, 400),
    model("e-Traveller, ë-SpaceTourer 50", 7400, kPackVan, 243, 2040, 6000, 400),
    model("e-Traveller, ë-Jumpy, Vivaro-e 75", 11e3, kPackVan, 243, 2200, 6000, 400),
    model("Renault Zoe", 22e3, kPackZoe, 174, 1580, 4500, 400),
    model("Renault Twizy", 3600, {}, 84, 550, 0, 58),
};

constexpr const Model* find_model(std::string_view name) {
    for (const auto& model : kModels) {
        if (model.name == name) return &model;
    }
    return nullptr;
}
static_assert(kModels.size() == kCarModels.size());
static_assert(std::all_of(kCarModels.begin(), kCarModels.end(), [](const CarModel& known) {
    const auto* model = find_model(known.name);
    return model != nullptr && model->rapid.empty() != known.rapid_charging &&
           (model->cabin_heater_w > 0) == known.cabin_heating;
}));

constexpr std::string_view kMostSold = "Peugeot e-208";

}  // namespace

const Model& model_of(std::string_view vin) {
    const auto* known = car_model_of(vin);
    return model_named(known == nullptr ? kMostSold : known->name);
}

const Model& model_named(std::string_view name) {
    const Model* model = find_model(name);
    check(model != nullptr, "a model of that name is in the table");
    return *model;
}

}  // namespace traction::vehicle
